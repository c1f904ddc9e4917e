"""What is wrong with an example: its names, and the types of its values."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Container, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from actionspec.check.known import Known, code_problems, twice
from actionspec.check.members import kind_of
from actionspec.check.obeyed import broken_rules
from actionspec.model import SCALARS
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place


def example_names(action: Place) -> Iterator[Problem]:
    """The examples of an action that have the same name."""
    names = ((str(example.get("name")), example) for example in action.elements("examples"))
    yield from twice(names, lambda name: f'two examples are called "{name}"')


def example_problems(example: Place, action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one example."""
    parameters = action.get("parameters", {})
    for name, value in example.members("request"):
        if name not in parameters:
            hint = did_you_mean(name, parameters)
            yield value.problem(
                f'this action has no parameter "{name}"',
                hint,
                at_key=True,
                code="unknown-parameter",
            )
        else:
            yield from _member_problems(value, action["parameters"][name], name, known)
    for name, credential in example.members("credentials"):
        if name not in known.credentials:
            hint = did_you_mean(name, known.credentials)
            yield credential.problem(
                f'there is no credential "{name}"', hint, at_key=True, code="unknown-credential"
            )
    yield from _wire_problems(example, action, known)
    if ("result" in example) == ("failure" in example):
        hint = "add `result` for a success, `failure` for an error"
        yield example.problem(
            "an answer means a result or a failure", hint, code="example-without-meaning"
        )
    if "failure" in example:
        yield from code_problems(example["failure"]["code"], known)
    if "result" in example:
        yield from _result_problems(example["result"], action, "returns", known)
        yield from _success_problems(example, action)


