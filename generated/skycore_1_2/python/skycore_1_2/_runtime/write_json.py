"""JSON: a tree as an object."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from .scalars import text_of
from .tree import Entries, Listed, Names, Tree, fields_of, joined, spelled


class Objects(msgspec.Struct, frozen=True):
    """How the lists, structures and maps of a request become arrays and objects.

    Attributes:
        lists: How lists are laid out that do not say it themselves.
        maps: How maps are laid out that do not say it themselves.
        names: The spelling of the names of fields.
    """

    lists: Listed = Listed(())
    maps: Entries = Entries({})
    names: Names = str

    def document(self, tree: Tree) -> str:
        """An object with such fields.

        Raises:
            ValueError: A value cannot be written.
        """
        return json.dumps(
            self._object(fields_of(tree) or {}), ensure_ascii=False, separators=(",", ":")
        )

    def _object(self, tree: Tree) -> dict[str, Any]:
        return {
            spelled(self.names, key).removeprefix("@"): self._value(value)
            for key, value in tree.items()
        }

    def _value(self, value: Any) -> Any:
        if isinstance(value, bool | int | float):
            return value
        if isinstance(value, list | tuple):
            return self._list(value, self.lists)
        if isinstance(value, Listed):
            return self._list(value.values or (), value.nested(self.lists))
        if isinstance(value, Entries):
            return self._map(value)
        tree = fields_of(value)
        return text_of(value) if tree is None else self._object(tree)

    def _list(self, values: Any, layout: Listed) -> Any:
        if layout.join is not None:
            return joined(values, layout.join, text_of)
        written = [self._value(value) for value in values]
        return {layout.element: written} if layout.element else written

    def _map(self, entries: Entries) -> Any:
        laid_out = entries.laid_out(self.maps)
        if laid_out.key:
            written = [self._object(pair) for pair in laid_out.pairs]
            return {laid_out.element: written} if laid_out.element else written
        return {key: self._value(value) for key, value in laid_out.named("{key}", self.names)}
