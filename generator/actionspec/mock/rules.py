"""Whether a request obeys the rules of its action, read off the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionspec.mock.values import has_type, within_limits
from actionspec.model import Action, Choice, ErrorCode, Rule


def broken_rule(action: Action, values: Mapping[str, Any]) -> ErrorCode | None:
    """The code for the first thing that is wrong: a missing parameter, a rule, a value.

    Args:
        action: The action that was called.
        values: The parameters that were sent, by their Python names: texts, and lists, maps and
            structures of them. Empty ones count as absent.
    """
    given = {name for name, value in values.items() if value}
    for parameter in action.parameters:
        if parameter.required and parameter.name not in given:
            return parameter.required
    for rule in action.rules:
        if error := _against(rule, given):
            return error
    for fits in (has_type, within_limits):
        for parameter in action.parameters:
            if parameter.name in given and not fits(parameter, values[parameter.name]):
                return parameter.invalid
    return None


def _against(rule: Rule, given: set[str]) -> ErrorCode | None:
    if isinstance(rule, Choice):
        count = len(given & {parameter.name for parameter in rule.parameters})
        if count < rule.least:
            return rule.none
        return rule.several if rule.most is not None and count > rule.most else None
    applies = rule.condition.name in given
    return rule.error if applies and (rule.other.name in given) != rule.wanted else None
