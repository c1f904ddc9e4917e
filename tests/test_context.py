"""What templates know stands in templates/README.md, and does not change without a version."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path

from actionspec import model
from actionspec.filters import FILTERS
from actionspec.schema import read_schema

README = Path(__file__).parents[1] / "templates" / "README.md"
BEGIN, END = "<!-- context begins -->\n", "<!-- context ends -->\n"

# The digest of what templates know, by version. What is only added keeps the version: replace the
# digest. What goes or changes its meaning breaks templates of users: add a version.
SHAPES = {1: "87f572585583243f"}


def classes() -> list[type]:
    found = [getattr(model, name) for name in sorted(model.__all__)]
    return [one for one in found if isinstance(one, type) and is_dataclass(one)]


def meanings(one: type) -> dict[str, str]:
    """What the docstring of a class says of its fields."""
    text = inspect.cleandoc(one.__doc__ or "").partition("Attributes:\n")[2]
    entries = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", text, re.MULTILINE)
    return {name: " ".join(said.split()) for name, said in entries}


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


def test_the_readme_lists_what_templates_know() -> None:
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    listed, _, after = rest.partition(END)
    wanted = "\n".join(lines()) + "\n\n"
    if os.environ.get("UPDATE"):
        README.write_text(before + BEGIN + wanted + END + after, "utf-8")
        listed = wanted
    assert listed == wanted, "UPDATE=1 pytest tests/test_context.py writes it"


def test_the_context_does_not_change_without_its_version() -> None:
    version = read_schema("target")["properties"]["context"]["const"]
    assert max(SHAPES) == version
    assert SHAPES[version] == shape()
