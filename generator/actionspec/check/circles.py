"""What leads back to itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def in_circles(ways: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The names from which ways lead back to themselves, found in one walk along all ways.

    Names that lead to each other are the strongly connected components of Tarjan: of each, the
    name that the walk came to first is the last that it leaves.

    Args:
        ways: Where each name leads to. What is no key itself leads nowhere.
    """
    found: set[str] = set()
    # When the walk came to each name, and the earliest name that it leads back to.
    came: dict[str, int] = {}
    back: dict[str, int] = {}
    # The names whose circle is not known yet, in the order in which the walk came to them.
    unknown: dict[str, None] = {}
    walk: list[tuple[str, Iterator[str]]] = []

    def enter(name: str) -> None:
        came[name] = back[name] = len(came)
        unknown[name] = None
        walk.append((name, iter(ways[name])))

    for start in ways:
        if start not in came:
            enter(start)
        while walk:
            name, others = walk[-1]
            for other in others:
                if other in ways and other not in came:
                    enter(other)
                    break
                if other in unknown:
                    back[name] = min(back[name], came[other])
            else:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    back[above] = min(back[above], back[name])
                if back[name] == came[name]:
                    circle = {*_last(unknown, name)}
                    found |= circle if len(circle) > 1 or name in ways[name] else set()
    return frozenset(found)


def _last(names: dict[str, None], first: str) -> Iterator[str]:
    """Take away the last names, back to one of them."""
    name = ""
    while name != first:
        name, _ = names.popitem()
        yield name
