"""What a service reports to its users, for the package and its docs."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.filters.exports import postback_classes
from actionspec.imports import export_order
from actionspec.model import Api, Callbacks, Enumeration, Postback, PostbackGroup, Structure, Text

SHORTEST_MEMORY = 300.0
"""Seconds for which a postback is remembered at the least."""

_SHARED = (
    "LARGEST_BODY",
    "Postback",
    "PostbackError",
    "PostbackReceiver",
    "SeenPostbacks",
    "UnknownPostback",
    "parse_postback",
)


def postback_exports(api: Api) -> list[str]:
    """Everything that can be imported from the module of postbacks."""
    return export_order([*postback_classes(api), *_SHARED])


def postback_structures(group: PostbackGroup) -> Iterator[tuple[Structure, Text, bool]]:
    """Each class of a group with its description, and whether it tells that something failed."""
    yield group.structure, group.structure.description, False
    for kind in group.kinds:
        yield kind.structure, Text(f"{kind.code}: {kind.structure.description}"), kind.bad


def repeats_within(callbacks: Callbacks) -> float:
    """The seconds in which the last repetition of a postback comes."""
    attempts = callbacks.retries + 1
    return max(attempts * (callbacks.pause + callbacks.timeout), SHORTEST_MEMORY)


def time_span(number: float) -> str:
    """A span of time in words."""
    if number % 60 == 0 and number:
        number, unit = number / 60, "minute"
    else:
        unit = "second"
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def has_secrets(api: Api) -> bool:
    """Whether any field of a postback is secret or personal."""
    return any(one.confidential for one in (*_structures(api), *postback_parts(api)))


def postback_parts(api: Api) -> list[Structure]:
    """The structures in the fields of postbacks, at any depth, each once."""
    parts = (part for kind in _structures(api) for part in kind.inner_structures)
    return list({part.name: part for part in parts}.values())


def postback_enumerations(api: Api) -> list[Enumeration]:
    """The enumerations in the fields of postbacks, at any depth, each once."""
    holders = (*_structures(api), *postback_parts(api))
    return list({one.name: one for holder in holders for one in holder.enumerations}.values())


def _structures(api: Api) -> list[Structure]:
    return [structure for group in api.postbacks for structure, _, _ in postback_structures(group)]


def postback_language(callbacks: Callbacks) -> str:
    """The language of a postback's text, for highlighting."""
    return "" if callbacks.form.format == "form" else callbacks.form.format


def postback_example(api: Api) -> Postback:
    """The kind of postback that examples of code handle: the first one that is no bad news."""
    kinds = api.postback_kinds
    return next((kind for kind in kinds if not kind.bad), kinds[0])
