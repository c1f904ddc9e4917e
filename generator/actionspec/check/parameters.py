"""What is wrong with a parameter: its type and names, its layout, its default, its limits."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.examples import value_problems
from actionspec.check.known import Known, code_problems, name_problems
from actionspec.check.layouts import list_problems, map_problems
from actionspec.check.limits import limit_problems
from actionspec.check.members import kind_of, type_problems
from actionspec.check.sent import sent_problems
from actionspec.check.things import thing_problems
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

_CAN_DEFAULT = ("string", "integer", "number", "boolean")


def parameter_problems(
    parameter: Place, name: str, action: Place, known: Known
) -> Iterator[Problem]:
    """What is wrong with a parameter of an action."""
    yield from name_problems(parameter, name, "parameter")
    yield from type_problems(parameter, known, sent=True)
    if parameter.get("presence") and parameter.get("required"):
        hint = "take one of the two away: false is told by absence"
        yield parameter["presence"].problem(
            "what is required is never absent", hint, at_key=True, code="never-absent"
        )
    yield from _wire_problems(parameter, action, known)
    if parameter.get("required") and "deprecated" in parameter:
        hint = "take one of the two away"
        message = "nobody could leave out what is required"
        yield parameter["deprecated"].problem(
            message, hint, at_key=True, code="required-and-deprecated"
        )
    if isinstance(parameter.get("required"), str):
        yield from code_problems(parameter["required"], known)
    formats = [known.formats[one] for one in known.transports_of(action)] or ["query", "xml"]
    if "lists" in parameter:
        yield from list_problems(parameter["lists"], formats)
        if "{parent}" in parameter["lists"].get("template", ""):
            hint = "write {name}; only a list in a structure has a parent"
            message = "{parent} has nothing to stand for"
            yield parameter["lists"]["template"].problem(message, hint, code="unfit-template")
    if "maps" in parameter:
        yield from map_problems(parameter["maps"], formats)
    yield from sent_problems(parameter, name, known.transports_of(action), known)
    if "default" in parameter:
        yield from _default_problems(parameter, name, action, known)
    yield from limit_problems(parameter, known)
    yield from thing_problems(parameter, known)


def _wire_problems(parameter: Place, action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with names that differ by transport."""
    if not isinstance(parameter.get("wire"), dict) or not known.formats:
        return
    for transport, place in parameter["wire"].items():
        if transport not in known.transports:
            hint = did_you_mean(transport, known.transports)
            yield place.problem(
                f'there is no transport "{transport}"', hint, at_key=True, code="unknown-transport"
            )
    missing = [one for one in known.transports_of(action) if one not in parameter.data["wire"]]
    if missing:
        hint = f"add its name for {' and '.join(missing)}"
        yield parameter["wire"].problem(
            "not every transport has a name here", hint, code="nameless-on-a-transport"
        )


def _default_problems(
    parameter: Place, name: str, action: Place, known: Known
) -> Iterator[Problem]:
    default = parameter["default"]
    if {"list_of", "map_of"} & {*parameter.keys} or kind_of(parameter) not in (
        *_CAN_DEFAULT,
        *known.enumerations,
    ):
        hint = f"only a single {', '.join(_CAN_DEFAULT)} or enumeration can have one"
        yield default.problem("this type has no default", hint, at_key=True, code="unfit-default")
    else:
        problems = [*value_problems(default, kind_of(parameter))]
        yield from problems or _range_problems(parameter, known)
    if parameter.get("required"):
        hint = "take one of the two away"
        yield default.problem(
            "what is required needs no default", hint, at_key=True, code="unfit-default"
        )
    named = [value for rule in action.get("rules", ()) for value in rule.values()]
    if any(name == value or (isinstance(value, list) and name in value) for value in named):
        hint = "take the default away: the rule says when it is needed"
        yield default.problem(
            "a rule would always find it given", hint, at_key=True, code="unfit-default"
        )


def _range_problems(parameter: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with a default of the right type."""
    default, kind = parameter["default"], kind_of(parameter)
    members = known.enumerations.get(kind)
    if members and default.data not in members.values():
        hint = did_you_mean(default.data, members.values())
        if default.data in members:
            hint = f'write its value, "{members[default.data]}"'
        yield default.problem(
            f'{kind} has no member with the value "{default.data}"', hint, code="unfit-default"
        )
    size = len(default.data) if isinstance(default.data, str) else default.data
    limits = ("max_length",) if isinstance(default.data, str) else ("minimum", "maximum")
    for limit in limits:
        least = limit == "minimum"
        if limit in parameter and (
            size < parameter.data[limit] if least else size > parameter.data[limit]
        ):
            yield default.problem(
                f"the default is outside {limit}", "change one of the two", code="unfit-default"
            )
