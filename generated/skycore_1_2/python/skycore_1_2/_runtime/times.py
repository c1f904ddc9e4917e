"""Dates and times, from and to their form on the wire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache

from .errors import UnreadableError, UnsendableError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNITS = {"unix": timedelta(seconds=1), "unix_ms": timedelta(milliseconds=1)}
MILLISECOND = 1000
"""Microseconds."""


def write(value: date, form: str = "iso", *, zoned: bool = True) -> str:
    """A date or a time as text.

    Args:
        value: The date or time.
        form: "iso", "unix", "unix_ms", or a format of strftime.
        zoned: Whether times are written in UTC, and have to have a zone.

    Raises:
        UnsendableError: A time has no zone, or one that nobody could tell from the text, or is
            before the year 1 or behind the year 9999 in UTC.
    """
    if isinstance(value, datetime):
        if zoned != (value.tzinfo is not None):
            wanted = "say datetime.now(UTC)" if zoned else "leave the zone out"
            problem = f"{value} {'lacks' if zoned else 'has'} a time zone: {wanted}"
            raise UnsendableError(problem, value)
        try:
            value = value.astimezone(UTC) if zoned else value
        except OverflowError:
            raise UnsendableError(f"{value} cannot be written in UTC", value) from None
        if form == "iso":
            whole = value.microsecond % MILLISECOND
            digits = "auto" if whole or not value.microsecond else "milliseconds"
            return value.isoformat(timespec=digits).replace("+00:00", "Z")
        if form in UNITS:
            return str((value.replace(tzinfo=UTC) - EPOCH) // UNITS[form])
    if form in UNITS:
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
        return str((value - EPOCH) // UNITS[form])
    return value.isoformat() if form == "iso" else value.strftime(form)


def maybe_write(value: date | None, form: str, *, zoned: bool = True) -> str | None:
    """A date or a time as text, if there is one."""
    return None if value is None else write(value, form, zoned=zoned)


@cache
def moment(form: str = "iso", *, zoned: bool = True) -> Callable[[str], datetime]:
    """What reads a time in such a form, which is in UTC if it names no zone and `zoned` is true."""

    def read(text: str) -> datetime:
        try:
            found = _moment(text.strip(), form)
        except (ValueError, OverflowError, OSError):
            raise UnreadableError("is not a time", text) from None
        return found.replace(tzinfo=UTC) if zoned and found.tzinfo is None else found

    return read


def _moment(text: str, form: str) -> datetime:
    if form == "iso":
        return datetime.fromisoformat(text)
    if form in UNITS:
        return EPOCH + (int(text) if text.isdecimal() else float(text)) * UNITS[form]
    return datetime.strptime(text, form)


@cache
def day(form: str = "iso") -> Callable[[str], date]:
    """What reads a date in such a form."""

    def read(text: str) -> date:
        try:
            if form == "iso":
                return date.fromisoformat(text.strip())
            return _moment(text.strip(), form).date()
        except (ValueError, OverflowError, OSError):
            raise UnreadableError("is not a date", text) from None

    return read
