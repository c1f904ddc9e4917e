"""What an action takes as a JSON Schema, with the service's code beside whatever can fail.

It is made of the model alone and shares nothing with the checks that become Python, so that each
can find the other's mistakes. Its order is that in which the service checks: what is required,
rules, types, limits, the rules and limits of structures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import combinations

from actionspec.filters.schema_parts import DRAFT, LOCAL_TIME, Schema, paragraphs, told
from actionspec.filters.whole_numbers import ANY, numbers_between
from actionspec.model import (
    Action,
    Api,
    Choice,
    Dependency,
    Enumeration,
    ErrorCode,
    Field,
    Member,
    Parameter,
    Rule,
    Scalar,
    Setting,
    Structure,
)

_SCALARS: dict[Scalar, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}


def request_schema(action: Action, api: Api) -> str:
    """The parameters of an action by their Python names, as a JSON Schema of draft 2020-12.

    Whatever can fail has the code of the service's answer beside it, as `x-code`; the first that
    fails, in the order of `allOf`, is the answer. The rules of an account's setting stand under its
    name in `$defs`.
    """
    fault = api.faults.request
    schema: Schema = {
        "$schema": DRAFT,
        "title": action.action,
        "description": _about(action),
        "deprecated": bool(action.deprecated) or None,
        "type": "object",
        "x-code": fault.code,
        "allOf": [
            *_requirements(action.parameters),
            *_rules(action.rules),
            {"title": "every value is of its type", **_members(action.parameters, fault)},
            *_limits(action.parameters),
            *_parts(action.parameters),
        ],
        "$defs": {
            **{one.name: _structure(one, fault) for one in action.inner_structures},
            **{one.name: _setting(one, action) for one in action.settings},
        }
        or None,
    }
    return json.dumps(told(schema), indent=2, ensure_ascii=False) + "\n"


def _about(action: Action) -> str:
    settings = [
        f"Where the account's setting {setting.name} is on, add "
        f'{{"$ref": "#/$defs/{setting.name}"}} at the end of allOf.'
        for setting in action.settings
    ]
    return paragraphs(action.summary, action.description, _warning(action), *settings)


def _warning(deprecated: Action | Parameter) -> str | None:
    return deprecated.deprecated and f"Deprecated: {deprecated.deprecated}"


# What has to be given.


def _requirements(parameters: Iterable[Parameter]) -> Iterator[Schema]:
    for one in parameters:
        if one.required:
            yield _required(one, one.required)


def _rules(rules: Iterable[Rule]) -> Iterator[Schema]:
    """The rules that hold whatever the account's settings are."""
    for rule in rules:
        if isinstance(rule, Choice):
            yield from _choice(rule)
        elif isinstance(rule.condition, Member):
            yield _dependency(rule.condition, rule)


def _choice(rule: Choice) -> Iterator[Schema]:
    names = [member.name for member in rule.members]
    if rule.least:
        yield {
            "title": f"{' or '.join(names)} is required",
            "x-code": rule.none.code,
            "anyOf": [_given(member) for member in rule.members],
        }
    if rule.most:
        pairs = [_given(*pair) for pair in combinations(rule.members, 2)]
        yield {
            "title": f"only one of {', '.join(names)} is given",
            "x-code": rule.several.code,
            "not": pairs[0] if len(pairs) == 1 else {"anyOf": pairs},
        }


def _dependency(condition: Member, rule: Dependency) -> Schema:
    if rule.wanted:
        return {
            "title": f"{condition.name} needs {rule.other.name}",
            "if": _given(condition),
            "then": _needed(rule.other, rule.error),
        }
    return {
        "title": f"{condition.name} and {rule.other.name} are not given together",
        "x-code": rule.error.code,
        "not": _given(condition, rule.other),
    }


def _setting(setting: Setting, action: Action) -> Schema:
    """The rules that hold where a setting of the account is on."""
    rules = [
        one for one in action.rules if isinstance(one, Dependency) and one.condition == setting
    ]
    return {
        "title": setting.name,
        "description": paragraphs(setting.description),
        "allOf": [(_required if one.wanted else _barred)(one.other, one.error) for one in rules],
    }


def _required(member: Member, error: ErrorCode) -> Schema:
    return {"title": f"{member.name} is required", **_needed(member, error)}


def _barred(member: Member, error: ErrorCode) -> Schema:
    return {
        "title": f"{member.name} is not given",
        "x-code": error.code,
        "not": _given(member),
    }


def _given(*members: Member) -> Schema:
    """That members are there and not empty."""
    filled = {one.name: {_size(one): 1} for one in members if _can_be_empty(one)}
    return told({"required": [one.name for one in members], "properties": filled or None})


