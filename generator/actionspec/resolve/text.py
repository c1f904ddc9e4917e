"""Free text of a spec, marked as such."""

from __future__ import annotations

from typing import Any

from actionspec.model import Text


def prose(data: str) -> Text:
    """Text for readers."""
    return Text(data.strip())


def maybe_prose(data: str | None) -> Text | None:
    """Text for readers, if there is any."""
    return None if data is None else prose(data)


def marked(data: Any) -> Any:
    """Example data with its strings marked as free text."""
    match data:
        case str():
            return Text(data)
        case dict():
            return {name: marked(value) for name, value in data.items()}
        case list():
            return [marked(value) for value in data]
        case _:
            return data


def texts(data: dict[str, str] | None) -> dict[str, Text]:
    """Names with their values, which are free text."""
    return {name: Text(value) for name, value in (data or {}).items()}


def former_names(data: dict[str, Any]) -> tuple[str, ...]:
    """The names that something had in earlier versions."""
    told: str | list[str] = data.get("renamed_from", [])
    return (told,) if isinstance(told, str) else tuple(told)
