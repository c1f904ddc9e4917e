"""One parameter or field: what a spec says of it, and its values in samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.infer.known import Data
from actionspec.infer.tree import Tree, Value, folded, values_at
from actionspec.infer.types import as_written


@dataclass
class Field:
    """One parameter or field: what the spec says of it, and how to find its values in a sample.

    Attributes:
        wire: Its name in the samples.
        name: Its name in Python.
        data: What the spec says.
        kind: The type of a value, or of each element.
        many: Whether it is a list.
        element: What each element is called where these stand in an element of their own.
        inner: The fields of a structure.
    """

    wire: str
    name: str
    data: Data
    kind: str
    many: bool = False
    element: str | None = None
    inner: list[Field] | None = None

    def example(self, values: list[Value], usual: Data) -> Any:
        """Values of a sample as an example has them; None if there is nothing."""
        if "map_of" in self.data:
            return self._map(values, usual)
        elements = [*elements_of(values, self.element)]
        if joint := self.data.get("lists", {}).get("join"):
            elements = [part for one in elements for part in str(one).split(joint)]
        if self.many and self.inner is not None:
            elements = [{} if one == "" else one for one in elements]
        found = [self._example(one, usual) for one in elements if one not in ("", None)]
        if self.many:
            return found or None
        return found[0] if found else None

    def values_in(self, tree: Tree) -> list[Value]:
        """Its values in a sample."""
        wires = numbered(tree, self.wire, self.data)
        several = [value for wire in wires for value in tree[wire]]
        return several or tree.get(self.wire) or values_at(tree, self.wire)

    def _map(self, values: list[Value], usual: Data) -> Any:
        """The entries of a map: structures with a key and a value, or fields by their names."""
        trees = [one for one in values if isinstance(one, dict)]
        maps = self.data.get("maps", {})
        if "key" in maps:
            key, value = maps["key"], maps.get("value", "value")
            pairs = [(values_at(one, key), values_at(one, value)) for one in trees]
            found = {str(k[0]): self._example(v[0], usual) for k, v in pairs if k and v}
        else:
            named = [(name, one) for tree in trees for name, one in tree.items()]
            found = {name.lower(): self._example(one[0], usual) for name, one in named}
        whole = self.data.get("keys") == "integer"
        return {int(k) if whole else k: v for k, v in found.items() if v is not None} or None

    def _example(self, value: Value, usual: Data) -> Any:
        if not isinstance(value, dict):
            return as_written(self.kind, value, self._notation(usual))
        found = None if self.inner is None else example(self.inner, value, usual)
        # A structure with nothing in it is none, but in a list.
        return found if found or self.many else None

    def _notation(self, usual: Data) -> Data:
        """How its values are written: in its own way, or in that of the API."""
        said = {
            "words": usual.get("words", {}),
            "format": usual.get(self.kind, "iso"),
            "zone": usual.get("zone", "utc"),
        }
        return {**said, **{key: self.data[key] for key in said if key in self.data}}


def example(fields: Iterable[Field], tree: Tree, usual: Data) -> dict[str, Any]:
    """The values of a sample, by their names in Python.

    Args:
        fields: What they are.
        tree: The sample.
        usual: How the API writes values.
    """
    found = {one.name: one.example(one.values_in(tree), usual) for one in fields}
    return {name: value for name, value in found.items() if value is not None}


def numbered(tree: Tree, wire: str, data: Data) -> list[str]:
    """The fields that a list has by numbers in their names, as a spec describes it, in order."""
    template = str(data.get("lists", {}).get("template", ""))
    if "{i}" not in template or "{field}" in template:
        return []
    pattern = re.escape(folded(template.replace("{name}", wire))).replace(r"\{i\}", r"(\d+)")
    found = {name: int(one[1]) for name in tree if (one := re.fullmatch(pattern, folded(name)))}
    return sorted(found, key=lambda name: found[name])


def elements_of(values: Iterable[Value], element: str | None) -> Iterator[Value]:
    """The values, or those that stand in them under a name of their own."""
    for one in values:
        if element is None:
            yield one
        elif isinstance(one, dict):
            yield from one.get(element, [])
