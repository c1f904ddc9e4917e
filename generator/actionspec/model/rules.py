"""What must hold between the parameters of an action, or the fields of a structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from actionspec.model.errors import ErrorCode
from actionspec.model.text import Status, Text

if TYPE_CHECKING:
    from actionspec.model.types import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting of the account, on or off, on which rules depend."""

    name: str
    default: bool
    description: Text
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Of some members, a number between `least` and `most` is given (`most` None: any)."""

    members: tuple[Member, ...]
    least: Literal[0, 1]
    most: Literal[1] | None
    none: ErrorCode
    several: ErrorCode
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """If a member is given, or a setting is on, another one must be (`wanted`) or must not be."""

    condition: Member | Setting
    other: Member
    wanted: bool
    error: ErrorCode
    source: Text | None
    status: Status


Rule = Choice | Dependency
