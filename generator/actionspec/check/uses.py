"""Which structures stand in requests, and which in answers."""

from __future__ import annotations

from collections.abc import Iterable

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
    found: dict[str, list[str]] = {}
    for action in known.actions:
        for name in _held((one for _, one in action.members("parameters")), known):
            own = found.setdefault(name, [])
            own += [one for one in known.transports_of(action) if one not in own]
    return found


def answerers(known: Known) -> dict[str, list[Form]]:
    """The forms of the answers that hold a structure, by the structure's name."""
    found: dict[str, list[Form]] = {}
    for action in known.actions:
        form = Form(inherited_response(known.api, action.data))
        for name in _held((one for _, one in action.members("returns")), known):
            own = found.setdefault(name, [])
            own += [form] if form not in own else []
    return found


def _held(members: Iterable[Place], known: Known) -> set[str]:
    """The structures that members hold, and those that these hold or extend."""
    return held({kind_of(member) for member in members} & {*known.structures}, known)


def held(names: set[str], known: Known) -> set[str]:
    """Structures, with those that they hold or extend."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        kind = waiting.pop()
        if kind in known.structures and kind not in found:
            found.add(kind)
            structure = known.structures[kind]
            waiting += [kind_of(one) for _, one in structure.members("fields")]
            waiting += [structure.data["extends"]] if "extends" in structure else []
    return found
