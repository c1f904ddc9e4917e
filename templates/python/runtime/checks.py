"""What is wrong with the values in a record, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, TypeGuard

import msgspec

# Nothing can be wrong with a value of such a type, if the field is of that type.
_PLAIN = {str, int, bool, type(None)}


def misfit(record: msgspec.Struct) -> str:
    """What is wrong with the types of a record's fields; empty if nothing is."""
    values = msgspec.structs.asdict(record)
    try:
        converted = msgspec.convert(values, type(record))
    except msgspec.ValidationError as problem:
        what, _, where = str(problem).partition(" - at `")
        key, _, where = where.rpartition("$.")
        what = f"{what} as a key" if key else what
        return f"{where.rstrip('`')}: {_in_python(what)}"
    for name, value in values.items():
        if type(value) in _PLAIN and type(value) is type(getattr(converted, name)):
            continue
        if isinstance(value, set | frozenset):
            return f"{name}: write a list, which has an order"
        pairs = zip(elements(value), elements(getattr(converted, name)), strict=True)
        for one, wanted in pairs:
            if isinstance(one, str) and not isinstance(wanted, str):
                return f"{name}: write {type(wanted).__name__}(...), no str"
            if not _is_finite(one):
                return f"{name}: {one} is no number that can be sent"
            if isinstance(wanted, msgspec.Struct):
                if not isinstance(one, msgspec.Struct):
                    return f"{name}: write {type(wanted).__name__}(...), no {type(one).__name__}"
                if inner := misfit(one):
                    return f"{name}: {inner}"
    return ""


def _in_python(problem: str) -> str:
    """What msgspec complains of, in the words of Python."""
    for other, word in (("| null", "| None"), ("`array", "`list"), ("RFC3339 encoded ", "")):
        problem = problem.replace(other, word)
    return re.sub(r"Expected `object[^`]*`, got `(\w+)`", r"no \1 can stand here", problem)


def place_of(record: msgspec.Struct, value: object) -> str:
    """The names that lead to a value in a record; empty if it is not there."""
    for name, held in msgspec.structs.asdict(record).items():
        for one in elements(held):
            if one is value:
                return name
            if isinstance(one, msgspec.Struct) and (inner := place_of(one, value)):
                return f"{name}: {inner}"
    return ""


def _is_finite(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return not isinstance(value, float) or isfinite(value)


def elements(value: Any) -> list[Any]:
    """The elements of a list, the values of a map, or the value itself."""
    if isinstance(value, Mapping):
        return [*value.values()]
    return [*value] if isinstance(value, list | tuple) else [value]


def parts(record: msgspec.Struct, place: str = "") -> Iterator[tuple[str, msgspec.Struct]]:
    """The structures in a record, each before those in it, with the ways to them."""
    for name in record.__struct_fields__:
        for key, one in _keyed(getattr(record, name)):
            if isinstance(one, msgspec.Struct):
                where = f"{place}{name}{key}"
                yield where, one
                yield from parts(one, f"{where}.")


def _keyed(value: Any) -> Iterator[tuple[str, Any]]:
    if is_map(value):
        yield from ((f"[{key!r}]", one) for key, one in value.items())
    elif is_list(value):
        yield from ((f"[{index}]", one) for index, one in enumerate(value))
    else:
        yield "", value


def is_map(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a map."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a value is a list."""
    return isinstance(value, list | tuple)
