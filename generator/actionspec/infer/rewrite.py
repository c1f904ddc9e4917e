"""A sample with other values in some places; all else stays as it is written there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote_plus, unquote_plus
from xml.parsers import expat
from xml.sax.saxutils import escape

from actionspec.infer.tree import TEXT, WHOLE, Way, local_name

Change: TypeAlias = "Callable[[Way, str], str | None]"
"""Says by its way and its text what a value is to be; nothing if it stays."""

_Edit: TypeAlias = "tuple[int, int, str]"
"""Where something new stands, and what."""

_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_ATTRIBUTE = re.compile(rb"([^\s=<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def rewritten(text: str, kind: str, change: Change) -> str:
    """A text of a kind that can be read, with other values.

    Args:
        text: The text of a sample.
        kind: What it is written in: xml, json, query, form, lines or text.
        change: What a value is to be.
    """
    match kind:
        case "xml":
            # What a page shows may be indented, declaration and all.
            document = text.strip()
            changed = _InXml(document.encode("utf-8"), change).changed()
            return text.replace(document, changed.decode("utf-8"), 1)
        case "json":
            return _changed(text, _in_json(text, change))
        case "query":
            address, mark, query = text.partition("?")
            return address + mark + _in_pairs(query, change)
        case "form":
            return _in_pairs(text, change)
        case "lines":
            return _in_lines(text, change)
        case _:
            new = change((TEXT,), text)
            return text if new is None else new


def _changed(text: str, edits: Iterable[_Edit]) -> str:
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _in_pairs(text: str, change: Change) -> str:
    def replace(found: re.Match[str]) -> str:
        name = "".join(map(str.strip, found["name"].splitlines()))
        value = "".join(map(str.strip, found["value"].splitlines()))
        new = change((unquote_plus(name),), unquote_plus(value))
        if new is None:
            return found[0]
        return f"{found['name']}={quote_plus(new)}{found['space']}"

    return re.sub(r"(?P<name>[^&=]+)=(?P<value>[^&#]*?)(?P<space>\s*)(?=[&#]|$)", replace, text)


def _in_lines(text: str, change: Change) -> str:
    def replace(found: re.Match[str]) -> str:
        new = change((found["name"],), found["value"])
        return found[0] if new is None else f"{found['head']}{new}{found['space']}"

    line = r"^(?P<head>\s*(?P<name>[^=\n]*?)\s*=[^\S\n]*)(?P<value>.*?)(?P<space>[^\S\n]*)$"
    return re.sub(line, replace, text, flags=re.MULTILINE)


def _in_json(text: str, change: Change) -> list[_Edit]:
    edits: list[_Edit] = []
    # The names that lead to what is read; a list adds none.
    way: list[str | None] = []
    tokens = [*_JSON.finditer(text)]
    name: str | None = WHOLE if tokens[0][0] == "[" else None
    for token, behind in zip(tokens, [*tokens[1:], None], strict=True):
        match token[0]:
            case "{" | "[":
                way.append(name)
                name = None
            case "}" | "]":
                name = way.pop()
            case "," | ":":
                continue
            case key if behind and behind[0] == ":":
                name = json.loads(key)
            case written:
                if written in {"true", "false", "null"}:
                    continue
                steps = (*(step for step in (*way, name) if step is not None),)
                if (new := change(steps, str(json.loads(written)))) is not None:
                    edits.append((*token.span(), json.dumps(new, ensure_ascii=False)))
    return edits


@dataclass
class _Element:
    """An element whose end is not read yet.

    Attributes:
        name: Its name.
        begin: Where its start tag begins.
        attributes: Its attributes.
        inside: Where its content begins, once that is known.
        is_leaf: Whether no element was in it so far.
        text: The text in it so far.
    """

    name: str
    begin: int
    attributes: dict[str, str]
    inside: int | None = None
    is_leaf: bool = True
    text: str = ""


class _InXml:
    """Reads a document, and notes what is to be changed in it."""

    def __init__(self, data: bytes, change: Change) -> None:
        self._data, self._change = data, change
        self._edits: list[tuple[int, int, bytes]] = []
        self._open: list[_Element] = []
        # A text beside elements: where it begins, and what it says so far.
        self._beside: tuple[int, str] | None = None
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.CommentHandler = self._text, self._comment
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self._here

    def changed(self) -> bytes:
        """The document, with other values."""
        self._parser.Parse(self._data, True)
        data = self._data
        for begin, end, new in sorted(self._edits, reverse=True):
            data = data[:begin] + new + data[end:]
        return data

    def _way(self) -> Way:
        return (*(one.name for one in self._open[1:]),)

    def _edit(self, begin: int, end: int, way: Way, value: str) -> None:
        new = self._change(way, value.strip()) if value.strip() else None
        if new is not None:
            # What a comment in it says is gone with it.
            self._edits = [one for one in self._edits if one[0] < begin or one[1] > end]
            self._edits.append((begin, end, escape(new, {'"': "&quot;"}).encode("utf-8")))

    def _here(self) -> None:
        """Note that something begins where the parser is now, so what was before it is over."""
        at = self._parser.CurrentByteIndex
        if self._open and self._open[-1].inside is None:
            self._open[-1].inside = at
            self._attributes(self._open[-1], at)
        if self._beside:
            begin, value = self._beside
            self._beside = None
            self._edit(begin, at, (*self._way(), TEXT), value)

    def _attributes(self, element: _Element, end: int) -> None:
        for found in _ATTRIBUTE.finditer(self._data[element.begin : end]):
            name = found[1].decode("utf-8")
            if name in element.attributes:
                begin, stop = (element.begin + at for at in found.span(2 if found[2] else 3))
                way = (*self._way(), f"@{local_name(name)}")
                self._edit(begin, stop, way, element.attributes[name])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._here()
        if self._open:
            self._open[-1].is_leaf = False
        own = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
        self._open.append(_Element(local_name(name), self._parser.CurrentByteIndex, own))

    def _end(self, _: str) -> None:
        self._here()
        element = self._open[-1]
        if element.is_leaf and element.inside is not None:
            alone = len(self._open) > 1 and not element.attributes
            way = self._way() if alone else (*self._way(), TEXT)
            self._edit(element.inside, self._parser.CurrentByteIndex, way, element.text)
        self._open.pop()

    def _text(self, value: str) -> None:
        element = self._open[-1]
        if element.inside is None:
            self._here()
        element.text += value
        if not element.is_leaf:
            begin, before = self._beside or (self._parser.CurrentByteIndex, "")
            self._beside = (begin, before + value)

    def _comment(self, value: str) -> None:
        self._here()
        begin = self._parser.CurrentByteIndex + len("<!--")
        self._edit(begin, begin + len(value.encode("utf-8")), (*self._way(), "<!--"), value)
