"""Single values, from and to the text that they are on the wire."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from . import times
from .errors import UnreadableError


def text_of(value: Any) -> str:
    """A value as it is written into a request, whichever subclass of its type it is.

    Raises:
        ValueError: The value cannot be written: a time without a zone, a number that is none.
    """
    match value:
        case str():
            return str.__str__(value)
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case float():
            return float.__repr__(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return times.write(value)
        case bytes() | bytearray():
            return b64encode(value).decode()
        case _:
            raise ValueError(f"{type(value).__name__} is no type that can be sent")


def word(value: bool | None, yes: str, no: str | None) -> str | None:
    """The word for true or false; None, which is not written, where there is none."""
    return None if value is None else yes if value else no


def string(text: str) -> str:
    """A text, as it is."""
    return text


def integer(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise UnreadableError(f"{text[:40]!r} is not a whole number") from None


def number(text: str) -> float:
    """A number."""
    try:
        return float(text)
    except ValueError:
        raise UnreadableError(f"{text[:40]!r} is not a number") from None


def decimal(text: str) -> Decimal:
    """A number with all its digits, for money."""
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise UnreadableError(f"{text[:40]!r} is not a number") from None


def base64(text: str) -> bytes:
    """Bytes, from their base64 form."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableError(f"{text[:40]!r} is not base64") from None


@cache
def boolean(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[str], bool]:
    """What reads true and false from such words, whatever their case."""
    meanings = {**{word.lower(): False for word in no}, **{word.lower(): True for word in yes}}

    def read(text: str) -> bool:
        meaning = meanings.get(text.strip().lower())
        if meaning is None:
            raise UnreadableError(f"{text[:40]!r} is neither {yes[0]} nor {no[0]}")
        return meaning

    return read


truth = boolean(("true", "1"), ("false", "0"))
"""Reads true and false."""
