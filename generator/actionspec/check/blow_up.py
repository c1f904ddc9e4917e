"""Patterns that can keep a matcher busy for ever.

A matcher that goes back tries every way to read a text. This walks through all texts at once, and
counts in how many ways a pattern can have read each so far: a small number for all texts means a
time that grows with the length of the text and no faster. What it cannot count is refused too, so
that whatever passes is proven.

A pattern is taken apart into its positions: the single characters and classes in it. `X+` leads
from the last positions of X to its first, with the number of ways in which it can do so.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

# Where `re` keeps its own parser: nothing else reads all of its syntax, in each version of Python.
_parser: Any = import_module("re._parser")

MOST_WAYS = 16
"""In how many ways a pattern may have read a text."""

MOST_POSITIONS = 150
"""Characters and classes of a pattern, those of counted repetitions once for each time."""

MOST_STATES = 1_000
"""Sets of positions that texts may lead to."""

_MOST_TIMES = 40
"""Above it, a counted repetition is one without an end."""

_REFUSED = {
    "ASSERT": "a lookaround",
    "ASSERT_NOT": "a lookaround",
    "GROUPREF": "a reference to a group",
    "GROUPREF_EXISTS": "a condition on a group",
    "ATOMIC_GROUP": "an atomic group",
    "POSSESSIVE_REPEAT": "a possessive repetition",
}

# One of each kind that a class may tell apart, beside what the pattern itself names.
_SAMPLES = frozenset(map(chr, range(0x250))) | frozenset("٣३Ωжא中\u2003\u3000ſKİıẞ\U0001d7d9😀")

Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class BlowUp:
    """Why a pattern may take too long, and what to write instead."""

    message: str
    hint: str


class _RefusedError(Exception):
    """A pattern whose time nobody can tell."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.blow_up = BlowUp(message, hint)


@dataclass(slots=True)
class _Part:
    """A part of a pattern: in how many ways it is empty, and where it begins and ends."""

    empty: int
    first: Counter[int] = field(default_factory=Counter[int])
    last: Counter[int] = field(default_factory=Counter[int])


@dataclass(slots=True)
class _Positions:
    """The positions of a pattern: what each takes, what can follow it, and what repeats it."""

    tests: list[Test] = field(default_factory=list[Test])
    repeated: dict[int, str] = field(default_factory=dict[int, str])
    follow: list[Counter[int]] = field(default_factory=list[Counter[int]])
    named: set[str] = field(default_factory=set[str])

    def add(self, test: Test) -> _Part:
        """One more position."""
        if len(self.tests) >= MOST_POSITIONS:
            raise _RefusedError("the pattern is too long to judge", "write several shorter ones")
        self.tests.append(test)
        self.follow.append(Counter())
        here = len(self.tests) - 1
        return _Part(0, Counter([here]), Counter([here]))

    def join(self, one: _Part, other: _Part) -> _Part:
        """One part behind another."""
        for last, ways in one.last.items():
            for first, more in other.first.items():
                self.follow[last][first] += ways * more
        return _Part(
            one.empty * other.empty,
            one.first + _times(other.first, one.empty),
            other.last + _times(one.last, other.empty),
        )


def _times(counted: Counter[int], ways: int) -> Counter[int]:
    return Counter({one: number * ways for one, number in counted.items() if ways})


def blow_up(pattern: str) -> BlowUp | None:
    """Why matching a whole text against a pattern may take longer than the text is long.

    Args:
        pattern: A regular expression that `re` can compile.

    Returns:
        None if the time is proven to grow with the length of the text and no faster.
    """
    try:
        tree = _parser.parse(pattern)
        positions = _Positions()
        _walk(_sequence(tree, positions, tree.state.flags), positions)
    except _RefusedError as error:
        return error.blow_up
    except RecursionError:
        return BlowUp("the pattern is nested too deep to judge", "write several simpler ones")
    return None


# From the tree of `re` to positions.


def _sequence(nodes: Iterable[Any], positions: _Positions, flags: int) -> _Part:
    whole = _Part(1)
    for node in nodes:
        whole = positions.join(whole, _node(node, positions, flags))
    return whole


def _node(node: Any, positions: _Positions, flags: int) -> _Part:
    kind, value = str(node[0]), node[1]
    match kind:
        case "AT":
            return _Part(1)
        case "SUBPATTERN":
            _, added, removed, inner = value
            return _sequence(inner, positions, (flags | added) & ~removed)
        case "BRANCH":
            parts = [_sequence(inner, positions, flags) for inner in value[1]]
            return _Part(
                sum(part.empty for part in parts),
                sum((part.first for part in parts), Counter()),
                sum((part.last for part in parts), Counter()),
            )
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _repetition(node, positions, flags)
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            positions.named.update(_named(node))
            return positions.add(_test(node, flags))
        case _:
            what = _REFUSED.get(kind, f'"{kind}"')
            hint = "say it without: name the signs that may stand there, as [^,]* does"
            raise _RefusedError(f"nobody can tell how long {what} takes", hint)


