"""XML, as much of it as such APIs speak: elements with text, repeated or nested."""

from __future__ import annotations

import codecs
import re
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from .fields import Fields, UnreadableError, written

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# A parser would read a bare carriage return as the end of a line.
_RETURN = {"\r": "&#13;"}

DEEPEST = 50
"""How deep the elements of an answer may be nested."""


def element(name: str, value: str | int | float | None) -> str:
    """An element with text; nothing where there is no value.

    Raises:
        ValueError: The value is text with a character that XML cannot write.
    """
    if value is None or value == "":
        return ""
    text = written(value)
    if found := _UNWRITABLE.search(text):
        raise ValueError(f"XML cannot write the character U+{ord(found[0]):04X}")
    return f"<{name}>{escape(text, _RETURN)}</{name}>"


def parse(body: bytes, charset: str | None, root: str) -> Fields:
    """The fields of a document: text, a structure, or a list where an element is repeated.

    Args:
        body: The document.
        charset: The character set that the HTTP header names. It counts where the document itself
            declares none.
        root: The name of the root element.

    Raises:
        UnreadableError: The body is not well-formed, declares a document type, is nested too deep
            or has another root element.
    """
    return _Reader(root).read(_decoded(body, charset))


def _decoded(body: bytes, charset: str | None) -> bytes | str:
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

    def __init__(self, root: str) -> None:
        self._root = root
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._result: Fields = {}

    def read(self, body: bytes | str) -> Fields:
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
        return self._result

    def _start(self, name: str, _: object) -> None:
        if not self._open and name != self._root:
            raise UnreadableError(f"the root element is {name[:40]!r}, not {self._root!r}")
        if len(self._open) == DEEPEST:
            raise UnreadableError(f"elements are nested more than {DEEPEST} deep")
        self._open.append((name, {}, []))

    def _text(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _end(self, _: str) -> None:
        name, children, texts = self._open.pop()
        if not self._open:
            self._result = children
            return
        text = "".join(texts)
        value: Any = children or (text if text.strip() else "")
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def _doctype(self, *_: object) -> None:
        raise UnreadableError("the document declares a document type")
