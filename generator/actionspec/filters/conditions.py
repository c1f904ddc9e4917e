"""Conditions in Python source: on requests before they are sent, and on answers."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.filters.literals import literal
from actionspec.filters.paths import place
from actionspec.filters.requests import Check, LimitCheck, NumbersCheck, SettingCheck
from actionspec.model import Action, Condition, Field, Member, Parameter, Text


def condition(check: Check) -> str:
    """A check as a condition on the fields of `self`, and on `settings`."""
    if isinstance(check, SettingCheck):
        broken = {"none": _absent, "given": _given}[check.kind](check.member)
        return f"settings.{check.setting.name} and {broken}"
    if isinstance(check, NumbersCheck):
        return _outside(check.member)
    if isinstance(check, LimitCheck):
        value = f"self.{check.member.name}"
        test = {
            "max_length": f"len({value}) > {check.limit!r}",
            "max_items": f"len({value}) > {check.limit!r}",
            "minimum": f"{value} < {check.limit!r}",
            "maximum": f"{value} > {check.limit!r}",
        }[check.kind]
        return test if _always_there(check.member) else f"{value} is not None and {test}"
    match check.kind:
        case "none":
            if len(check.members) > len("ab"):
                return f"not any([{', '.join(map(_given, check.members))}])"
            return " and ".join(map(_absent, check.members))
        case "first_only":
            first, second = check.members
            return f"{_given(first)} and {_absent(second)}"
        case "several":
            given = [*map(_given, check.members)]
            if len(given) == len("ab"):
                return " and ".join(given)
            return f"sum(map(bool, [{', '.join(given)}])) > 1"


def _outside(member: Member) -> str:
    """Whether a key of a map is none of the numbers that it may be."""
    least, most = member.minimum, member.maximum
    test = f"not {least!r} <= number <= {most!r}"
    if least is None or most is None:
        test = f"number > {most!r}" if least is None else f"number < {least!r}"
    keys = f"self.{member.name}" if _always_there(member) else f"self.{member.name} or ()"
    return f"any({test} for number in {keys})"


def _always_there(member: Member) -> bool:
    if isinstance(member, Parameter):
        return member.required is not None or member.default is not None
    return not (isinstance(member, Field) and member.optional)


def _can_be_empty(member: Member) -> bool:
    text = member.scalar in {"string", "bytes"} or member.enumeration is not None
    return text or member.shape != "one"


def _absent(member: Member) -> str:
    if _can_be_empty(member):
        return f"not self.{member.name}"
    if isinstance(member, Parameter) and member.required:
        return f"self.lacks({literal(member.name)})"
    return f"self.{member.name} is None"


def _given(member: Member) -> str:
    if _can_be_empty(member):
        return f"self.{member.name}"
    return f"self.{member.name} is not None"


def holds(conditions: Iterable[Condition], fields: str = "answer") -> str:
    """Conditions on the fields of an answer, of which one has to hold."""
    return " or ".join(_test(one, fields) for one in conditions)


def fails(conditions: Iterable[Condition], action: Action) -> str:
    """That none of some conditions holds for the answer of an action."""
    source = holds_for_action(conditions, action)
    return f"not ({source})" if " or " in source or source.startswith("not ") else f"not {source}"


def _test(one: Condition, fields: str) -> str:
    at = place(one.field, fields)
    if one.absent:
        return f"not fields.has({at})"
    if one.present:
        return f"fields.present({at})"
    if one.above is not None:
        return f"fields.above({at}, {literal(one.above)})"
    if one.matches is not None:
        return f"fields.matches({at}, {literal(one.matches)})"
    return f"fields.has({', '.join([at, *map(literal, one.equals)])})"


def holds_for_action(conditions: Iterable[Condition], action: Action) -> str:
    """Conditions on the answer of an action, whose name stands in them where {action} does."""

    def named(one: Condition) -> Condition:
        values = (Text(action.response.for_action(value, action.wire)) for value in one.equals)
        return Condition(
            field=one.field,
            equals=tuple(values),
            above=one.above,
            matches=one.matches,
            present=one.present,
            absent=one.absent,
        )

    return holds(map(named, conditions))


def holds_for_self(conditions: Iterable[Condition]) -> str:
    """Conditions on the fields of `self`, of which one has to hold."""
    return " or ".join(
        f"fields.tells({', '.join([f'self.{one.field}', *map(literal, one.equals)])})"
        for one in conditions
    )
