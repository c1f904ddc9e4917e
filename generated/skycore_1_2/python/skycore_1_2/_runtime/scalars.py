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
from .errors import UnreadableError, UnsendableError


def text_of(value: Any) -> str:
    """A value as it is written into a request, whichever subclass of its type it is.

    Raises:
        UnsendableError: It is a time without a zone, or of a type that cannot be sent.
    """
    match value:
        case str():
            return str.__str__(value)
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case float():
            written = float.__repr__(value)
            return format(Decimal(written), "f") if "e" in written else written
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return times.write(value)
        case bytes() | bytearray():
            return b64encode(value).decode()
        case _:
            raise UnsendableError(f"{type(value).__name__} is no type that can be sent", value)


def word(value: bool | None, yes: str, no: str | None) -> str | None:
    """The word for true or false; None, which is not written, where there is none."""
    return None if value is None else yes if value else no


def string(text: str) -> str:
    """A text, as it is."""
    return text


def integer(text: str) -> int:
    """A whole number."""
    try:
        return int(_numeric(text))
    except ValueError:
        raise UnreadableError("is not a whole number", text) from None


def number(text: str) -> float:
    """A number."""
    try:
        return float(_numeric(text))
    except ValueError:
        raise UnreadableError("is not a number", text) from None


def decimal(text: str) -> Decimal:
    """A number with all its digits, for money."""
    try:
        found = Decimal(_numeric(text).strip())
        if found.is_finite():
            return found
    except (InvalidOperation, ValueError):
        pass
    raise UnreadableError("is not a number", text)


def _numeric(text: str) -> str:
    if "_" in text:
        raise ValueError("only Python reads this as a number")
    return text


def base64(text: str) -> bytes:
    """Bytes, from their base64 form."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableError("is not base64", text) from None


@cache
def boolean(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[str], bool]:
    """What reads true and false from such words, whatever their case."""
    meanings = {**{word.lower(): False for word in no}, **{word.lower(): True for word in yes}}

    def read(text: str) -> bool:
        meaning = meanings.get(text.strip().lower())
        if meaning is None:
            raise UnreadableError(f"is neither {yes[0]} nor {no[0]}", text)
        return meaning

    return read


truth = boolean(("true", "1"), ("false", "0"))
"""Reads true and false."""
