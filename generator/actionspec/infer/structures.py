"""The structures that samples need: those that a spec lacks, and what they hold of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from actionspec.infer.known import Data, wires


@dataclass
class Met:
    """What samples hold of a structure of the spec.

    Attributes:
        fields: What they say of its fields, by the names of these in Python.
        lacking: The fields that some of them lack.
    """

    fields: dict[str, list[Data]] = field(default_factory=dict[str, list[Data]])
    lacking: list[str] = field(default_factory=list[str])


@dataclass
class Structures:
    """The structures in requests and answers.

    Attributes:
        new: Those that the spec lacks, by their names.
        met: What samples hold of those of the spec.
        formats: What the new ones are written in.
    """

    new: dict[str, Data] = field(default_factory=dict[str, Data])
    met: dict[str, Met] = field(default_factory=dict[str, Met])
    formats: dict[str, str] = field(default_factory=dict[str, str])

    def meet(self, name: str, own: Iterable[str], fields: dict[str, Data]) -> None:
        """Note what samples hold of a structure that has some fields of its own."""
        met = self.met.setdefault(name, Met())
        for key, data in fields.items():
            met.fields.setdefault(key, []).append(data)
        met.lacking += [key for key in own if key not in fields]

    def add(
        self, names: Iterable[str], description: str, fields: dict[str, Data], written_in: str
    ) -> str:
        """Add a structure, and return its name: the first of some that none or the same one has."""
        name = next(
            one
            for one in names
            if one not in self.new
            or (self.formats[one] == written_in and _is_same(self.new[one]["fields"], fields))
        )
        self.formats[name] = written_in
        before = self.new[name]["fields"] if name in self.new else fields
        both = {
            key: data if key in before and key in fields else may_be_missing(data)
            for key in in_order([*before], [*fields])
            for data in [before.get(key) or fields[key]]
        }
        self.new[name] = {"description": description, "fields": both, "status": "observed"}
        return name


def may_be_missing(data: Data) -> Data:
    """A field of answers that some lack; a list is empty then."""
    return data if {"list_of", "map_of"} & {*data} else {**data, "optional": True}


def in_order(first: list[str], second: list[str]) -> list[str]:
    """The names of both; what only the second has stands before what follows it there."""
    found = [*first]
    for number, name in enumerate(second):
        if name not in found:
            behind = next((one for one in second[number:] if one in found), None)
            found.insert(len(found) if behind is None else found.index(behind), name)
    return found


def _is_same(first: dict[str, Data], second: dict[str, Data]) -> bool:
    """Whether two structures are one: most fields are the same, in the same order and way."""
    shared = first.keys() & second.keys()
    if _wires(first, but=shared) & _wires(second, but=shared):
        return False
    if [key for key in first if key in shared] != [key for key in second if key in shared]:
        return False
    alike = all(_kind(first[key]) == _kind(second[key]) for key in shared)
    return alike and 2 * len(shared) >= min(len(first), len(second))


def _wires(fields: dict[str, Data], *, but: Iterable[str]) -> set[str]:
    return {wire for key, data in fields.items() if key not in but for wire in wires(key, data)}


def _kind(data: Data) -> tuple[object, ...]:
    return tuple(data.get(key) for key in ("type", "list_of", "map_of", "wire"))
