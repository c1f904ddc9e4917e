"""Documents of XML and JSON as schemas of OpenAPI, by the names that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actionspec.filters.openapi_values import (
    ANY_NAME,
    about,
    answered_value,
    is_template,
    pattern_of,
    sent_value,
)
from actionspec.filters.schema_parts import Schema
from actionspec.model import Field, Member, Parameter, Structure, Transport

Components = dict[str, Schema]

_ANY_KEY, _NUMBER = ".+", "-?[0-9]+"


def place(root: Schema, path: str, value: Schema, *, required: bool = False) -> None:
    """Put a value where a path leads, a name that is a template under its pattern.

    Args:
        root: The object in which the path begins.
        path: Names with slashes between them; "@name" is an attribute, "." the own text.
        value: What stands there.
        required: Whether it has to be there.
    """
    *outer, name = path.split("/")
    for step in outer:
        inner = root.setdefault("properties", {}).setdefault(step, {"type": "object"})
        if required:
            _require(root, step)
        if inner.get("type") != "object":
            # An element with a text of its own, and other elements or attributes.
            inner.pop("type", None)
        root = inner
    if name == ANY_NAME:
        root["additionalProperties"] = value
        return
    if is_template(name):
        root.setdefault("patternProperties", {})[pattern_of(name)] = value
        return
    if name.startswith("@"):
        value = {**value, "xml": {"name": name[1:], "attribute": True}}
    elif name == ".":
        value = {**value, "x-text": True}
    known = root.setdefault("properties", {})
    if name in known:
        value = {**known[name], **value}
        value.pop("type", None)
    known[name] = value
    if required:
        _require(root, name)


def _require(root: Schema, name: str) -> None:
    if name not in root.setdefault("required", []):
        root["required"].append(name)


class _Documents:
    """Structures by the names on the wire, each once among the components."""

    def __init__(self, components: Components, prefix: str) -> None:
        self._components, self._prefix = components, prefix

    def reference(self, structure: Structure) -> Schema:
        name = f"{self._prefix}.{structure.name}"
        if name not in self._components:
            described: Schema = {"type": "object"}
            self._components[name] = described
            self.fill(described, structure.fields)
        return {"$ref": f"#/components/schemas/{name}"}

    def fill(self, root: Schema, members: Iterable[Parameter | Field]) -> None:
        for member in members:
            for path, value in self.places(member):
                place(root, path, value, required=self.is_needed(member))

    def places(self, member: Parameter | Field) -> Iterator[tuple[str, Schema]]:
        raise NotImplementedError

    def is_needed(self, member: Parameter | Field) -> bool:
        raise NotImplementedError


class Sent(_Documents):
    """The documents of a transport."""

    def __init__(self, transport: Transport, components: Components) -> None:
        super().__init__(components, f"sent.{transport.name}")
        self._transport, self._json = transport, transport.format == "json"

    def is_needed(self, member: Parameter | Field) -> bool:
        """Whether the service wants it; what a structure needs, its rules tell."""
        return isinstance(member, Parameter) and member.required is not None

    def places(self, member: Parameter | Field) -> Iterator[tuple[str, Schema]]:
        """The paths of a parameter or field, with what stands there."""
        wire = member.wire if isinstance(member, Parameter) else member.plain_wire
        path = self._transport.name_of(wire)
        if self._json:
            path = path.replace("@", "")
        match member.shape:
            case "one":
                yield path, {**about(member), **self._one(member)}
            case "list":
                yield path, {**about(member), **self._list(member, path)}
            case "map":
                yield from self._map(member, path)

    def _one(self, member: Member) -> Schema:
        if member.structure:
            return self.reference(member.structure)
        return sent_value(member, json=self._json)

    def _list(self, member: Parameter | Field, path: str) -> Schema:
        layout = self._transport.lists_of(member.own_lists)
        if layout.join is not None or path.rpartition("/")[2].startswith(("@", ".")):
            return {"type": "string", "x-separator": layout.join}
        return self._array(self._one(member), layout.element)

    def _array(self, one: Schema, element: str | None) -> Schema:
        if element is None:
            return {"type": "array", "items": one}
        if self._json:
            return {"type": "object", "properties": {element: {"type": "array", "items": one}}}
        return {
            "type": "array",
            "items": {**one, "xml": {"name": element}},
            "xml": {"wrapped": True},
        }

    def _map(self, member: Parameter | Field, path: str) -> Iterator[tuple[str, Schema]]:
        own, usual = member.own_maps, self._transport.maps
        layout = own if own and (own.template or own.key) else usual
        if layout.key:
            pair = {
                "type": "object",
                "properties": {
                    layout.key: {"type": "string"},
                    layout.value or "value": self._one(member),
                },
            }
            yield path, {**about(member), **self._array(pair, layout.element)}
        elif layout.template and not self._json:
            outer, slash, name = path.rpartition("/")
            template = layout.template.replace("{name}", name)
            for entry, value in self._entries(member, template):
                yield outer + slash + entry, value
        else:
            values = {"type": "object", "additionalProperties": self._one(member)}
            yield path, {**about(member), **values}

    def _entries(self, member: Member, template: str) -> Iterator[tuple[str, Schema]]:
        if "{field}" not in template or member.structure is None:
            yield template, {**about(member), **self._one(member)}
            return
        for field in member.structure.fields:
            for path, value in self.places(field):
                yield template.replace("{field}", path), value


class Answered(_Documents):
    """The answers of one format."""

    def __init__(self, language: str, components: Components) -> None:
        super().__init__(components, f"answered.{language}")
        self._json = language == "json"

    def is_needed(self, member: Parameter | Field) -> bool:
        """Whether an answer without it is none."""
        told_by_presence = member.scalar == "boolean" and member.notation.presence
        return (
            member.shape == "one"
            and isinstance(member, Field)
            and not member.optional
            and not told_by_presence
        )

    def places(self, member: Parameter | Field) -> Iterator[tuple[str, Schema]]:
        """The paths of a field, with what stands there."""
        assert isinstance(member, Field), "answers hold no parameters"  # noqa: S101
        outer, slash, name = member.wire.rpartition("/")
        if "{field}" in name and member.structure:
            for field in member.structure.fields:
                for path, value in self.places(field):
                    yield outer + slash + name.replace("{field}", path), value
        elif is_template(name):
            yield member.wire, {**about(member), **self._one(member)}
        else:
            yield member.wire, {**about(member), **self._shaped(member)}

    def _one(self, member: Member) -> Schema:
        if member.structure:
            return self.reference(member.structure)
        return answered_value(member, json=self._json)

    def _shaped(self, field: Field) -> Schema:
        one = self._one(field)
        if field.shape == "one":
            return one
        if field.shape == "list":
            if field.lists.join is not None:
                return {"type": "string", "x-separator": field.lists.join}
            return {"type": "array", "items": one}
        if field.maps.key:
            named = {field.maps.key: {"type": "string"}, field.maps.value or "value": one}
            return {"type": "array", "items": {"type": "object", "properties": named}}
        keys = _NUMBER if field.keys == "integer" else _ANY_KEY
        return {"type": "object", "patternProperties": {f"^{keys}$": one}}
