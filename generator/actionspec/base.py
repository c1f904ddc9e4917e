"""A spec that says only what differs from another one: an older version, or an API's twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from actionspec.problem import Problem, SpecError, did_you_mean
from actionspec.source import Document, Kind, Place

# What a spec says of itself alone.
_OWN = ("base", "without", "previous")

# Where entries stand that can be replaced one by one: under keys of a file, or at its top.
_ENTRIES: dict[Kind, tuple[str, ...]] = {"errors": ("categories", "codes"), "types": ()}

# The key that names what a whole file describes.
_NAMES: dict[Kind, str] = {"action": "action", "postback": "postback"}


def lay_over(own: tuple[Document, ...], base: tuple[Document, ...]) -> tuple[Document, ...]:
    """The documents of a spec with those of its base under them.

    Of `api.yaml` each key is taken over, of the error table and the types each entry, of actions
    and postbacks each file, unless the spec has its own or leaves it out with `without`.

    Raises:
        SpecError: `without` names something that the base does not have.
    """
    api, *others = own
    replaced = _replaced(others)
    left_out = _left_out(api, base)
    kept = [_without(one, replaced | left_out) for one in base if one.kind != "api"]
    return (_merged(api, base[0]), *(one for one in kept if one), *others)


def _merged(api: Document, base: Document) -> Document:
    """`api.yaml` with the keys that only the base has, which stand where the base is named."""
    inherited = {
        key: value
        for key, value in _mapping(base.data).items()
        if key not in api.data and key not in _OWN
    }
    here = api.values[("base",)]
    places = {steps: here for steps in base.values if steps and steps[0] in inherited}
    keys = {steps: here for steps in base.keys if steps[0] in inherited}
    return replace(
        api,
        data={**inherited, **api.data},
        values={**places, **api.values},
        keys={**keys, **api.keys},
    )


def _replaced(own: Iterable[Document]) -> set[tuple[Kind, str]]:
    """What a spec describes itself, by its kind and name, and its files by their paths."""
    return {(one.kind, name) for one in own for name in (*_names(one), one.part)}


def _names(document: Document) -> Iterator[str]:
    """The names of what a file describes; nothing where it does not have the form for that."""
    if key := _NAMES.get(document.kind):
        yield str(Place(document, (), document.data).get(key))
    if document.kind in _ENTRIES:
        data = _mapping(document.data)
        parts = [_mapping(data.get(part)) for part in _ENTRIES[document.kind]] or [data]
        yield from (name for part in parts for name in part)


def _left_out(api: Document, base: Iterable[Document]) -> set[tuple[Kind, str]]:
    """What a spec leaves out of its base, by its kind and name."""
    known: set[tuple[Kind, str]] = {(one.kind, name) for one in base for name in _names(one)}
    found: set[tuple[Kind, str]] = set()
    problems: list[Problem] = []
    for place in Place(api, (), api.data).elements("without"):
        meant = {one for one in known if one[1] == place.data}
        if not meant:
            hint = did_you_mean(str(place.data), (name for _, name in known))
            problems.append(place.problem(f'the base has no "{place.data}"', hint))
        found |= meant
    if problems:
        raise SpecError(problems)
    return found


def _without(document: Document, names: set[tuple[Kind, str]]) -> Document | None:
    """A document without some of what it describes; None where nothing is left."""
    kind = document.kind
    if kind not in _ENTRIES:
        told = {(kind, name) for name in (*_names(document), document.part)}
        return None if told & names else document

    def left(entries: Any) -> dict[str, Any]:
        every = _mapping(entries).items()
        return {name: value for name, value in every if (kind, name) not in names}

    data = _mapping(document.data)
    if parts := _ENTRIES[kind]:
        data = {part: entries for part in parts if (entries := left(data.get(part)))}
    else:
        data = left(data)
    return replace(document, data=data) if data else None


def _mapping(data: Any) -> dict[str, Any]:
    """A mapping, or nothing where something else stands, of which the schema complains."""
    return data if isinstance(data, dict) else {}
