"""What a spec says once for several: families of codes, and fields that a structure inherits.

Whatever does not have the form that it should have is left as it is, for the schema to complain of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from actionspec.problem import Problem, SpecError
from actionspec.source import Mark, Place, Source, Steps

NUMBER = "{number}"
"""What stands for the number of a field in a family of codes."""

MOST_CODES = 100
"""Codes that one family may have."""

MOST_FAMILY_VALUES = 100_000
"""Values that the codes of one family may have together."""

MOST_PARENTS = 50
"""Structures that one structure may extend, one through another."""

MOST_FIELDS = 500_000
"""Fields that all structures of a spec may have, inherited ones included."""


def expand(source: Source) -> Source:
    """The same spec with nothing left to repeat; what it says once stands in one position.

    Raises:
        SpecError: A family of codes meets another code or cannot count on, a structure has a field
            that it inherits, or there are too many of these.
    """
    for root in source.roots("errors"):
        if codes := _codes(root):
            source = _put(source, root, {(*root.steps, "codes"): codes})
    types = source.roots("types")
    fields = _fields(types)
    for root in types:
        own = {(*root.steps, name, "fields"): fields[name] for name in root.keys if name in fields}
        source = _put(source, root, own)
    return source


class _Part(NamedTuple):
    """A value under a key, and the place that its position is taken from."""

    data: Any
    origin: Place


def _codes(errors: Place) -> dict[str, _Part]:
    """The codes of an error table, those of families too; nothing if there is no family."""
    families = {code: [*_family(code, place)] for code, place in errors.members("codes")}
    if not any(families.values()):
        return {}
    found: dict[str, _Part] = {}
    for code, place in errors.members("codes"):
        for name, data in families[code] or [(code, place.data)]:
            if name in found:
                other = found[name].origin
                hint = f"the other one: line {other.document.keys[other.steps].line + 1}"
                message = f"{name} stands in the table twice"
                raise SpecError([place.problem(message, hint, at_key=True, code="same-name")])
            found[name] = _Part(data, place)
    return found


def _family(code: str, place: Place) -> Iterator[tuple[str, Any]]:
    """The codes of a family with their descriptions; nothing where it is none."""
    numbered, name = place.get("numbered"), place.get("class")
    if not isinstance(numbered, dict) or not isinstance(name, str):
        return
    count, step = numbered.get("count"), numbered.get("step", 1)
    ends = re.fullmatch(r"(.*?)(\d{1,9})", code)
    if not (isinstance(count, int) and isinstance(step, int) and ends):
        return
    if not (1 < count <= MOST_CODES and 0 < step <= MOST_CODES):
        return
    size = _size_of(place.data) * count
    if size > MOST_FAMILY_VALUES:
        message = f"these codes would have {size:,} values, more than {MOST_FAMILY_VALUES:,}"
        raise SpecError([place.problem(message, "say less of each", at_key=True, code="too-large")])
    if problem := _family_problem(place, int(ends[2]) + (count - 1) * step, len(ends[2])):
        raise SpecError([problem])
    for index in range(count):
        filled = _filled(place.data, str(index + 1))
        if index:
            del filled["numbered"]
        yield ends[1] + str(int(ends[2]) + index * step).rjust(len(ends[2]), "0"), filled


def _family_problem(place: Place, last: int, digits: int) -> Problem | None:
    if NUMBER not in place.data["class"]:
        hint = f"write {NUMBER} where the number of the field stands"
        return place["class"].problem(
            "each code of a family needs a class of its own", hint, code="unfit-family"
        )
    if len(str(last)) > digits:
        hint = "write fewer, or start a second family"
        return place["numbered"].problem(
            f"the family would count on to {last}", hint, code="unfit-family"
        )
    return None


def _size_of(data: Any) -> int:
    """How many values stand in a value, itself included."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + sum(map(_size_of, inner))


def _filled(data: Any, number: str) -> Any:
    """What stands for several, for one of them."""
    if isinstance(data, dict):
        return {key: _filled(value, number) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, number) for value in data]
    return data.replace(NUMBER, number) if isinstance(data, str) else data


def _fields(types: Iterable[Place]) -> dict[str, dict[str, _Part]]:
    """The fields of each structure that extends another, those of the others before its own."""
    known = {name: place for root in types for name, place in root.items()}
    found: dict[str, dict[str, _Part]] = {}
    total = 0

    def of(name: str, seen: frozenset[str]) -> dict[str, _Part] | None:
        nonlocal total
        if name in found:
            return found[name]
        place = known.get(name)
        if place is None or name in seen or not isinstance(place.data, dict):
            return None
        own = place.get("fields", {} if "extends" in place else None)
        if not isinstance(own, dict):
            return None
        fields = {one: _Part(own[one], place["fields"][one]) for one in own}
        parent = place.get("extends")
        if parent is None:
            return fields
        if len(seen) >= MOST_PARENTS:
            message = f"more than {MOST_PARENTS} structures extend one another"
            raise SpecError([place["extends"].problem(message, "extend less", code="too-large")])
        inherited = of(parent, seen | {name}) if isinstance(parent, str) else None
        if inherited is None:
            return None
        for one in inherited.keys() & fields.keys():
            hint = "take it away here, or choose another name"
            message = f'{parent} has the field "{one}" already'
            raise SpecError(
                [fields[one].origin.problem(message, hint, at_key=True, code="same-name")]
            )
        found[name] = {**inherited, **fields}
        total += len(found[name])
        if total > MOST_FIELDS:
            message = f"all structures together have more than {MOST_FIELDS:,} fields"
            raise SpecError([place.problem(message, "extend less", at_key=True, code="too-large")])
        return found[name]

    for name in known:
        of(name, frozenset())
    return found


def _put(source: Source, root: Place, changes: Mapping[Steps, Mapping[str, _Part]]) -> Source:
    """A spec with other mappings at some places, each value with the position of its origin."""
    if not changes:
        return source
    document = next(one for one in source.documents if one.name == root.document.name)
    values, keys = dict(document.values), dict(document.keys)
    for steps, parts in changes.items():
        for name, part in parts.items():
            here, origin = (*steps, name), part.origin.steps
            if part.origin.document.name != document.name:
                # Nothing of another file can be shown here but where it is taken over.
                origin = (*steps[:-1], "extends")
            if origin != here:
                values.update(_moved(document.values, origin, here, part.data))
                keys.update(_moved(document.keys, origin, here, part.data))
    new = {steps: {name: parts[name].data for name in parts} for steps, parts in changes.items()}
    document = replace(document, data=_replaced(document.data, new), values=values, keys=keys)
    documents = tuple(document if one.name == document.name else one for one in source.documents)
    return replace(source, documents=documents)


def _moved(marks: dict[Steps, Mark], origin: Steps, to: Steps, data: Any) -> dict[Steps, Mark]:
    """The positions of a value and of all that it holds, under another way."""
    found = {to: marks[origin]} if origin in marks else {}
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data) if isinstance(data, list) else ()
    )
    for step, value in inner:
        found |= _moved(marks, (*origin, step), (*to, step), value)
    return found


def _replaced(data: Any, new: Mapping[Steps, Any]) -> Any:
    """Data with something else at some places, the rest shared with what it was."""
    if () in new:
        return new[()]
    below: dict[str | int, dict[Steps, Any]] = {}
    for (step, *others), value in new.items():
        below.setdefault(step, {})[tuple(others)] = value
    return {**data, **{step: _replaced(data.get(step), below[step]) for step in below}}
