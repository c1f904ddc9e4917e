"""What is wrong with an action: its names, its parameters, its answer."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.definitions import fields_problems
from actionspec.check.examples import example_names, example_problems
from actionspec.check.known import Known, code_problems, name_problems, wire_collisions
from actionspec.check.rules import rule_problems
from actionspec.load import Place
from actionspec.names import snake_case
from actionspec.problem import Problem


def action_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one action."""
    method = action["name"] if "name" in action else action["action"]
    yield from name_problems(method, snake_case(method.data), "method")
    for code in action.elements("errors"):
        yield from code_problems(code, known)
    for name, parameter in action.members("parameters"):
        yield from name_problems(parameter, name, "parameter")
        if parameter.get("wire", name).casefold() in known.everywhere:
            hint = "take it away: every request holds it already"
            message = f'"{name}" is the action or a credential'
            yield parameter.problem(message, hint, at_key=True)
        yield from _parameter_problems(parameter, known)
    yield from wire_collisions(action.members("parameters"))
    for rule in action.elements("rules"):
        yield from rule_problems(rule, action.get("parameters", {}), known)
    yield from fields_problems(action, "returns", known)
    lists = [
        member
        for _, member in action.members("returns")
        if (structure := known.structures.get(member.get("list_of"))) and "outcome" in structure
    ]
    for extra in lists[1:]:
        hint = "one list of a result can succeed in part"
        yield extra.problem("a second list whose elements tell an outcome", hint, at_key=True)
    yield from example_names(action)
    for example in action.elements("examples"):
        yield from example_problems(example, action, known)


def _parameter_problems(parameter: Place, known: Known) -> Iterator[Problem]:
    if isinstance(parameter.get("required"), str):
        yield from code_problems(parameter["required"], known)
    if "invalid" in parameter:
        yield from code_problems(parameter["invalid"], known)
    kind = parameter.get("type", "string")
    if "max_length" in parameter and kind != "string":
        hint = "use maximum, or type: string"
        yield parameter["max_length"].problem(f"type {kind} has no length", hint, at_key=True)
    for limit in ("minimum", "maximum"):
        if limit in parameter and kind == "string":
            hint = "use max_length, or type: integer"
            yield parameter[limit].problem("type string has no size", hint, at_key=True)
    limited = "minimum" in parameter and "maximum" in parameter
    if limited and parameter.data["minimum"] > parameter.data["maximum"]:
        yield parameter["minimum"].problem("no value is that large and that small", at_key=True)
