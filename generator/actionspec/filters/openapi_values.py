"""Single values as requests and answers write them, as schemas of OpenAPI 3.1."""

from __future__ import annotations

import re

from actionspec.filters.markdown import mark_down
from actionspec.filters.schema_parts import LOCAL_TIME, Schema, told
from actionspec.model import Member, Notation, Parameter, Scalar

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

# A client reads a value of JSON from its text as well.
_READ_FROM_JSON: dict[str, list[str]] = {
    "string": ["string", "number", "boolean"],
    "integer": ["integer", "string"],
    "number": ["number", "string"],
    "boolean": ["boolean", "string", "integer"],
}

ANY_NAME = "{key}"
"""The template of a map whose keys are names beside those that are known."""

_PLACES = {"i": "[0-9]+", "key": ".+", "rest": ".+"}


def about(member: Member) -> Schema:
    """What there is to know of a parameter or field, whatever its form."""
    warning = member.deprecated if isinstance(member, Parameter) else None
    texts = [mark_down(member.description)]
    if warning:
        texts.append(f"Deprecated: {mark_down(warning)}")
    return told(
        {
            "description": "\n\n".join(texts),
            "deprecated": bool(warning) or None,
            "x-secret": member.secret or None,
            "x-personal": (member.personal and not member.secret) or None,
        }
    )


def sent_value(member: Member, *, json: bool = False) -> Schema:
    """One value of a parameter or field, as a request writes it."""
    if json and member.scalar == "decimal":
        return {"type": "string"}
    value = _value(member)
    if member.shape != "one":
        return value
    limits: Schema = {"maxLength": member.max_length}
    if value.get("type") in {"integer", "number"}:
        limits |= {"minimum": member.minimum, "maximum": member.maximum}
    if isinstance(member, Parameter) and member.scalar in {"string", "integer", "number"}:
        limits["default"] = member.default
    return told({**value, **limits})


def answered_value(member: Member, *, json: bool = False) -> Schema:
    """One value of a field, as the client understands it in an answer."""
    notation = member.notation
    if member.scalar == "boolean" and notation.presence:
        return {}
    if member.scalar == "boolean" and _has_words(notation):
        return {} if json else {"type": "string", "enum": [*notation.yes, *notation.no]}
    value = _value(member)
    if not json:
        return value
    if "x-format" in value:
        return {**value, "type": ["string", "number"]}
    return {**value, "type": _READ_FROM_JSON.get(value["type"], value["type"])}


def _value(member: Member) -> Schema:
    notation = member.notation
    if member.enumeration:
        # A value that is not among the known ones is no error.
        return {"type": "string", "examples": [*member.enumeration.members.values()]}
    assert member.scalar, "structures are written field by field"  # noqa: S101
    if member.scalar == "boolean" and notation.presence:
        return {"const": True} if notation.yes[0] == "true" else {"const": notation.yes[0]}
    if member.scalar == "boolean" and _has_words(notation):
        return {"type": "string", "enum": [notation.yes[0], notation.no[0]]}
    if member.scalar in {"date", "datetime"} and notation.format != "iso":
        return {"type": "string", "x-format": notation.format}
    if member.scalar == "datetime" and notation.zone == "none":
        return {"type": "string", "pattern": LOCAL_TIME}
    return dict(_SCALARS[member.scalar])


def _has_words(notation: Notation) -> bool:
    return (notation.yes[0], notation.no[0]) != ("true", "false")


def is_template(name: str) -> bool:
    """Whether a name holds places for numbers or keys."""
    return any("{" + place + "}" in name for place in _PLACES)


def pattern_of(template: str, **places: str) -> str:
    """The regular expression for the names that a template stands for."""
    known = _PLACES | places
    pieces = re.split(r"\{(\w+)\}", template)
    return "^{}$".format(
        "".join(
            (
                known.get(piece, "")
                if index % 2
                else re.sub(r"[\\^$.|?*+()\[\]{}/]", r"\\\g<0>", piece)
            )
            for index, piece in enumerate(pieces)
        )
    )
