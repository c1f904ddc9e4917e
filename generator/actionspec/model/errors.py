"""The error table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actionspec.model.text import Status, Text

Retry = Literal["never", "later", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A class between the API's base exception and the classes of codes."""

    class_name: str
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A value that changes from one message of a code to the next."""

    name: str
    type: Literal["string", "integer"]
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """One row of the error table.

    Attributes:
        wait: The seconds to wait before the same request is sent again, or the placeholder that
            tells them; None if nothing does.
        renamed_from: The names that its class had in earlier versions.
    """

    code: str
    class_name: str
    category: Category
    message: Text
    placeholders: tuple[Placeholder, ...]
    cause: Text
    remedy: Text
    retry: Retry
    wait: str | float | None
    general: bool
    renamed_from: tuple[str, ...]
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The codes for requests that are themselves at fault."""

    request: ErrorCode
    credentials: ErrorCode
    body: ErrorCode
