"""The fields of an answer, as text by their names on the wire, and how to read them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias, TypeVar

Value: TypeAlias = "str | Fields | Sequence[str | Fields]"
Fields: TypeAlias = Mapping[str, Value]
T = TypeVar("T")


class UnreadableError(ValueError):
    """An answer that does not have the form that it should have."""


def written(value: str | float) -> str:
    """A value as it is written into a request, whichever subclass of its type it is."""
    if isinstance(value, str):
        return str.__str__(value)
    return float.__repr__(value) if isinstance(value, float) else int.__repr__(value)


def has(fields: Fields, name: str, value: str | None = None) -> bool:
    """Whether a field is there and not empty and, if a value is named, has that value."""
    found = fields.get(name, "")
    if isinstance(found, str):
        return tells(found, value)
    if isinstance(found, Mapping):
        return value is None
    return any(tells(one, value) if isinstance(one, str) else value is None for one in found)


def tells(text: str | None, value: str | None = None) -> bool:
    """Whether a text is not empty and, if a value is named, is that value."""
    told = (text or "").strip()
    return bool(told) if value is None else told == value


def plain(fields: Fields, name: str) -> str | None:
    """The text of a field without white space around it; None where there is no single text."""
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None


def others(fields: Fields, names: Container[str]) -> dict[str, str]:
    """The single texts in all fields but the named ones."""
    return {
        name: value
        for name, value in fields.items()
        if name not in names and isinstance(value, str)
    }


def optional(fields: Fields, name: str) -> str | None:
    """The text of a field that may be absent or empty."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise UnreadableError(f"{name} should hold a single text")
    return value or None


def text(fields: Fields, name: str) -> str:
    """The text of a field that has to be there."""
    if name not in fields:
        raise UnreadableError(f"{name} is missing")
    return optional(fields, name) or ""


def integer(value: str) -> int:
    """A whole number, from its text."""
    try:
        return int(value)
    except ValueError:
        raise UnreadableError(f"{value[:40]!r} is not a whole number") from None


def number(value: str) -> float:
    """A number, from its text."""
    try:
        return float(value)
    except ValueError:
        raise UnreadableError(f"{value[:40]!r} is not a number") from None


def string(value: str) -> str:
    """A text, as it is."""
    return value


def maybe(fields: Fields, name: str, read: Callable[[str], T]) -> T | None:
    """What a field's text stands for, None where the field is absent or empty."""
    value = optional(fields, name)
    return None if value is None else read(value)


def structure(fields: Fields, name: str, read: Callable[[Fields], T]) -> T:
    """The structure in a field that has to be there."""
    value = fields.get(name)
    if isinstance(value, Mapping):
        return read(value)
    if value == "":
        return read({})
    raise UnreadableError(f"{name} should hold one structure")


def maybe_structure(fields: Fields, name: str, read: Callable[[Fields], T]) -> T | None:
    """The structure in a field that may be absent or empty."""
    return structure(fields, name, read) if fields.get(name) else None


def _elements(fields: Fields, name: str) -> Sequence[str | Fields]:
    value = fields.get(name, ())
    return [value] if isinstance(value, str | Mapping) else value


def texts(fields: Fields, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
    """What each element of a repeated field of texts stands for."""
    elements = _elements(fields, name)
    if not all(isinstance(element, str) for element in elements):
        raise UnreadableError(f"{name} should hold texts")
    return tuple(read(element) for element in elements if isinstance(element, str))


def structures(fields: Fields, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
    """Each structure of a repeated field."""
    return tuple(
        read({} if isinstance(element, str) else element) for element in _elements(fields, name)
    )
