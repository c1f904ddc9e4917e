"""Conditions in Python source: on requests before they are sent, and on answers."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.filters.literals import literal
from actionspec.filters.paths import place
from actionspec.filters.requests import LimitCheck, PresenceCheck
from actionspec.model import Action, Condition, Parameter, Text


def condition(check: PresenceCheck | LimitCheck) -> str:
    """A check as a condition on the fields of `self`."""
    if isinstance(check, LimitCheck):
        value = f"self.{check.parameter.name}"
        test = {
            "max_length": f"len({value}) > {check.limit!r}",
            "max_items": f"len({value}) > {check.limit!r}",
            "minimum": f"{value} < {check.limit!r}",
            "maximum": f"{value} > {check.limit!r}",
        }[check.kind]
        always = check.parameter.required or check.parameter.default is not None
        return test if always else f"{value} is not None and {test}"
    match check.kind:
        case "none":
            return " and ".join(_absent(parameter) for parameter in check.parameters)
        case "first_only":
            first, second = check.parameters
            return f"{_given(first)} and {_absent(second)}"
        case "several":
            given = [_given(parameter) for parameter in check.parameters]
            if len(given) == len("ab"):
                return " and ".join(given)
            return " + ".join(_as_number(parameter) for parameter in check.parameters) + " > 1"


def _can_be_empty(parameter: Parameter) -> bool:
    text = parameter.scalar in {"string", "bytes"} or parameter.enumeration is not None
    return text or parameter.shape != "one"


def _absent(parameter: Parameter) -> str:
    if _can_be_empty(parameter):
        return f"not self.{parameter.name}"
    if parameter.required:
        return f"self.lacks({literal(parameter.name)})"
    return f"self.{parameter.name} is None"


def _given(parameter: Parameter) -> str:
    if _can_be_empty(parameter):
        return f"self.{parameter.name}"
    return f"self.{parameter.name} is not None"


def _as_number(parameter: Parameter) -> str:
    given = _given(parameter)
    return f"bool({given})" if _can_be_empty(parameter) else f"({given})"


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
