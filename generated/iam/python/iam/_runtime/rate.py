"""Keeps an account below the number of calls that a service allows."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Any

from .options import expect, expect_number
from .processes import Lock

_MOST_CALLS = 1_000_000_000


class RateLimit:
    """At most so many requests in a span of time, counted when each is let go.

    So many may leave at once. All clients, threads and tasks that share one object share its limit;
    other processes, forked ones too, do not.

    Args:
        calls: How many requests may leave.
        seconds: The span of time in which they may.

    Raises:
        TypeError: A value is of another type.
        ValueError: A number makes no sense.
    """

    def __init__(self, calls: int, seconds: float = 1.0) -> None:
        expect("calls", calls, int)
        expect_number("seconds", seconds, "seconds", lambda one: 0 < one <= 86_400)
        if not 1 <= calls <= _MOST_CALLS:
            raise ValueError(f"calls is from 1 to {_MOST_CALLS:,}, not {calls}")
        self.calls = calls
        self.seconds = seconds
        self._taken: deque[float] = deque(maxlen=calls)
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"RateLimit({self.calls}, seconds={self.seconds:g})"

    def __reduce__(self) -> tuple[type[RateLimit], tuple[Any, ...]]:
        return RateLimit, (self.calls, self.seconds)

    def reserve(self) -> float:
        """Seconds until the next request may leave, which is then spoken for."""
        with self._lock:
            now = monotonic()
            free = now
            if len(self._taken) == self.calls:
                free = max(now, self._taken[0] + self.seconds)
            self._taken.append(free)
            return free - now
