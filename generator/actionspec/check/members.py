"""What is wrong with a parameter or a field: its type, and options that do not belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionspec.check.answers import Form, path_problems
from actionspec.check.known import Known, name_problems, wire_collisions
from actionspec.check.wire import list_problems, map_problems, own_answer_lists
from actionspec.load import Place
from actionspec.model import SCALARS
from actionspec.problem import Problem, did_you_mean

_WAYS = ("list_of", "map_of", "type")

# Which types an option of a member has a meaning for.
_TYPES_OF = {
    "words": ("boolean",),
    "presence": ("boolean",),
    "format": ("date", "datetime"),
    "zone": ("datetime",),
}
_PLACEHOLDERS = {"{i}": "list_of", "{field}": "list_of", "{key}": "map_of"}


def kind_of(member: Place) -> str:
    """The name of a member's type: of a list its elements', of a map its values'."""
    kind: str = next((member.data[way] for way in _WAYS if way in member), "string")
    return kind


def type_problems(member: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the type of a parameter or a field."""
    ways = [way for way in _WAYS if way in member]
    for way in ways[1:]:
        hint = "keep one of the two"
        yield member[way].problem(f'"{ways[0]}" and "{way}" exclude each other', hint, at_key=True)
    for way in ways:
        if member.data[way] not in (*SCALARS, *known.types):
            hint = did_you_mean(member.data[way], (*SCALARS, *known.types))
            message = f'there is no type "{member.data[way]}"'
            yield member[way].problem(message, hint or "describe it in types.yaml")
    kind = kind_of(member)
    for option, kinds in _TYPES_OF.items():
        if option in member and kind not in kinds:
            hint = f"it belongs to the type {' or '.join(kinds)}"
            message = f'"{option}" has no meaning for the type {kind}'
            yield member[option].problem(message, hint, at_key=True)
    for option, way in (("lists", "list_of"), ("maps", "map_of")):
        if option in member and way not in member:
            hint = f"it belongs to a {way}"
            yield member[option].problem(f'"{option}" has no meaning here', hint, at_key=True)
    yield from words_problems(member)
    if "words" in member and member.get("presence"):
        hint = "keep one of the two"
        yield member["words"].problem("presence needs no words", hint, at_key=True)
    joined = member.get("lists", {}).get("join") and kind in known.structures
    if joined:
        hint = "a structure needs names: write `template` or `element`"
        yield member["lists"]["join"].problem("structures cannot be joined", hint)


def words_problems(holder: Place) -> Iterator[Problem]:
    """What is wrong with the words for true and false."""
    if "words" not in holder:
        return
    words = holder["words"]
    both = {word.lower() for word in _several(words.data["yes"])} & {
        word.lower() for word in _several(words.data["no"])
    }
    if both:
        yield words.problem(f'"{min(both)}" means true and false', "keep it in one of the two")


def _several(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def fields_problems(owner: Place, key: str, known: Known, form: Form) -> Iterator[Problem]:
    """What is wrong with the fields under a key of a structure or an action.

    Args:
        owner: The structure or action.
        key: The key that the fields stand under.
        known: The names of the spec.
        form: The form of the answers that have the fields.
    """
    for name, member in owner.members(key):
        yield from name_problems(member, name, "field")
        yield from type_problems(member, known)
        yield from _wire_problems(member, name, form, at_top=key == "returns")
        kind = kind_of(member)
        judged = kind in known.structures and "outcome" in known.structures[kind]
        if judged and ("list_of" not in member or key == "fields"):
            hint = "only a list among the `returns` of an action is judged element by element"
            yield member.problem(f"{kind} tells an outcome, which nobody would look at", hint)
        if "optional" in member and member.data["optional"]:
            for way in ("list_of", "map_of"):
                if way in member:
                    word = "list" if way == "list_of" else "map"
                    message = f"a {word} is empty, not optional"
                    yield member["optional"].problem(message, "take it away")
            if member.get("presence"):
                message = "what is told by presence is false, not absent"
                yield member["optional"].problem(message, "take it away")
        if "lists" in member and key == "returns":
            yield from own_answer_lists(member["lists"])
        elif "lists" in member:
            yield from list_problems(member["lists"], ("query", "form", "xml", "json"))
        if "maps" in member:
            yield from map_problems(member["maps"])
    yield from wire_collisions(owner.members(key), known.answer_cases)


def _wire_problems(member: Place, name: str, form: Form, *, at_top: bool) -> Iterator[Problem]:
    wire = member.get("wire", name)
    for placeholder, way in _PLACEHOLDERS.items():
        if placeholder in wire and way not in member:
            hint = f"it needs {way}, or a name without {placeholder}"
            yield member["wire"].problem(f"{placeholder} stands for several names", hint)
    if "{field}" in wire and "{i}" not in wire:
        hint = "add {i}, like L_{field}{i}"
        yield member["wire"].problem("nothing tells the elements of the list apart", hint)
    if wire.startswith("$"):
        yield member["wire"].problem(f"{wire} is for conditions only", "name a field")
    elif at_top and not re.search(r"\{\w+\}", wire):
        places = [member["wire"]] if "wire" in member else [member]
        yield from path_problems(places[0], form, wire)
