"""Documents part by part: their elements become fields, or records as soon as they are whole."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from typing import Any, Generic, TypeVar
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from .errors import UnreadableError
from .fields import OWN_TEXT, Fields, Records

ItemT = TypeVar("ItemT")

DEEPEST = 50
"""How deep the elements of an answer may be nested."""

PART = 16 * 1024
"""Bytes to parse at a time: few enough for their elements to stay in the processor's cache."""

SMALL = PART // 8
"""Bytes, or characters, of a part behind which nobody looks for elements that are whole."""

MOST_NAMES = 10_000
"""Names that are remembered at the same time."""

LONGEST_NAME = 100
"""Characters of a name that is remembered."""

_attributes = Element.keys
_texts = operator.methodcaller("values")
_is_blank = str.isspace


class _Names(dict[str, str]):
    """The names of elements and attributes, without namespaces and prefixes."""

    def __missing__(self, name: str) -> str:
        alone = name.rpartition("}")[2].rpartition(":")[2]
        if len(name) > LONGEST_NAME:
            return alone
        if len(self) >= MOST_NAMES:
            self.clear()
        self[name] = alone
        return alone


# Answers have the same names again and again, so that all of them share these.
_NAMES = _Names()


class Elements(Generic[ItemT]):
    """The elements of a document that comes part by part.

    Args:
        path: The names on the way from the root to the elements that become records.
        read: Reads such a record; None if no element becomes one.
    """

    def __init__(
        self, path: tuple[str, ...] = (), read: Callable[[Fields], ItemT] | None = None
    ) -> None:
        self._path = path
        self._read = read
        self._builder = TreeBuilder()
        # An element around the root makes it a child, which can be seen before it ends.
        self._document = self._builder.start("document", {})
        self._parse: Callable[[bytes | str], object] | None = None
        self._end: Callable[[], object] = int
        self._holder: Element | None = None
        self._kept = 0
        self._held = self._held_beside = 0
        self._attributed = False
        self._found = self._told = False

    @property
    def held(self) -> int:
        """The bytes, or a few more, that no record has been made of."""
        return self._held

    @property
    def root(self) -> str:
        """The name of the root element."""
        return _NAMES[self._document[0].tag]

    def feed(self, part: bytes | str) -> list[ItemT]:
        """Parse a part of the document; the records that it completes.

        Raises:
            UnreadableError: It is not well-formed, declares a document type, is nested too deep, or
                a record cannot be read.
        """
        if self._parse is None:
            self._parse, self._end = self._parser(part)
        _parsed(partial(self._parse, part))
        self._check_depth()
        if self._read is None:
            return []
        if not len(self._document):
            # A document type, too, could still follow.
            raise UnreadableError(f"no element begins in the first {PART:,} bytes")
        attributed = "=" in part if isinstance(part, str) else b"=" in part
        self._attributed = self._attributed or attributed
        self._held += len(part)
        if len(part) < SMALL:
            # Most likely it is all that there is, or the last part: finish takes what it completes.
            return []
        if self._holder is None:
            self._holder = self._find(last=True)
        # The last one may still be open.
        records = [] if self._holder is None else self._take(len(self._holder) - 1)
        if records:
            # What is left began in this part, behind the records.
            self._held = self._held_beside + len(part)
            self._attributed = attributed
        return records

    def finish(self) -> list[ItemT]:
        """Parse the end of the document; the records that are left.

        Raises:
            UnreadableError: As for `feed`, or the document is cut off.
        """
        _parsed(self._end)
        if self._read is None:
            return []
        if self._holder is None:
            self._holder = self._find(last=False)
        return [] if self._holder is None else self._take(len(self._holder))

    def fields(self, records: tuple[ItemT, ...] = ()) -> dict[str, Any]:
        """The fields of the whole document; the records are a field, where there are any.

        Raises:
            UnreadableError: A structure that should hold the records stands there twice.
        """
        fields = self._fields(self._document[0], 1)
        if not self._found:
            return fields
        *outer, name = self._path
        holder = fields
        for one in outer:
            # What held nothing but records is empty now, or a text.
            inner: Any = holder[one] or {}
            if isinstance(inner, list):
                raise UnreadableError(f"{one} should hold one structure")
            content: dict[str, Any] = {OWN_TEXT: inner} if isinstance(inner, str) else inner
            holder[one] = holder = content
        holder[name] = Records(self._read, records, self._told)
        return fields

    def _parser(
        self, head: bytes | str
    ) -> tuple[Callable[[bytes | str], object], Callable[[], object]]:
        if self._read and _is_plain(head):
            # Fast, and safe where no document type can follow. It minds undeclared prefixes.
            quick = XMLParser(target=self._builder)  # noqa: S314
            return quick.feed, quick.close
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._builder.start
        parser.EndElementHandler = self._builder.end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = _refuse_document_type
        return parser.Parse, partial(parser.Parse, b"", True)

    def _check_depth(self) -> None:
        """Make sure that the elements that are open, which are the last ones, are not too many."""
        element = self._document
        for _ in range(DEEPEST + 1):
            if not len(element):
                return
            element = element[-1]
        raise UnreadableError(_TOO_DEEP)

    def _find(self, *, last: bool) -> Element | None:
        """What holds the elements that become records, among the last elements or all of them."""
        holder = self._document[0]
        for name in self._path[:-1]:
            among: Iterable[Element] = holder[-1:] if last else holder
            found = next((one for one in among if _NAMES[one.tag] == name), None)
            if found is None:
                return None
            holder = found
        return holder

    def _take(self, end: int) -> list[ItemT]:
        """Make records of the elements that are whole, and drop these."""
        holder, name = self._holder, self._path[-1]
        if holder is None or self._read is None or end <= self._kept:
            return []
        elements = holder[self._kept : end]
        repeated = [one for one in elements if _NAMES[one.tag] == name]
        others = []
        if len(repeated) < len(elements):
            others = [one for one in elements if _NAMES[one.tag] != name]
        holder[self._kept : end] = others
        self._kept += len(others)
        if not repeated:
            return []
        if not self._found:
            self._found, self._held_beside = True, self._held
        self._held_beside += sum(map(_size, others))
        try:
            return [*map(self._read, self._fields_of_each(repeated))]
        except UnreadableError as error:
            raise error.at(name) from None

    def _fields_of_each(self, elements: list[Element]) -> list[dict[str, Any]]:
        """The fields of each element, by a short way where all of them are texts."""
        inner = [*chain.from_iterable(elements)]
        nested = any(map(len, inner)) or (
            self._attributed and any(map(_attributes, chain(inner, elements)))
        )
        if not nested:
            found = [{_NAMES[one.tag]: one.text or "" for one in each} for each in elements]
            texts = chain.from_iterable(map(_texts, found))
            if all(found) and sum(map(len, found)) == len(inner) and not any(map(_is_blank, texts)):
                self._told = True
                return found
        found = [self._fields(one, len(self._path) + 1) for one in elements]
        self._told = self._told or any(found)
        return found

    def _fields(self, element: Element, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            raise UnreadableError(_TOO_DEEP)
        fields: dict[str, Any] = {
            "@" + _NAMES[key]: value
            for key, value in element.items()
            if not key.startswith("xmlns")
        }
        text = element.text or ""
        for child in element:
            text += child.tail or ""
            value: Any = _own_text_of(child) if _is_leaf(child) else self._value(child, depth + 1)
            name = _NAMES[child.tag]
            if name not in fields:
                fields[name] = value
            elif isinstance(fields[name], list):
                fields[name].append(value)
            else:
                fields[name] = [fields[name], value]
        if text and not text.isspace():
            fields[OWN_TEXT] = text
        return fields

    def _value(self, element: Element, depth: int) -> str | dict[str, Any]:
        fields = self._fields(element, depth)
        return fields[OWN_TEXT] if [*fields] == [OWN_TEXT] else fields or ""


_TOO_DEEP = f"elements are nested more than {DEEPEST} deep"


def _is_plain(head: bytes | str) -> bool:
    """Whether a document declares no type, and is no UTF-16, in which that would not be seen."""
    if isinstance(head, str):
        return "<!DOCTYPE" not in head
    return b"<!DOCTYPE" not in head and b"\0" not in head


def _is_leaf(element: Element) -> bool:
    return not len(element) and not element.keys()


def _own_text_of(leaf: Element) -> str:
    text = leaf.text or ""
    return "" if text.isspace() else text


def _size(element: Element) -> int:
    """About the bytes of a document that an element, and what is in it, took."""
    return sum(
        len(one.tag)
        + len(one.text or "")
        + len(one.tail or "")
        + 16
        + sum(map(len, chain(*one.items())))
        for one in element.iter()
    )


def _parsed(step: Callable[[], object]) -> None:
    try:
        step()
    except (expat.ExpatError, ParseError) as error:
        raise UnreadableError(f"not well-formed XML: {error}") from None
    except UnreadableError:
        raise
    except (LookupError, ValueError) as error:
        raise UnreadableError(f"the encoding cannot be read: {error}") from None


def _refuse_document_type(*_: object) -> None:
    raise UnreadableError("the document declares a document type")
