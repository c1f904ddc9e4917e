"""Structures, enumerations, and the fields that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from actionspec.model import (
    SCALARS,
    Enumeration,
    ErrorCode,
    Field,
    ItemOutcome,
    Response,
    Scalar,
    Shape,
    Structure,
    path_in_case,
)
from actionspec.resolve.rules import Codes, identity, limits, resolve_rule
from actionspec.resolve.text import former_names, maybe_prose, prose, texts
from actionspec.resolve.wire import conditions, notation, own_lists, own_maps
from actionspec.source import Source


def shape_of(data: dict[str, Any]) -> tuple[Shape, str]:
    """Whether a parameter or field is one value, a list or a map, and of what."""
    if "list_of" in data:
        return "list", data["list_of"]
    if "map_of" in data:
        return "map", data["map_of"]
    return "one", data.get("type", "string")


def scalar_of(kind: str) -> Scalar | None:
    """The scalar type of a name, None for the name of a structure or an enumeration."""
    return next((scalar for scalar in SCALARS if scalar == kind), None)


class Types:
    """The structures and enumerations of a spec, by name."""

    def __init__(
        self, source: Source, response: Response, values: dict[str, Any], codes: Codes
    ) -> None:
        self._codes = codes
        self._response = response
        self._values = values
        self._described: dict[str, dict[str, Any]] = {
            name: place.data for types in source.roots("types") for name, place in types.items()
        }
        self.enumerations = {
            name: Enumeration(
                name=name,
                description=prose(data["description"]),
                members=texts(data["members"]),
                renamed_from=former_names(data),
            )
            for name, data in self._described.items()
            if "members" in data
        }
        self._structures: dict[str, Structure] = {}

    @property
    def structures(self) -> tuple[Structure, ...]:
        """Every structure, in the order of the spec."""
        return tuple(
            self._structure(name) for name in self._described if name not in self.enumerations
        )

    def find(self, kind: str) -> Scalar | Structure | Enumeration:
        """What a type's name stands for."""
        return scalar_of(kind) or self.enumerations.get(kind) or self._structure(kind)

    def _structure(self, name: str) -> Structure:
        if name in self._structures:
            return self._structures[name]
        data = self._described[name]
        outcome = data.get("outcome")
        structure = Structure(
            name=name,
            parent=self._structure(data["extends"]) if "extends" in data else None,
            description=prose(data["description"]),
            fields=(),
            outcome=outcome
            and ItemOutcome(
                failure=conditions(outcome.get("failure", ())),
                success=conditions(outcome.get("success", ())),
                code=outcome["code"],
                message=outcome["message"],
            ),
            renamed_from=former_names(data),
        )
        # Known before its fields are, since one of them may hold such a structure again.
        self._structures[name] = structure
        structure.fields = tuple(self.fields(data["fields"], self._response))
        members = {field.name: field for field in structure.fields}
        own = (resolve_rule(rule, members, {}, self._codes) for rule in data.get("rules", ()))
        structure.rules = (*(structure.parent.rules if structure.parent else ()), *own)
        return structure

    def fields(self, data: dict[str, Any], response: Response) -> Iterator[Field]:
        """The fields of a structure or of a result."""
        for name, field in data.items():
            shape, kind = shape_of(field)
            plain = field.get("wire", name)
            lists, maps = own_lists(field), own_maps(field)
            list_layout = response.lists
            if lists:
                list_layout = replace(lists.in_nested(response.lists), first=lists.first)
            map_layout = maps or response.maps
            element = {"list": list_layout.element, "map": map_layout.element, "one": None}[shape]
            wire = path_in_case(plain, response.names)
            yield Field(
                name=name,
                wire=f"{wire}/{element}" if element else wire,
                plain_wire=plain,
                type=self.find(kind),
                shape=shape,
                keys=field.get("keys", "string"),
                notation=notation(field, scalar_of(kind), self._values),
                secret=field.get("secret", False),
                personal=field.get("personal", False),
                optional=field.get("optional", False),
                lists=list_layout,
                maps=map_layout,
                own_lists=lists,
                own_maps=maps,
                **limits(field),
                invalid=self._invalid(field),
                identity=identity(field, self._codes),
                renamed_from=former_names(field),
                description=prose(field["description"]),
                source=maybe_prose(field.get("source")),
                status=field.get("status", "documented"),
            )

    def _invalid(self, data: dict[str, Any]) -> ErrorCode | None:
        limited = any(limit is not None for limit in limits(data).values())
        return self._codes.find(data.get("invalid")) if limited else None


def mark_use(structure: Structure, *, sent: bool) -> None:
    """Note that requests or answers hold a structure, and with it all that it holds."""
    if structure.sent if sent else structure.answered:
        return
    if sent:
        structure.sent = True
    else:
        structure.answered = True
    if structure.parent and sent:
        # A subclass writes what its parent writes, and more.
        mark_use(structure.parent, sent=True)
    for field in structure.fields:
        if field.structure:
            mark_use(field.structure, sent=sent)
