"""Says what specs.py says, in the languages of the peers: OpenAPI for JSON, and an XML schema.

No peer can say a rule, a code or an outcome, so their input holds parameters and fields alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

Field = tuple[str, str, bool, str]
"""The name on the wire, the type, whether it is required, and what it is."""

PARAMETERS: tuple[Field, ...] = (
    ("groupid", "integer", True, "The group that gets the notice."),
    ("title", "string", True, "What stands above the text."),
    ("text", "string", False, "The text of the notice."),
    ("templateid", "integer", False, "A saved notice to send instead of a text."),
    ("sender", "string", False, "The name that the notice comes from."),
    ("urgent", "boolean", False, "Whether to send it before all others."),
)
RETURNS: tuple[Field, ...] = (
    ("noticeid", "integer", True, "The id of the notice."),
    ("groupid", "integer", False, "The group of the request."),
    ("title", "string", False, "The title of the request."),
    ("queued", "boolean", False, "Whether it waits for its turn."),
    ("cost", "number", False, "What it costs."),
    ("balance", "number", False, "What is left of the credit."),
    ("sender", "string", False, "The name that the notice came from."),
    ("recipient", "Recipient", False, "What became of it, number by number."),
)
RECIPIENT: tuple[Field, ...] = (
    ("to", "string", True, "The number."),
    ("status", "string", False, "What happened."),
    ("trackingid", "string", False, "The id of the message."),
)
LENGTHS = {("parameters", "title"): 80, ("parameters", "text"): 160}
"""The longest that a text may be."""

_RECIPIENT = "What became of a notice for one number."


def write_openapi(file: Path, actions: int) -> None:
    """Write an OpenAPI 3.1 document with so many actions, each a POST of JSON."""
    schemas = {"Recipient": _schema("recipient", _RECIPIENT, RECIPIENT)}
    paths: dict[str, Any] = {}
    for number in range(1, actions + 1):
        summary = _summary(number)
        schemas[f"SendNotice{number}"] = _schema("parameters", summary, PARAMETERS)
        schemas[f"SentNotice{number}"] = _schema("returns", summary, RETURNS)
        paths[f"/sendNotice{number}"] = {"post": _operation(number, summary)}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Notices",
            "version": "1.0",
            "description": "Sends notices to groups of subscribers.",
        },
        "servers": [{"url": "https://notices.example/api"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    file.write_text(json.dumps(document, indent=1), "utf-8")


def write_xsd(file: Path, actions: int) -> None:
    """Write an XML schema with the elements of the requests and responses of so many actions."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">',
        *_type('complexType name="Recipient"', "recipient", _RECIPIENT, RECIPIENT),
    ]
    for number in range(1, actions + 1):
        for name, kind, fields in (
            ("SendNotice", "parameters", PARAMETERS),
            ("SentNotice", "returns", RETURNS),
        ):
            lines += [
                f'<xs:element name="{name}{number}">',
                *_type("complexType", kind, _summary(number), fields),
                "</xs:element>",
            ]
    file.write_text("\n".join([*lines, "</xs:schema>", ""]), "utf-8")


def _summary(number: int) -> str:
    return f"Send notice {number} to a group of subscribers."


def _operation(number: int, summary: str) -> dict[str, Any]:
    return {
        "operationId": f"sendNotice{number}",
        "summary": summary,
        "requestBody": {"required": True, "content": _content(f"SendNotice{number}")},
        "responses": {
            "200": {"description": "What was done.", "content": _content(f"SentNotice{number}")}
        },
    }


def _content(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _schema(kind: str, description: str, fields: Sequence[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "required": [name for name, _, required, _ in fields if required],
        "properties": {field[0]: _property(kind, field) for field in fields},
    }


def _property(kind: str, field: Field) -> Mapping[str, Any]:
    name, type_, _, description = field
    if type_ == "Recipient":
        items = {"$ref": "#/components/schemas/Recipient"}
        return {"type": "array", "items": items, "description": description}
    longest = LENGTHS.get((kind, name))
    limits = {} if longest is None else {"maxLength": longest}
    return {"type": type_, "description": description, **limits}


def _type(opening: str, kind: str, text: str, fields: Sequence[Field]) -> list[str]:
    lines = [f"<xs:{opening}>", _documentation(text), "<xs:sequence>"]
    for field in fields:
        lines += _element(kind, field)
    return [*lines, "</xs:sequence>", "</xs:complexType>"]


def _element(kind: str, field: Field) -> list[str]:
    name, type_, required, description = field
    least = "" if required else ' minOccurs="0"'
    most = ' maxOccurs="unbounded"' if type_ == "Recipient" else ""
    longest = LENGTHS.get((kind, name))
    schema_type = {"Recipient": "Recipient", "number": "xs:decimal"}.get(type_, f"xs:{type_}")
    typed = "" if longest else f" type={quoteattr(schema_type)}"
    limit = (
        f'<xs:simpleType><xs:restriction base="{schema_type}">'
        f'<xs:maxLength value="{longest}"/></xs:restriction></xs:simpleType>'
    )
    return [
        f'<xs:element name="{name}"{typed}{least}{most}>',
        _documentation(description),
        *([limit] if longest else []),
        "</xs:element>",
    ]


def _documentation(text: str) -> str:
    return f"<xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation>"
