"""What a spec says once for several: families of codes, and fields that a structure inherits.

Whatever does not have the form that it should have is left as it is, for the schema to complain of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from actionspec.problem import SpecError
from actionspec.source import Document, Source, Steps

NUMBER = "{number}"
"""What stands for the number of a field in a family of codes."""

MOST_CODES = 100
"""Codes that one family may have."""


def expand(source: Source) -> Source:
    """The same spec with nothing left to repeat; what it says once stands in one position.

    Raises:
        SpecError: Two families of codes have a code in common.
    """
    return Source(tuple(map(_with_families, map(_with_inheritance, source.documents))))


def _section(document: Document, kind: str) -> tuple[Steps, Any]:
    """The way to a section that is a file of its own, or a part of api.yaml, and its data."""
    if document.kind == kind:
        return (), document.data
    inside = document.data.get(kind) if isinstance(document.data, dict) else None
    return (kind,), inside if document.kind == "api" else None


def _with_families(document: Document) -> Document:
    steps, errors = _section(document, "errors")
    codes: Any = errors.get("codes") if isinstance(errors, dict) else None
    if not isinstance(codes, dict):
        return document
    found = {code: [*_family(code, data)] for code, data in codes.items()}
    if not any(found.values()):
        return document
    expanded: dict[str, Any] = {}
    copies: list[tuple[Steps, Steps]] = []
    for code, data in codes.items():
        for name, one in found[code] or [(code, data)]:
            if name in expanded:
                mark = document.keys[*steps, "codes", code]
                hint = "see `count` and `step` of the families"
                raise SpecError([document.problem(mark, f"{name} stands in the table twice", hint)])
            expanded[name] = one
            if name != code:
                copies.append(((*steps, "codes", code), (*steps, "codes", name)))
    return _with(document, (*steps, "codes"), expanded, copies)


def _family(code: str, data: Any) -> Iterator[tuple[str, Any]]:
    """The codes of a family with their descriptions; nothing where it is none."""
    numbered = data.get("numbered") if isinstance(data, dict) else None
    if not isinstance(numbered, dict):
        return
    count, step = numbered.get("count"), numbered.get("step", 1)
    ends = re.fullmatch(r"(.*?)(\d{1,9})", code)
    if not (isinstance(count, int) and isinstance(step, int) and ends):
        return
    if not (1 < count <= MOST_CODES and 0 < step <= MOST_CODES):
        return
    stem, digits = ends.groups()
    for index in range(count):
        number = str(int(digits) + index * step).rjust(len(digits), "0")
        filled = {
            key: value.replace(NUMBER, str(index + 1)) if isinstance(value, str) else value
            for key, value in data.items()
        }
        if index:
            del filled["numbered"]
        yield stem + number, filled


def _with_inheritance(document: Document) -> Document:
    steps, types = _section(document, "types")
    if not isinstance(types, dict):
        return document
    for name in types:
        for parent in _ancestors(types, name):
            inherited = types[parent]["fields"]
            own: dict[str, Any] = types[name].get("fields", {})
            copies = [
                ((*steps, parent, "fields", field), (*steps, name, "fields", field))
                for field in inherited
                if field not in own
            ]
            described = {**types[name], "fields": {**inherited, **own}}
            document = _with(document, (*steps, name), described, copies)
            _, types = _section(document, "types")
    return document


def _ancestors(types: dict[str, Any], name: str) -> list[str]:
    """The structures that one extends, the nearest first; none where the way is broken."""
    found: list[str] = []
    while isinstance(types[name], dict) and "extends" in types[name]:
        name = types[name]["extends"]
        known = isinstance(name, str) and isinstance(types.get(name), dict)
        if not known or name in found or not isinstance(types[name].get("fields"), dict):
            return []
        found.append(name)
    return found


def _with(
    document: Document, steps: Steps, data: Any, copies: list[tuple[Steps, Steps]]
) -> Document:
    """A document with other data at a place, and the positions of what was copied there."""
    root = holder = {"": deepcopy(document.data)}
    last: str | int = ""
    for step in steps:
        holder, last = holder[last], step  # type: ignore[index]
    holder[last] = data  # type: ignore[index]
    values, keys = dict(document.values), dict(document.keys)
    for origin, copy in copies:
        for marks in (values, keys):
            marks.update(
                {
                    (*copy, *place[len(origin) :]): mark
                    for place, mark in list(marks.items())
                    if place[: len(origin)] == origin
                }
            )
    return replace(document, data=root[""], values=values, keys=keys)
