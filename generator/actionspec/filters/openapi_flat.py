"""The fields of a query string or form, by their names: `{i}` and `{key}` in one make it many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from actionspec.filters.openapi_values import ANY_NAME, about, is_template, pattern_of, sent_value
from actionspec.filters.schema_parts import Schema
from actionspec.model import Field, Member, Parameter, Structure, Transport

# Structures in structures, down to here; what lies deeper may have any name behind its parent's.
_DEEPEST = 3


def flat_fields(parameter: Parameter, transport: Transport) -> dict[str, Schema]:
    """The fields that a parameter becomes, by their names or templates of names."""
    return dict(_Flat(transport).member(parameter, "", 0))


def flat_name(path: str, transport: Transport) -> str:
    """The name of what stands at a path."""
    return _Flat(transport).nested("", path)


def as_object(fields: dict[str, Schema], required: Iterable[str]) -> Schema:
    """The fields of a form as an object."""
    plain = {name: schema for name, schema in fields.items() if not is_template(name)}
    several = {
        pattern_of(name): one
        for name, one in fields.items()
        if is_template(name) and name != ANY_NAME
    }
    needed = [name for name in required if name in plain]
    return {
        "type": "object",
        **({"required": needed} if needed else {}),
        "properties": plain,
        **({"patternProperties": several} if several else {}),
        "additionalProperties": fields.get(ANY_NAME, False),
    }


class _Flat:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def nested(self, parent: str, path: str) -> str:
        """The name of what stands at a path in the structure of a name."""
        for step in path.replace("@", "").split("/"):
            if step != ".":
                nesting = self._transport.nesting
                parent = _filled(nesting, name=parent, field=step) if parent else step
        return parent

    def member(self, member: Parameter | Field, parent: str, depth: int) -> Iterator[_Named]:
        wire = member.wire if isinstance(member, Parameter) else member.plain_wire
        name = self.nested(parent, self._transport.name_of(wire))
        match member.shape:
            case "one":
                yield from self._values(member, name, depth)
            case "list":
                yield from self._list(member, parent, name, depth)
            case "map":
                yield from self._map(member, parent, name, depth)

    def _values(self, member: Member, name: str, depth: int) -> Iterator[_Named]:
        if member.structure is None:
            yield name, {**about(member), **sent_value(member)}
        elif depth == _DEEPEST:
            yield name + "{rest}", {**about(member), "type": "string"}
        else:
            yield from self._fields(member.structure, name, depth)

    def _fields(self, structure: Structure, name: str, depth: int) -> Iterator[_Named]:
        for field in structure.fields:
            yield from self.member(field, name, depth + 1)

    def _list(
        self, member: Parameter | Field, parent: str, name: str, depth: int
    ) -> Iterator[_Named]:
        layout = self._transport.lists_of(member.own_lists)
        if layout.join is not None:
            yield name, {**about(member), "type": "string", "x-separator": layout.join}
        elif layout.template is None and member.structure is None:
            values = {"type": "array", "items": sent_value(member)}
            yield name, {**about(member), **values}
        else:
            template = _filled(layout.template or "{name}", name=name, parent=parent)
            yield from self._elements(member, template, depth)

    def _elements(self, member: Member, template: str, depth: int) -> Iterator[_Named]:
        if "{field}" not in template or member.structure is None:
            yield from self._values(member, template, depth)
            return
        for field in member.structure.fields:
            own = self._transport.name_of(field.plain_wire).removeprefix("@")
            if field.shape == "one":
                yield from self._values(field, _filled(template, field=own), depth + 1)
            else:
                yield _filled(template, field=own) + "{rest}", {"type": "string"}
                yield _filled(template, field=own), {"type": "string"}

    def _map(
        self, member: Parameter | Field, parent: str, name: str, depth: int
    ) -> Iterator[_Named]:
        own, usual = member.own_maps, self._transport.maps
        layout = own if own and (own.template or own.key) else usual
        template = layout.template or self._transport.nesting.replace("{field}", "{key}")
        if layout.key and "{key}" not in template:
            entry = _filled(layout.template or "{name}.{i}", name=name, parent=parent)
            yield self._part(entry, layout.key), {**about(member), "type": "string"}
            yield from self._values(member, self._part(entry, layout.value or "value"), depth)
            return
        yield from self._elements(member, _filled(template, name=name, parent=parent), depth)

    def _part(self, entry: str, field: str) -> str:
        if "{field}" in entry:
            return _filled(entry, field=field)
        return _filled(self._transport.nesting, name=entry, field=field)


_Named = tuple[str, Schema]


def _filled(template: str, **parts: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], found[0]), template)
