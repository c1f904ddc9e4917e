"""Requests whose fields stand inside each other: XML documents and JSON objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from actionspec.mock.maps import filled, kept, keys_in, layout_of
from actionspec.mock.nodes import Node, json_node, xml_node
from actionspec.mock.problem import UnreadableRequestError
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


class Nested:
    """The fields of a document or an object.

    Attributes:
        root: The name of the root element; None if there is none.
    """

    def __init__(self, top: Node, transport: Transport, root: str | None = None) -> None:
        self.root = root
        self._top = top
        self._reader = _Reader(transport)

    def text(self, path: str) -> str | None:
        """The value at a path, the last one if there are several; None if there is none."""
        found = self._reader.at(self._top, path)
        return found[-1].text if found else None

    def parameters(self, action: Action, fixed: Iterable[str]) -> dict[str, Any]:
        """The parameters that are given and not empty, by their Python names.

        Args:
            action: The action that was called.
            fixed: The paths of all fields that are no parameters.
        """
        return self._reader.members(self._top, action.parameters, fixed)


def read_xml(document: bytes | str, transport: Transport) -> Nested:
    """The fields of a document.

    Raises:
        UnreadableRequestError: The transport writes no such document.
    """
    root, top = xml_node(document, transport.namespace)
    parts = (transport.root or "{action}").split("{action}")
    if not re.fullmatch(".+".join(re.escape(part) for part in parts), root):
        raise UnreadableRequestError(f"the root element is {root}")
    return Nested(top, transport, root)


def read_json(document: bytes, transport: Transport) -> Nested:
    """The fields of an object.

    Raises:
        UnreadableRequestError: It is none.
    """
    return Nested(json_node(document), transport)


class _Reader:
    """Takes the values of parameters out of nodes."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._is_xml = transport.format == "xml"

    def at(self, node: Node, path: str) -> list[Node]:
        """Every node at a path. Only XML has attributes."""
        return node.at(path if self._is_xml else path.replace("@", ""))

    def members(
        self, node: Node, members: Iterable[Parameter | Field], fixed: Iterable[str] = ()
    ) -> dict[str, Any]:
        """What a node holds that is not empty, by Python names."""
        values = self._values(node, members, fixed)
        return {name: value for name, value in values.items() if value}

    def _structure(self, node: Node, structure: Structure) -> dict[str, Any]:
        return said(structure.fields, self._values(node, structure.fields))

    def _values(
        self, node: Node, members: Iterable[Parameter | Field], fixed: Iterable[str] = ()
    ) -> dict[str, Any]:
        found = [(one, self._path(one)) for one in members]
        taken = {path.partition("/")[0] for path in (*fixed, *(path for _, path in found))}
        return {one.name: self._member(node, one, path, taken) for one, path in found}

    def _path(self, member: Parameter | Field) -> str:
        wire = member.wire if isinstance(member, Parameter) else member.plain_wire
        return self._transport.name_of(wire)

    def _member(self, node: Node, member: Parameter | Field, path: str, taken: set[str]) -> Any:
        lists = self._transport.lists_of(member.own_lists)
        match member.shape:
            case "one":
                found = self.at(node, path)
                return self._one(found[-1], member) if found else None
            case "list":
                return list(self._elements(self.at(node, path), member, lists))
            case "map":
                layout = layout_of(member, self._transport)
                entries = self._map(node, path, member, layout, taken)
                return {kept(layout, key): value for key, value in entries}

    def _map(
        self,
        node: Node,
        path: str,
        member: Parameter | Field,
        layout: MapLayout,
        taken: set[str],
    ) -> Iterator[tuple[str, Any]]:
        if layout.key:
            yield from self._entries(self.at(node, path), member, layout)
        elif self._is_xml and layout.template:
            yield from self._siblings(node, path, layout.template, member, taken)
        else:
            for one in self.at(node, path):
                for key, nodes in one.children.items():
                    if not (self._is_xml and key.startswith("@")):
                        yield key, self._one(nodes[-1], member)

    def _one(self, node: Node, member: Parameter | Field) -> Any:
        if member.structure:
            return self._structure(node, member.structure)
        if member.scalar != "boolean":
            return node.text
        yes, no = member.notation.yes[0], member.notation.no[0]
        if member.notation.presence:
            return None if node.native is False else yes
        return {True: yes, False: no, None: node.text}[node.native]

    def _elements(
        self, nodes: list[Node], member: Parameter | Field, layout: ListLayout
    ) -> Iterator[Any]:
        if layout.join:
            for node in nodes[-1:]:
                yield from node.text.split(layout.join) if node.text else ()
            return
        for node in nodes:
            for element in self.at(node, layout.element or "."):
                yield self._one(element, member)

    def _entries(
        self, nodes: list[Node], member: Parameter | Field, layout: MapLayout
    ) -> Iterator[tuple[str, Any]]:
        """The entries of a map that are structures with a key and a value."""
        for node in nodes:
            for entry in self.at(node, layout.element or "."):
                keys = self.at(entry, layout.key or "key")
                values = self.at(entry, layout.value or "value")
                if keys:
                    yield keys[-1].text, self._one(values[-1], member) if values else ""

    def _siblings(
        self, node: Node, path: str, template: str, member: Parameter | Field, taken: set[str]
    ) -> Iterator[tuple[str, Any]]:
        """The entries of a map that stand where the map would, each under a name of its own."""
        way, _, name = path.rpartition("/")
        template = filled(template, name=name)
        for holder in self.at(node, way or "."):
            free = [found for found in holder.children if way or found not in taken]
            for key in keys_in(member, self._names(member, template), free):
                yield key, self._sibling(holder, member, template, key)

    def _names(self, member: Parameter | Field, template: str) -> list[str]:
        """The names that an entry can have, with {key}."""
        if member.structure and "{field}" in template:
            return [filled(template, field=self._path(one)) for one in member.structure.fields]
        return [template]

    def _sibling(self, holder: Node, member: Parameter | Field, template: str, key: str) -> Any:
        """The entry of a key, or the structure whose fields stand each under such a name."""
        if not (member.structure and "{field}" in template):
            return self._one(holder.children[filled(template, key=key)][-1], member)
        values = {
            one.name: self._member(
                holder, one, filled(template, key=key, field=self._path(one)), set()
            )
            for one in member.structure.fields
        }
        return said(member.structure.fields, values)
