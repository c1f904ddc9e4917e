"""What is wrong with the fields of an answer, or of a structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from actionspec.check.forms import Form, inner_problems, path_problems
from actionspec.check.known import Known, former_problems, name_problems, twice, wire_place
from actionspec.check.layouts import answer_list_problems, answer_map_problems
from actionspec.check.limits import needless_problems
from actionspec.check.members import kind_of, type_problems
from actionspec.check.things import thing_problems
from actionspec.model import path_in_case
from actionspec.problem import Problem
from actionspec.source import Place

_PLACEHOLDERS = {"{i}": ("list_of",), "{field}": ("list_of", "map_of"), "{key}": ("map_of",)}


def result_problems(action: Place, known: Known, form: Form) -> Iterator[Problem]:
    """What is wrong with the fields of an action's result, in answers of a form."""
    names = form.data.get("names", "as_written")
    yield from _fields_problems(action, "returns", known, names)
    for name, member in action.members("returns"):
        wire = member.get("wire", name)
        place = wire_place(member)
        if not wire.startswith("$") and not re.search(r"\{\w+\}", wire):
            yield from path_problems(place, form, wire)
        elif not wire.startswith("$"):
            yield from inner_problems(place, form, wire)
        if form.flat:
            yield from _flat_problems(member, wire, form, known)
        yield from _answer_problems(member, wire, [form], known, form)
        yield from needless_problems(member)


def structure_problems(
    structure: Place, known: Known, forms: list[Form], *, sent: bool
) -> Iterator[Problem]:
    """What is wrong with the fields of a structure.

    Args:
        structure: The structure.
        known: The names of the spec.
        forms: The forms of the answers that hold it.
        sent: Whether requests hold it.
    """
    usual = Form(known.api.get("response", {}))
    names = usual.data.get("names", "as_written")
    yield from _fields_problems(structure, "fields", known, names)
    for name, member in structure.members("fields"):
        wire = member.get("wire", name)
        place = wire_place(member)
        for form in forms:
            if problems := [*inner_problems(place, form, wire)]:
                yield from problems
                break
        yield from _answer_problems(member, wire, [] if sent else forms, known, usual)
        kind = kind_of(member)
        if kind in known.structures and "outcome" in known.structures[kind]:
            yield _unjudged(member, kind)


def _unjudged(member: Place, kind: str) -> Problem:
    hint = "only a list among the `returns` of an action is judged element by element"
    return member.problem(
        f"{kind} tells an outcome, which nobody would look at", hint, code="unused-outcome"
    )


def _fields_problems(owner: Place, key: str, known: Known, names: Any) -> Iterator[Problem]:
    if key in owner:
        yield from former_problems(owner[key], "field")
    for name, member in owner.members(key):
        yield from name_problems(member, name, "field")
        yield from type_problems(member, known)
        yield from thing_problems(member, known)
        yield from _placeholder_problems(member, member.get("wire", name))
        kind = kind_of(member)
        judged = kind in known.structures and "outcome" in known.structures[kind]
        if judged and key == "returns" and "list_of" not in member:
            yield _unjudged(member, kind)
        if member.get("optional"):
            for way, what in (("list_of", "a list"), ("map_of", "a map")):
                if way in member:
                    message = f"{what} is empty, not optional"
                    yield member["optional"].problem(message, "take it away", code="never-absent")
            if member.get("presence"):
                message = "what is told by presence is false, not absent"
                yield member["optional"].problem(message, "take it away", code="never-absent")
    wires = (
        (path_in_case(member.get("wire", name), names), member)
        for name, member in owner.members(key)
    )
    yield from twice(wires, lambda wire: f'two of these are called "{wire}" on the wire')


