"""Whether the request of an example obeys the rules of its action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from actionspec.problem import Problem
from actionspec.source import Place

# What is wrong with a number of parameters that are given.
_COUNTS: dict[str, tuple[str, Callable[[int], bool]]] = {
    "exactly_one_of": ("exactly one", lambda given: given == 1),
    "at_least_one_of": ("at least one", lambda given: given > 0),
    "at_most_one_of": ("at most one", lambda given: given < 2),
}


def broken_rules(example: Place, action: Place) -> Iterator[Problem]:
    """The rules and limits that the request of an example breaks, which is to succeed."""
    request = example["request"]
    given = {name for name, value in request.items() if _is_given(value.data)}
    for name, parameter in action.members("parameters"):
        if parameter.get("required") and name not in given:
            hint = "write it, or tell of a failure"
            message = f'this action requires "{name}", which the request lacks'
            yield request.problem(message, hint, at_key=True, code="example-breaks-rule")
        elif name in given:
            yield from _broken_limits(request[name], parameter)
    parameters = {*action.get("parameters", {})}
    for rule in action.elements("rules"):
        if _named(rule.data) <= parameters and (why := _broken(rule.data, given)):
            hint = "mend the request, or tell of a failure"
            yield request.problem(
                f"a rule wants {why}", hint, at_key=True, code="example-breaks-rule"
            )


def _named(rule: dict[str, Any]) -> set[str]:
    several = (one for kind in _COUNTS for one in rule.get(kind, []))
    return {*several, *(rule[key] for key in ("if", "requires", "forbids") if key in rule)}


def _is_given(value: Any) -> bool:
    return value not in (None, "", [], {})


def _broken(rule: dict[str, Any], given: set[str]) -> str:
    """What a rule wants that a request does not do, in words; empty if it does."""
    for kind, (words, holds) in _COUNTS.items():
        if kind in rule and not holds(len(given & {*rule[kind]})):
            return f"{words} of {', '.join(rule[kind])}"
    if rule.get("if") in given:
        if "requires" in rule and rule["requires"] not in given:
            return f'"{rule["requires"]}" beside "{rule["if"]}"'
        if rule.get("forbids") in given:
            return f'no "{rule["forbids"]}" beside "{rule["if"]}"'
    return ""


def _broken_limits(value: Place, parameter: Place) -> Iterator[Problem]:
    data, limits = value.data, parameter.data
    size = len(data) if isinstance(data, str | list | dict) else 0
    number = data if isinstance(data, int | float) and not isinstance(data, bool) else None
    why = ""
    if isinstance(data, str) and size > limits.get("max_length", size):
        why = f"{size} characters; at most {limits['max_length']} are allowed"
    elif isinstance(data, list | dict) and size > limits.get("max_items", size):
        why = f"{size} elements; at most {limits['max_items']} are allowed"
    elif number is not None and number < limits.get("minimum", number):
        why = f"{number:g}; at least {limits['minimum']:g} is allowed"
    elif number is not None and number > limits.get("maximum", number):
        why = f"{number:g}; at most {limits['maximum']:g} is allowed"
    if why:
        yield value.problem(
            f"this is {why}", "mend it, or tell of a failure", code="example-breaks-rule"
        )
