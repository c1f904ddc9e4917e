"""What templates know stands in templates/README.md, and does not change without a version."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from actionspec import model
from actionspec.filters import FILTERS
from actionspec.schema import read_schema

README = Path(__file__).parents[1] / "templates" / "README.md"
CONTEXT = "<!-- context begins -->\n", "<!-- context ends -->\n"
BLOCKS = "<!-- blocks begin -->\n", "<!-- blocks end -->\n"

# The digest of what templates know, by version. What is only added keeps the version: replace the
# digest. What goes or changes its meaning breaks templates of users: add a version.
SHAPES = {1: "00af0628f0cd7353"}


def classes() -> list[type]:
    found = [getattr(model, name) for name in sorted(model.__all__)]
    return [one for one in found if isinstance(one, type) and is_dataclass(one)]


# Where the schemas describe what becomes an instance of a class.
DESCRIBED = {
    "Action": ("action",),
    "Api": ("api",),
    "Basic": ("api", "properties", "basic"),
    "Callbacks": ("api", "properties", "callbacks"),
    "Category": ("errors", "properties", "codes", "additionalProperties"),
    "Choice": ("common", "definitions", "rules", "items"),
    "Credential": ("api", "properties", "credentials", "additionalProperties"),
    "Dependency": ("common", "definitions", "rules", "items"),
    "ErrorCode": ("errors", "properties", "codes", "additionalProperties"),
    "Example": ("action", "properties", "examples", "items"),
    "Failure": ("action", "properties", "examples", "items", "properties", "failure"),
    "Faults": ("api", "properties", "faults"),
    "Field": ("common", "definitions", "fields", "additionalProperties"),
    "FindOut": ("action", "properties", "find_out"),
    "ItemOutcome": ("types", "additionalProperties", "properties", "outcome"),
    "Keyed": ("common", "definitions", "response", "properties", "keyed"),
    "Member": ("action", "properties", "parameters", "additionalProperties"),
    "Notation": ("common", "definitions", "words"),
    "Outcome": ("api", "properties", "outcome"),
    "Parameter": ("action", "properties", "parameters", "additionalProperties"),
    "PostbackExample": ("postback", "properties", "examples", "items"),
    "PostbackGroup": ("postback",),
    "Response": ("common", "definitions", "response"),
    "Setting": ("api", "properties", "settings", "additionalProperties"),
    "Signature": ("api", "properties", "signature"),
    "Structure": ("types", "additionalProperties"),
    "Transport": ("api", "properties", "transports", "additionalProperties"),
}

# What a field of such a name means wherever it stands.
USUAL = {
    "actions": "The actions, sorted by name.",
    "body": "The body of the request that the service sends.",
    "categories": "The categories of the error table.",
    "category": "The category that it belongs to.",
    "class_name": "The name of the class.",
    "code": "The code, or where it stands.",
    "condition": "What makes it apply.",
    "default": "What holds where nobody says anything.",
    "description": "What it is, for readers; None where nothing is said.",
    "enumerations": "The enumerations.",
    "error": "The code that the service answers.",
    "errors": "The codes of the error table.",
    "file": "The file of the spec that describes it, relative to the spec.",
    "identity": "What it is the id of; None for no id.",
    "keys": "What the keys of a map are; None for no map.",
    "least": "How many have to be given.",
    "lists": "How it is laid out where it is a list.",
    "maps": "How it is laid out where it is a map.",
    "meaning": "What it means.",
    "members": "What it holds, or the parameters that it is about.",
    "most": "How many may be given.",
    "name": "Its name.",
    "none": "The code where too few are given.",
    "notation": "How its values are written.",
    "notes": "What is odd about it.",
    "other": "The parameter that is required or forbidden.",
    "own_lists": "How it is laid out, where that is not the transport's way.",
    "own_maps": "How it is laid out, where that is not the transport's way.",
    "postback": "What is reported.",
    "renamed_from": "What it was called in earlier versions.",
    "several": "The code where too many are given.",
    "shape": "Whether it is a single value, a list or a map.",
    "source": "Where the fact comes from; None where nobody says it.",
    "status": "How sure the fact is.",
    "terms": "The API's own words, explained.",
    "type": "A scalar type by its name, a structure, or an enumeration.",
    "types": "The structures.",
    "wanted": "Whether the other one is required, not forbidden.",
    "wire": "The name on the wire.",
}


def meanings(one: type) -> dict[str, str]:
    """What a class, those that it extends, or the schemas say of its fields."""
    found = dict(USUAL)
    if path := DESCRIBED.get(one.__name__):
        schema: Any = read_schema(path[0])
        for step in path[1:]:
            schema = schema[step]
        known = schema.get("properties", {})
        found |= {key: said["description"] for key, said in known.items() if "description" in said}
    for each in reversed(one.__mro__):
        text = inspect.cleandoc(each.__doc__ or "").partition("Attributes:\n")[2]
        entries = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", text, re.MULTILINE)
        found |= {name: " ".join(said.split()) for name, said in entries}
    return found


def test_every_field_has_a_meaning() -> None:
    for one in classes():
        assert {field.name for field in fields(one)} <= {*meanings(one)}, one


def shape() -> str:
    """Names and types of all that templates know."""
    known = [(c.__name__, f.name, str(f.type)) for c in classes() for f in fields(c)]
    called = [(name, str(inspect.signature(FILTERS[name]))) for name in sorted(FILTERS)]
    return sha256(repr((known, called)).encode()).hexdigest()[:16]


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def lines() -> Iterator[str]:
    for one in classes():
        said = meanings(one)
        first = inspect.cleandoc(one.__doc__ or "").partition("\n")[0]
        yield f"\n#### {one.__name__}\n\n{first}\n\n| field | type | meaning |\n| --- | --- | --- |"
        for field in fields(one):
            meaning = cell(said.get(field.name, ""))
            yield f"| `{field.name}` | `{cell(str(field.type))}` | {meaning} |"
    yield "\n#### Filters\n\n| filter | what it makes |\n| --- | --- |"
    for name in sorted(FILTERS):
        function = FILTERS[name]
        first = inspect.cleandoc(function.__doc__ or "").partition("\n")[0]
        yield f"| `{name}{cell(str(inspect.signature(function)))}` | {cell(first)} |"


def blocks() -> Iterator[str]:
    yield "| template | blocks |\n| --- | --- |"
    for template in sorted(README.parent.glob("*/*.jinja")):
        found = re.findall(r"{% block (\w+) %}", template.read_text("utf-8"))
        if found:
            name = template.relative_to(README.parent).as_posix()
            yield f"| `{name}` | {', '.join(f'`{one}`' for one in found)} |"


@pytest.mark.parametrize(
    ("marks", "listed"), [(CONTEXT, lines), (BLOCKS, blocks)], ids=["context", "blocks"]
)
def test_the_readme_lists_it(marks: tuple[str, str], listed: Callable[[], Iterator[str]]) -> None:
    before, _, rest = README.read_text("utf-8").partition(marks[0])
    found, _, after = rest.partition(marks[1])
    wanted = "\n".join(listed()) + "\n\n"
    if os.environ.get("UPDATE"):
        README.write_text(before + marks[0] + wanted + marks[1] + after, "utf-8")
        found = wanted
    assert found == wanted, "UPDATE=1 pytest tests/test_context.py writes it"


def test_the_context_does_not_change_without_its_version() -> None:
    version = read_schema("target")["properties"]["context"]["const"]
    assert max(SHAPES) == version
    assert SHAPES[version] == shape()
