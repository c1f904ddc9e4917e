"""What a program can see of the requests that are sent, and of their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec


class Exchange(msgspec.Struct, frozen=True, kw_only=True, repr_omit_defaults=True):
    """One try of a call, as text in which secrets and what is personal are masked."""

    call: str
    """What all tries of one call have in common, and no other call has."""

    action: str
    """The action that is called."""

    number: int
    """How often the request has been sent, this time included."""

    method: str
    """The HTTP method."""

    url: str
    """The address, with the query string."""

    headers: Mapping[str, str]
    """The HTTP headers of the request."""

    body: str = ""
    """The body of the request."""

    status: int = 0
    """The HTTP status of the answer; 0 where none came."""

    answer: str = ""
    """The body of the answer."""

    outcome: str | None = None
    """What became of the request if the try failed: NOT_SENT, REJECTED or UNKNOWN."""

    error: str | None = None
    """What the try ended in; None if it succeeded."""

    seconds: float = 0.0
    """How long it took."""


Hook: TypeAlias = Callable[[Exchange], object]
"""Something to call with an exchange, where the call is made: its context variables are those of
the caller. It should return soon, and must not be a coroutine."""
