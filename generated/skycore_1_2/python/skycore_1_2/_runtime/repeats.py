"""Which postbacks came before: a service repeats what it believes nobody received."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol

MOST_REMEMBERED = 100_000
"""Keys that are remembered at the same time; after that the oldest are forgotten."""


class SeenPostbacks(Protocol):
    """What remembers keys. Several processes need one that they share, say in a database."""

    def add(self, key: str, seconds: float) -> bool:
        """Remember a key for some seconds, in one step.

        Returns:
            Whether it is new; a key that is remembered already stays as it is.
        """
        ...


class RecentlySeen:
    """Remembers keys in this process, for any number of threads.

    Args:
        clock: What tells the time, in seconds.
        most: How many keys are remembered at the same time.
    """

    def __init__(self, clock: Callable[[], float], most: int = MOST_REMEMBERED) -> None:
        self._clock = clock
        self._most = most
        self._until: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def add(self, key: str, seconds: float) -> bool:
        """Remember a key for some seconds; whether it is new."""
        with self._lock:
            now = self._clock()
            while self._until and next(iter(self._until.values())) <= now:
                self._until.popitem(last=False)
            if self._until.get(key, now) > now:
                return False
            self._until[key] = now + seconds
            if len(self._until) > self._most:
                self._until.popitem(last=False)
            return True