def _placeholder_problems(member: Place, wire: str) -> Iterator[Problem]:
    for placeholder, ways in _PLACEHOLDERS.items():
        if placeholder in wire and not {*ways} & {*member.keys}:
            hint = f"it needs {ways[0]}, or a name without {placeholder}"
            yield member["wire"].problem(
                f"{placeholder} stands for several names", hint, code="unfit-wire"
            )
    number = "{key}" if "map_of" in member else "{i}"
    if "{field}" in wire and number not in wire:
        hint = f"add {number}, like L_{{field}}{number}"
        yield member["wire"].problem("nothing tells the elements apart", hint, code="unfit-wire")
    if wire.startswith("$"):
        yield member["wire"].problem(
            f"{wire} is for conditions only", "name a field", code="unfit-wire"
        )


def _flat_problems(member: Place, wire: str, form: Form, known: Known) -> Iterator[Problem]:
    """What cannot stand in an answer whose fields only stand beside each other."""
    kind = kind_of(member)
    if "map_of" in member and "{key}" not in wire:
        hint = "add {key} to its `wire`, like data_{key}"
        message = f"an answer of format {form.format} has nothing inside"
        yield member["map_of"].problem(message, hint, code="nothing-inside")
    elif kind in known.structures and wire == "*":
        yield from _group_problems(member, kind, form, known)
    elif kind in known.structures and not ("type" not in member and "{field}" in wire):
        way = next(way for way in ("list_of", "map_of", "type") if way in member)
        hint = "number the names of its fields: L_{field}{i}" if way == "list_of" else ""
        message = f"an answer of format {form.format} has nothing inside"
        yield member[way].problem(
            message, hint or "put its fields among the `returns`", code="nothing-inside"
        )


def _group_problems(member: Place, kind: str, form: Form, known: Known) -> Iterator[Problem]:
    """Which fields of the lines of a text no pattern gives."""
    groups = form.groups or ()
    for name, field in known.structures[kind].members("fields"):
        wire = field.get("wire", name)
        if "*" in groups and "list_of" in member and wire not in groups:
            hint = f"add (?P<{wire}>...) to a pattern"
            yield member["list_of"].problem(
                f'no pattern has the group "{wire}" of {kind}', hint, code="unknown-group"
            )


def _answer_problems(
    member: Place, wire: str, own: Iterable[Form], known: Known, usual: Form
) -> Iterator[Problem]:
    """What is wrong with the layout of a list or a map in answers.

    Args:
        member: The field.
        wire: Its path.
        own: The forms of the answers, where the layout that the field asks for is for them alone.
        known: The names of the spec.
        usual: The form that says how lists and maps are usually laid out.
    """
    forms = [*own]
    if forms and "lists" in member:
        yield from answer_list_problems(member["lists"], forms[0])
    if forms and "maps" in member:
        yield from answer_map_problems(member["maps"])
    lists: dict[str, Any] = member.get("lists", {})
    if not {"join", "element", "repeated"} & {*lists}:
        lists = usual.data.get("lists", {})
    if usual.flat:
        lists = {key: value for key, value in lists.items() if key == "join"}
    maps: dict[str, Any] = member.get("maps", usual.data.get("maps", {}))
    inside = next((key for key in ("join", "element") if key in lists), None)
    if "list_of" in member and "{i}" in wire and inside:
        hint = "take one of the two away" if "lists" in member else "add lists: {repeated: true}"
        message = f"a list that is numbered in its names has no {inside}"
        yield member["wire"].problem(message, hint, code="unfit-wire")
    usually_joined = "join" in lists and "lists" not in member
    if "list_of" in member and usually_joined and kind_of(member) in known.structures:
        hint = "add lists: {repeated: true}, or an element"
        yield member["list_of"].problem(
            "structures cannot be joined", hint, code="joined-structures"
        )
    if "map_of" in member and "{key}" in wire and "key" in maps and not usual.flat:
        hint = "take one of the two away"
        message = "a map with its keys in the names has no field for the key"
        yield member["wire"].problem(message, hint, code="unfit-wire")
    last = wire.rpartition("/")[2]
    structured = "map_of" in member or kind_of(member) in known.structures
    if last.startswith("@") and "{" not in last and structured:
        message = "an attribute holds a single text"
        yield member["wire"].problem(message, "name an element instead", code="unfit-wire")
