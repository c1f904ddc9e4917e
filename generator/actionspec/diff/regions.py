"""Many combinations in few words: what they have in common, and none of them left out."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from actionspec.diff.change import listed, quoted
from actionspec.diff.combinations import Combination, Group

MOST_PHRASES = 4
"""Regions that a message describes at the most; it counts what is left."""


@dataclass(frozen=True, slots=True)
class Region:
    """All combinations with some things and without others, whatever else they have.

    Attributes:
        given, absent: The members that all of them give, or that none does.
        on, off: The settings that are on, or off, in all of them.
    """

    given: frozenset[str]
    absent: frozenset[str]
    on: frozenset[str]
    off: frozenset[str]

    def holds(self, one: Combination) -> bool:
        """Whether a combination is one of them."""
        members = self.given <= one.given and self.absent.isdisjoint(one.given)
        return members and self.on <= one.on and self.off.isdisjoint(one.on)


def regions(group: Group, inside: Collection[Combination]) -> Iterator[Region]:
    """Regions that together hold these combinations, and no others.

    Args:
        group: The members and settings that vary.
        inside: The combinations, those with the fewest members first.
    """
    # Combinations as numbers, of which each thing is a bit: there may be thousands.
    members = {name: 1 << place for place, name in enumerate(group.members)}
    settings = {name: 1 << place for place, name in enumerate(group.settings, len(members))}
    numbers = [
        sum(members[name] for name in one.given) + sum(settings[name] for name in one.on)
        for one in inside
    ]
    every, covered = {*numbers}, set[int]()
    for start in numbers:
        if start not in covered:
            # What is absent may rather vary than what is given: it takes words, too.
            absent = [bit for bit in members.values() if not start & bit]
            given = [bit for bit in members.values() if start & bit]
            free, held = _grown(start, [*absent, *settings.values(), *given], every)
            covered.update(held)
            yield Region(
                frozenset(name for name, bit in members.items() if bit & start & ~free),
                frozenset(name for name, bit in members.items() if bit & ~start & ~free),
                frozenset(name for name, bit in settings.items() if bit & start & ~free),
                frozenset(name for name, bit in settings.items() if bit & ~start & ~free),
            )


def _grown(start: int, bits: Iterable[int], every: Container[int]) -> tuple[int, list[int]]:
    """The bits that may vary around a number, and all numbers that this makes of it."""
    free, held = 0, [start]
    for bit in bits:
        moved = [one ^ bit for one in held]
        if all(one in every for one in moved):
            free, held = free | bit, held + moved
    return free, held


def described(group: Group, inside: Collection[Combination]) -> str:
    """Combinations in words, the first with the fewest members.

    Args:
        group: The members and settings that vary.
        inside: The combinations, those with the fewest members first.
    """
    if not group.members and not group.settings:
        # Nobody's code knows of what only one version has.
        return f"without {listed(sorted(group.names), 'or')}"
    phrases = dict(_phrases(group, [*regions(group, inside)]))
    shown = [*phrases][:MOST_PHRASES]
    told = {
        one for phrase in shown for region in phrases[phrase] for one in inside if region.holds(one)
    }
    left = len(inside) - len(told)
    if left:
        shown.append(f"in {left} more combinations of {listed((*group.members, *group.settings))}")
    return ", or ".join(shown)


def _phrases(group: Group, found: Sequence[Region]) -> Iterator[tuple[str, list[Region]]]:
    """Regions in words, in which those that are alike for all pairs of members are one."""
    for region, alike in _bundled(found).items():
        pairs = [one.given for one in alike]
        among = frozenset[str]().union(*pairs)
        if len(pairs) > 1 and {*pairs} == {*map(frozenset, combinations(among, 2))}:
            yield _phrase(
                group, region, f"with more than one of {_in_order(group, among, 'and')}"
            ), alike
        else:
            for one in alike:
                given = f"with {_in_order(group, one.given, 'and')}" if one.given else ""
                yield _phrase(group, one, given), [one]


def _bundled(found: Iterable[Region]) -> dict[Region, list[Region]]:
    """Regions that give two members, and differ only in which; others on their own."""
    bundles: dict[tuple[object, ...], list[Region]] = {}
    for one in found:
        key = (one.absent, one.on, one.off) if len(one.given) == 2 else (one,)
        bundles.setdefault(key, []).append(one)
    return {alike[0]: alike for alike in bundles.values()}


def _phrase(group: Group, region: Region, given: str) -> str:
    words = [given] if given else []
    words += [f"without {_in_order(group, region.absent, 'or')}"] if region.absent else []
    words = words or ["of any kind"]
    for name in group.settings:
        if name in region.on | region.off:
            words.append(f"where {quoted(name)} is {'on' if name in region.on else 'off'}")
    return " ".join(words)


def _in_order(group: Group, names: Collection[str], word: str) -> str:
    """Members as the spec orders them."""
    return listed([name for name in group.members if name in names], word)
