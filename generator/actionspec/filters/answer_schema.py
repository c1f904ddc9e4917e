"""What the client's result of an action holds, as a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterable

from actionspec.filters.annotations import field_default
from actionspec.filters.schema_parts import DRAFT, LOCAL_TIME, Schema, paragraphs, told
from actionspec.filters.whole_numbers import ANY
from actionspec.model import Action, Enumeration, Field, Scalar, Structure

# Decimals are texts, since a number would lose digits.
_DECIMAL = "^-?[0-9]+([.][0-9]+)?([Ee][-+]?[0-9]+)?$"

_SCALARS: dict[Scalar, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "decimal": {"type": "string", "pattern": _DECIMAL},
    "boolean": {"type": "boolean"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}

_NOTICE: Schema = {
    "title": "Notice",
    "description": "A warning, or an error, that came with an answer.",
    "type": "object",
    "properties": {
        "code": {"description": "The code of the error table.", "type": "string"},
        "message": {"description": "The service's text.", "type": "string"},
    },
    "additionalProperties": False,
}


def response_schema(action: Action) -> str:
    """The result of an action by its Python names, as a JSON Schema of draft 2020-12.

    It describes what `msgspec.json.encode` makes of the result. What an answer lacked is left out.
    """
    notices = _notices(action)
    inner = {one.name: _structure(one, {}) for one in action.result.inner_structures}
    if notices:
        inner["Notice"] = _NOTICE
    schema = {"$schema": DRAFT, **_structure(action.result, notices), "$defs": inner or None}
    return json.dumps(told(schema), indent=2, ensure_ascii=False) + "\n"


def _notices(action: Action) -> Schema:
    """What stands in a result beside its fields: what the service warns of, and what failed."""
    notices = {"type": "array", "items": {"$ref": "#/$defs/Notice"}}
    beside: Schema = {}
    if action.outcome.warnings:
        beside["warnings"] = {"description": "What the service warns of.", **notices}
    if action.outcome.partial:
        about = "What failed, where the action was carried out in part."
        beside["errors"] = {"description": about, **notices}
    return beside


def _structure(structure: Structure, beside: Schema) -> Schema:
    return told(
        {
            "title": structure.name,
            "description": paragraphs(structure.description),
            "type": "object",
            "required": [*_always_there(structure)] or None,
            "properties": {one.name: _described(one) for one in structure.fields} | beside,
            "additionalProperties": False,
        }
    )


def _always_there(structure: Structure) -> Iterable[str]:
    """The fields without a default; one that has its default is not written."""
    return (one.name for one in structure.fields if not field_default(one, structure))


def _described(field: Field) -> Schema:
    """A field: its type, and what there is to know of it."""
    return told(
        {
            "description": paragraphs(field.description),
            **_typed(field),
            "x-secret": field.secret or None,
            "x-personal": (field.personal and not field.secret) or None,
        }
    )


def _typed(field: Field) -> Schema:
    one = _single(field)
    match field.shape:
        case "one":
            return one
        case "list":
            return {"type": "array", "items": one}
        case "map":
            names = {"propertyNames": {"pattern": ANY}} if field.keys == "integer" else {}
            return {"type": "object", **names, "additionalProperties": one}


def _single(field: Field) -> Schema:
    if isinstance(field.type, Structure):
        return {"$ref": f"#/$defs/{field.type.name}"}
    if isinstance(field.type, Enumeration):
        # A value that is not among the known ones is no error.
        return {"type": "string", "examples": [*field.type.members.values()]}
    if field.type == "datetime" and field.notation.zone == "none":
        return {"type": "string", "pattern": LOCAL_TIME}
    return _SCALARS[field.type]
