"""The fields of an answer, by their names on the wire, and how to find and read them.

Whatever the format, a field holds a text, further fields, or a list of these. An XML attribute is a
field with an @ before its name; an element that has attributes or children holds its own text under
the name ".".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import nan
from typing import Any, TypeAlias, TypeVar

from .errors import UnreadableError

Value: TypeAlias = "str | Fields | Sequence[str | Fields]"
Fields: TypeAlias = Mapping[str, Value]
S = TypeVar("S")
T = TypeVar("T")

OWN_TEXT = "."
WHOLE = "*"
"""The name of a list that is a whole answer."""


@dataclass(frozen=True, slots=True)
class Records:
    """A field whose structures were read while the answer was parsed.

    Attributes:
        read: What read them.
        records: The records; none if they were handed out one by one.
        told: Whether any of them held anything.
    """

    read: Callable[[Fields], Any] | None
    records: tuple[Any, ...]
    told: bool


def gathered(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Fields by their names; one whose name stands there twice is a list."""
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {
        name: values[0] if len(values) == 1 else [one for value in values for one in several(value)]
        for name, values in found.items()
    }


def several(value: str | dict[str, Any] | list[Any]) -> list[Any]:
    """The elements of a list, or the only value."""
    return value if isinstance(value, list) else [value]


# What an answer tells.


def has(fields: Fields, name: str, *values: str) -> bool:
    """Whether a field is there and not empty and, if values are named, has one of them."""
    held: object = fields.get(name)
    if isinstance(held, Records) and not values:
        return held.told
    return any(_told(value, values) for value in _elements(fields, name))


def _told(value: str | Fields, values: tuple[str, ...]) -> bool:
    if isinstance(value, Mapping) and not values:
        return bool(value)
    return tells(own_text(value), *values)


def present(fields: Fields, name: str) -> bool:
    """Whether a field is there, empty or not; one that is false in JSON is not."""
    return name in fields and fields[name] != "false"


def above(fields: Fields, name: str, limit: float) -> bool:
    """Whether a field is a number greater than a limit."""
    return any(_number(text) > limit for text in _plain_texts(fields, name))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan


def matches(fields: Fields, name: str, pattern: str) -> bool:
    """Whether the whole text of a field matches a pattern."""
    return any(re.fullmatch(pattern, text) for text in _plain_texts(fields, name))


def _plain_texts(fields: Fields, name: str) -> Iterator[str]:
    for value in _elements(fields, name):
        if told := (own_text(value) or "").strip():
            yield told


def tells(text: str | None, *values: str) -> bool:
    """Whether a text is not empty and, if values are named, is one of them."""
    told = (text or "").strip()
    return told in values if values else bool(told)


def plain(fields: Fields, name: str) -> str | None:
    """The text of a field without white space around it; None where there is no single text."""
    value = own_text(fields.get(name))
    return value.strip() or None if value is not None else None


def others(fields: Fields, names: Iterable[str]) -> dict[str, str]:
    """The single texts in all fields but the named ones, whose names may hold {i} and {field}."""
    named = [_pattern(name) for name in names]
    return {
        name: value
        for name, value in fields.items()
        if isinstance(value, str)
        and value
        and not name.startswith("$")
        and not any(pattern.fullmatch(name) for pattern in named)
    }


# Where fields stand.


def inside(fields: Fields, *names: str) -> Fields:
    """The fields inside a field inside ...; none where one of these is absent or empty."""
    for name in names:
        fields = _structure(fields.get(name, ""), name)
    return fields


def split(fields: Fields, name: str, separator: str) -> Fields:
    """A field that holds a list as one text, as the list."""
    text = optional(fields, name)
    return {name: [part.strip() for part in text.split(separator)] if text else []}


def numbered(fields: Fields, template: str, *names: str) -> Fields:
    """The fields whose names differ by a number, as a list in the order of the numbers.

    Args:
        fields: The fields, some of which have such names.
        template: The name with {i} for the number; with {field} too, each number is a structure.
        names: The fields of such a structure. A number that carries none of them is none.
    """
    found: dict[int, Any] = {}
    for name, value in fields.items():
        if match := _pattern(template, names).fullmatch(name):
            groups = match.groupdict()
            if "field" in groups:
                found.setdefault(int(groups["i"]), {})[groups["field"]] = value
            else:
                found[int(groups["i"])] = value
    return {template: [found[number] for number in sorted(found)]}


def keyed(fields: Fields, template: str, *names: str) -> Fields:
    """The fields whose names differ by a key, as a map from the keys.

    Args:
        fields: The fields, some of which have such names.
        template: The name with {key} for the key, or {i} for a number that is the key; with
            {field} too, each entry is a structure.
        names: The fields of such a structure. A key that has none of them is none.
    """
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name.startswith("$") or not (match := _pattern(template, names).fullmatch(name)):
            continue
        groups = match.groupdict()
        key = groups["i"] if "i" in groups else groups["key"]
        if "field" in groups:
            found.setdefault(key, {})[groups["field"]] = value
        else:
            found[key] = value
    return {template: found}