def _needed(member: Member, error: ErrorCode) -> Schema:
    """The same of one member, with the code for its absence wherever that can show."""
    given = _given(member)
    for inner in given.get("properties", {}).values():
        inner["x-code"] = error.code
    return {"x-code": error.code, **given}


def _can_be_empty(member: Member) -> bool:
    text = member.scalar in {"string", "bytes"} or member.enumeration is not None
    return text or member.shape != "one"


def _size(member: Member, end: str = "min") -> str:
    """The keyword for how much there is of a value."""
    return end + {"one": "Length", "list": "Items", "map": "Properties"}[member.shape]


# Of which type values are.


def _members(members: Iterable[Member], fault: ErrorCode) -> Schema:
    return {
        "properties": {member.name: _described(member, fault) for member in members},
        "additionalProperties": False,
        "x-code": fault.code,
    }


def _described(member: Member, fault: ErrorCode) -> Schema:
    """A parameter or field: its type, and what there is to know of it."""
    schema: Schema = {
        "description": paragraphs(member.description),
        **_typed(member, fault),
        "writeOnly": member.secret or None,
    }
    if isinstance(member, Parameter):
        schema["description"] = paragraphs(member.description, _warning(member))
        schema |= {"default": member.default, "deprecated": bool(member.deprecated) or None}
    return told(schema)


def _typed(member: Member, fault: ErrorCode) -> Schema:
    one = _single(member, fault)
    if member.shape == "one":
        return one
    if member.shape == "list":
        return {"type": "array", "items": one, "x-code": fault.code}
    numbers = {"pattern": ANY, "x-code": fault.code}
    return told(
        {
            "type": "object",
            "propertyNames": numbers if member.keys == "integer" else None,
            "additionalProperties": one,
            "x-code": fault.code,
        }
    )


def _single(member: Member, fault: ErrorCode) -> Schema:
    if isinstance(member.type, Structure):
        return {"$ref": f"#/$defs/{member.type.name}"}
    if isinstance(member.type, Enumeration):
        # A value that is not among the known ones is no error.
        known = [*member.type.members.values()]
        return {"type": "string", "examples": known, "x-code": fault.code}
    if member.type == "datetime" and member.notation.zone == "none":
        return {"type": "string", "pattern": LOCAL_TIME, "x-code": fault.code}
    return {**_SCALARS[member.type], "x-code": fault.code}


def _structure(structure: Structure, fault: ErrorCode) -> Schema:
    """A structure's type; beside it its rules, which come after the types of everything."""
    rules = {"rules": {"allOf": [*_checks(structure)]}}
    return told(
        {
            "title": structure.name,
            "description": paragraphs(structure.description),
            "type": "object",
            "required": [one.name for one in structure.fields if _is_needed(one)] or None,
            **_members(structure.fields, fault),
            "$defs": rules if _is_ruled(structure) else None,
        }
    )


def _is_needed(field: Field) -> bool:
    told_by_presence = field.scalar == "boolean" and field.notation.presence
    return field.shape == "one" and not field.optional and not told_by_presence


# Which values are right.


def _limits(members: Iterable[Member]) -> Iterator[Schema]:
    for member in members:
        if member.invalid:
            for title, limit in _bounds(member, member.invalid.code):
                yield {"title": f"{member.name} {title}", "properties": {member.name: limit}}


def _bounds(member: Member, code: str) -> Iterator[tuple[str, Schema]]:
    """The limits of a value, in words and as schemas."""
    size = member.max_length if member.max_items is None else member.max_items
    if size is not None:
        what = "characters" if member.shape == "one" else "elements"
        yield f"has at most {size} {what}", {_size(member, "max"): size, "x-code": code}
    least, most = member.minimum, member.maximum
    if member.shape == "map" and (least, most) != (None, None):
        pattern = {"pattern": numbers_between(least, most), "x-code": code}
        yield "has numbers inside its limits", {"propertyNames": pattern}
        return
    if least is not None:
        yield f"is {least} or more", {"minimum": least, "x-code": code}
    if most is not None:
        yield f"is {most} or less", {"maximum": most, "x-code": code}


def _parts(members: Iterable[Member]) -> Iterator[Schema]:
    """The rules and limits of the structures that members hold."""
    for member in members:
        if member.structure and _is_ruled(member.structure):
            rules = {"$ref": f"#/$defs/{member.structure.name}/$defs/rules"}
            inner = {
                "one": rules,
                "list": {"items": rules},
                "map": {"additionalProperties": rules},
            }[member.shape]
            yield {"title": f"what {member.name} holds", "properties": {member.name: inner}}


def _checks(structure: Structure) -> Iterator[Schema]:
    yield from _rules(structure.rules)
    yield from _limits(structure.fields)
    yield from _parts(structure.fields)


def _is_ruled(structure: Structure) -> bool:
    """Whether it, or a structure in it, has rules or limits."""
    return structure.checked or any(one.checked for one in structure.inner_structures)
