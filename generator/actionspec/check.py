"""What no schema can say: references, collisions, and rules that can never hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.load import Kind, Place, Source
from actionspec.names import Owner, camel_case, is_reserved_class, snake_case, taken_by
from actionspec.problem import Problem, SpecError, did_you_mean
from actionspec.schema import schema_problems

SCALARS = ("string", "integer", "number")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check(source: Source) -> None:
    """Raise every problem of a spec at once, or return because there is none.

    Raises:
        SpecError: The spec breaks its schema, or holds what the schema cannot forbid.
    """
    problems = {problem for document in source.documents for problem in schema_problems(document)}
    # Where the schema already complains, a file is read no further: its shape cannot be trusted.
    sound = Source(
        tuple(
            document
            for document in source.documents
            if document.name not in {problem.file for problem in problems}
        )
    )
    known = _Known.of(source, sound)
    for kind, find in _FINDERS.items():
        for place in sound.roots(kind):
            problems.update(find(place, known))
    if sound == source and not source.roots("action"):
        hint = "write one into actions/<name>.yaml, or under actions:"
        problems.add(source.api.problem("the spec has no action", hint))
    problems.update(_class_collisions(sound))
    problems.update(_action_collisions(sound))
    if problems:
        raise SpecError(problems)


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that one file defines and others refer to.

    Attributes:
        codes, categories, types, transports: The names, out of files with a wrong shape too, so
            that one mistake is not told again wherever the name is used.
        structures: The structures whose shape can be trusted, by name.
    """

    codes: frozenset[str]
    categories: frozenset[str]
    types: frozenset[str]
    transports: frozenset[str]
    structures: dict[str, Place]

    @classmethod
    def of(cls, source: Source, sound: Source) -> _Known:
        """All names of a spec, whose files `sound` obey their schemas."""
        errors, types = source.roots("errors"), source.roots("types")
        return cls(
            codes=frozenset(code for place in errors for code in _keys(place, "codes")),
            categories=frozenset(name for place in errors for name in _keys(place, "categories")),
            types=frozenset(name for place in types for name in place.keys),
            transports=frozenset(_keys(source.api, "transports")),
            structures={name: one for place in sound.roots("types") for name, one in place.items()},
        )


def _keys(place: Place, key: str) -> list[str]:
    return place[key].keys if key in place else []


def _code_problems(place: Place, known: _Known) -> Iterator[Problem]:
    if place.data not in known.codes:
        hint = did_you_mean(str(place.data), known.codes) or "add it to the error table"
        if str(place.data).lower() in {"yes", "on", "y"}:
            hint = "YAML's word for it is true"
        yield place.problem(f'the error table has no code "{place.data}"', hint)


def _name_problems(place: Place, name: str, owner: Owner) -> Iterator[Problem]:
    if by := taken_by(name, owner):
        hint = "choose another one with `name`" if owner == "method" else "choose another name"
        if owner in {"argument", "parameter", "field"}:
            hint += f", and keep the API's own with `wire: {place.get('wire', name)}`"
        yield place.problem(f'the name "{name}" is taken by {by}', hint, at_key=True)


