"""A spec that says only what differs from another one: an older version, or an API's twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from actionspec.problem import Problem, SpecError, did_you_mean
from actionspec.source import Document, Kind, Place

Named = tuple[str, str, str]
"""Something that a spec describes: its kind, the key of its file that it stands under, its name."""

# What a spec says of itself alone.
_OWN = ("base", "without", "previous")

# Where entries stand that can be replaced one by one: under keys of a file, or at its top.
_ENTRIES: dict[Kind, tuple[str, ...]] = {"errors": ("categories", "codes"), "types": ("",)}

# The key that names what a whole file describes.
_NAMES: dict[Kind, str] = {"action": "action", "postback": "postback"}


def lay_over(own: tuple[Document, ...], base: tuple[Document, ...]) -> tuple[Document, ...]:
    """The documents of a spec with those of its base under them.

    Of `api.yaml` each key is taken over, of the error table and the types each entry, of actions
    and postbacks each file, unless the spec has its own or leaves it out with `without`.

    Raises:
        SpecError: The base is no mapping, or `without` names something that it does not have.
    """
    api, *others = own
    if not isinstance(base[0].data, dict):
        message = "a base is a mapping of keys, like any api.yaml"
        raise SpecError(
            [
                Place(base[0], (), base[0].data).problem(
                    message, "describe an API here", code="base-unusable"
                )
            ]
        )
    if _sections(base[0]) and (others or "without" in api.data):
        place = Place(api, (), api.data)["base"]
        message = "the base is one file, of which only whole sections can be replaced"
        raise SpecError(
            [place.problem(message, "make it a folder, with actions/*.yaml", code="base-unusable")]
        )
    replaced = _replaced((*_sections_as_files(api), *others))
    left_out = _left_out(api, base)
    kept = [_without(one, replaced | left_out) for one in base if one.kind != "api"]
    return (_merged(api, base[0]), *(one for one in kept if one), *others)


def _sections(base: Document) -> list[str]:
    """What stands in an `api.yaml` and could stand in files of its own."""
    return [
        key for key in ("errors", "types", "actions", "postbacks") if key in _mapping(base.data)
    ]


def _sections_as_files(api: Document) -> Iterator[Document]:
    """The sections of an `api.yaml` as the files that they could be."""
    data = _mapping(api.data)
    for kind in _ENTRIES:
        yield replace(api, kind=kind, data=data.get(kind))
    for kind in _NAMES:
        section = data.get(f"{kind}s")
        for one in section if isinstance(section, list) else []:
            yield replace(api, kind=kind, data=one)


def _merged(api: Document, base: Document) -> Document:
    """`api.yaml` with the keys that only the base has, which stand where the base is named.

    The base is named no longer: what both together do not say is missing.
    """
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
        data={**inherited, **{key: api.data[key] for key in api.data if key != "base"}},
        values={**places, **api.values, (): here},
        keys={**keys, **api.keys},
        inherited={key: base.origin((key,)) for key in inherited},
    )


def _replaced(own: Iterable[Document]) -> set[Named]:
    """What a spec describes itself, and its files by their paths."""
    return {named for one in own for named in (*_names(one), (one.kind, "", one.part))}


def _names(document: Document) -> Iterator[Named]:
    """What a file describes; nothing where it does not have the form for that."""
    kind, data = document.kind, _mapping(document.data)
    if key := _NAMES.get(kind):
        yield kind, "", str(data.get(key))
    for part in _ENTRIES.get(kind, ()):
        entries = _mapping(data.get(part)) if part else data
        yield from ((kind, part, name) for name in entries)


def _left_out(api: Document, base: Iterable[Document]) -> set[Named]:
    """What a spec leaves out of its base."""
    known = {named for one in base for named in _names(one)}
    found: set[Named] = set()
    problems: list[Problem] = []
    for place in Place(api, (), api.data).elements("without"):
        meant = {one for one in known if one[-1] == place.data}
        if not meant:
            hint = did_you_mean(str(place.data), (one[-1] for one in known))
            problems.append(
                place.problem(f'the base has no "{place.data}"', hint, code="unknown-without")
            )
        found |= meant
    if problems:
        raise SpecError(problems)
    return found


def _without(document: Document, names: set[Named]) -> Document | None:
    """A document without some of what it describes; None where nothing is left."""
    kind, data = document.kind, _mapping(document.data)
    if kind not in _ENTRIES:
        told = {*_names(document), (kind, "", document.part)}
        return None if told & names else document
    kept: dict[str, Any] = {}
    for part in _ENTRIES[kind]:
        entries = _mapping(data.get(part)) if part else data
        left = {name: one for name, one in entries.items() if (kind, part, name) not in names}
        kept |= {part: left} if part and left else left if not part else {}
    return replace(document, data=kept) if kept else None


def _mapping(data: Any) -> dict[str, Any]:
    """A mapping, or nothing where something else stands, of which the schema complains."""
    return data if isinstance(data, dict) else {}
