"""Requests and answers as text, turned into what a schema of an OpenAPI document judges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

import httpx2

Schema = dict[str, Any]
Operation = Mapping[str, Any]


def sent_values(
    request: httpx2.Request, operation: Operation, document: Schema
) -> tuple[Any, Schema]:
    """What a request holds, and the schema for it."""
    if "requestBody" not in operation:
        schema = _of_query(operation, document)
        return flat_values(request.url.params.multi_items(), schema), schema
    ((language, content),) = operation["requestBody"]["content"].items()
    schema = content["schema"]
    if language != "application/x-www-form-urlencoded":
        return nested_values(request.content.decode(), language, schema, document), schema
    pairs = httpx2.QueryParams(request.content.decode()).multi_items()
    ((_, field),) = [*schema["properties"].items(), ("", {})][:1]
    if len(pairs) == 1 and "contentSchema" in field:
        inner = field["contentSchema"]
        return nested_values(pairs[0][1], field["contentMediaType"], inner, document), inner
    return flat_values(pairs, schema), schema


def _of_query(operation: Operation, document: Schema) -> Schema:
    """The parameters of a query string and the credentials in it, as one object."""
    schema: Schema = {"type": "object", "properties": {}, "patternProperties": {}, "required": []}
    schema["additionalProperties"] = False
    for one in operation.get("parameters", ()):
        if one["in"] != "query":
            continue
        if "patternProperties" in one["schema"]:
            schema["patternProperties"] |= one["schema"]["patternProperties"]
            continue
        if "additionalProperties" in one["schema"]:
            schema["additionalProperties"] = one["schema"]["additionalProperties"]
            continue
        schema["properties"][one["name"]] = one["schema"]
        schema["required"] += [one["name"]] if one.get("required") else []
    for scheme in (name for all_of in operation["security"] for name in all_of):
        described = document["components"]["securitySchemes"][scheme]
        if described.get("in") == "query":
            schema["properties"][described["name"]] = {"type": "string"}
            schema["required"].append(described["name"])
    return schema


def flat_values(pairs: Iterable[tuple[str, str]], schema: Schema) -> dict[str, Any]:
    """The fields of a query string or form."""
    found: dict[str, Any] = {}
    for name, text in pairs:
        own = _inner(schema, name)
        if own.get("type") == "array":
            found.setdefault(name, []).append(_typed(text, own["items"]))
        else:
            found[name] = _typed(text, own)
    return found


def nested_values(text: str, language: str, schema: Schema, document: Schema) -> Any:
    """What a document of JSON or XML holds."""
    if language == "application/json":
        return json.loads(text)
    root = ElementTree.fromstring(text)
    if "xml" in schema:
        assert _name(root) == schema["xml"]["name"]
    return _element(root, schema, document)


def _element(element: ElementTree.Element, schema: Schema, document: Schema) -> Any:
    schema = resolved(schema, document)
    if not {"properties", "patternProperties", "additionalProperties"} & {*schema}:
        plain = not len(element)
        return _typed(element.text or "", schema) if plain else {"of": "no type"}
    attributes = {f"@{name}": text for name, text in element.attrib.items()}
    found = {name: _typed(text, _inner(schema, name)) for name, text in attributes.items()}
    if "." in schema.get("properties", {}):
        found["."] = _typed(element.text or "", schema["properties"]["."])
    for child in element:
        name = _name(child)
        own = resolved(_inner(schema, name), document)
        if own.get("type") != "array":
            found[name] = _element(child, own, document)
            continue
        inner = [*child] if own.get("xml", {}).get("wrapped") else [child]
        found.setdefault(name, []).extend(_element(one, own["items"], document) for one in inner)
    return found


def resolved(schema: Schema, document: Schema) -> Schema:
    """A schema with what it refers to."""
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**document["components"]["schemas"][name], **schema}


def _inner(schema: Schema, name: str) -> Schema:
    """The schema of a field."""
    known: Schema = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    by_pattern = (one for pattern, one in patterns.items() if re.search(pattern, name))
    usual = schema.get("additionalProperties")
    own = known.get(name) or next(by_pattern, usual if isinstance(usual, dict) else {})
    return dict(own)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _typed(text: str, schema: Schema) -> Any:
    """A text as the type that it stands for; as it is where it is none of that."""
    if schema.get("const") is True:
        return text == "true" or text
    if schema.get("type") not in {"integer", "number", "boolean"}:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
