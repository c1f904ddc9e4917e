"""Dates and times in samples: which format they have, and what they are in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from actionspec.infer.tree import Value, folded
from actionspec.infer.words import word_set

_ISO = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"),
}
_ZONE = re.compile(r".*(?:Z|[+-]\d{2}:?\d{2})")

_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")
_HOURS = ("", " %H:%M:%S", " %H:%M")
_FORMATS = (*(day + hour for day in _DAYS for hour in _HOURS), "%Y%m%d%H%M%S", "%Y%m%d")
_DIGITS = {"%Y": r"\d{4}", **dict.fromkeys(("%m", "%d", "%H", "%M", "%S"), r"\d{2}")}

_TIMES = word_set("date day time timestamp at on since until expiry expires birthday birthdate")
"""Words in the names of fields of which digits in a row are a date, and no number."""


def iso_kind(text: str) -> str:
    """Whether a text is a date or a datetime of ISO 8601; empty if it is neither."""
    found = (kind for kind, pattern in _ISO.items() if pattern.fullmatch(text))
    return next((kind for kind in found if _moment(text, "iso")), "")


def time_format(name: str, values: Iterable[Value]) -> str:
    """The format of strftime that texts have as dates or times; empty if it is none, or not clear.

    Args:
        name: The name of the field in Python.
        values: Its values in all samples.
    """
    texts = [one for one in values if one not in ("", None)]
    if not texts or not all(isinstance(one, str) for one in texts):
        return ""
    bare = not _TIMES.isdisjoint((*name.split("_"), folded(name)))
    formats = [one for one in _FORMATS if bare or not one.startswith("%Y%m")]
    found = [one for one in formats if all(fits(str(text), one) for text in texts)]
    return found[0] if len(found) == 1 else ""


def kind_of_format(layout: str) -> str:
    """Whether a format is that of a date or of a datetime."""
    return "datetime" if "%H" in layout else "date"


def fits(text: str, layout: str) -> bool:
    """Whether a text is a time of a format, as a spec has it."""
    pattern = re.sub("%[A-Za-z]", lambda sign: _DIGITS.get(sign[0], ".+"), re.escape(layout))
    usual = layout in {"iso", "unix", "unix_ms"} or re.fullmatch(pattern, text)
    return bool(usual) and _moment(text, layout) is not None


def has_zone(text: str) -> bool:
    """Whether a text of ISO 8601 says in which zone it is."""
    return bool(_ZONE.fullmatch(text.partition("T")[2]))


def as_iso(kind: str, text: str, layout: str, zone: str) -> str:
    """A date or a datetime in ISO 8601; a text that does not have the format stays as it is."""
    moment = _moment(text, layout)
    if moment is None:
        return text
    if kind == "date":
        return moment.date().isoformat()
    known = moment.tzinfo is not None or zone == "none"
    return (moment if known else moment.replace(tzinfo=UTC)).isoformat()


def _moment(text: str, layout: str) -> datetime | None:
    try:
        if layout == "iso":
            return datetime.fromisoformat(text)
        if layout in {"unix", "unix_ms"}:
            return datetime.fromtimestamp(float(text) / (1000 if layout == "unix_ms" else 1), UTC)
        return datetime.strptime(text, layout)
    except (ValueError, OverflowError, OSError):
        return None
