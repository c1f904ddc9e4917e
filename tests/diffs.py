"""Specs as data that tests change: each change is a spec again, or is refused."""

from __future__ import annotations

import copy
from collections import defaultdict
from pathlib import Path
from typing import Any

from actionspec.check import check
from actionspec.load import load
from actionspec.model import Api
from actionspec.resolve import resolve
from actionspec.source import Document, Mark, Source

# Lists whose order says nothing: any of these, or all of these.
_ANY_ORDER = {"actions", "errors", "examples", "exactly_one_of", "failure", "success", "equals"}

Way = tuple[str | int, ...]

# Mappings whose order says something: the order of arguments, of elements, what is tried first.
_ORDERED = {"credentials", "transports"}


def whole(spec: Path) -> dict[str, Any]:
    """A spec as the data of a single file."""
    source = load(spec)
    data = {key: value for key, value in source.api.data.items() if key not in {"base", "previous"}}
    data["types"] = {name: one for root in source.roots("types") for name, one in root.data.items()}
    data["errors"] = {
        part: {name: one for root in roots for name, one in root.get(part, {}).items()}
        for part in ("categories", "codes")
        for roots in [source.roots("errors")]
    }
    data["actions"] = [root.data for root in source.roots("action")]
    if postbacks := [root.data for root in source.roots("postback")]:
        data["postbacks"] = postbacks
    return data


def read_data(data: dict[str, Any]) -> Api:
    """The model of a spec that no file holds.

    Raises:
        SpecError: It has problems.
    """
    nowhere: defaultdict[Any, Mark] = defaultdict(lambda: Mark(0, 0))
    document = Document("api.yaml", "api.yaml", "api", ("",), data, nowhere, nowhere)
    source = Source((document,))
    check(source)
    return resolve(source)


def shuffled(data: Any, key: str | int = "") -> Any:
    """The same spec with everything in reverse that has no order, codes and rules too."""
    if isinstance(data, dict):
        items = [(name, shuffled(value, name)) for name, value in data.items()]
        return dict(items if key in _ORDERED else items[::-1])
    if isinstance(data, list) and key in _ANY_ORDER:
        return [shuffled(value) for value in data[::-1]]
    return [shuffled(value) for value in data] if isinstance(data, list) else data


def ways(data: Any, way: Way = ()) -> list[Way]:
    """The ways to all values in a spec."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        inner = [*data.items()]
    elif isinstance(data, list):
        inner = [*enumerate(data)]
    found = [way] if way else []
    return found + [one for step, value in inner for one in ways(value, (*way, step))]


def value_at(data: Any, way: Way) -> Any:
    """The value that a way leads to."""
    for step in way:
        data = data[step]
    return data


def put(data: dict[str, Any], way: Way, *values: Any) -> dict[str, Any]:
    """A copy of a spec with another value in one place, or with nothing there."""
    data = copy.deepcopy(data)
    *before, last = way
    parent = value_at(data, tuple(before))
    if values:
        parent[last] = values[0]
    else:
        del parent[last]
    return data