def _twice(places: Iterator[tuple[str, Place]], what: Callable[[str], str]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in places:
        if name in first:
            other = first[name]
            marks = other.document.keys.get(other.steps) or other.document.values[other.steps]
            hint = f"the other one: {other.document.name}:{marks.line + 1}"
            yield place.problem(what(name), hint, at_key=True)
        first.setdefault(name, place)


def _wire_collisions(fields: Iterator[tuple[str, Place]]) -> Iterator[Problem]:
    wires = ((str(place.get("wire", name)).casefold(), place) for name, place in fields)
    yield from _twice(wires, lambda wire: f'two of these are called "{wire}" on the wire')


def _api_problems(api: Place, known: _Known) -> Iterator[Problem]:
    for _, place in api.members("faults"):
        yield from _code_problems(place, known)
    for name, credential in api.members("credentials"):
        yield from _name_problems(credential, name, "argument")
    yield from _wire_collisions(api.members("credentials"))
    for _, transport in api.members("transports"):
        if transport.data["format"] == "xml" and "root" not in transport:
            hint = "name it with root: REQUEST"
            yield transport.problem("an xml transport needs a root element", hint, at_key=True)
        if transport.data["format"] == "query" and "root" in transport:
            yield transport["root"].problem("a query string has no root element", "take it away")
    if not known.codes:
        yield api.problem("the spec has no error table", "write it into errors.yaml")
    yield from _name_problems(api["package"], api.data["package"], "package")


def _errors_problems(errors: Place, known: _Known) -> Iterator[Problem]:
    for _, code in errors.members("codes"):
        category = code["category"]
        if category.data not in known.categories:
            hint = did_you_mean(category.data, known.categories)
            yield category.problem(f'there is no category "{category.data}"', hint)
        yield from _placeholder_problems(code)


def _placeholder_problems(code: Place) -> Iterator[Problem]:
    message = code["message"]
    declared = code.get("placeholders", {})
    written = PLACEHOLDER.findall(message.data)
    for name in written:
        if name not in declared:
            hint = did_you_mean(name, declared) or "describe it under `placeholders`"
            yield message.problem(f"the message holds {{{name}}}, which is not described", hint)
    for name, placeholder in code.members("placeholders"):
        if name not in written:
            hint = f"write {{{name}}} where the value stands, or take this away"
            yield placeholder.problem(f'the message does not hold "{name}"', hint, at_key=True)
        yield from _name_problems(placeholder, name, "attribute")
    if len(set(written)) < len(written):
        yield message.problem("a placeholder stands in the message twice", "name each apart")


def _types_problems(types: Place, known: _Known) -> Iterator[Problem]:
    for name, structure in types.items():
        yield from _fields_problems(structure, "fields", known)
        yield from _outcome_problems(structure)
        if _contains(name, structure, known, frozenset()):
            yield structure.problem(f"{name} contains itself", at_key=True)


def _contains(name: str, structure: Place, known: _Known, seen: frozenset[str]) -> bool:
    for _, member in structure.members("fields"):
        inner = member.get("list_of") or member.get("type")
        if inner == name:
            return True
        if inner in known.structures and inner not in seen:
            deeper = known.structures[inner]
            if _contains(name, deeper, known, seen | {inner}):
                return True
    return False


def _outcome_problems(structure: Place) -> Iterator[Problem]:
    if "outcome" not in structure:
        return
    outcome, fields = structure["outcome"], structure.data["fields"]
    places = [condition["field"] for condition in outcome.elements("failure")]
    for place in [*places, outcome["code"], outcome["message"]]:
        described = fields.get(place.data)
        if described is None:
            hint = did_you_mean(place.data, fields)
            yield place.problem(f'there is no field "{place.data}" here', hint)
        elif "list_of" in described or described.get("type", "string") != "string":
            yield place.problem(f'"{place.data}" is no single string', "an outcome is told by text")
    for place in (outcome["code"], outcome["message"]):
        if not fields.get(place.data, {}).get("optional", True):
            hint = "a success comes without it: add optional: true to the field"
            yield place.problem(f'"{place.data}" is not optional', hint)


def _fields_problems(owner: Place, key: str, known: _Known) -> Iterator[Problem]:
    for name, member in owner.members(key):
        yield from _name_problems(member, name, "field")
        if "type" in member and "list_of" in member:
            yield member["type"].problem("a field has a type or is a list_of, not both")
        for way in ("type", "list_of"):
            if way in member and member.data[way] not in (*SCALARS, *known.types):
                hint = did_you_mean(member.data[way], (*SCALARS, *known.types))
                message = f'there is no type "{member.data[way]}"'
                yield member[way].problem(message, hint or "describe it in types.yaml")
        if "list_of" in member and member.get("optional"):
            yield member["optional"].problem("a list is empty, not optional", "take it away")
    yield from _wire_collisions(owner.members(key))


def _action_problems(action: Place, known: _Known) -> Iterator[Problem]:
    method = action["name"] if "name" in action else action["action"]
    yield from _name_problems(method, snake_case(method.data), "method")
    for code in action.elements("errors"):
        yield from _code_problems(code, known)
    for name, parameter in action.members("parameters"):
        yield from _name_problems(parameter, name, "parameter")
        yield from _parameter_problems(parameter, known)
    yield from _wire_collisions(action.members("parameters"))
    for rule in action.elements("rules"):
        yield from _rule_problems(rule, action.get("parameters", {}), known)
    yield from _fields_problems(action, "returns", known)
    lists = [
        member
        for _, member in action.members("returns")
        if (structure := known.structures.get(member.get("list_of"))) and "outcome" in structure
    ]
    for extra in lists[1:]:
        hint = "one list of a result can succeed in part"
        yield extra.problem("a second list whose elements tell an outcome", hint, at_key=True)
    yield from _example_names(action)
    for example in action.elements("examples"):
        yield from _example_problems(example, action, known)


def _parameter_problems(parameter: Place, known: _Known) -> Iterator[Problem]:
    if isinstance(parameter.get("required"), str):
        yield from _code_problems(parameter["required"], known)
    if "invalid" in parameter:
        yield from _code_problems(parameter["invalid"], known)
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


_RULES = {
    "exactly_one_of": {"none", "several"},
    "at_least_one_of": {"none"},
    "at_most_one_of": {"several"},
    "requires": {"if", "code"},
    "forbids": {"if", "code"},
}


def _rule_problems(rule: Place, parameters: dict[str, Any], known: _Known) -> Iterator[Problem]:
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
            yield from _code_problems(rule[code], known)
    named = list(rule.elements(kind)) if kind.endswith("_of") else [rule[kind]]
    named += [rule["if"]] if "if" in rule else []
    for place in named:
        if place.data not in parameters:
            hint = did_you_mean(place.data, parameters)
            yield place.problem(f'this action has no parameter "{place.data}"', hint)
    if len({place.data for place in named}) < len(named):
        yield rule.problem("a parameter stands in this rule twice", "name each once")
    if kind == "forbids" or kind.endswith("one_of"):
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


def _example_names(action: Place) -> Iterator[Problem]:
    names = ((str(example.get("name")), example) for example in action.elements("examples"))
    yield from _twice(names, lambda name: f'two examples are called "{name}"')


def _example_problems(example: Place, action: Place, known: _Known) -> Iterator[Problem]:
    parameters = action.get("parameters", {})
    for name, value in example.members("request"):
        if name not in parameters:
            hint = did_you_mean(name, parameters)
            yield value.problem(f'this action has no parameter "{name}"', hint, at_key=True)
        else:
            yield from _value_problems(value, parameters[name].get("type", "string"))
    for name, wire in example.members("wire"):
        if name not in known.transports:
            hint = did_you_mean(name, known.transports)
            yield wire.problem(f'there is no transport "{name}"', hint, at_key=True)
        if "request" not in example:
            yield wire.problem("a request as text needs its parameters too", "add request:")
    if ("result" in example) == ("failure" in example):
        hint = "add `result` for a success, `failure` for an error"
        yield example.problem("an answer means a result or a failure", hint)
    if "failure" in example:
        yield from _code_problems(example["failure"]["code"], known)
    if "result" in example:
        yield from _result_problems(example["result"], action, "returns", known)


def _result_problems(value: Place, owner: Place, key: str, known: _Known) -> Iterator[Problem]:
    if not isinstance(value.data, dict):
        yield value.problem("a structure stands here as a mapping")
        return
    fields = dict(owner.members(key))
    for name, inner in value.items():
        if name not in fields:
            hint = did_you_mean(name, fields)
            yield inner.problem(f'the result has no field "{name}"', hint, at_key=True)
            continue
        kind = fields[name].get("list_of") or fields[name].get("type", "string")
        if "list_of" not in fields[name]:
            elements = [inner]
        elif isinstance(inner.data, list):
            elements = list(value.elements(name))
        else:
            yield inner.problem(f'"{name}" is a list', "put a dash before each element")
            continue
        for element in elements:
            if kind in known.structures:
                yield from _result_problems(element, known.structures[kind], "fields", known)
            elif kind in SCALARS:
                yield from _value_problems(element, kind)
    for name, described in fields.items():
        if name not in value.data and not described.get("optional") and "list_of" not in described:
            hint = "write it, or add optional: true to the field"
            yield value.problem(f'the field "{name}" is missing', hint, at_key=True)


def _value_problems(value: Place, kind: str) -> Iterator[Problem]:
    fits = {
        "string": isinstance(value.data, str),
        "integer": isinstance(value.data, int) and not isinstance(value.data, bool),
        "number": isinstance(value.data, int | float) and not isinstance(value.data, bool),
    }
    if not fits.get(kind, True):
        hint = "put quotes around it" if kind == "string" else "write it without quotes"
        yield value.problem(f"{value.data!r} is not of type {kind}", hint)


def _class_collisions(source: Source) -> Iterator[Problem]:
    def classes() -> Iterator[tuple[str, Place]]:
        for api in source.roots("api"):
            name = api["name"]
            yield from (
                (form, name) for form in (name.data, f"Async{name.data}", f"{name.data}Error")
            )
        for errors in source.roots("errors"):
            yield from errors.members("categories")
            yield from ((code.data["class"], code["class"]) for _, code in errors.members("codes"))
        for types in source.roots("types"):
            yield from types.items()
        for action in source.roots("action"):
            method = action.get("name") or snake_case(action.data["action"])
            yield camel_case(method), action["action"]
            result = camel_case(method) + "Result"
            yield (
                (action.data["result"], action["result"])
                if "result" in action
                else (result, action)
            )

    for name, place in classes():
        if is_reserved_class(name):
            hint = "choose another class name"
            yield place.problem(
                f"{name} is a class of Python or of every client", hint, at_key=True
            )
    yield from _twice(classes(), lambda name: f"two classes are called {name}")


def _action_collisions(source: Source) -> Iterator[Problem]:
    def methods() -> Iterator[tuple[str, Place]]:
        for action in source.roots("action"):
            yield action.get("name") or snake_case(action.data["action"]), action["action"]

    def wires() -> Iterator[tuple[str, Place]]:
        for action in source.roots("action"):
            wire = action.get("wire") or action.data["action"]
            yield wire.casefold(), action["action"]

    yield from _twice(methods(), lambda name: f'two actions become the method "{name}"')
    yield from _twice(wires(), lambda wire: f'two actions are called "{wire}" on the wire')


_FINDERS: dict[Kind, Callable[[Place, _Known], Iterator[Problem]]] = {
    "api": _api_problems,
    "errors": _errors_problems,
    "types": _types_problems,
    "action": _action_problems,
}
