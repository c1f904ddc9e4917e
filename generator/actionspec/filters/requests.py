"""What a request has to pass before it is sent, and the forms that a call can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal, TypeAlias, get_args

from actionspec.model import (
    Action,
    Choice,
    Dependency,
    ErrorCode,
    Member,
    Parameter,
    Setting,
    Structure,
)

Limit = Literal["max_length", "max_items", "minimum", "maximum"]
LIMITS: tuple[Limit, ...] = get_args(Limit)

# Of a map, these limit its keys.
_OF_KEYS: tuple[Limit, ...] = ("minimum", "maximum")

MOST_SIGNATURES = 8
"""Above this many forms of a call, overloads confuse more than they help."""


@dataclass(frozen=True, slots=True)
class PresenceCheck:
    """Something about which parameters or fields are given that must not be.

    `none`: none of them is given. `several`: more than one is. `first_only`: the first is
    given, the second is not.
    """

    kind: Literal["none", "several", "first_only"]
    members: tuple[Member, ...]
    error: ErrorCode


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """A value that is outside a limit."""

    kind: Limit
    member: Member
    limit: float
    error: ErrorCode


@dataclass(frozen=True, slots=True)
class NumbersCheck:
    """A key of a map that is none of the numbers from its member's minimum to its maximum."""

    member: Member
    error: ErrorCode


@dataclass(frozen=True, slots=True)
class SettingCheck:
    """A parameter that must not be absent (`none`), or `given`, if a setting is on."""

    kind: Literal["none", "given"]
    setting: Setting
    member: Member
    error: ErrorCode


Check: TypeAlias = PresenceCheck | LimitCheck | NumbersCheck | SettingCheck


@dataclass(frozen=True, slots=True)
class Signature:
    """One form that a call can take."""

    required: tuple[Parameter, ...]
    optional: tuple[Parameter, ...]


def members_of(holder: Action | Structure) -> tuple[Member, ...]:
    """The parameters of an action, or the fields of a structure."""
    return holder.parameters if isinstance(holder, Action) else holder.fields


def presence_checks(holder: Action | Structure) -> Iterator[PresenceCheck]:
    """The checks of presence, in the order in which they are made: parameters, then rules."""
    for member in members_of(holder):
        if isinstance(member, Parameter) and member.required:
            yield PresenceCheck("none", (member,), member.required)
    for rule in holder.rules:
        if isinstance(rule, Choice):
            if rule.least:
                yield PresenceCheck("none", rule.members, rule.none)
            if rule.most:
                yield PresenceCheck("several", rule.members, rule.several)
        elif isinstance(rule.condition, Member):
            kind: Literal["first_only", "several"] = "first_only" if rule.wanted else "several"
            yield PresenceCheck(kind, (rule.condition, rule.other), rule.error)


def setting_checks(action: Action) -> Iterator[SettingCheck]:
    """The checks that depend on the account, in the order in which they are made, after others."""
    for rule in action.rules:
        if isinstance(rule, Dependency) and isinstance(rule.condition, Setting):
            kind: Literal["none", "given"] = "none" if rule.wanted else "given"
            yield SettingCheck(kind, rule.condition, rule.other, rule.error)


def has_own_checks(structure: Structure) -> bool:
    """Whether a structure has rules or limits that its parent has not."""
    inherited = structure.parent.rules if structure.parent else ()
    return structure.rules != inherited or any(field.limited for field in structure.own_fields)


def has_checked_parts(action: Action) -> bool:
    """Whether the parameters of an action hold structures with rules or limits."""
    return any(structure.checked for structure in action.inner_structures)


def limit_checks(holder: Action | Structure) -> Iterator[LimitCheck | NumbersCheck]:
    """The checks of values, in the order in which they are made, after presence and types."""
    for member in members_of(holder):
        if member.invalid is None:
            continue
        of_keys = _OF_KEYS if member.shape == "map" else ()
        for kind in LIMITS:
            limit = getattr(member, kind)
            if limit is not None and kind not in of_keys:
                yield LimitCheck(kind, member, limit, member.invalid)
        if any(getattr(member, kind) is not None for kind in of_keys):
            yield NumbersCheck(member, member.invalid)


def explanation(check: Check, fault: ErrorCode, holder: Action | Structure | None = None) -> str:
    """What a check says for itself; empty where the table's own message says it already.

    Args:
        check: The check.
        fault: What answers a bad request, whatever is wrong with it.
        holder: What is checked; its other checks may have the same error.
    """
    if isinstance(check, NumbersCheck):
        least, most = check.member.minimum, check.member.maximum
        allowed = f"are {least} to {most}"
        if least is None or most is None:
            allowed = f"end with {most}" if least is None else f"begin with {least}"
        return f"the numbers in {check.member.name} {allowed}"
    if isinstance(check, LimitCheck):
        name, limit = check.member.name, check.limit
        return {
            "max_length": f"{name} may have at most {limit} characters",
            "max_items": f"{name} may have at most {limit} elements",
            "minimum": f"{name} must be {limit} or more",
            "maximum": f"{name} must be {limit} or less",
        }[check.kind]
    if isinstance(check, SettingCheck):
        wanted = "is required" if check.kind == "none" else "may not be given"
        return f"{check.member.name} {wanted} where {check.setting.name} is on"
    others = presence_checks(holder) if holder else ()
    same = [one for one in others if one.error == check.error]
    # What the service says of several parameters does not tell which one is meant.
    is_clear = len(check.members) > 1 or (len(same) < 2 and not check.error.placeholders)
    if check.error != fault and is_clear:
        return ""
    names = [parameter.name for parameter in check.members]
    match check.kind:
        case "none":
            return f"{' or '.join(names)} is required"
        case "several":
            return f"only one of {' and '.join(names)} may be given"
        case "first_only":
            return f"{names[0]} needs {names[1]}"


def signatures(action: Action) -> list[Signature]:
    """The forms that a call can take: one for each way to satisfy the exactly-one-of rules."""
    own = {parameter.name: parameter for parameter in action.parameters}
    choices = [
        tuple(own[member.name] for member in rule.members)
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
    # Not counted by making them: thirty rules would have a thousand million forms.
    if disjoint and prod(map(len, choices)) <= MOST_SIGNATURES:
        return [Signature((*required, *chosen), optional) for chosen in product(*choices)]
    return [full_signature(action)]


def full_signature(action: Action) -> Signature:
    """The one form of a call that takes every parameter."""
    return Signature(
        tuple(parameter for parameter in action.parameters if parameter.required),
        tuple(parameter for parameter in action.parameters if not parameter.required),
    )
