"""The JSON Schemas as editors and other validators meet them: files beside each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import ROOT, SPECS
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

FOLDER = ROOT / "generator" / "actionspec" / "schema"
SCHEMAS = sorted(FOLDER.glob("*.json"))
FILES = [file for spec in SPECS for file in sorted(spec.rglob("*.yaml"))]


def read(uri: str) -> Resource[Any]:
    return DRAFT7.create_resource(json.loads((FOLDER / uri).read_text(encoding="utf-8")))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_is_one(schema: Path) -> None:
    Draft7Validator.check_schema(json.loads(schema.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_spec_file_names_its_schema_and_obeys_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((file.parent / named).read_text(encoding="utf-8"))
    # attrs strips the underscore of the field's name, which mypy does not see.
    registry: Registry[Any] = Registry(retrieve=read)  # type: ignore[call-arg]
    validator = Draft7Validator(schema, registry=registry)
    assert list(validator.iter_errors(yaml.safe_load(text))) == []


def properties(schema: Any, where: str) -> list[tuple[str, Any]]:
    """Every property of a schema, however deep."""
    found: list[tuple[str, Any]] = []
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            found.append((f"{where}.{name}", inner))
        for name, inner in schema.items():
            found += properties(inner, f"{where}.{name}")
    return found


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_every_property_has_a_description(schema: Path) -> None:
    found = properties(json.loads(schema.read_text(encoding="utf-8")), schema.stem)
    assert [where for where, inner in found if not inner.get("description")] == []


def maps(schema: Any, where: str) -> list[tuple[str, dict[str, Any]]]:
    """What each key of a mapping holds whose keys an API names, however deep."""
    if isinstance(schema, list):
        schema = {str(index): one for index, one in enumerate(schema)}
    if not isinstance(schema, dict):
        return []
    own = schema.get("additionalProperties")
    found = [(where, own)] if isinstance(own, dict) else []
    for name, inner in schema.items():
        found += maps(inner, f"{where}.{name}")
    return found


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_every_key_that_an_api_names_has_a_description(schema: Path) -> None:
    def described(part: dict[str, Any], home: str) -> bool:
        file, _, pointer = part.get("$ref", "").partition("#")
        if "description" in part or not pointer:
            return "description" in part
        found = json.loads((FOLDER / (file or home)).read_text(encoding="utf-8"))
        for step in pointer.strip("/").split("/"):
            found = found[step]
        return described(found, file or home)

    found = maps(json.loads(schema.read_text(encoding="utf-8")), schema.stem)
    assert [where for where, inner in found if not described(inner, schema.name)] == []


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_every_pattern_is_anchored(schema: Path) -> None:
    """Other validators look for a pattern anywhere in a text."""

    def patterns(data: Any) -> list[str]:
        if isinstance(data, list):
            return [found for inner in data for found in patterns(inner)]
        if not isinstance(data, dict):
            return []
        own = [data["pattern"]] if isinstance(data.get("pattern"), str) else []
        return own + [found for inner in data.values() for found in patterns(inner)]

    for pattern in patterns(json.loads(schema.read_text(encoding="utf-8"))):
        assert pattern[0] == "^"
        assert pattern[-1] == "$"
