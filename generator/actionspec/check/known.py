"""The names of a spec, and what is wrong with a single one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.load import Place, Source
from actionspec.names import Owner, taken_by
from actionspec.problem import Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Known:
    """The names that one file defines and others refer to.

    Attributes:
        codes, categories, types, transports, credentials: The names, out of files with a wrong
            shape too, so that one mistake is not told again wherever the name is used.
        formats: The format of each transport, by its name.
        everywhere: The wire names of the action and the credentials, in lower case.
        structures: The structures whose shape can be trusted, by name.
        enumerations: The names of the enumerations.
        beside: What every result holds beside its own fields.
        api: The description of the API, if its shape can be trusted; else nothing.
    """

    codes: frozenset[str]
    categories: frozenset[str]
    types: frozenset[str]
    transports: frozenset[str]
    credentials: frozenset[str]
    formats: dict[str, str]
    everywhere: frozenset[str]
    structures: dict[str, Place]
    enumerations: frozenset[str]
    beside: frozenset[str]
    api: dict[str, Any]

    def request_cases(self, key: str) -> list[str]:
        """The letter cases of all transports, of `names` or of `actions`."""
        transports = self.api.get("transports", {}).values()
        return [transport.get(key, "as_written") for transport in transports]

    @property
    def answer_cases(self) -> list[str]:
        """The letter case of the names in answers."""
        return [self.api.get("response", {}).get("names", "as_written")]

    @classmethod
    def of(cls, source: Source, sound: Source) -> Known:
        """All names of a spec, whose files `sound` obey their schemas."""
        errors, types = source.roots("errors"), source.roots("types")
        api = next(iter(sound.roots("api")), None)
        data: dict[str, Any] = api.data if api else {}
        described = {name: one for place in sound.roots("types") for name, one in place.items()}
        outcome = data.get("outcome", {})
        return cls(
            codes=frozenset(code for place in errors for code in _keys(place, "codes")),
            categories=frozenset(name for place in errors for name in _keys(place, "categories")),
            types=frozenset(name for place in types for name in place.keys),
            transports=frozenset(_keys(source.api, "transports")),
            credentials=frozenset(_keys(source.api, "credentials")),
            formats={name: one["format"] for name, one in data.get("transports", {}).items()},
            everywhere=_everywhere(data),
            structures={name: one for name, one in described.items() if "fields" in one},
            enumerations=frozenset(name for name, one in described.items() if "members" in one),
            beside=frozenset(
                name
                for name, key in (("warnings", "warnings"), ("errors", "partial"))
                if key in outcome
            ),
            api=data,
        )


def _everywhere(api: dict[str, Any]) -> frozenset[str]:
    placed = placed_credentials(api)
    names = [api.get("dispatch", {}).get("field"), api.get("signature", {}).get("field")]
    names += [
        one.get("wire", name)
        for name, one in api.get("credentials", {}).items()
        if name not in placed
    ]
    return frozenset(name.casefold() for name in names if name)


def placed_credentials(api: dict[str, Any]) -> set[str]:
    """The names that headers, basic authentication and the signature use."""
    named = {*api.get("basic", {}).values(), api.get("signature", {}).get("secret")}
    for value in api.get("headers", {}).values():
        named.update(re.findall(r"\{(\w+)\}", value))
    return named


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


def wire_collisions(fields: Iterator[tuple[str, Place]], cases: Iterable[str]) -> Iterator[Problem]:
    """The fields that have the same name on the wire, in one of some letter cases."""
    fold = str.casefold if {"upper", "lower"} & {*cases} else str
    wires = ((fold(str(place.get("wire", name))), place) for name, place in fields)
    yield from twice(wires, lambda wire: f'two of these are called "{wire}" on the wire')
