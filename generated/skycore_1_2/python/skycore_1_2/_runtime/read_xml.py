"""XML: the fields of a document, from its elements, attributes and texts."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.parsers import expat

from .errors import UnreadableError
from .fields import OWN_TEXT, WHOLE, Fields, gathered, several

_Element: TypeAlias = "str | dict[str, Any]"

DEEPEST = 50
"""How deep the elements of an answer may be nested."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Elements that say what kind of value they hold, while an attribute says the name.

    Attributes:
        entry: The element of one field.
        key: The attribute of it that holds the field's name.
        structures: The elements that hold the fields of a structure.
        lists: The elements that hold a list.
        values: The elements that hold a text.
    """

    entry: str
    key: str
    structures: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    def fields_of(self, element: dict[str, Any]) -> Fields:
        """The fields of a document's root element."""
        value = self._value(element)
        if isinstance(value, list):
            return {WHOLE: value}
        return value if isinstance(value, dict) else element

    def _value(self, element: _Element) -> _Element | list[_Element]:
        if not isinstance(element, dict):
            return element
        for name in self.values:
            if name in element:
                return self._value(element[name])
        for name in self.lists:
            if name in element:
                return self._list(element[name])
        for name in self.structures:
            if name in element:
                return self._value(element[name])
        if self.entry in element:
            return gathered(map(self._field, several(element[self.entry])))
        return {name: self._each(inner) for name, inner in element.items()}

    def _each(self, value: Any) -> Any:
        elements = [self._value(one) for one in several(value)]
        return elements if isinstance(value, list) else elements[0]

    def _field(self, entry: _Element) -> tuple[str, Any]:
        if not isinstance(entry, dict) or "@" + self.key not in entry:
            raise UnreadableError(f"{self.entry} should have the attribute {self.key}")
        return entry["@" + self.key], self._content(entry)

    def _content(self, entry: dict[str, Any]) -> _Element | list[_Element]:
        inner = {name: value for name, value in entry.items() if name != "@" + self.key}
        return str(inner[OWN_TEXT]) if [*inner] == [OWN_TEXT] else self._value(inner or "")

    def _list(self, value: _Element | list[_Element]) -> list[Any]:
        return [self._value(one) for element in several(value) for one in _children(element)]


def _children(element: _Element) -> list[Any]:
    if not isinstance(element, dict):
        return []
    children = [child for name, child in element.items() if not name.startswith(("@", OWN_TEXT))]
    return [one for child in children for one in several(child)]


@dataclass(frozen=True, slots=True)
class Xml:
    """Reads documents.

    Attributes:
        keyed: How names stand in attributes, if they do.
    """

    keyed: Keyed | None = None

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields of a document, without namespaces; `$root` is the root element's name.

        Args:
            body: The document.
            charset: The character set that the HTTP header names. It counts where the document
                itself declares none.

        Raises:
            UnreadableError: The body is not well-formed, declares a document type, or is nested too
                deep.
        """
        root, fields = _Reader().read(_decoded(body, charset))
        if self.keyed:
            fields = dict(self.keyed.fields_of(fields))
        return {**fields, "$root": root}


def _decoded(body: bytes, charset: str | None) -> bytes | str:
    # Some services write an empty line before the declaration, where XML allows none.
    body = body.lstrip(b" \t\r\n")
    declares = body.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<?xml")
    )
    if charset is None or declares:
        return body
    try:
        text = body.decode(charset)
    except (LookupError, ValueError):
        return body
    return text if text.lstrip().startswith("<") else body


class _Reader:
    """Collects what expat reports into nested fields."""

    def __init__(self) -> None:
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._root = ""
        self._result: dict[str, Any] = {}

    def read(self, body: bytes | str) -> tuple[str, dict[str, Any]]:
        if not body.strip():
            raise UnreadableError("the body is empty")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(body, True)
        except expat.ExpatError as error:
            raise UnreadableError(f"not well-formed XML: {error}") from None
        except (LookupError, ValueError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"the encoding cannot be read: {error}") from None
        return self._root, self._result

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            raise UnreadableError(f"elements are nested more than {DEEPEST} deep")
        fields: dict[str, Any] = {}
        for key, value in attributes.items():
            if not key.startswith("xmlns"):
                fields["@" + key.rpartition(":")[2]] = value
        self._open.append((name.rpartition(":")[2], fields, []))

    def _text(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _end(self, _: str) -> None:
        name, fields, texts = self._open.pop()
        text = "".join(texts)
        text = text if text.strip() else ""
        if fields and text:
            fields[OWN_TEXT] = text
        if not self._open:
            self._root = name
            self._result = fields or ({OWN_TEXT: text} if text else {})
            return
        value: Any = fields or text
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def _doctype(self, *_: object) -> None:
        raise UnreadableError("the document declares a document type")
