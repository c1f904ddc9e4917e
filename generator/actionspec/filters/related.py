"""Which other actions of an API have to do with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actionspec.model import Action, Api, Identity


@dataclass(frozen=True, slots=True)
class Relation:
    """Other actions, by what they do with a thing that an action deals with.

    Attributes:
        thing: The kind of thing, in words.
        verb: What they do with it.
    """

    thing: str
    verb: str
    actions: tuple[Action, ...]


def relations(action: Action, api: Api) -> Iterator[Relation]:
    """What other actions do with the things whose ids an action takes or answers."""
    for thing in sorted({one.thing for one in _identities(action)}):
        takers = {one.name: _taken(one, thing) for one in api.actions}
        groups = {
            "made by": api.makers(thing) if takers[action.name] else (),
            "used by": tuple(one for one in api.actions if "refers_to" in takers[one.name]),
            "removed by": tuple(one for one in api.actions if "removes" in takers[one.name]),
        }
        for verb, others in groups.items():
            if found := tuple(one for one in others if one != action):
                yield Relation(thing.replace("_", " "), verb, found)


def _taken(action: Action, thing: str) -> set[str]:
    """What an action does with the ids of a thing that it is given."""
    given = (one.identity for one in action.parameters)
    return {one.role for one in given if one is not None and one.thing == thing}


def _identities(action: Action) -> Iterator[Identity]:
    yield from (one.identity for one in action.parameters if one.identity)
    yield from action.result.identities
