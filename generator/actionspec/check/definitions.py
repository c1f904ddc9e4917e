"""What is wrong with the parts that actions share: the API, its error table, its structures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionspec.check.known import SCALARS, Known, code_problems, name_problems, wire_collisions
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def api_problems(api: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the description of the API itself."""
    for _, place in api.members("faults"):
        yield from code_problems(place, known)
    for name, credential in api.members("credentials"):
        yield from name_problems(credential, name, "argument")
    yield from wire_collisions(api.members("credentials"))
    for _, transport in api.members("transports"):
        if transport.data["format"] == "xml" and "root" not in transport:
            hint = "name it with root: REQUEST"
            yield transport.problem("an xml transport needs a root element", hint, at_key=True)
        if transport.data["format"] == "query" and "root" in transport:
            yield transport["root"].problem("a query string has no root element", "take it away")
    if not known.codes:
        yield api.problem("the spec has no error table", "write it into errors.yaml")
    yield from name_problems(api["package"], api.data["package"], "package")


def errors_problems(errors: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the error table."""
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
        yield from name_problems(placeholder, name, "attribute")
    if re.search(r"\}[\s.]*\{", message.data):
        hint = "write the words that stand between them, or make them one"
        yield message.problem("nothing tells where one value ends and the next begins", hint)
    if len(set(written)) < len(written):
        yield message.problem("a placeholder stands in the message twice", "name each apart")


def types_problems(types: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the structures."""
    for name, structure in types.items():
        yield from fields_problems(structure, "fields", known)
        yield from _outcome_problems(structure)
        if _contains(name, structure, known, frozenset()):
            yield structure.problem(f"{name} contains itself", at_key=True)


def _contains(name: str, structure: Place, known: Known, seen: frozenset[str]) -> bool:
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
    conditions = [*outcome.elements("failure"), *outcome.elements("success")]
    places = [condition["field"] for condition in conditions]
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


def fields_problems(owner: Place, key: str, known: Known) -> Iterator[Problem]:
    """What is wrong with the fields under a key of a structure or an action."""
    for name, member in owner.members(key):
        yield from name_problems(member, name, "field")
        if "type" in member and "list_of" in member:
            yield member["type"].problem("a field has a type or is a list_of, not both")
        for way in ("type", "list_of"):
            if way in member and member.data[way] not in (*SCALARS, *known.types):
                hint = did_you_mean(member.data[way], (*SCALARS, *known.types))
                message = f'there is no type "{member.data[way]}"'
                yield member[way].problem(message, hint or "describe it in types.yaml")
        kind = member.get("list_of") or member.get("type")
        judged = kind in known.structures and "outcome" in known.structures[kind]
        if judged and ("list_of" not in member or key == "fields"):
            hint = "only a list among the `returns` of an action is judged element by element"
            yield member.problem(f"{kind} tells an outcome, which nobody would look at", hint)
        if "list_of" in member and member.get("optional"):
            yield member["optional"].problem("a list is empty, not optional", "take it away")
    yield from wire_collisions(owner.members(key))
