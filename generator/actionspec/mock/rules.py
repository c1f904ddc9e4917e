"""Whether a request obeys the rules of its action, read off the model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from actionspec.mock.values import elements, has_type, within_limits
from actionspec.model import (
    Action,
    Api,
    Choice,
    Dependency,
    ErrorCode,
    Member,
    Rule,
    Setting,
    Structure,
)


def broken_rule(
    api: Api, action: Action, values: Mapping[str, Any], settings: Collection[str] = ()
) -> ErrorCode | None:
    """The code for the first thing that is wrong: a missing parameter, a rule, a value, a setting.

    Args:
        api: The API that answers.
        action: The action that was called.
        values: The parameters that were sent, by their Python names: texts, and lists, maps and
            structures of them. Empty ones count as absent.
        settings: The settings of the account that are on.
    """
    given = {name for name, value in values.items() if value}
    for parameter in action.parameters:
        if parameter.required and parameter.name not in given:
            return parameter.required
    for rule in action.rules:
        if error := _against(rule, given):
            return error
    present = [parameter for parameter in action.parameters if parameter.name in given]
    if not all(has_type(parameter, values[parameter.name]) for parameter in present):
        return api.faults.request
    for parameter in present:
        if not within_limits(parameter, values[parameter.name]):
            return parameter.invalid
    for parameter in action.parameters:
        if error := _in_parts(parameter, values.get(parameter.name)):
            return error
    for rule in action.rules:
        if error := _against_account(rule, given, settings):
            return error
    return None


def _in_parts(member: Member, value: Any) -> ErrorCode | None:
    """The code for the first thing that is wrong with the structures in a value, from outside."""
    if member.structure is None or not value:
        return None
    for element in elements(member, value):
        if error := _in_structure(member.structure, element):
            return error
    return None


def _in_structure(structure: Structure, values: Mapping[str, Any]) -> ErrorCode | None:
    given = {name for name, value in values.items() if value}
    for rule in structure.rules:
        if error := _against(rule, given):
            return error
    for field in structure.fields:
        if field.name in given and not within_limits(field, values[field.name]):
            return field.invalid
    for field in structure.fields:
        if error := _in_parts(field, values.get(field.name)):
            return error
    return None


def _against(rule: Rule, given: set[str]) -> ErrorCode | None:
    """The code of a rule that is broken, whatever the account's settings are."""
    if isinstance(rule, Choice):
        count = len(given & {parameter.name for parameter in rule.members})
        if count < rule.least:
            return rule.none
        return rule.several if rule.most is not None and count > rule.most else None
    applies = not isinstance(rule.condition, Setting) and rule.condition.name in given
    return _against_dependency(rule, given) if applies else None


def _against_account(rule: Rule, given: set[str], settings: Collection[str]) -> ErrorCode | None:
    """The code of a rule that is broken where a setting is on."""
    if isinstance(rule, Dependency) and isinstance(rule.condition, Setting):
        return _against_dependency(rule, given) if rule.condition.name in settings else None
    return None


def _against_dependency(rule: Dependency, given: set[str]) -> ErrorCode | None:
    return rule.error if (rule.other.name in given) != rule.wanted else None