def paired(fields: Fields, name: str, key: str, value: str) -> Fields:
    """A list of entries that have a key and a value, as a map."""
    entries = [one for one in _elements(fields, name) if isinstance(one, Mapping)]
    return {name: {text(entry, key): entry.get(value, "") for entry in entries}}


@cache
def _pattern(template: str, names: tuple[str, ...] = ()) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    fields = "|".join(map(re.escape, longest_first)) or ".+?"
    pattern = re.escape(template)
    for name, what in (("i", r"\d{1,9}"), ("field", fields), ("key", ".+")):
        pattern = pattern.replace(rf"\{{{name}\}}", f"(?P<{name}>{what})")
    return re.compile(pattern)


# What fields hold.


def own_text(value: Value | None) -> str | None:
    """The text of a value; None where there is none, or more than one."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and all(name.startswith(("@", OWN_TEXT)) for name in value):
        text = value.get(OWN_TEXT, "")
        return text if isinstance(text, str) else None
    return None


def optional(fields: Fields, name: str) -> str | None:
    """The text of a field that may be absent or empty."""
    value = fields.get(name)
    if value is None:
        return None
    return (value if isinstance(value, str) else _single(value, name)) or None


def text(fields: Fields, name: str) -> str:
    """The text of a field that has to be there."""
    value = fields.get(name)
    if isinstance(value, str):
        return value
    if value is None:
        raise UnreadableError(f"{name} is missing")
    return _single(value, name)


def _single(value: Value, name: str) -> str:
    text = own_text(value)
    if text is None:
        raise UnreadableError(f"{name} should hold a single text")
    return text


def maybe(fields: Fields, name: str, read: Callable[[str], T]) -> T | None:
    """What a field's text stands for, None where the field is absent or empty."""
    value = optional(fields, name)
    return None if value is None else _read(name, value, read)


def value(fields: Fields, name: str, read: Callable[[str], T]) -> T:
    """What the text of a field stands for that has to be there."""
    return _read(name, text(fields, name), read)


def _read(name: str, held: S, read: Callable[[S], T]) -> T:
    try:
        return read(held)
    except UnreadableError as error:
        raise error.at(name) from None


def structure(fields: Fields, name: str, read: Callable[[Fields], T]) -> T:
    """The structure in a field that has to be there."""
    if name not in fields:
        raise UnreadableError(f"{name} is missing")
    return _read(name, _structure(fields[name], name), read)


def maybe_structure(fields: Fields, name: str, read: Callable[[Fields], T]) -> T | None:
    """The structure in a field that may be absent or empty."""
    return structure(fields, name, read) if fields.get(name) else None


def each(fields: Fields, name: str) -> list[Fields]:
    """Each element of a repeated field, as the fields that it has."""
    return [_structure(element, name) for element in _elements(fields, name)]


def texts(fields: Fields, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
    """What each text of a repeated field stands for."""
    found = [own_text(element) for element in _listed(fields, name)]
    if None in found:
        raise UnreadableError(f"{name} should hold texts")
    return tuple(_read(name, element, read) for element in found if element is not None)


def structures(fields: Fields, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
    """Each structure of a repeated field."""
    held: object = fields.get(name)
    if isinstance(held, Records) and held.read is read:
        return held.records
    elements = (_structure(element, name) for element in _listed(fields, name))
    return tuple(_read(name, element, read) for element in elements)


def text_map(fields: Fields, name: str, read: Callable[[str], T]) -> dict[str, T]:
    """What the text of each entry of a map stands for."""
    entries = {key: own_text(value) for key, value in _entries(fields, name).items()}
    if None in entries.values():
        raise UnreadableError(f"{name} should hold texts")
    return {key: _read(key, held, read) for key, held in entries.items() if held is not None}


def structure_map(fields: Fields, name: str, read: Callable[[Fields], T]) -> dict[str, T]:
    """The structure in each entry of a map."""
    entries = {key: _structure(held, name) for key, held in _entries(fields, name).items()}
    return {key: _read(key, held, read) for key, held in entries.items()}


def by_number(entries: Mapping[str, T]) -> dict[int, T]:
    """A map whose keys are whole numbers."""
    for key in entries:
        if not re.fullmatch("-?[0-9]{1,18}", key):
            raise UnreadableError("should be a whole number", key)
    return {int(key): value for key, value in entries.items()}


def _entries(fields: Fields, name: str) -> Fields:
    found = inside(fields, name)
    return {key: value for key, value in found.items() if key[:1] != "@" and key != OWN_TEXT}


def _elements(fields: Fields, name: str) -> Sequence[str | Fields]:
    value = fields.get(name, ())
    if isinstance(value, Records):
        raise UnreadableError(f"{name} holds records")
    return (value,) if isinstance(value, str | Mapping) else value


def _listed(fields: Fields, name: str) -> Sequence[Value]:
    """The elements of a list, which may be absent unless it is the whole answer."""
    if name == WHOLE and name not in fields:
        raise UnreadableError("the answer should be a list")
    return _elements(fields, name)


def _structure(value: Value, name: str) -> Fields:
    if isinstance(value, str):
        return {OWN_TEXT: value} if value else {}
    if isinstance(value, Mapping):
        return value
    if not value:
        # Some services write an empty structure as an empty list.
        return {}
    raise UnreadableError(f"{name} should hold one structure")
