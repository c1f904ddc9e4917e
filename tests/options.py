"""The options of the spec language, and where the specs that tests run use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from apis import PACKAGES

from actionspec.load import load, read_document
from actionspec.schema import read_schema
from actionspec.source import Document, Place

Schema = Mapping[str, Any]

COMMON: Mapping[str, Schema] = read_schema("common")["definitions"]


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the language.

    Attributes:
        path: Where it stands, like `transports.<name>.lists`.
        schema: What it may hold, as a JSON Schema.
        required: Whether it has to be there.
        value: The options inside what it holds.
    """

    path: str
    schema: Schema
    required: bool
    value: Value


@dataclass(frozen=True, slots=True)
class Value:
    """What stands somewhere: options by their keys, and what any other key or a list holds."""

    options: Mapping[str, Option]
    each: Value | None = None

    @property
    def own(self) -> list[Option]:
        """The options next to the top."""
        below = self.each.own if self.each else []
        return [*self.options.values(), *below]

    @property
    def all(self) -> Iterator[Option]:
        """All options inside, depth first, without those of shared parts."""
        for option in self.own:
            yield option
            if shared_part(option.schema) is None:
                yield from option.value.all


@cache
def part(name: str) -> Value:
    """What is inside a part that several options share, such as `lists`."""
    return read(COMMON[name], name)


def shared_part(schema: Schema) -> str | None:
    """The definition in common.json that a schema refers to."""
    name = reference(schema).rpartition("/")[2]
    return name if name in COMMON else None


def reference(schema: Schema) -> str:
    """What a schema refers to; nothing if it refers to none."""
    return str(schema.get("allOf", [schema])[0].get("$ref", ""))


def referred(schema: Schema) -> Schema:
    """The schema that a schema refers to, or itself."""
    where, _, name = reference(schema).partition("#/definitions/")
    if not where and not name:
        return schema
    if name in COMMON:
        return COMMON[name]
    whole = read_schema(where.removesuffix(".json") or "action")
    return referred(whole["definitions"][name] if name else whole)


def read(schema: Schema, path: str) -> Value:
    """The options inside what stands at a path."""
    shared = shared_part(schema)
    if shared:
        return part(shared)
    schema = referred(schema)
    options: dict[str, Option] = {}
    for key, inner in schema.get("properties", {}).items():
        where = f"{path}.{key}" if path else key
        options[key] = Option(where, inner, key in schema.get("required", ()), read(inner, where))
    for key, step in (("additionalProperties", ".<name>"), ("items", "[]")):
        if isinstance(schema.get(key), dict):
            return Value(options, read(schema[key], path + step))
    return Value(options)


API = read(read_schema("api"), "")
PARTS = [name for name in COMMON if any(part(name).all)]
OPTIONS = {option.path: option for value in (API, *map(part, PARTS)) for option in value.all}

ROOTS = {
    "api": API,
    "errors": API.options["errors"].value,
    "types": API.options["types"].value,
    "action": API.options["actions"].value.each or API,
    "postback": API.options["postbacks"].value.each or API,
}


@dataclass(frozen=True, slots=True)
class Example:
    """Some lines of a spec that show an option with its key.

    Attributes:
        file: The file they stand in.
        line: The number of the first.
        lines: The lines, without the indent.
        dull: Whether the value tells nothing: it is the key itself, or a letter or two.
    """

    file: str
    line: int
    lines: tuple[str, ...]
    dull: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """The less, the better: real APIs first, then what is short."""
        made_up = "/generate-" in self.file
        length = len(self.lines), sum(map(len, self.lines))
        return made_up, self.dull, length, self.file, self.line

    @property
    def stands_alone(self) -> bool:
        """Whether the lines are YAML, with something under their one key."""
        try:
            data = yaml.load("\n".join(self.lines), yaml.CSafeLoader)
        except yaml.YAMLError:
            return False
        return isinstance(data, dict) and list(data.values()) not in ([{}], [[]])


def documents(folder: Path) -> Iterator[Document]:
    """The files of a spec as they are written: `api.yaml` without what it takes from its base."""
    api, *others = load(folder).documents
    yield read_document(Path(api.name), api.part, api.kind)
    yield from others


@cache
def examples() -> dict[str, Example]:
    """The best example of each option that has one."""
    seen: dict[str, list[Example]] = {}
    for folder in PACKAGES:
        for document in documents(folder):
            root = Place(document, (), document.data)
            for path, place in used(ROOTS[document.kind], root):
                seen.setdefault(path, []).append(example(place))
    best = {
        path: next(
            (one for one in sorted(every, key=lambda one: one.rank) if one.stands_alone), None
        )
        for path, every in seen.items()
    }
    return {path: one for path, one in best.items() if one}


def used(value: Value, place: Place) -> Iterator[tuple[str, Place]]:
    """The options that a document uses, with the places where it does."""
    for key, inner in place.items():
        option = value.options.get(key)
        if option:
            yield option.path, inner
        below = option.value if option else value.each
        if below:
            yield from used(below, inner)
    if value.each and isinstance(place.data, list):
        for index in range(len(place.data)):
            yield from used(value.each, place[index])


def example(place: Place) -> Example:
    """The lines of an option, without the indent."""
    document = place.document
    key, value = document.keys[place.steps], document.values[place.steps]
    line = document.lines[key.line]
    if value.line == key.line and (value.width > 1 or len(str(place.data)) == 1):
        lines = [line[key.column : value.column + value.width]]
    else:
        below = takewhile(
            lambda one: not one[: key.column + 1].strip(), document.lines[key.line + 1 :]
        )
        lines = [line[key.column :], *(one[key.column :].rstrip() for one in below)]
    while not lines[-1]:
        lines.pop()
    text = place.data if isinstance(place.data, str) else None
    dull = text is not None and (text == place.steps[-1] or len(text) < 3)
    return Example(document.name, key.line + 1, tuple(lines), dull)
