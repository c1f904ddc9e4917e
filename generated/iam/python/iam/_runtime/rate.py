"""Keeps an account below the number of calls that a service allows."""

from __future__ import annotations

from collections import deque
from math import isfinite
from time import monotonic
from typing import Any

from .processes import Lock


class RateLimit:
    """At most so many requests in a span of time.

    All clients, threads and tasks that share one object share its limit; other processes do not.

    Args:
        calls: How many requests may leave.
        seconds: The span of time in which they may.

    Raises:
        ValueError: A number makes no sense.
    """

    def __init__(self, calls: int, seconds: float = 1.0) -> None:
        if calls < 1:
            raise ValueError(f"calls is at least 1, not {calls}")
        if not (isfinite(seconds) and seconds > 0):
            raise ValueError(f"seconds is a span of time, not {seconds}")
        self.calls = calls
        self.seconds = seconds
        self._taken: deque[float] = deque(maxlen=calls)
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"RateLimit({self.calls}, seconds={self.seconds:g})"

    def __reduce__(self) -> tuple[type[RateLimit], tuple[Any, ...]]:
        return RateLimit, (self.calls, self.seconds)

    def reserve(self, longest: float) -> float | None:
        """Seconds until the next request may leave, which is then spoken for.

        Args:
            longest: How many seconds the caller would wait. If it takes longer, nothing is spoken
                for, and the answer is None.
        """
        with self._lock:
            now = monotonic()
            free = now
            if len(self._taken) == self.calls:
                free = max(now, self._taken[0] + self.seconds)
            if free - now > longest:
                return None
            self._taken.append(free)
            return free - now
