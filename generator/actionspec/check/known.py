"""The names of a spec, and what is wrong with a single one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actionspec.load import Place, Source
from actionspec.names import Owner, taken_by
from actionspec.problem import Problem, did_you_mean

SCALARS = ("string", "integer", "number")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that one file defines and others refer to.

    Attributes:
        codes, categories, types, transports: The names, out of files with a wrong shape too, so
            that one mistake is not told again wherever the name is used.
        everywhere: The wire names of the action and the credentials, in lower case.
        structures: The structures whose shape can be trusted, by name.
    """

    codes: frozenset[str]
    categories: frozenset[str]
    types: frozenset[str]
    transports: frozenset[str]
    everywhere: frozenset[str]
    structures: dict[str, Place]

    @classmethod
    def of(cls, source: Source, sound: Source) -> Known:
        """All names of a spec, whose files `sound` obey their schemas."""
        errors, types = source.roots("errors"), source.roots("types")
        return cls(
            codes=frozenset(code for place in errors for code in _keys(place, "codes")),
            categories=frozenset(name for place in errors for name in _keys(place, "categories")),
            types=frozenset(name for place in types for name in place.keys),
            transports=frozenset(_keys(source.api, "transports")),
            everywhere=_everywhere(sound),
            structures={name: one for place in sound.roots("types") for name, one in place.items()},
        )


def _everywhere(sound: Source) -> frozenset[str]:
    for api in sound.roots("api"):
        credentials = (one.get("wire", name) for name, one in api.members("credentials"))
        return frozenset(wire.casefold() for wire in (api.data["dispatch"]["field"], *credentials))
    return frozenset()


def _keys(place: Place, key: str) -> list[str]:
    return place[key].keys if key in place else []


def code_problems(place: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with a reference to a code."""
    if place.data not in known.codes:
        hint = did_you_mean(str(place.data), known.codes) or "add it to the error table"
        if str(place.data).lower() in {"yes", "on", "y"}:
            hint = "YAML's word for it is true"
        yield place.problem(f'the error table has no code "{place.data}"', hint)


def name_problems(place: Place, name: str, owner: Owner) -> Iterator[Problem]:
    """What is wrong with a name that becomes one in Python."""
    if by := taken_by(name, owner):
        hint = "choose another one with `name`" if owner == "method" else "choose another name"
        if owner in {"argument", "parameter", "field"}:
            hint += f", and keep the API's own with `wire: {place.get('wire', name)}`"
        yield place.problem(f'the name "{name}" is taken by {by}', hint, at_key=True)


def twice(places: Iterator[tuple[str, Place]], what: Callable[[str], str]) -> Iterator[Problem]:
    """The places whose name has been given to another place before."""
    first: dict[str, Place] = {}
    for name, place in places:
        if name in first:
            other = first[name]
            marks = other.document.keys.get(other.steps) or other.document.values[other.steps]
            hint = f"the other one: {other.document.name}:{marks.line + 1}"
            yield place.problem(what(name), hint, at_key=True)
        first.setdefault(name, place)


def wire_collisions(fields: Iterator[tuple[str, Place]]) -> Iterator[Problem]:
    """The fields that have the same name on the wire."""
    wires = ((str(place.get("wire", name)).casefold(), place) for name, place in fields)
    yield from twice(wires, lambda wire: f'two of these are called "{wire}" on the wire')
