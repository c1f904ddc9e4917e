"""Requests on which the implementations of a rule are compared: right ones, and wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations, compress, product
from typing import Any, TypeVar

from values import good_elements, good_value

from actionspec.model import Action, Choice, Member, Rule, Setting, Structure

MOST_COMBINED = 12
"""Of so many members all combinations are tried, 4,096 at the most."""

DEEPEST = 2
"""So deep go the structures that are tried: some can hold themselves."""

NOTHING: tuple[Any, ...] = ("", b"", (), {})

AnyT = TypeVar("AnyT")


def rows(action: Action, package: Any) -> Iterator[dict[str, Any]]:
    """The parameters of requests for an action, as a Python user writes them.

    All combinations of what rules connect, and in each every value at and beyond a limit; then each
    parameter with every odd value, and each two with some. A parameter that no rule names cannot
    change what another one brings about.
    """
    good = {one.name: good_value(one, package) for one in action.parameters}
    connected = [one for one in action.parameters if one.required or one.name in _named(action)]
    for present in presences(connected):
        values = {one.name: good[one.name] for one in present}
        yield values
        for parameter in present:
            for value in _edges(parameter, package):
                yield {**values, parameter.name: value}
    needed = {one.name: good[one.name] for one in action.parameters if one.required}
    odd = {one.name: [*_odd_values(one, package)] for one in action.parameters}
    for name, kinds in odd.items():
        for value in (good[name], *chain(*kinds)):
            yield {**needed, name: value}
    for one, other in combinations(odd, 2):
        for first, second in product(_few(odd[one]), _few(odd[other])):
            yield {**needed, one: first, other: second}


def _few(kinds: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """The first value of each kind, and the last, which is beyond a limit if there is one."""
    for values in kinds:
        yield from (values if len(values) < 2 else (values[0], values[-1]))


def presences(members: Sequence[AnyT]) -> Iterator[list[AnyT]]:
    """Which members are given: all combinations of up to 12 members.

    Of more members it is at most two that are given, or all but at most two. So every two of them
    are together and apart, among few others and among many.
    """
    if len(members) <= MOST_COMBINED:
        for given in product((False, True), repeat=len(members)):
            yield [*compress(members, given)]
        return
    for count in range(3):
        for chosen in combinations(members, count):
            yield [*chosen]
            yield [one for one in members if one not in chosen]


def states(action: Action) -> Iterator[dict[str, bool]]:
    """All combinations of the settings on which the rules of an action depend."""
    names = [setting.name for setting in action.settings]
    for state in product((False, True), repeat=len(names)):
        yield dict(zip(names, state, strict=True))


def _named(holder: Action | Structure) -> set[str]:
    """The names of the parameters or fields that rules connect."""
    return {member.name for rule in holder.rules for member in _members(rule)}


def _members(rule: Rule) -> tuple[Member | Setting, ...]:
    return rule.members if isinstance(rule, Choice) else (rule.condition, rule.other)


def _odd_values(member: Member, package: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Values at and beyond limits, and empty ones; some of a wrong type; structures of these."""
    yield [*_edges(member, package)]
    if member.scalar in {"integer", "number", "decimal"}:
        # A client that does not validate can send no wrong value of any other type.
        wrong = ["x", 1.5 if member.scalar == "integer" else "1,5"]
        yield [_held(member, one) for one in wrong]
    if member.structure and depth < DEEPEST:
        kind = getattr(package, member.structure.name)
        contents = [*_contents(member.structure, package, depth + 1)]
        yield [_held(member, kind(**values)) for values in contents]
        if member.shape != "one":
            before = good_elements(member, package)
            yield [_held(member, *before, kind(**values)) for values in contents]


def _contents(structure: Structure, package: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The fields of a structure: all combinations of what rules connect, and each odd value.

    Odd values stand there alone, and where all rules are broken that are against too much.
    """
    good = {one.name: good_value(one, package) for one in structure.fields}
    connected = [one for one in structure.fields if one.name in _named(structure)]
    others = [one for one in structure.fields if one not in connected]
    base = {
        one.name: good[one.name]
        for index, one in enumerate(others)
        if index == 0 or (one.shape == "one" and not one.optional)
    }
    found = [
        {**base, **{one.name: good[one.name] for one in present}}
        for present in presences(connected)
    ]
    found += [
        {**base, **more, one.name: value}
        for more in ({}, {one.name: good[one.name] for one in connected})
        for one in structure.fields
        for value in chain(*_odd_values(one, package, depth))
    ]
    for values in found:
        # A structure without anything in it could not be sent.
        if any(one not in NOTHING for one in values.values()):
            yield values


def _edges(member: Member, package: Any) -> Iterator[Any]:
    """Values at and beyond the limits of a member, empty ones, and members that nobody knows."""
    if member.shape != "one":
        yield from _edges_of_several(member, package)
        return
    if member.enumeration:
        kind = getattr(package, member.enumeration.name)
        yield from (kind(""), kind("new"))
    empty: dict[Any, Any] = {"string": "", "bytes": b"", "boolean": False}
    if member.scalar in empty:
        yield empty[member.scalar]
    if member.max_length is not None:
        # The second one is two units of UTF-16, and yet one character.
        for sign in "é😀":
            yield sign * member.max_length
            yield sign * (member.max_length + 1)
    number = {"integer": int, "number": float}.get(member.type_name, Decimal)
    for limit, step in ((member.minimum, -1), (member.maximum, 1)):
        if limit is not None:
            yield number(limit)
            yield number(limit) + step


def _edges_of_several(member: Member, package: Any) -> Iterator[Any]:
    (one,) = good_elements(member, package)
    yield () if member.shape == "list" else {}
    if member.max_items is not None:
        yield _held(member, *[one] * member.max_items)
        yield _held(member, *[one] * (member.max_items + 1))
    for limit in (member.minimum, member.maximum):
        if limit is not None:
            yield from ({int(limit) + step: one} for step in (-1, 0, 1))


def _held(member: Member, *elements: Any) -> Any:
    """What a member is that holds such elements."""
    match member.shape:
        case "one":
            return elements[-1]
        case "list":
            return elements
        case "map":
            key = int if member.keys == "integer" else "k{}".format
            return {key(number): one for number, one in enumerate(elements, start=1)}
