"""Single values as answers spell them, and values that stand for any."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from actionspec.mock.draft import TEXT
from actionspec.model import SCALARS, Enumeration, Field, Notation, Scalar

_MADE_UP: dict[Scalar, Any] = dict(
    zip(
        SCALARS,
        (TEXT, 1, 1.5, "1.50", True, "2026-01-31T12:00:00+00:00", "2026-01-31", "dGV4dA=="),
        strict=True,
    )
)


def made_up(field: Field) -> Any:
    """A value of a field's type, as an example would have it."""
    if isinstance(field.type, Enumeration):
        return next(iter(field.type.members.values()))
    return _MADE_UP[field.scalar or "string"]


def spelled(field: Field, value: Any) -> Any:
    """A value of an example as an answer spells it; None if its absence tells it.

    Whole numbers and others stay what they are, since some answers have more than texts.
    """
    match field.scalar:
        case "boolean" if field.notation.presence:
            return "" if value else None
        case "boolean":
            return str(field.notation.yes[0] if value else field.notation.no[0])
        case "datetime":
            return _time(datetime.fromisoformat(value), field.notation)
        case "date":
            return _time(date.fromisoformat(value), field.notation)
        case "integer":
            return int(value)
        case "number":
            return value
        case _:
            return str(value)


def _time(moment: date, notation: Notation) -> str:
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = moment.astimezone(UTC)
    match notation.format:
        case "iso":
            return moment.isoformat().replace("+00:00", "Z")
        case "unix":
            return str(_milliseconds(moment) // 1000)
        case "unix_ms":
            return str(_milliseconds(moment))
        case _:
            return moment.strftime(notation.format)


def _milliseconds(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    zoned = moment.replace(tzinfo=moment.tzinfo or UTC)
    return (zoned - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
