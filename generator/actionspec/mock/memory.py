"""What exists: what the examples of a spec name and what requests created, until it is removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from actionspec.mock.values import elements
from actionspec.model import Action, Api, ErrorCode, Field, Identity, Member, Structure

_ALPHABETS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(slots=True)
class _Things:
    """The things of one kind, by their ids.

    Attributes:
        existing: Those that exist.
        created: Those of them that a request created; the others stand in examples.
        used: Those that have ever existed.
        latest: The newest id that was made out of another one.
    """

    existing: set[str] = field(default_factory=set[str])
    created: set[str] = field(default_factory=set[str])
    used: set[str] = field(default_factory=set[str])
    latest: dict[str, str] = field(default_factory=dict[str, str])

    def know(self, one: str) -> None:
        self.existing.add(one)
        self.used.add(one)

    def create(self, one: str) -> None:
        self.know(one)
        self.created.add(one)

    def remove(self, one: str) -> None:
        self.existing.discard(one)
        self.created.discard(one)

    def create_like(self, one: str) -> str:
        """Create one with an id that nothing has ever had."""
        new = self.latest.get(one, one)
        while new in self.used:
            new = successor(new)
        self.latest[one] = new
        self.create(new)
        return new


class Memory:
    """The things of an account."""

    def __init__(self, api: Api) -> None:
        """Know the ids in the examples of requests that succeed."""
        self._things: defaultdict[str, _Things] = defaultdict(_Things)
        for action in api.actions:
            for example in action.examples:
                if example.result is not None:
                    sent = _ids(action.parameters, example.request or {})
                    for identity, one in (*sent, *_ids(action.result.fields, example.result)):
                        self._things[identity.thing].know(one)

    def objection(self, action: Action, values: Mapping[str, Any]) -> ErrorCode | None:
        """The code for the first id of a request that should exist and does not, or the reverse.

        What only examples name may be created all the same.
        """
        for identity, one in _ids(action.parameters, values):
            things = self._things[identity.thing]
            is_new = identity.role == "creates"
            is_wrong = one in things.created if is_new else one not in things.existing
            if is_wrong and identity.error:
                return identity.error
        return None

    def carry_out(self, action: Action, values: Mapping[str, Any]) -> None:
        """Create and remove what the parameters of a request name."""
        for identity, one in _ids(action.parameters, values):
            if identity.role == "creates":
                self._things[identity.thing].create(one)
            elif identity.role == "removes":
                self._things[identity.thing].remove(one)

    def with_new_ids(self, structure: Structure, result: Mapping[str, Any]) -> dict[str, Any]:
        """A result in which whatever is created has an id of its own, which exists from now on."""
        new = {
            one.name: self._renewed(one, result[one.name])
            for one in structure.fields
            if one.name in result
        }
        return {**result, **new}

    def _renewed(self, member: Field, value: Any) -> Any:
        match member.shape:
            case "list":
                return [self._renewed_one(member, one) for one in value]
            case "map":
                return {key: self._renewed_one(member, one) for key, one in value.items()}
            case "one":
                return self._renewed_one(member, value)

    def _renewed_one(self, member: Field, value: Any) -> Any:
        if member.structure:
            return self.with_new_ids(member.structure, value)
        if member.identity is None or member.identity.role != "creates":
            return value
        new = self._things[member.identity.thing].create_like(str(value))
        return int(new) if isinstance(value, int) else new


def successor(text: str) -> str:
    """The next text of the same form: digits and letters count on, whatever else stands there.

    Behind the last of its form comes a longer one.
    """
    characters = list(text)
    for index in reversed(range(len(characters))):
        alphabet = next((one for one in _ALPHABETS if characters[index] in one), None)
        if alphabet:
            place = (alphabet.index(characters[index]) + 1) % len(alphabet)
            characters[index] = alphabet[place]
            if place:
                return "".join(characters)
    return "1" + "".join(characters)


def _ids(members: Iterable[Member], values: Mapping[str, Any]) -> Iterator[tuple[Identity, str]]:
    """The ids that values hold, at any depth, with what they are ids of."""
    for member in members:
        if not (value := values.get(member.name)):
            continue
        for one in elements(member, value):
            if member.structure:
                yield from _ids(member.structure.fields, one)
            elif member.identity:
                yield member.identity, _plain(str(one)) if member.scalar == "integer" else str(one)


def _plain(number: str) -> str:
    """A whole number without zeros in front, so that +007 and 7 are one."""
    return number.removeprefix("+").lstrip("0") or "0"
