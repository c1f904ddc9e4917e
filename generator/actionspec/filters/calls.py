"""Calls of the client, for readers, as Python source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionspec.filters.literals import literal
from actionspec.imports import import_order
from actionspec.layout import Layout, blackened
from actionspec.model import Action, Api, Enumeration, Example, Member, Structure

SHORT_LINE = 72
"""Columns of a line in an example for readers."""


def python_call(example: Example, action: Action) -> str:
    """The call of `client` that sends an example's request, wrapped where it is long."""
    known = {parameter.name: parameter for parameter in action.parameters}
    arguments = [
        f"{name}={_value(known[name], value)}" for name, value in (example.request or {}).items()
    ]
    line = f"client.{action.name}({', '.join(arguments)})"
    lines, left = Layout(SHORT_LINE, split_texts=False).lay_out(line)
    return blackened(line, SHORT_LINE).rstrip() if left else "\n".join(lines)


def call_imports(example: Example, action: Action, api: Api, *names: str) -> str:
    """The imports that the call of an example needs, and those of further names of the package."""
    call = python_call(example, action)
    standard = {
        "dt.": "import datetime as dt",
        "b64decode(": "from base64 import b64decode",
        "Decimal(": "from decimal import Decimal",
    }
    lines = [line for sign, line in standard.items() if sign in call]
    known = {parameter.name: parameter for parameter in action.parameters}
    found = {*names}
    for name, value in (example.request or {}).items():
        found |= _classes(known[name], value)
    own = f"from {api.package} import {', '.join(import_order(found))}"
    return "\n".join([*lines, *([""] if lines else []), own])


def _classes(member: Member, data: Any) -> set[str]:
    if member.scalar:
        return set()
    if isinstance(member.type, Enumeration):
        return {member.type_name}
    values = {"one": [data], "list": data, "map": [*data.values()] if member.shape == "map" else []}
    found = {member.type_name}
    for value in values[member.shape]:
        for field in _fields(member):
            if field.name in value:
                found |= _classes(field, value[field.name])
    return found


def _fields(member: Member) -> tuple[Member, ...]:
    return member.type.fields if isinstance(member.type, Structure) else ()


def _value(member: Member, data: Any) -> str:
    match member.shape:
        case "list":
            return "[" + ", ".join(_single(member, one) for one in data) + "]"
        case "map":
            key_of = int if member.keys == "integer" else str
            items = (f"{literal(key_of(key))}: {_single(member, one)}" for key, one in data.items())
            return "{" + ", ".join(items) + "}"
        case "one":
            return _single(member, data)


def _single(member: Member, data: Any) -> str:
    if isinstance(member.type, Structure):
        return f"{member.type.name}({_arguments(member.type, data)})"
    if isinstance(member.type, Enumeration):
        names = {str(value): name for name, value in member.type.members.items()}
        known = names.get(str(data))
        return (
            f"{member.type_name}.{known.upper()}"
            if known
            else f"{member.type_name}({literal(data)})"
        )
    match member.scalar:
        case "datetime":
            return f"dt.datetime.fromisoformat({literal(data)})"
        case "date":
            return f"dt.date.fromisoformat({literal(data)})"
        case "decimal":
            return f"Decimal({literal(str(data))})"
        case "bytes":
            return f"b64decode({literal(data)})"
        case _:
            return literal(data)


def _arguments(structure: Structure, data: Mapping[str, Any]) -> str:
    known = {field.name: field for field in structure.fields}
    return ", ".join(f"{name}={_value(known[name], value)}" for name, value in data.items())
