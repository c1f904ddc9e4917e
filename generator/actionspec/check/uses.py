"""Which structures stand in requests, and which in answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import inf

from actionspec.check.forms import Form
from actionspec.check.known import Known
from actionspec.check.members import kind_of
from actionspec.inherit import inherited_response
from actionspec.model import SCALARS
from actionspec.source import Place

MOST_HELD = 150
"""Structures that one structure may hold, at any depth."""


def refers_to_nothing(known: Known) -> bool:
    """Whether some type that is named does not exist, so that nobody knows what it would hold."""
    members = [one for action in known.actions for _, one in action.members("parameters")]
    members += [one for held in known.structures.values() for _, one in held.members("fields")]
    named = {kind_of(one) for one in members}
    named |= {str(held.data["extends"]) for held in known.structures.values() if "extends" in held}
    return not named <= {*SCALARS, *known.types}


def senders(known: Known) -> dict[str, list[str]]:
    """The transports that write a structure into requests, by the structure's name."""
    alike: dict[tuple[str, ...], list[Place]] = {}
    for action in known.actions:
        sent = (one for _, one in action.members("parameters"))
        alike.setdefault(tuple(known.transports_of(action)), []).extend(sent)
    found: dict[str, list[str]] = {}
    ways = inner_structures(known)
    for transports, parameters in alike.items():
        for name in _held(parameters, ways):
            own = found.setdefault(name, [])
            own += [one for one in transports if one not in own]
    return found


def answerers(known: Known) -> dict[str, list[Form]]:
    """The forms of the answers that hold a structure, by the structure's name."""
    alike: dict[str, tuple[Form, list[Place]]] = {}
    for action in known.actions:
        form = Form(inherited_response(known.api, action.data))
        _, fields = alike.setdefault(json.dumps(form.data, sort_keys=True), (form, []))
        fields.extend(one for _, one in action.members("returns"))
    found: dict[str, list[Form]] = {}
    ways = inner_structures(known)
    for form, fields in alike.values():
        for name in _held(fields, ways):
            found.setdefault(name, []).append(form)
    return found


def inner_structures(known: Known) -> dict[str, set[str]]:
    """The structures that each structure holds or extends itself."""
    found: dict[str, set[str]] = {}
    for name, structure in known.structures.items():
        inner = {kind_of(one) for _, one in structure.members("fields")}
        inner |= {structure.data["extends"]} if "extends" in structure else set()
        found[name] = inner & known.structures.keys()
    return found


def _held(members: Iterable[Place], ways: Mapping[str, set[str]]) -> set[str]:
    """The structures that members hold, and those that these hold or extend."""
    return held({kind_of(member) for member in members} & ways.keys(), ways)


def held(names: set[str], ways: Mapping[str, set[str]], most: float = inf) -> set[str]:
    """Structures, with those that they hold or extend at any depth.

    Args:
        names: The structures.
        ways: The structures that each holds or extends itself.
        most: How many are enough to stop.
    """
    found: set[str] = set()
    waiting = {*names}
    while waiting and len(found) < most:
        name = waiting.pop()
        found.add(name)
        waiting |= ways[name] - found
    return found
