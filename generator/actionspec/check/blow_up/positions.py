"""The positions of a pattern: the single characters and classes in it, and what can follow each.

`X+` leads from the last positions of X to its first, with the number of ways in which it can do so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from actionspec.check.blow_up.refusal import Budget, RefusedError
from actionspec.check.blow_up.written import written

# Where `re` keeps its own parser: nothing else reads all of its syntax, in each version of Python.
_parser: Any = import_module("re._parser")

MOST_POSITIONS = 300
"""Characters and classes of a pattern, those of counted repetitions once for each time."""

MORE_FOR_EACH = 20
"""So many more for each character that it is long."""

MOST_TIMES = 256
"""Above it, a counted repetition is one without an end."""

_REFUSED = {
    "ASSERT": "a lookaround",
    "ASSERT_NOT": "a lookaround",
    "GROUPREF": "a reference to a group",
    "GROUPREF_EXISTS": "a condition on a group",
    "ATOMIC_GROUP": "an atomic group",
    "POSSESSIVE_REPEAT": "a possessive repetition",
}


@dataclass(slots=True)
class Part:
    """A part of a pattern: in how many ways it is empty, and where it begins and ends."""

    empty: int
    first: Counter[int] = field(default_factory=Counter[int])
    last: Counter[int] = field(default_factory=Counter[int])


@dataclass(slots=True)
class Positions:
    """The positions of a pattern: what each takes, what follows it, and what repeats it."""

    pattern: str
    budget: Budget
    flags: int = 0
    whole: Part = field(default_factory=lambda: Part(1))
    nodes: list[Any] = field(default_factory=list[Any])
    several: set[int] = field(default_factory=set[int])
    repeated: dict[int, str] = field(default_factory=dict[int, str])
    follow: list[Counter[int]] = field(default_factory=list[Counter[int]])

    def add(self, node: Any) -> Part:
        """One more position."""
        if len(self.nodes) >= MOST_POSITIONS + MORE_FOR_EACH * len(self.pattern):
            raise RefusedError("the pattern is too long to judge", "write several shorter ones")
        self.nodes.append(node)
        self.follow.append(Counter())
        here = len(self.nodes) - 1
        return Part(0, Counter([here]), Counter([here]))

    def join(self, one: Part, other: Part) -> Part:
        """One part behind another."""
        self.budget.spend(len(one.last) * len(other.first))
        for last, ways in one.last.items():
            for first, more in other.first.items():
                self.follow[last][first] += ways * more
        return Part(
            one.empty * other.empty,
            _sum(one.first, _times(other.first, one.empty)),
            _sum(other.last, _times(one.last, other.empty)),
        )


def _times(counted: Counter[int], ways: int) -> Counter[int]:
    return Counter({one: number * ways for one, number in counted.items() if ways})


def _sum(*counted: Counter[int]) -> Counter[int]:
    whole: Counter[int] = Counter()
    for one in counted:
        whole.update(one)
    return whole


def positions_of(pattern: str) -> Positions:
    """Take a pattern apart.

    Raises:
        RefusedError: It holds what nobody can judge, or too much of it.
    """
    tree = _parser.parse(pattern)
    positions = Positions(pattern, Budget(pattern), tree.state.flags)
    positions.whole = _sequence(tree, positions)
    return positions


def _sequence(nodes: Iterable[Any], positions: Positions) -> Part:
    whole = Part(1)
    for node in nodes:
        whole = positions.join(whole, _node(node, positions))
    return whole


def _node(node: Any, positions: Positions) -> Part:
    kind, value = str(node[0]), node[1]
    match kind:
        case "AT":
            return Part(1)
        case "SUBPATTERN":
            _, added, removed, inner = value
            if added or removed:
                hint = (
                    "write them once, in front of the whole pattern: (?i), or name both cases: [Aa]"
                )
                raise RefusedError("flags for a part of a pattern are not judged", hint)
            return _sequence(inner, positions)
        case "BRANCH":
            parts = [_sequence(inner, positions) for inner in value[1]]
            return Part(
                sum(part.empty for part in parts),
                _sum(*(part.first for part in parts)),
                _sum(*(part.last for part in parts)),
            )
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _repetition(node, positions)
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            return positions.add(node)
        case _:
            what = _REFUSED.get(kind, f'"{kind}"')
            hint = "say it without: name the signs that may stand there, as [^,]* does"
            raise RefusedError(f"nobody can tell how long {what} takes", hint)


def _repetition(node: Any, positions: Positions) -> Part:
    _, most, inner = node[1]
    most = int(most)
    if most == 0:
        return Part(1)
    shortest, _ = inner.getwidth()
    if most > 1 and not shortest:
        hint = "leave a ? or * away, so that each turn takes something"
        raise RefusedError(f"{_quoted(node, positions)} repeats what may be empty", hint)
    before = len(positions.nodes)
    part = _endless(node, positions) if most > MOST_TIMES else _counted(node, positions)
    if most > 1:
        positions.several.update(range(before, len(positions.nodes)))
    return part


def _endless(node: Any, positions: Positions) -> Part:
    least, _, inner = node[1]
    before = len(positions.nodes)
    part = _sequence(inner, positions)
    quoted = _quoted(node, positions)
    for position in range(before, len(positions.nodes)):
        positions.repeated.setdefault(position, quoted)
    positions.join(part, part)
    return Part(1 if least == 0 else 0, part.first, part.last)


def _counted(node: Any, positions: Positions) -> Part:
    least, most, inner = node[1]
    # X{2,4} is XX(X(X)?)?, in which each number of turns is read in one way.
    end = Part(1)
    for _ in range(int(most) - least):
        inside = positions.join(_sequence(inner, positions), end)
        end = Part(inside.empty + 1, inside.first, inside.last)
    for _ in range(least):
        end = positions.join(_sequence(inner, positions), end)
    return end


def _quoted(node: Any, positions: Positions) -> str:
    """A repetition as its author wrote it, or no more than that there is one."""
    text = written([node])
    return f'"{text}"' if text in positions.pattern else "a repetition"
