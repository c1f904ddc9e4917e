"""Values as a Python user writes them, out of what an example says, and made up for a type."""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from actionspec.model import Action, Enumeration, Member, Parameter, Structure


def request_values(action: Action, request: Mapping[str, Any], package: Any) -> dict[str, Any]:
    """The arguments of a call, from an example's request."""
    known = {parameter.name: parameter for parameter in action.parameters}
    return {name: value_of(known[name], data, package) for name, data in request.items()}


def result_values(result: Structure, data: Mapping[str, Any], package: Any) -> Any:
    """The result of a call, from what an example says of it."""
    own = {field.name for field in result.fields}
    notices = {
        name: tuple(package.Notice(**one) for one in data[name])
        for name in ("warnings", "errors")
        if name in data and name not in own
    }
    return structure_of(result, data, package, **notices)


def structure_of(structure: Structure, data: Mapping[str, Any], package: Any, **more: Any) -> Any:
    """An object of a structure's class."""
    values = {
        field.name: value_of(field, data[field.name], package)
        for field in structure.fields
        if field.name in data
    }
    for field in structure.fields:
        if field.shape != "one":
            values.setdefault(field.name, () if field.shape == "list" else {})
        elif field.notation.presence and field.scalar == "boolean":
            values.setdefault(field.name, False)
    return getattr(package, structure.name)(**values, **more)


def value_of(member: Member, data: Any, package: Any) -> Any:
    """A value of a parameter or field."""
    match member.shape:
        case "list":
            return tuple(_single(member, one, package) for one in data)
        case "map":
            key_of = int if member.keys == "integer" else str
            return {key_of(key): _single(member, one, package) for key, one in data.items()}
        case "one":
            return _single(member, data, package)


def _single(member: Member, data: Any, package: Any) -> Any:
    if isinstance(member.type, Structure):
        return structure_of(member.type, data, package)
    if isinstance(member.type, Enumeration):
        return getattr(package, member.type.name)(data)
    match member.type:
        case "datetime":
            return dt.datetime.fromisoformat(data)
        case "date":
            return dt.date.fromisoformat(data)
        case "decimal":
            return Decimal(str(data))
        case "bytes":
            return b64decode(data)
        case "number":
            return float(data)
        case "string":
            return str(data)
        case _:
            return data


def good_value(member: Member, package: Any, depth: int = 0) -> Any:
    """Some value of a parameter's or field's type, inside its limits."""
    one = _good_single(member, package, depth)
    key = 1 if member.keys == "integer" else "key"
    return {"one": one, "list": (one,), "map": {key: one}}[member.shape]


def good_elements(member: Member, package: Any) -> tuple[Any, ...]:
    """The elements of that value: of a list or a map there is one."""
    value = good_value(member, package)
    return tuple(value.values()) if member.shape == "map" else tuple(value)


def _good_single(member: Member, package: Any, depth: int) -> Any:
    if isinstance(member.type, Structure):
        fields = [field for field in member.type.fields if field.shape == "one"]
        # What is entirely empty could not be sent.
        needed = [field for field in fields if not field.optional] or fields[:1]
        values = {field.name: good_value(field, package, depth + 1) for field in needed}
        return getattr(package, member.type.name)(**values)
    if isinstance(member.type, Enumeration):
        return getattr(package, member.type.name)(next(iter(member.type.members.values())))
    zone = None if member.notation.zone == "none" else dt.UTC
    least = member.minimum if isinstance(member, Parameter) else None
    match member.type:
        case "string":
            return "x"
        case "integer":
            return int(least or 1)
        case "number":
            return float(least or 1)
        case "decimal":
            return Decimal(str(least or 1))
        case "boolean":
            return True
        case "datetime":
            return dt.datetime(2026, 1, 31, 12, 30, tzinfo=zone)
        case "date":
            return dt.date(2026, 1, 31)
        case "bytes":
            return b"\x00bytes\xff"


def json_of(value: Any) -> Any:
    """A value that a Python user writes as JSON: what is None is left out."""
    match value:
        case msgspec.Struct():
            fields = msgspec.structs.asdict(value).items()
            return {name: json_of(one) for name, one in fields if one is not None}
        case Mapping():
            return {str(key): json_of(one) for key, one in value.items()}
        case list() | tuple():
            return [json_of(one) for one in value]
        case Enum():
            return value.value
        case Decimal():
            return float(value)
        case dt.date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case _:
            return value
