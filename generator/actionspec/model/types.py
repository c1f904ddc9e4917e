"""What values are: structures, enumerations, and the fields that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from actionspec.model.errors import ErrorCode
from actionspec.model.identity import Identity
from actionspec.model.rules import Rule
from actionspec.model.text import Status, Text
from actionspec.model.wire import Condition, ListLayout, MapLayout, Notation

Scalar = Literal["string", "integer", "number", "decimal", "boolean", "datetime", "date", "bytes"]
Shape = Literal["one", "list", "map"]
Keys = Literal["string", "integer"]

SCALARS: tuple[Scalar, ...] = get_args(Scalar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A class with named values, which does not mind new ones.

    Attributes:
        members: The values on the wire, by their names in snake_case.
        renamed_from: The names that it had in earlier versions.
    """

    name: str
    description: Text
    members: Mapping[str, Text]
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What a parameter and a field of an answer have in common.

    Attributes:
        type: What a value is: the one value, each element of a list, each value of a map.
        keys: What the keys of a map are.
        secret: Whether the value stays out of reprs, exceptions and logs, and with it any text that
            may hold it.
        personal: Whether the value alone stays out of them.
        max_length, max_items, minimum, maximum: The limits of its value in a request.
        invalid: What the service answers to a value outside these limits; None for what no request
            holds, or is not limited.
        identity: What it is the id of; None for what is no id.
        renamed_from: The names that it had in earlier versions.
    """

    name: str
    type: Scalar | Structure | Enumeration
    shape: Shape
    keys: Keys = "string"
    notation: Notation
    secret: bool
    personal: bool
    description: Text
    source: Text | None
    status: Status
    max_length: int | None = None
    max_items: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    invalid: ErrorCode | None = None
    identity: Identity | None = None
    renamed_from: tuple[str, ...] = ()

    @property
    def limited(self) -> bool:
        """Whether its value has limits."""
        limits = (self.max_length, self.max_items, self.minimum, self.maximum)
        return any(limit is not None for limit in limits)

    @property
    def structure(self) -> Structure | None:
        """The structure that it holds, None for anything else."""
        return self.type if isinstance(self.type, Structure) else None

    @property
    def enumeration(self) -> Enumeration | None:
        """The enumeration whose members it holds, None for anything else."""
        return self.type if isinstance(self.type, Enumeration) else None

    @property
    def scalar(self) -> Scalar | None:
        """The type of a single value, None for a structure or an enumeration."""
        return None if isinstance(self.type, Structure | Enumeration) else self.type

    @property
    def type_name(self) -> str:
        """The type as the spec calls it."""
        return self.type.name if isinstance(self.type, Structure | Enumeration) else self.type

    @property
    def masked(self) -> bool:
        """Whether the value stays out of reprs, exceptions and logs."""
        return self.secret or self.personal

    @property
    def repeated(self) -> bool:
        """Whether it is a list."""
        return self.shape == "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Member):
    """A field of an answer, or of a structure: one value, a list or a map.

    Attributes:
        wire: Its path, in the letter case of answers, the element of a list included.
        plain_wire: Its name as the spec has it, for requests that hold the structure.
        lists, maps: How a list or a map is laid out in an answer.
        own_lists, own_maps: The layouts that the field itself asks for; None if it does not.
    """

    wire: str
    plain_wire: str
    optional: bool
    lists: ListLayout
    maps: MapLayout
    own_lists: ListLayout | None
    own_maps: MapLayout | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """How one element of a list tells its outcome; names are of the structure's own fields.

    Without conditions of success, whatever is no failure is one.
    """

    failure: tuple[Condition, ...]
    success: tuple[Condition, ...]
    code: str
    message: str


@dataclass(slots=True, kw_only=True, eq=False)
class Structure:
    """A class with fields: the result of an action, or a part of one.

    Two are the same only if they are one object, since a structure can hold itself.

    Attributes:
        fields: All fields, those of the parent first.
        parent: The structure that it extends.
        rules: What must hold between the fields in a request, the parent's rules first.
        sent: Whether requests hold it.
        answered: Whether answers hold it.
        renamed_from: The names that it had in earlier versions.
    """

    name: str
    description: Text
    fields: tuple[Field, ...]
    outcome: ItemOutcome | None
    parent: Structure | None = None
    rules: tuple[Rule, ...] = ()
    sent: bool = False
    answered: bool = False
    renamed_from: tuple[str, ...] = ()

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that it has beside those of its parent."""
        return self.fields[len(self.parent.fields) :] if self.parent else self.fields

    @property
    def checked(self) -> bool:
        """Whether requests that hold it have to obey rules or limits of it."""
        return bool(self.rules) or any(field.limited for field in self.fields)

    @property
    def structures(self) -> tuple[Structure, ...]:
        """The structures that the fields hold, each once, by name."""
        return structures_in(self.fields)

    @property
    def inner_structures(self) -> tuple[Structure, ...]:
        """The structures that the fields hold, at any depth, each once."""
        return structures_within(self.fields)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """What the fields are ids of, those of the structures that they hold too, at any depth."""
        held = (self, *self.inner_structures)
        return tuple(one.identity for each in held for one in each.fields if one.identity)

    @property
    def enumerations(self) -> tuple[Enumeration, ...]:
        """The enumerations that the fields hold, each once, by name."""
        return enumerations_in(self.fields)

    @property
    def judged(self) -> tuple[Field, ...]:
        """The lists whose elements succeed or fail one by one."""
        return tuple(
            field
            for field in self.fields
            if field.repeated and field.structure and field.structure.outcome
        )

    @property
    def unjudged(self) -> tuple[Field, ...]:
        """The lists of structures that tell no outcome: beside failures, these are successes."""
        return tuple(
            field
            for field in self.fields
            if field.repeated and field.structure and not field.structure.outcome
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The fields whose values are secret."""
        return tuple(field.name for field in self.fields if field.secret)

    @property
    def personal(self) -> tuple[str, ...]:
        """The fields whose values are personal, and no secret."""
        return tuple(field.name for field in self.fields if field.personal and not field.secret)

    @property
    def confidential(self) -> bool:
        """Whether any value stays out of reprs."""
        return any(field.masked for field in self.fields)


def structures_in(members: Iterable[Member]) -> tuple[Structure, ...]:
    """The structures that members hold, each once, by name."""
    held = {member.structure.name: member.structure for member in members if member.structure}
    return tuple(held[name] for name in sorted(held))


def structures_within(members: Iterable[Member]) -> tuple[Structure, ...]:
    """The structures that members hold, and those that these hold, each once."""
    found: dict[str, Structure] = {}
    waiting = [*structures_in(members)]
    while waiting:
        structure = waiting.pop(0)
        if structure.name not in found:
            found[structure.name] = structure
            waiting += structure.structures
    return tuple(found.values())


def enumerations_in(members: Iterable[Member]) -> tuple[Enumeration, ...]:
    """The enumerations that members hold, each once, by name."""
    held = {one.enumeration.name: one.enumeration for one in members if one.enumeration}
    return tuple(held[name] for name in sorted(held))
