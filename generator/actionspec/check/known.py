"""The names of a spec, and what is wrong with a single one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.inherit import inherited_outcome
from actionspec.model import path_in_case
from actionspec.names import Owner, taken_by
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place, Source


@dataclass(frozen=True, slots=True)
class Known:
    """The names that one file defines and others refer to.

    Attributes:
        codes, categories, types, transports, credentials, settings, postbacks: The names, out of
            files with a wrong shape too, so that one mistake is not told again wherever the name
            is used.
        formats: The format of each transport, by its name.
        structures: The structures whose shape can be trusted, by name.
        enumerations: The members of the enumerations whose shape can be trusted, by name.
        actions: The actions whose shape can be trusted.
        action_names: The names of all actions.
        things: What actions create, or hold the ids of in their answers.
        place: Where the API is described, if its shape can be trusted; else None.
    """

    codes: frozenset[str]
    categories: frozenset[str]
    types: frozenset[str]
    transports: frozenset[str]
    credentials: frozenset[str]
    settings: frozenset[str]
    postbacks: frozenset[str]
    formats: dict[str, str]
    structures: dict[str, Place]
    enumerations: dict[str, dict[str, str]]
    actions: tuple[Place, ...]
    action_names: frozenset[str]
    things: frozenset[str]
    place: Place | None

    @property
    def api(self) -> dict[str, Any]:
        """The description of the API, if its shape can be trusted; else nothing."""
        return self.place.data if self.place else {}

    def transports_of(self, action: Place) -> list[str]:
        """The names of the transports that an action can use."""
        chosen = action.get("transports", self.formats)
        return [name for name in self.formats if name in chosen]

    def spelled(self, wire: str | dict[str, str], transport: str) -> str:
        """The path of a field as a transport writes it; empty where the spec does not say it."""
        if isinstance(wire, dict):
            return wire.get(transport, "")
        return path_in_case(wire, self.api["transports"][transport].get("names", "as_written"))

    def beside(self, action: Place) -> dict[str, str]:
        """What the result of an action holds beside its own fields, with what brings it about."""
        outcome = inherited_outcome(self.api, action.data)
        beside = (("warnings", "warnings"), ("errors", "partial"))
        return {name: key for name, key in beside if key in outcome}

    @classmethod
    def of(cls, source: Source, sound: Source) -> Known:
        """All names of a spec, whose files `sound` obey their schemas."""
        errors, types = source.roots("errors"), source.roots("types")
        api = next(iter(sound.roots("api")), None)
        data: dict[str, Any] = api.data if api else {}
        actions = tuple(sound.roots("action"))
        described = {name: one for place in sound.roots("types") for name, one in place.items()}
        return cls(
            codes=frozenset(code for place in errors for code in _keys(place, "codes")),
            categories=frozenset(name for place in errors for name in _keys(place, "categories")),
            types=frozenset(name for place in types for name in place.keys),
            transports=frozenset(_keys(source.api, "transports")),
            credentials=frozenset(_keys(source.api, "credentials")),
            settings=frozenset(_keys(source.api, "settings")),
            postbacks=frozenset(
                str(code.get("class"))
                for group in source.roots("postback")
                for _, code in group.members("codes")
            ),
            formats={name: one["format"] for name, one in data.get("transports", {}).items()},
            structures={name: one for name, one in described.items() if "fields" in one},
            enumerations={
                name: one.data["members"] for name, one in described.items() if "members" in one
            },
            actions=actions,
            things=_things(actions, described.values()),
            action_names=frozenset(str(one.get("action")) for one in source.roots("action")),
            place=api,
        )


def _things(actions: Iterable[Place], types: Iterable[Place]) -> frozenset[str]:
    """What actions create, or hold the ids of in their answers."""
    sent = [one for action in actions for _, one in action.members("parameters")]
    answered = [one for action in actions for _, one in action.members("returns")]
    answered += [one for held in types for _, one in held.members("fields")]
    told = [one.get("creates") for one in (*sent, *answered)]
    told += [one.get("refers_to") for one in answered]
    return frozenset(one["thing"] if isinstance(one, dict) else str(one) for one in told if one)


def placed_credentials(api: dict[str, Any]) -> set[str]:
    """The names that headers, basic authentication and the signature use."""
    named = {*api.get("basic", {}).values(), api.get("signature", {}).get("secret")}
    for value in api.get("headers", {}).values():
        named.update(re.findall(r"\{(\w+)\}", value))
    return named


def _keys(place: Place, key: str) -> list[str]:
    return place[key].keys if key in place else []


def code_problems(place: Place, known: Known, *, or_category: bool = False) -> Iterator[Problem]:
    """What is wrong with a reference to a code, or to a category of codes where it may be one."""
    if or_category and place.data in known.categories:
        return
    if known.codes and place.data not in known.codes:
        names = known.codes | known.categories if or_category else known.codes
        hint = did_you_mean(str(place.data), names) or "add it to the error table"
        if str(place.data).lower() in {"yes", "on", "y"}:
            hint = "YAML's word for it is true"
        yield place.problem(
            f'the error table has no code "{place.data}"', hint, code="unknown-code"
        )


def name_problems(place: Place, name: str, owner: Owner) -> Iterator[Problem]:
    """What is wrong with a name that becomes one in Python."""
    if by := taken_by(name, owner):
        hint = "choose another one with `name`" if owner == "method" else "choose another name"
        if owner in {"argument", "parameter", "field"}:
            hint += f", and keep the API's own with `wire: {place.get('wire', name)}`"
        yield place.problem(
            f'the name "{name}" is taken by {by}', hint, at_key=True, code="taken-name"
        )


def twice(places: Iterator[tuple[str, Place]], what: Callable[[str], str]) -> Iterator[Problem]:
    """The places whose name has been given to another place before."""
    first: dict[str, Place] = {}
    for name, place in places:
        if name in first:
            yield place.problem(
                what(name), f"the other one: {where(first[name])}", at_key=True, code="same-name"
            )
        first.setdefault(name, place)


def former_names(place: Place) -> Iterator[tuple[str, Place]]:
    """The names that something had in earlier versions, each with its place."""
    if "renamed_from" in place:
        told = place["renamed_from"]
        listed = list(place.elements("renamed_from")) or [told]
        yield from ((one.data, one) for one in listed)


def taken_problems(place: Place, name: str, owner: Owner) -> Iterator[Problem]:
    """What is wrong with a former name, which nothing needs to have."""
    if by := taken_by(name, owner):
        yield place.problem(
            f'the name "{name}" is taken by {by}', "take it away", code="taken-name"
        )


def former_problems(members: Place, owner: Owner) -> Iterator[Problem]:
    """What is wrong with the former names of parameters or fields."""

    def names() -> Iterator[tuple[str, Place]]:
        yield from members.items()
        for _, member in members.items():
            yield from former_names(member)

    for _, member in members.items():
        for name, place in former_names(member):
            yield from taken_problems(place, name, owner)
    yield from twice(names(), lambda name: f'two of these are called "{name}", or were')


class _Key(Place):
    """A place whose key is meant."""

    def problem(self, message: str, hint: str = "", *, code: str, at_key: bool = True) -> Problem:
        """A problem at the key."""
        return super().problem(message, hint, at_key=at_key, code=code)


def wire_place(member: Place) -> Place:
    """Where the spec says the path of a member: under `wire`, or by its name."""
    if "wire" in member:
        return member["wire"]
    return _Key(member.document, member.steps, member.data)


def where(place: Place) -> str:
    """The file and the line of a place."""
    marks = place.document.keys.get(place.steps) or place.document.values[place.steps]
    return f"{place.document.name}:{marks.line + 1}"
