"""XML: a tree as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from .errors import UnwritableError
from .scalars import text_of
from .tree import Entries, Listed, Names, Tree, fields_of, filled, joined, spelled

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The signs of names are those of XML 1.0, without the colon of prefixes.
_FIRST = (
    "A-Za-z_\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)


@cache
def _names() -> re.Pattern[str]:
    # Compiling it takes longer than many requests do, most of which have no map.
    return re.compile(f"[{_FIRST}][-.0-9\xb7\u0300-\u036f\u203f\u2040{_FIRST}]*")


class Elements(msgspec.Struct, frozen=True):
    """How the lists, structures and maps of a request become elements.

    Attributes:
        lists: How lists are laid out that do not say it themselves.
        maps: How maps are laid out that do not say it themselves.
        names: The spelling of the names of fields.
    """

    lists: Listed = Listed(())
    maps: Entries = Entries({})
    names: Names = str

    def document(self, root: str, tree: Tree, namespace: str | None = None) -> str:
        """A document with such a root element.

        Raises:
            ValueError: A value cannot be written, or holds a character that XML cannot write.
        """
        declared = f" xmlns={quoteattr(namespace)}" if namespace else ""
        return "".join(self._structure(root, fields_of(tree) or {}, declared))

    def _element(self, name: str, value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield f"<{name}>{escaped(value)}</{name}>"
        elif isinstance(value, list | tuple):
            yield from self._list(name, value, self.lists)
        elif isinstance(value, Listed):
            yield from self._list(name, value.values or (), value.nested(self.lists))
        elif isinstance(value, Entries):
            yield from self._map(name, value)
        elif (tree := fields_of(value)) is not None:
            yield from self._structure(name, tree)
        else:
            yield f"<{name}>{text_of(value)}</{name}>"

    def _structure(self, name: str, tree: Tree, attributes: str = "") -> Iterator[str]:
        present = [(spelled(self.names, key), value) for key, value in tree.items()]
        for key, value in present:
            if key.startswith("@"):
                attributes += f' {key[1:]}="{_quoted(self._text(value))}"'
        yield f"<{name}{attributes}>"
        for key, value in present:
            if key == ".":
                yield escaped(self._text(value))
            elif not key.startswith("@"):
                yield from self._element(key, value)
        yield f"</{name}>"

    def _text(self, value: Any) -> str:
        """What stands in an attribute, or as the own text of an element."""
        if isinstance(value, list | tuple):
            value = msgspec.structs.replace(self.lists, values=value)
        if isinstance(value, Listed):
            layout = value.nested(self.lists)
            if layout.join is not None:
                return joined(layout.values or (), layout.join, text_of)
        return text_of(value)

    def _list(self, name: str, values: Any, layout: Listed) -> Iterator[str]:
        if layout.join is not None:
            yield from self._element(name, joined(values, layout.join, text_of))
            return
        inner = layout.element
        if inner:
            yield f"<{name}>"
        for value in values:
            yield from self._element(inner or name, value)
        if inner:
            yield f"</{name}>"

    def _map(self, name: str, entries: Entries) -> Iterator[str]:
        laid_out = entries.laid_out(self.maps)
        if laid_out.key:
            yield from self._list(name, laid_out.pairs, Listed((), element=laid_out.element))
        elif laid_out.template:
            template = filled(laid_out.template, name=name)
            for entry, value in laid_out.named(template, self.names):
                yield from self._element(_name(entry), value)
        else:
            yield f"<{name}>"
            for entry, value in laid_out.named("{key}", self.names):
                yield from self._element(_name(entry), value)
            yield f"</{name}>"


def all_escaped(texts: list[str]) -> list[str]:
    """Texts in elements.

    Raises:
        UnwritableError: One holds a character that XML cannot write.
    """
    together = "".join(texts)
    # Nothing that XML cannot write is printable, and neither is what stands between them below.
    if not together.isprintable():
        return [*map(escaped, texts)]
    if "<" in together or "&" in together or ">" in together:
        return _referring("\r".join(texts)).split("\r")
    return texts


def escaped(text: str) -> str:
    """A text in an element.

    Raises:
        UnwritableError: It holds a character that XML cannot write.
    """
    if not text.isprintable() and (found := _UNWRITABLE.search(text)):
        raise UnwritableError(f"XML cannot write the character U+{ord(found[0]):04X}", text)
    # A parser would read a bare carriage return as the end of a line.
    return _referring(str.__str__(text)).replace("\r", "&#13;")


def _referring(text: str) -> str:
    """A text with references in place of the signs of XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """A text in an attribute.

    Raises:
        UnwritableError: It holds a character that XML cannot write.
    """
    text = escaped(text)
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _name(key: str) -> str:
    if not _names().fullmatch(key):
        raise ValueError(f"XML cannot have an element with the name {key[:40]!r}")
    return key
