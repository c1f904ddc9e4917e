"""Query strings and forms: a tree as pairs of names and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

import msgspec

from .errors import UnsendableError
from .scalars import text_of
from .tree import Entries, Listed, Names, Tree, fields_of, filled, joined, spelled

Pair = tuple[str, str]

_QUOTABLE = re.compile("[^A-Za-z0-9_.~-]")
_QUOTED = [quote_plus(bytes([byte])) for byte in range(256)]

# In this order: what stands for a sign may hold one of those before it.
_USUAL_SIGNS = [(sign, quote_plus(sign)) for sign in "%+ ,:/@"]
_OTHER_SIGNS = [(sign, quote_plus(sign)) for sign in "!\"#$&'()*;<=>?[\\]^`{|}"]
_OTHERS_LEFT = re.compile("[^A-Za-z0-9_.~%+-]")


class Flat(msgspec.Struct, frozen=True):
    """How the lists, structures and maps of a request become names in a row.

    Attributes:
        lists: How lists are laid out that do not say it themselves.
        nesting: The name of a structure's field.
        maps: How maps are laid out that do not say it themselves.
        names: The spelling of the names of fields.
    """

    lists: Listed = Listed(())
    nesting: str = "{name}.{field}"
    maps: Entries = Entries({})
    names: Names = str

    def pairs(self, tree: Tree) -> Iterator[Pair]:
        """The names and texts of all that a request holds, in its order.

        Raises:
            ValueError: A value cannot be written.
        """
        fields = fields_of(tree) or {}
        maps = {name: value for name, value in fields.items() if isinstance(value, Entries)}
        others = {name: value for name, value in fields.items() if name not in maps}
        taken = {name for name, _ in self._structure("", others)}
        for name, _ in self._structure("", maps):
            if name in taken:
                raise ValueError(f"the key of a map becomes {name}, which the request has already")
        yield from self._structure("", fields)

    def _structure(self, name: str, fields: Tree) -> Iterator[Pair]:
        for key, value in fields.items():
            yield from self._pairs(name, self._nested(name, spelled(self.names, key)), value)

    def _nested(self, parent: str, name: str) -> str:
        bare = name.removeprefix("@")
        if bare == ".":
            return parent
        return filled(self.nesting, name=parent, field=bare) if parent else bare

    def _pairs(self, parent: str, name: str, value: Any) -> Iterator[Pair]:
        if isinstance(value, str):
            yield name, text_of(value)
        elif isinstance(value, list | tuple):
            yield from self._list(parent, name, value, self.lists)
        elif isinstance(value, Listed):
            yield from self._list(parent, name, value.values or (), value.flat(self.lists))
        elif isinstance(value, Entries):
            yield from self._map(parent, name, value)
        elif (tree := fields_of(value)) is not None:
            yield from self._structure(name, tree)
        else:
            yield name, text_of(value)

    def _list(self, parent: str, name: str, values: Any, layout: Listed) -> Iterator[Pair]:
        if layout.join is not None:
            yield name, joined(values, layout.join, text_of)
            return
        for i, value in enumerate(values, start=layout.first):
            template = filled(layout.template or "{name}", name=name, parent=parent, i=str(i))
            pairs = [*self._element(parent, name, template, value)]
            if not pairs:
                raise UnsendableError(f"an element of {name} is empty", value)
            yield from pairs

    def _element(self, parent: str, name: str, template: str, value: Any) -> Iterator[Pair]:
        if "{field}" not in template:
            yield from self._pairs(parent, template, value)
            return
        for key, inner in (fields_of(value) or {}).items():
            field_name = spelled(self.names, key).removeprefix("@")
            yield from self._pairs(name, filled(template, field=field_name), inner)

    def _map(self, parent: str, name: str, entries: Entries) -> Iterator[Pair]:
        laid_out = entries.laid_out(self.maps)
        template = laid_out.template or self.nesting.replace("{field}", "{key}")
        if laid_out.key and "{key}" not in template:
            listed = Listed((), laid_out.template or "{name}.{i}", laid_out.first)
            yield from self._list(parent, name, laid_out.pairs, listed)
            return
        for entry, value in laid_out.named(filled(template, name=name), self.names):
            yield from self._pairs(parent, entry, value)


def encode(pairs: list[Pair]) -> str:
    """Pairs as a query string.

    Raises:
        UnicodeEncodeError: A text holds what UTF-8 cannot write.
    """
    return "&".join(f"{quote_plus(name, '[]')}={quoted(text)}" for name, text in pairs)


def quoted(text: str) -> str:
    """A text in a query string.

    Raises:
        UnicodeEncodeError: It holds what UTF-8 cannot write.
    """
    if not _QUOTABLE.search(text):
        return text
    if not (text.isascii() and text.isprintable()):
        return "".join(map(_QUOTED.__getitem__, text.encode()))
    for sign, code in _USUAL_SIGNS:
        if sign in text:
            text = text.replace(sign, code)
    if _OTHERS_LEFT.search(text):
        for sign, code in _OTHER_SIGNS:
            text = text.replace(sign, code)
    return text


def all_quoted(texts: list[str]) -> list[str]:
    """Texts in a query string.

    Raises:
        UnicodeEncodeError: One holds what UTF-8 cannot write.
    """
    return [*map(quoted, texts)]
