"""What is wrong with a rule: what it names, and whether it can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actionspec.check.known import Known, code_problems
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean

_RULES = {
    "exactly_one_of": {"none", "several"},
    "at_least_one_of": {"none"},
    "at_most_one_of": {"several"},
    "requires": {"if", "code"},
    "forbids": {"if", "code"},
}


def rule_problems(rule: Place, parameters: dict[str, Any], known: Known) -> Iterator[Problem]:
    """What is wrong with one rule between parameters."""
    kinds = [kind for kind in _RULES if kind in rule]
    if len(kinds) != 1:
        hint = "write exactly_one_of, at_least_one_of, at_most_one_of, requires or forbids"
        yield rule.problem("a rule says one thing", hint)
        return
    kind = kinds[0]
    for key, place in rule.items():
        if key not in {kind, "source", "status"} | _RULES[kind]:
            hint = did_you_mean(key, _RULES[kind])
            yield place.problem(f'"{key}" has no meaning beside {kind}', hint, at_key=True)
    if "if" in _RULES[kind] and "if" not in rule:
        yield rule.problem(f"{kind} needs a condition", "add if: with the parameter that brings it")
    for code in ("none", "several", "code"):
        if code in rule:
            yield from code_problems(rule[code], known)
    named = list(rule.elements(kind)) if kind.endswith("_of") else [rule[kind]]
    named += [rule["if"]] if "if" in rule else []
    for place in named:
        if place.data not in parameters:
            hint = did_you_mean(place.data, parameters)
            yield place.problem(f'this action has no parameter "{place.data}"', hint)
    if len({place.data for place in named}) < len(named):
        yield rule.problem("a parameter stands in this rule twice", "name each once")
    if "if" in rule and parameters.get(rule.data["if"], {}).get("required"):
        hint = "say it of the other parameter alone"
        message = f'"{rule.data["if"]}" is required, so the condition always holds'
        yield rule["if"].problem(message, hint)
    elif kind == "forbids" or kind.endswith("one_of"):
        yield from _impossible(kind, named, parameters)


def _impossible(kind: str, named: list[Place], parameters: dict[str, Any]) -> Iterator[Problem]:
    always = [place for place in named if parameters.get(place.data, {}).get("required")]
    if kind == "at_least_one_of" and always:
        yield always[0].problem(
            f'"{always[0].data}" is required, so this rule always holds', "drop one of the two"
        )
    elif always and kind != "at_least_one_of":
        hint = "take `required` away: the rule says when it is needed"
        yield always[0].problem(f'"{always[0].data}" is required, so no other can be given', hint)
