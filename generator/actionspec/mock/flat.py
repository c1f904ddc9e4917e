"""Requests whose fields are pairs of name and value: query strings and forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from actionspec.mock.maps import filled, kept, keys_in, layout_of
from actionspec.mock.structures import said
from actionspec.model import (
    Action,
    Field,
    ListLayout,
    MapLayout,
    Parameter,
    Structure,
    Transport,
)


class Flat:
    """The fields of a query string or form.

    Attributes:
        pairs: Every field with its value, in order.
    """

    root: None = None

    def __init__(self, pairs: list[tuple[str, str]], transport: Transport) -> None:
        self.pairs = pairs
        self._transport = transport

    def text(self, path: str) -> str | None:
        """The value at a path, the last one if there are several; None if there is none."""
        wanted = _inside(self._transport, "", path)
        return next((value for name, value in reversed(self.pairs) if name == wanted), None)

    def parameters(self, action: Action, fixed: Iterable[str]) -> dict[str, Any]:
        """The parameters that are given and not empty, by their Python names.

        Args:
            action: The action that was called.
            fixed: The paths of all fields that are no parameters.
        """
        transport = self._transport
        reader = _Reader(self.pairs, transport, {_inside(transport, "", path) for path in fixed})
        values: dict[str, Any] = {}
        for one in sorted(action.parameters, key=lambda one: _greed(one, transport)):
            values[one.name] = reader.member(
                one, _inside(transport, "", transport.name_of(one.wire)), ""
            )
        return {name: value for name, value in values.items() if value}


def _inside(transport: Transport, name: str, path: str) -> str:
    """The name of what stands at a path in the structure of a name."""
    for step in path.replace("@", "").split("/"):
        if step != ".":
            name = filled(transport.nesting, name=name, field=step) if name else step
    return name


def _greed(member: Parameter | Field, transport: Transport) -> int:
    """Maps come last, since any name that nothing else takes may hold a key of theirs."""
    if member.shape != "map":
        return 0
    return 2 if layout_of(member, transport).template == "{key}" else 1


class _Reader:
    """Takes the values of parameters out of the pairs, and remembers which names are taken."""

    def __init__(self, pairs: list[tuple[str, str]], transport: Transport, taken: set[str]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        self._longest = max(map(len, self._values), default=0)
        self._transport = transport
        self._taken = taken

    def member(self, member: Parameter | Field, name: str, parent: str) -> Any:
        """What a parameter or field holds, by its full name and that of what it stands in."""
        match member.shape:
            case "one":
                return self._one(member, name)
            case "list":
                layout = self._transport.lists_of(member.own_lists)
                return list(self._elements(member, name, parent, layout))
            case "map":
                layout_of_map = layout_of(member, self._transport)
                entries = self._entries(member, name, layout_of_map)
                return {kept(layout_of_map, key): value for key, value in entries}

    def _take(self, name: str) -> list[str]:
        self._taken.add(name)
        return self._values.get(name, [])

    def _one(self, member: Parameter | Field, name: str) -> Any:
        if member.structure:
            return self._structure(
                member.structure, name, lambda path: _inside(self._transport, name, path)
            )
        found = self._take(name)
        if found and member.scalar == "boolean" and member.notation.presence:
            return member.notation.yes[0]
        return found[-1] if found else None

    def _structure(
        self, structure: Structure, name: str, name_of: Callable[[str], str]
    ) -> dict[str, Any] | None:
        """The fields that are given and not empty; None if there are none."""
        if len(name_of("")) > self._longest:
            # Nothing can stand so deep. A structure that holds itself has no other end.
            return None
        transport = self._transport
        values = {
            field.name: self.member(field, name_of(transport.name_of(field.plain_wire)), name)
            for field in sorted(structure.fields, key=lambda one: _greed(one, transport))
        }
        return said(structure.fields, values) or None

    def _elements(
        self, member: Parameter | Field, name: str, parent: str, layout: ListLayout
    ) -> Iterator[Any]:
        template = filled(layout.template or "{name}", name=name, parent=parent)
        if layout.join:
            for text in self._take(name)[-1:]:
                yield from text.split(layout.join) if text else ()
        elif "{i}" in template:
            for number in count(layout.first):
                element = self._element(member, name, filled(template, i=str(number)))
                if element is None:
                    return
                yield element
        else:
            yield from self._take(template)

    def _element(self, member: Parameter | Field, name: str, template: str) -> Any:
        if member.structure and "{field}" in template:
            return self._structure(
                member.structure, name, lambda path: filled(template, field=path)
            )
        return self._one(member, template)

    def _entries(
        self, member: Parameter | Field, name: str, layout: MapLayout
    ) -> Iterator[tuple[str, Any]]:
        inside = self._transport.nesting.replace("{field}", "{key}")
        template = filled(layout.template or inside, name=name)
        if "{key}" in template:
            for key in self._keys(member, template):
                yield key, self._entry(member, name, template, key) or ""
            return
        for number in count(layout.first):
            entry = filled(template, i=str(number))
            keys = self._take(_inside(self._transport, entry, layout.key or "key"))
            if not keys:
                return
            value = _inside(self._transport, entry, layout.value or "value")
            yield keys[-1], self._one(member, value) or ""

    def _entry(self, member: Parameter | Field, name: str, template: str, key: str) -> Any:
        if member.structure and "{field}" in template:
            return self._structure(
                member.structure, name, lambda path: filled(template, key=key, field=path)
            )
        return self._one(member, filled(template, key=key))

    def _keys(self, member: Parameter | Field, template: str) -> list[str]:
        """The keys of a map, out of all names that nothing else has taken."""
        names = [template]
        if member.structure:
            paths = [self._transport.name_of(one.plain_wire) for one in member.structure.fields]
            names = [
                (
                    filled(template, field=path)
                    if "{field}" in template
                    else _inside(self._transport, template, path)
                )
                for path in paths
            ]
        free = (name for name in self._values if name not in self._taken)
        return [*keys_in(member, names, free)]
