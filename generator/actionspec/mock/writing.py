"""Answers as bytes, in each form that the language knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from actionspec.mock.draft import Draft
from actionspec.mock.keyed import keyed_element
from actionspec.model import ResponseFormat

_TYPES: dict[ResponseFormat, str] = {
    "xml": "text/xml",
    "json": "application/json",
    "lines": "text/plain",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answers.

    Attributes:
        status: The HTTP status.
        content_type: The type of the body.
    """

    body: bytes
    status: int
    content_type: str


def printed(text: str, status: int, form: ResponseFormat) -> Answer:
    """An answer whose body is known."""
    return Answer(text.encode(), status, _TYPES[form])


def written(draft: Draft, plain: frozenset[str] = frozenset()) -> Answer:
    """A draft as an answer.

    Args:
        draft: What to write.
        plain: The names that are elements where most names stand in an attribute.
    """
    match draft.form.format:
        case "xml":
            return printed(_document(draft, plain), draft.status, "xml")
        case "json":
            whole = _json(draft.data.get("*", draft.data))
            whole = {draft.root: whole} if draft.form.root else whole
            return printed(json.dumps(whole, indent=4), draft.status, "json")
        case "form":
            return printed(urlencode(list(_pairs(draft.data))), draft.status, "form")
        case "lines" | "text" as form:
            lines = (f"{name}={value}\n" for name, value in _pairs(draft.data))
            return printed("".join(lines), draft.status, form)


def _document(draft: Draft, plain: frozenset[str]) -> str:
    keyed = draft.form.keyed
    element = (
        keyed_element(keyed, draft.root, draft.data, plain)
        if keyed
        else _element(draft.root, draft.data)
    )
    ElementTree.indent(element, "    ")
    document: bytes = ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)
    return document.decode()


def _element(name: str, value: Any) -> ElementTree.Element:
    element = ElementTree.Element(name.rpartition(":")[2])
    for key, inner in value.items() if isinstance(value, dict) else [(".", value)]:
        if key == ".":
            element.text = str(inner)
        elif key.startswith("@"):
            element.set(key[1:], str(inner))
        else:
            several = inner if isinstance(inner, list) else [inner]
            element.extend([_element(key, one) for one in several])
    return element


def _json(value: Any) -> Any:
    match value:
        case dict() if set(value) == {"."}:
            return value["."]
        case dict():
            return {key: _json(inner) for key, inner in value.items()}
        case list():
            return [_json(one) for one in value]
        case _:
            return value


def _pairs(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts at the top; what stands deeper has no place among names in a row."""
    for name, value in data.items():
        for one in value if isinstance(value, list) else [value]:
            own = one.get(".") if isinstance(one, dict) else one
            if own is not None:
                yield name, " ".join(str(own).splitlines())
