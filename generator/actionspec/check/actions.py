"""What is wrong with an action: its names, its parameters, its answer."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.answers import Form, outcome_problems, response_problems
from actionspec.check.examples import example_names, example_problems, value_problems
from actionspec.check.known import Known, code_problems, name_problems, wire_collisions
from actionspec.check.members import fields_problems, kind_of, type_problems
from actionspec.check.pages import page_problems
from actionspec.check.rules import rule_problems
from actionspec.check.wire import list_problems, map_problems
from actionspec.inherit import inherited_outcome, inherited_response
from actionspec.load import Place
from actionspec.names import snake_case
from actionspec.problem import Problem, did_you_mean

_NUMBERS = ("integer", "number", "decimal")
_CAN_DEFAULT = ("string", "integer", "number", "boolean")


def action_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one action."""
    method = action["name"] if "name" in action else action["action"]
    yield from name_problems(method, snake_case(method.data), "method")
    for code in action.elements("errors"):
        yield from code_problems(code, known)
    for transport in action.elements("transports"):
        if transport.data not in known.transports:
            hint = did_you_mean(transport.data, known.transports)
            yield transport.problem(f'there is no transport "{transport.data}"', hint)
    for name, parameter in action.members("parameters"):
        yield from _parameter_problems(parameter, name, action, known)
    yield from _wire_collisions(action, known)
    for rule in action.elements("rules"):
        yield from rule_problems(rule, action.get("parameters", {}), known)
    yield from _answer_problems(action, known)
    yield from page_problems(action)
    yield from example_names(action)
    for example in action.elements("examples"):
        yield from example_problems(example, action, known)


def _answer_problems(action: Place, known: Known) -> Iterator[Problem]:
    merged = inherited_response(known.api, action.data)
    form = Form.of(merged)
    if "response" in action:
        yield from response_problems(action["response"], merged)
    if "outcome" in action:
        outcome = inherited_outcome(known.api, action.data)
        yield from outcome_problems(action["outcome"], outcome, form)
    yield from fields_problems(action, "returns", known, form)
    for name, field in action.members("returns"):
        if name in known.beside or (name == "errors" and "partial" in action.get("outcome", {})):
            hint = "choose another name, and keep the API's own with `wire`"
            message = f'every result has "{name}" beside its own fields'
            yield field.problem(message, hint, at_key=True)


def _wire_collisions(action: Place, known: Known) -> Iterator[Problem]:
    for name, constant in action.members("constants"):
        if name.casefold() in known.everywhere:
            hint = "take it away: every request holds it already"
            yield constant.problem(f'"{name}" stands in every request', hint, at_key=True)
    constants = [one for one in action.members("constants") if one[0] not in known.everywhere]
    yield from wire_collisions(
        iter([*constants, *action.members("parameters")]), known.request_cases("names")
    )


def _parameter_problems(
    parameter: Place, name: str, action: Place, known: Known
) -> Iterator[Problem]:
    yield from name_problems(parameter, name, "parameter")
    yield from type_problems(parameter, known)
    yield from _wire_problems(parameter, name, action, known)
    if isinstance(parameter.get("required"), str):
        yield from code_problems(parameter["required"], known)
    if "invalid" in parameter:
        yield from code_problems(parameter["invalid"], known)
    if "lists" in parameter:
        chosen = action.get("transports", list(known.formats))
        formats = [known.formats.get(transport, "query") for transport in chosen]
        yield from list_problems(parameter["lists"], formats)
    if "maps" in parameter:
        yield from map_problems(parameter["maps"])
    if "default" in parameter:
        yield from _default_problems(parameter, name, action, known)
    yield from _limit_problems(parameter, known)


def _wire_problems(parameter: Place, name: str, action: Place, known: Known) -> Iterator[Problem]:
    wire = parameter.get("wire", name)
    if isinstance(wire, dict):
        for transport, place in parameter["wire"].items():
            if transport not in known.transports:
                hint = did_you_mean(transport, known.transports)
                message = f'there is no transport "{transport}"'
                yield place.problem(message, hint, at_key=True)
        for transport in action.get("transports", known.formats):
            if transport not in wire and known.formats:
                hint = f"add its name for {transport}"
                yield parameter["wire"].problem("not every transport has a name here", hint)
    elif wire.casefold() in known.everywhere:
        hint = "take it away: every request holds it already"
        message = f'"{name}" is the action or a credential'
        yield parameter.problem(message, hint, at_key=True)


def _default_problems(
    parameter: Place, name: str, action: Place, known: Known
) -> Iterator[Problem]:
    default = parameter["default"]
    if {"list_of", "map_of"} & {*parameter.keys} or kind_of(parameter) not in (
        *_CAN_DEFAULT,
        *known.enumerations,
    ):
        hint = f"only a single {', '.join(_CAN_DEFAULT)} or enumeration can have one"
        yield default.problem("this type has no default", hint, at_key=True)
    else:
        yield from value_problems(default, kind_of(parameter))
    if parameter.get("required"):
        hint = "take one of the two away"
        yield default.problem("what is required needs no default", hint, at_key=True)
    named = [value for rule in action.get("rules", ()) for value in rule.values()]
    if any(name == value or (isinstance(value, list) and name in value) for value in named):
        hint = "take the default away: the rule says when it is needed"
        yield default.problem("a rule would always find it given", hint, at_key=True)


def _limit_problems(parameter: Place, known: Known) -> Iterator[Problem]:
    single = not {"list_of", "map_of"} & {*parameter.keys}
    kind = kind_of(parameter)
    shown = kind if single else "list" if "list_of" in parameter else "map"
    if "max_length" in parameter and not (single and kind in ("string", *known.enumerations)):
        hint = "use maximum, or type: string" if single else "use max_items"
        yield parameter["max_length"].problem(f"type {shown} has no length", hint, at_key=True)
    if "max_items" in parameter and single:
        hint = "use max_length or maximum, or make it a list_of"
        message = f"type {shown} has no elements"
        yield parameter["max_items"].problem(message, hint, at_key=True)
    for limit in ("minimum", "maximum"):
        if limit in parameter and not (single and kind in _NUMBERS):
            hint = "use max_length, or type: integer" if single else "use max_items"
            yield parameter[limit].problem(f"type {shown} has no size", hint, at_key=True)
    limited = "minimum" in parameter and "maximum" in parameter
    if limited and parameter.data["minimum"] > parameter.data["maximum"]:
        yield parameter["minimum"].problem("no value is that large and that small", at_key=True)
