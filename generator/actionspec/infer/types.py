"""What values look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from actionspec.infer.times import as_iso, iso_kind
from actionspec.infer.tree import Value, folded
from actionspec.infer.words import word_set

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,9})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d{2}")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")

# Digits that nobody counts with.
_NO_NUMBERS = word_set("""
    phone msisdn mobile to from sender recipient code zip postal postcode pin ref reference
    key token barcode account card fax msg text message subject name title body hash password
    number address
    """)

PERSONAL = word_set("""
    phone msisdn mobile cell email mail recipient to birthday birthdate firstname lastname
    surname street address iban
    """)
"""Words in the names of fields that are about a person."""


def type_of(name: str, values: Iterable[Value], words: Mapping[str, Any]) -> str:
    """The type of a field.

    Args:
        name: Its name in Python.
        values: Its values in all samples.
        words: The spec's words for true and false.
    """
    found = {_type(name, one, words) for one in values if one not in ("", None)}
    if not found:
        return "string"
    if len(found) == 1:
        return found.pop()
    return reduce(wider, sorted(found))


def _type(name: str, value: Value, words: Mapping[str, Any]) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    text = str(value)
    truths = {str(one) for key in ("yes", "no") for one in _several(words.get(key, []))}
    if text in (truths or {"true", "false"}) and not text.isdecimal():
        return "boolean"
    digits = not any(word in _NO_NUMBERS for word in name.split("_"))
    if digits and _INTEGER.fullmatch(text):
        return "integer"
    if digits and _DECIMAL.fullmatch(text):
        return "decimal"
    if digits and _NUMBER.fullmatch(text):
        return "number"
    return iso_kind(text) or "string"


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def wider(one: str, other: str) -> str:
    """A type that both values of one and of another type fit."""
    both = {one, other}
    if one == other:
        return one
    if both == {"integer", "decimal"}:
        return "decimal"
    return "number" if both <= {"integer", "number", "decimal"} else "string"


def is_about(name: str, words: frozenset[str]) -> bool:
    """Whether a name has one of some words."""
    return not words.isdisjoint((*name.split("_"), folded(name)))


def as_written(kind: str, value: Value, notation: Mapping[str, Any]) -> Any:
    """A value as an example of a spec has it.

    Args:
        kind: Its type.
        value: The value in a sample.
        notation: How it is written there: `words`, `format` and `zone` of the spec.
    """
    text = str(value)
    match kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            if isinstance(value, bool):
                return value
            yes = [str(one) for one in _several(notation["words"].get("yes", ["true", "1"]))]
            return text.casefold() in {one.casefold() for one in yes}
        case "date" | "datetime":
            return as_iso(kind, text, notation["format"], notation["zone"])
        case _:
            return "" if value is None else text