def _wire_problems(example: Place, action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the request as text."""
    for name, wire in example.members("wire"):
        if name not in known.transports:
            hint = did_you_mean(name, known.transports)
            yield wire.problem(
                f'there is no transport "{name}"', hint, at_key=True, code="unknown-transport"
            )
        elif known.formats and name not in known.transports_of(action):
            hint = "take it away, or add the transport to those of the action"
            yield wire.problem(
                f"this action cannot use {name}", hint, at_key=True, code="unusable-transport"
            )
        elif known.formats.get(name) == "query" and known.place:
            yield from _address_problems(wire, known.api["url"])
        if "request" not in example:
            yield wire.problem(
                "a request as text needs its parameters too",
                "add request:",
                code="wire-without-request",
            )


def _address_problems(wire: Place, url: str) -> Iterator[Problem]:
    """Whether a query string goes elsewhere: readers will copy it, with their secrets in it."""
    # As it is printed: in one line.
    address = "".join(map(str.strip, wire.data.splitlines())).partition("?")[0]
    if urlsplit(url)[:2] != urlsplit(address)[:2]:
        hint = "write it as it leaves: address, question mark, fields"
        yield wire.problem(f"this request does not go to {url}", hint, code="request-elsewhere")


def _success_problems(example: Place, action: Place) -> Iterator[Problem]:
    """What keeps an exchange from being a success."""
    if "request" in example and {*example["request"].keys} <= {*action.get("parameters", {})}:
        yield from broken_rules(example, action)
    if not 200 <= example.get("http_status", 200) < 300:
        hint = "an answer with this status is a failure, or no answer of the service"
        message = f"no success has the HTTP status {example.data['http_status']}"
        yield example["http_status"].problem(message, hint, code="success-with-error-status")


def _result_problems(value: Place, owner: Place, key: str, known: Known) -> Iterator[Problem]:
    """What is wrong with the values of a result, or of a structure in it."""
    if not isinstance(value.data, dict):
        yield value.problem(
            "a structure stands here as a mapping", "write its fields", code="wrong-shape"
        )
        return
    beside = known.beside(owner) if key == "returns" else {}
    what = "the result" if key == "returns" else str(owner.steps[-1])
    for name, inner in value.items():
        if name in beside:
            yield from _notice_problems(inner)
    yield from field_problems(value, dict(owner.members(key)), what, known, beside)


def field_problems(
    value: Place,
    fields: dict[str, Place],
    what: str,
    known: Known,
    beside: Container[str] = (),
) -> Iterator[Problem]:
    """What is wrong with the values of some fields.

    Args:
        value: The values.
        fields: The fields as the spec describes them.
        what: What has these fields.
        known: The names of the spec.
        beside: What may stand beside them.
    """
    for name, inner in value.items():
        if name in fields:
            yield from _member_problems(inner, fields[name], name, known)
        elif name not in beside:
            hint = did_you_mean(name, fields)
            yield inner.problem(
                f'{what} has no field "{name}"', hint, at_key=True, code="unknown-field"
            )
    for name, described in fields.items():
        needed = not described.get("optional") and not described.get("presence")
        if name not in value.data and needed and not {"list_of", "map_of"} & {*described.keys}:
            hint = "write it, or add optional: true to the field"
            yield value.problem(
                f'the field "{name}" is missing', hint, at_key=True, code="missing-field"
            )


def _notice_problems(value: Place) -> Iterator[Problem]:
    """What is wrong with the warnings or errors beside a result."""
    hint = "write a list of {code, message}"
    if not isinstance(value.data, list):
        yield value.problem(f'"{value.steps[-1]}" is a list', hint, code="wrong-shape")
        return
    for one in [value[index] for index in range(len(value.data))]:
        texts = isinstance(one.data, dict) and {*one.keys} <= {"code", "message"}
        if not (texts and all(isinstance(text, str) for text in one.data.values())):
            yield one.problem(
                "a code and a message stand here, both as texts", hint, code="wrong-shape"
            )


def _member_problems(value: Place, member: Place, name: str, known: Known) -> Iterator[Problem]:
    """What is wrong with the value of a parameter or a field."""
    if "list_of" in member:
        if not isinstance(value.data, list):
            yield value.problem(
                f'"{name}" is a list', "put a dash before each element", code="wrong-shape"
            )
            return
        values = [value[index] for index in range(len(value.data))]
    elif "map_of" in member:
        if not isinstance(value.data, dict):
            yield value.problem(
                f'"{name}" is a map', "write its keys, each with its value", code="wrong-shape"
            )
            return
        values = [inner for _, inner in value.items()]
        for key, inner in value.items() if member.get("keys") == "integer" else ():
            if not re.fullmatch("-?[0-9]{1,9}", key):
                yield inner.problem(
                    f'the key "{key}" is no whole number',
                    "write one",
                    at_key=True,
                    code="wrong-value",
                )
    else:
        values = [value]
    kind = kind_of(member)
    for one in values:
        if kind in known.structures:
            yield from _result_problems(one, known.structures[kind], "fields", known)
        elif kind in SCALARS or kind in known.enumerations:
            problems = [*value_problems(one, kind)]
            yield from problems or _zone_problems(one, kind, member, known)


def _zone_problems(value: Place, kind: str, member: Place, known: Known) -> Iterator[Problem]:
    zone = member.get("zone", known.api.get("values", {}).get("zone", "utc"))
    if kind == "datetime" and zone == "utc" and datetime.fromisoformat(value.data).tzinfo is None:
        hint = 'write it like "2026-01-31T12:00:00+00:00", or say zone: none of the field'
        yield value.problem("the time lacks a zone", hint, code="time-without-zone")


def value_problems(value: Place, kind: str) -> Iterator[Problem]:
    """What is wrong with a single value of a scalar type or an enumeration."""
    data = value.data
    number = isinstance(data, int | float) and not isinstance(data, bool)
    fits = {
        "integer": number and isinstance(data, int),
        "number": number,
        "decimal": number or _reads(lambda text: Decimal(text).as_integer_ratio(), data),
        "boolean": isinstance(data, bool),
        "datetime": _reads(datetime.fromisoformat, data),
        "date": _reads(date.fromisoformat, data),
        "bytes": _reads(lambda text: b64decode(text, validate=True), data),
    }.get(kind, isinstance(data, str))
    if not fits:
        hint = {
            "integer": "write it without quotes",
            "number": "write it without quotes",
            "boolean": "write true or false",
            "decimal": 'write it in quotes, like "9.95"',
            "datetime": 'write it like "2026-01-31T12:00:00+00:00"',
            "date": 'write it like "2026-01-31"',
            "bytes": "write it in base64",
        }.get(kind, "put quotes around it")
        if isinstance(data, dict | list):
            hint = "write a single value"
        yield value.problem(f"{_shown(data)} is not of type {kind}", hint, code="wrong-value")


def _shown(data: Any) -> str:
    """A value as a spec writes it."""
    if isinstance(data, dict | list):
        return "a mapping" if isinstance(data, dict) else "a list"
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _reads(read: Callable[[str], object], data: Any) -> bool:
    try:
        return isinstance(data, str) and read(data) is not None
    except (ValueError, ArithmeticError):
        return False
