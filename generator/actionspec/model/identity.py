"""What values are ids of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from actionspec.model.errors import ErrorCode

Role = Literal["creates", "refers_to", "removes"]

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a value is the id of, and what the request does with it.

    Attributes:
        thing: The kind of thing.
        role: What becomes of it.
        error: What the service answers if it does not exist; if it is to be created, if it exists
            already. None if the service does not mind.
    """

    thing: str
    role: Role
    error: ErrorCode | None
