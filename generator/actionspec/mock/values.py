"""Whether what was sent is a value of its type, and within its limits."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from datetime import date, datetime
from typing import Any

from actionspec.model import Field, Member, Notation

_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(E[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def has_type(member: Member, value: Any) -> bool:
    """Whether everything that a parameter or field holds is of its type."""
    keys = value if member.shape == "map" and member.keys == "integer" else ()
    return all(_INTEGER.fullmatch(key) for key in keys) and all(
        _fits(member, one) for one in elements(member, value)
    )


def within_limits(member: Member, value: Any) -> bool:
    """Whether there is not too much of a value, whose type is right."""
    if member.max_items is not None and len(value) > member.max_items:
        return False
    if member.shape == "map" and member.keys == "integer":
        return all(_in_range(member, float(key)) for key in value)
    return all(_within(member, one) for one in elements(member, value))


def elements(member: Member, value: Any) -> list[Any]:
    """The elements of a list, the values of a map, or the value itself."""
    match member.shape:
        case "one":
            return [value]
        case "list":
            return list(value)
        case "map":
            return list(value.values())


def _fits(member: Member, value: Any) -> bool:
    if member.structure:
        fields = member.structure.fields
        return all(
            has_type(one, value[one.name]) if one.name in value else not _is_required(one)
            for one in fields
        )
    notation = member.notation
    match member.scalar:
        case "integer":
            return bool(_INTEGER.fullmatch(value))
        case "number" | "decimal":
            return bool(_NUMBER.fullmatch(value))
        case "boolean":
            words = (*notation.yes, *notation.no)
            return notation.presence or value.lower() in {word.lower() for word in words}
        case "datetime" | "date":
            return _is_time(value, notation, of_day=member.scalar == "date")
        case "bytes":
            return _is_base64(value)
        case _:
            return True


def _is_required(field: Field) -> bool:
    told_by_presence = field.scalar == "boolean" and field.notation.presence
    return field.shape == "one" and not field.optional and not told_by_presence


def _is_time(text: str, notation: Notation, *, of_day: bool) -> bool:
    try:
        match notation.format:
            case "iso" if of_day:
                date.fromisoformat(text)
            case "iso":
                datetime.fromisoformat(text)
            case "unix" | "unix_ms":
                return bool(_NUMBER.fullmatch(text))
            case _:
                datetime.strptime(text, notation.format)
    except ValueError:
        return False
    return True


def _is_base64(text: str) -> bool:
    try:
        b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _within(member: Member, value: Any) -> bool:
    if member.max_length is not None and len(value) > member.max_length:
        return False
    if member.minimum is None and member.maximum is None:
        return True
    return _in_range(member, float(value))


def _in_range(member: Member, size: float) -> bool:
    above = member.minimum is None or size >= member.minimum
    return above and (member.maximum is None or size <= member.maximum)