def _repetition(node: Any, positions: _Positions, flags: int) -> _Part:
    least, most, inner = node[1]
    most = int(most)

    def once() -> _Part:
        return _sequence(inner, positions, flags)

    if most == 0:
        return _Part(1)
    shortest, _ = inner.getwidth()
    if most > 1 and not shortest:
        hint = "leave a ? or * away, so that each turn takes something"
        raise _RefusedError(f'"{_written([node])}" repeats what may be empty', hint)
    if most > _MOST_TIMES:
        before = len(positions.tests)
        part = once()
        for position in range(before, len(positions.tests)):
            positions.repeated.setdefault(position, _written([node]))
        positions.join(part, part)
        return _Part(1 if least == 0 else 0, part.first, part.last)
    # X{2,4} is XX(X(X)?)?, in which each number of turns is read in one way.
    end = _Part(1)
    for _ in range(most - least):
        inside = positions.join(once(), end)
        end = _Part(inside.empty + 1, inside.first, inside.last)
    for _ in range(least):
        end = positions.join(once(), end)
    return end


# What a position takes.


def _test(node: Any, flags: int) -> Test:
    """Whether a position takes a character, by the matcher of `re` itself."""
    one = re.compile(_written([node]), flags & (re.I | re.A | re.S))
    return cache(lambda character: one.fullmatch(character) is not None)


def _named(node: Any) -> Iterator[str]:
    """Characters that a position tells from others: those that it names, and their neighbours."""
    kind, value = str(node[0]), node[1]
    if kind == "IN":
        for one in value:
            yield from _named(one)
    ends: dict[str, list[int]] = {
        "LITERAL": [value],
        "NOT_LITERAL": [value],
        "RANGE": list(value) if kind == "RANGE" else [],
    }
    for end in ends.get(kind, []):
        for near in (end - 1, end, end + 1):
            if 0 <= near <= sys.maxunicode:
                yield from (chr(near), chr(near).swapcase()[:1])


def _written(nodes: Iterable[Any]) -> str:
    """A part of a pattern as a pattern."""
    return "".join(_written_one(str(node[0]), node[1]) for node in nodes)


def _written_one(kind: str, value: Any) -> str:
    match kind:
        case "LITERAL":
            return re.escape(chr(value))
        case "NOT_LITERAL":
            return f"[^{re.escape(chr(value))}]"
        case "ANY":
            return "."
        case "IN":
            inner = "".join(_in_class(str(one[0]), one[1]) for one in value)
            return inner if len(value) == 1 and inner[1:].isalpha() else f"[{inner}]"
        case "SUBPATTERN":
            return f"({_written(value[3])})"
        case "BRANCH":
            return "|".join(map(_written, value[1]))
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = value
            text = _written(inner)
            sign = {(0, 1): "?"}.get((least, int(most)), f"{{{least},{most}}}")
            if str(most) == "MAXREPEAT":
                sign = {0: "*", 1: "+"}.get(least, f"{{{least},}}")
            return text + sign + ("?" if kind == "MIN_REPEAT" else "")
        case _:
            return ""


_CATEGORIES = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}


def _in_class(kind: str, value: Any) -> str:
    match kind:
        case "NEGATE":
            return "^"
        case "RANGE":
            return "-".join(re.escape(chr(end)) for end in value)
        case "CATEGORY":
            name = str(value).removeprefix("CATEGORY_")
            sign = _CATEGORIES[name.removeprefix("NOT_")]
            return "\\" + (sign.upper() if name.startswith("NOT_") else sign)
        case _:
            return re.escape(chr(value))


# All texts at once.


def _walk(whole: _Part, positions: _Positions) -> None:
    """Count the ways in which texts can be read, up to sets of positions that came before."""
    kinds = _kinds(positions)
    start = frozenset(whole.first.items())
    waiting, seen = [start], {start}
    if whole.empty > MOST_WAYS:
        raise _too_many(Counter(), "", positions)
    while waiting:
        following = waiting.pop()
        for character, taking in kinds:
            now = Counter({one: ways for one, ways in following if one in taking})
            later: Counter[int] = Counter()
            for one, ways in now.items():
                for other, more in positions.follow[one].items():
                    later[other] += ways * more
            ends = sum(ways * whole.last[one] for one, ways in now.items())
            if max(now.total(), ends, *later.values(), 0) > MOST_WAYS:
                raise _too_many(now, character, positions)
            reached = frozenset(later.items())
            if reached not in seen:
                seen.add(reached)
                waiting.append(reached)
        if len(seen) > MOST_STATES:
            hint = "write several shorter ones, or let what repeats end at a sign of its own"
            raise _RefusedError("the pattern leaves too much open to judge", hint)


def _kinds(positions: _Positions) -> list[tuple[str, frozenset[int]]]:
    """A character of each kind that the positions tell apart, and the positions that take it."""
    found: dict[frozenset[int], str] = {}
    for character in sorted(_SAMPLES | positions.named, key=lambda one: (not one.isalnum(), one)):
        taking = frozenset(n for n, test in enumerate(positions.tests) if test(character))
        if taking:
            found.setdefault(taking, character)
    return [(character, taking) for taking, character in found.items()]


def _too_many(now: Counter[int], character: str, positions: _Positions) -> _RefusedError:
    """The message that names what reads the same text in too many ways."""
    repeated = [positions.repeated[one] for one in sorted(now) if one in positions.repeated]
    parts = " and ".join(f'"{part}"' for part in list(dict.fromkeys(repeated))[:2])
    hint = "let what repeats end at a sign that it cannot take itself: [^,]*, instead of .*,"
    text = f"a text of {character!r}" if character else "an empty text"
    message = f"{parts or 'the pattern'} can read {text} in too many ways: a match may never end"
    return _RefusedError(message, hint)
