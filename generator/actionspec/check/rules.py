"""What is wrong with a rule: what it names, and whether it can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actionspec.check.known import Known, code_problems
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

_RULES = {
    "exactly_one_of": {"none", "several"},
    "at_least_one_of": {"none"},
    "at_most_one_of": {"several"},
    "requires": {"if", "setting", "code"},
    "forbids": {"if", "setting", "code"},
}


def rule_problems(
    rule: Place,
    members: dict[str, Any],
    known: Known,
    *,
    owner: str = "this action",
    what: str = "parameter",
) -> Iterator[Problem]:
    """What is wrong with one rule between the parameters of an action, or what else has members."""
    kinds = [kind for kind in _RULES if kind in rule]
    if len(kinds) != 1:
        hint = "write exactly_one_of, at_least_one_of, at_most_one_of, requires or forbids"
        yield rule.problem("a rule says one thing", hint, code="unfit-rule")
        return
    kind = kinds[0]
    for key, place in rule.items():
        if key not in {kind, "source", "status"} | _RULES[kind]:
            hint = did_you_mean(key, _RULES[kind])
            yield place.problem(
                f'"{key}" has no meaning beside {kind}', hint, at_key=True, code="unfit-rule"
            )
    if "if" in _RULES[kind]:
        yield from _condition_problems(rule, kind, known)
    for code in ("none", "several", "code"):
        if code in rule:
            yield from code_problems(rule[code], known)
    named = list(rule.elements(kind)) if kind.endswith("_of") else [rule[kind]]
    named += [rule["if"]] if "if" in rule else []
    for place in named:
        if place.data not in members:
            hint = did_you_mean(place.data, members)
            yield place.problem(
                f'{owner} has no {what} "{place.data}"', hint, code="unknown-parameter"
            )
    if len({place.data for place in named}) < len(named):
        yield rule.problem(
            f"a {what} stands in this rule twice", "name each once", code="unfit-rule"
        )
    yield from _required_problems(rule, kind, named, members)


def _required_problems(
    rule: Place, kind: str, named: list[Place], parameters: dict[str, Any]
) -> Iterator[Problem]:
    """What makes no sense of a parameter that is required anyway."""
    if "if" in rule and parameters.get(rule.data["if"], {}).get("required"):
        hint = "say it of the other parameter alone"
        message = f'"{rule.data["if"]}" is required, so the condition always holds'
        yield rule["if"].problem(message, hint, code="rule-never-matters")
    elif "setting" in rule:
        if kind in {"requires", "forbids"} and parameters.get(rule.data[kind], {}).get("required"):
            hint = "take one of the two away"
            message = f'"{rule.data[kind]}" is required whatever the setting is'
            yield rule[kind].problem(message, hint, code="rule-never-matters")
    elif kind == "forbids" or kind.endswith("one_of"):
        yield from _impossible(kind, named, parameters)


def _condition_problems(rule: Place, kind: str, known: Known) -> Iterator[Problem]:
    if not {"if", "setting"} & {*rule.keys}:
        yield rule.problem(
            f"{kind} needs a condition",
            "add if: with the parameter that brings it",
            code="unfit-rule",
        )
    if "if" in rule and "setting" in rule:
        hint = "write two rules, or keep one of the two"
        yield rule["setting"].problem(
            "a rule has one condition", hint, at_key=True, code="unfit-rule"
        )
    if "setting" in rule and rule.data["setting"] not in known.settings:
        hint = did_you_mean(rule.data["setting"], known.settings) or "describe it under `settings`"
        yield rule["setting"].problem(
            f'there is no setting "{rule.data["setting"]}"', hint, code="unknown-setting"
        )


def _impossible(kind: str, named: list[Place], parameters: dict[str, Any]) -> Iterator[Problem]:
    always = [place for place in named if parameters.get(place.data, {}).get("required")]
    if kind == "at_least_one_of" and always:
        yield always[0].problem(
            f'"{always[0].data}" is required, so this rule always holds',
            "drop one of the two",
            code="rule-never-matters",
        )
    elif always and kind != "at_least_one_of":
        hint = "take `required` away: the rule says when it is needed"
        yield always[0].problem(
            f'"{always[0].data}" is required, so no other can be given',
            hint,
            code="impossible-rule",
        )
