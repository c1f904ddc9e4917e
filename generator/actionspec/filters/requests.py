"""What a request has to pass before it is sent, and the forms that a call can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from actionspec.model import Action, Choice, ErrorCode, Parameter

MOST_SIGNATURES = 8
"""Above this many forms of a call, overloads confuse more than they help."""


@dataclass(frozen=True, slots=True)
class PresenceCheck:
    """Something about which parameters are given that must not be.

    `none`: none of the parameters is given. `several`: more than one is. `first_only`: the first is
    given, the second is not.
    """

    kind: Literal["none", "several", "first_only"]
    parameters: tuple[Parameter, ...]
    error: ErrorCode


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """A value that is outside a limit."""

    kind: Literal["max_length", "max_items", "minimum", "maximum"]
    parameter: Parameter
    limit: float
    error: ErrorCode


@dataclass(frozen=True, slots=True)
class Signature:
    """One form that a call can take."""

    required: tuple[Parameter, ...]
    optional: tuple[Parameter, ...]


def presence_checks(action: Action) -> Iterator[PresenceCheck]:
    """The checks of presence, in the order in which they are made: parameters, then rules."""
    for parameter in action.parameters:
        if parameter.required:
            yield PresenceCheck("none", (parameter,), parameter.required)
    for rule in action.rules:
        if isinstance(rule, Choice):
            if rule.least:
                yield PresenceCheck("none", rule.parameters, rule.none)
            if rule.most:
                yield PresenceCheck("several", rule.parameters, rule.several)
        else:
            kind: Literal["first_only", "several"] = "first_only" if rule.wanted else "several"
            yield PresenceCheck(kind, (rule.condition, rule.other), rule.error)


def limit_checks(action: Action) -> Iterator[LimitCheck]:
    """The checks of values, in the order in which they are made, after presence and types."""
    for parameter in action.parameters:
        if parameter.max_length is not None:
            yield LimitCheck("max_length", parameter, parameter.max_length, parameter.invalid)
        if parameter.max_items is not None:
            yield LimitCheck("max_items", parameter, parameter.max_items, parameter.invalid)
        if parameter.minimum is not None:
            yield LimitCheck("minimum", parameter, parameter.minimum, parameter.invalid)
        if parameter.maximum is not None:
            yield LimitCheck("maximum", parameter, parameter.maximum, parameter.invalid)


def explanation(check: PresenceCheck | LimitCheck, fault: ErrorCode) -> str:
    """What a check says for itself; empty where the table's own message says it already."""
    if isinstance(check, LimitCheck):
        name, limit = check.parameter.name, check.limit
        return {
            "max_length": f"{name} may have at most {limit} characters",
            "max_items": f"{name} may have at most {limit} elements",
            "minimum": f"{name} must be {limit} or more",
            "maximum": f"{name} must be {limit} or less",
        }[check.kind]
    if check.error != fault:
        return ""
    names = [parameter.name for parameter in check.parameters]
    match check.kind:
        case "none":
            return f"{' or '.join(names)} is required"
        case "several":
            return f"only one of {' and '.join(names)} may be given"
        case "first_only":
            return f"{names[0]} needs {names[1]}"


def signatures(action: Action) -> list[Signature]:
    """The forms that a call can take: one for each way to satisfy the exactly-one-of rules."""
    choices = [
        rule.parameters
        for rule in action.rules
        if isinstance(rule, Choice) and rule.least and rule.most
    ]
    in_choices = {parameter.name for parameters in choices for parameter in parameters}
    required = tuple(parameter for parameter in action.parameters if parameter.required)
    optional = tuple(
        parameter
        for parameter in action.parameters
        if not parameter.required and parameter.name not in in_choices
    )
    disjoint = len(in_choices) == sum(len(parameters) for parameters in choices)
    forms = [Signature((*required, *chosen), optional) for chosen in product(*choices)]
    if disjoint and len(forms) <= MOST_SIGNATURES:
        return forms
    return [full_signature(action)]


def full_signature(action: Action) -> Signature:
    """The one form of a call that takes every parameter."""
    return Signature(
        tuple(parameter for parameter in action.parameters if parameter.required),
        tuple(parameter for parameter in action.parameters if not parameter.required),
    )
