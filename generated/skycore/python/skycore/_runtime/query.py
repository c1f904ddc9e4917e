"""Query strings."""

from __future__ import annotations

from urllib.parse import quote_plus

from .fields import written


def pair(name: str, value: str | int | float | None) -> str:
    """A further `&name=value`; nothing where there is no value.

    Raises:
        UnicodeEncodeError: The value is text that UTF-8 cannot write.
    """
    if value is None or value == "":
        return ""
    return f"&{name}={quote_plus(written(value))}"
