"""XML: the fields of a document, from its elements, attributes and texts."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from .errors import UnreadableError
from .fields import OWN_TEXT, WHOLE, Fields, gathered, several
from .read_elements import PART, Elements

ItemT = TypeVar("ItemT")
# Some services write an empty line before the declaration, where XML allows none.
_BLANK = b" \t\r\n"

_Element: TypeAlias = "str | dict[str, Any]"


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
        fields = _read(Elements[Any](), body, charset)
        return {**self.keyed.fields_of(fields), "$root": fields["$root"]} if self.keyed else fields


@dataclass(frozen=True, slots=True)
class Repeated(Generic[ItemT]):
    """The structures that answers repeat, which become records while a document is parsed.

    Attributes:
        path: The names on the way from the root to them.
        read: Reads one.
    """

    path: tuple[str, ...]
    read: Callable[[Fields], ItemT]

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields of a document, as `Xml` parses it, with these structures as `Records`.

        Raises:
            UnreadableError: As for `Xml`, or a structure cannot be read. Reading the whole of the
                answer may still succeed.
        """
        return _read(Elements(self.path, self.read), body, charset)

    def stream(self, charset: str | None) -> Stream[ItemT]:
        """What reads these structures out of a document that comes part by part."""
        return Stream(self, charset)


class Stream(Generic[ItemT]):
    """Reads the structures that an answer repeats while it comes.

    Args:
        repeated: The structures.
        charset: As for `Xml.parse`.
    """

    def __init__(self, repeated: Repeated[ItemT], charset: str | None) -> None:
        self._elements = Elements(repeated.path, repeated.read)
        self._charset = charset
        self._waiting = bytearray()
        self._decode: Callable[[bytes], bytes | str] | None = None

    @property
    def held(self) -> int:
        """About how many bytes of the answer are in memory."""
        return self._elements.held + len(self._waiting)

    def feed(self, part: bytes) -> list[ItemT]:
        """Take a part of the document; the records that it completes.

        Raises:
            UnreadableError: As for `Repeated.parse`.
        """
        self._waiting += part
        return self._parse() if len(self._waiting) >= PART else []

    def finish(self) -> list[ItemT]:
        """Take the end of the document; the records that are left.

        Raises:
            UnreadableError: As for `Repeated.parse`.
        """
        records = self._parse()
        if self._decode is None:
            raise UnreadableError("the body is empty")
        return records + self._elements.finish()

    def fields(self) -> dict[str, Any]:
        """The fields beside the records, and `$root`."""
        return {**self._elements.fields(), "$root": self._elements.root}

    def _parse(self) -> list[ItemT]:
        body = bytes(self._waiting)
        self._waiting.clear()
        if self._decode is None:
            body = body.lstrip(_BLANK)
            if not body:
                return []
            self._decode = _decoder(body, self._charset)
        records: list[ItemT] = []
        for begin in range(0, len(body), PART):
            try:
                text = self._decode(body[begin : begin + PART])
            except ValueError as error:
                raise UnreadableError(f"the encoding cannot be read: {error}") from None
            records += self._elements.feed(text)
        return records


def _decoded(body: bytes, charset: str | None) -> bytes | str:
    body = body.lstrip(_BLANK)
    return _text(body, body.decode, charset) or body


def _decoder(head: bytes, charset: str | None) -> Callable[[bytes], bytes | str]:
    """What decodes the parts of a document that begins like this."""

    def begin(charset: str) -> str:
        b"".decode(charset)
        return codecs.getincrementaldecoder(charset)().decode(head)

    if charset and _text(head, begin, charset):
        return codecs.getincrementaldecoder(charset)().decode
    return bytes


def _text(head: bytes, decode: Callable[[str], str], charset: str | None) -> str:
    """The text of a document, empty where the parser finds its encoding for itself."""
    declares = head.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<?xml")
    )
    try:
        if charset is None or declares or codecs.lookup(charset).name in {"utf-8", "ascii"}:
            return ""
        text = decode(charset)
    except (LookupError, ValueError):
        return ""
    return text if text.lstrip().startswith("<") else ""


def _read(elements: Elements[Any], body: bytes, charset: str | None) -> dict[str, Any]:
    """The fields of a document, with its records, and with the name of the root as `$root`."""
    text = _decoded(body, charset)
    if not text.strip():
        raise UnreadableError("the body is empty")
    records: list[Any] = []
    for begin in range(0, len(text), PART):
        records += elements.feed(text[begin : begin + PART])
    records += elements.finish()
    return {**elements.fields(tuple(records)), "$root": elements.root}
