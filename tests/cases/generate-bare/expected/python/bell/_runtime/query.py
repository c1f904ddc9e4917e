"""Query strings."""

from __future__ import annotations

from urllib.parse import quote_plus


def pair(name: str, value: str | int | float | None) -> str:
    """A further `&name=value`; nothing where there is no value."""
    if value is None or value == "":
        return ""
    return f"&{name}={quote_plus(str(value))}"
