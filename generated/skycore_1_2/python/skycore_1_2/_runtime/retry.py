"""When a request is sent again, and after which pause."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias

from .errors import CallError, Outcome
from .options import expect, expect_number
from .processes import Lock

Effect: TypeAlias = Literal["read", "write", "send"]

EARNING = 10
"""Calls that succeed and earn one retry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """When a request is sent again.

    A request that provably was not carried out may be sent again, and so may one of an action that
    only reads. What may have been carried out is not repeated.

    Attributes:
        tries: How often a request is sent at the most.
        first: Seconds of the longest pause before the second try. Each pause is chosen at random
            up to a longest one, which doubles from try to try.
        longest: Seconds of the longest pause that is chosen. If the service names a time, that
            counts instead.
        budget: Retries that all calls of a client may make before they earn more: ten calls that
            succeed earn one. Where the service names the time to wait, a retry costs nothing.
        repeat_unknown: Whether to repeat even what may have been carried out. A message can then be
            sent twice.

    Raises:
        TypeError: A value is of another type.
        ValueError: A number makes no sense.
    """

    tries: int = 4
    first: float = 0.5
    longest: float = 20.0
    budget: int = 100
    repeat_unknown: bool = False

    def __post_init__(self) -> None:
        for name, value in (("tries", self.tries), ("budget", self.budget)):
            expect(name, value, int)
        expect("repeat_unknown", self.repeat_unknown, bool)
        if self.tries < 1:
            raise ValueError(f"tries is at least 1, not {self.tries}")
        for name, seconds in (("first", self.first), ("longest", self.longest)):
            expect_number(name, seconds, "seconds", lambda one: isfinite(one) and one >= 0)
        if self.budget < 0:
            raise ValueError(f"budget is a number of retries, not {self.budget}")

    def allows(self, error: CallError, effect: Effect, tries: int) -> bool:
        """Whether a request that ended in an error may be sent again.

        Args:
            error: What the last try ended in.
            effect: What a repeated request would do.
            tries: How often it was sent.
        """
        if tries >= self.tries or not error.transient:
            return False
        return error.outcome is not Outcome.UNKNOWN or effect == "read" or self.repeat_unknown

    def pause(self, error: CallError, tries: int) -> float:
        """Seconds to wait before a request is sent again."""
        if error.wait is not None:
            # Clients that were told the same time should not all come back at once.
            return error.wait + random.uniform(0, min(self.first, self.longest))  # noqa: S311
        longest = min(self.longest, self.first * 2.0 ** min(tries - 1, 60))
        return random.uniform(0, longest)  # noqa: S311


DEFAULT_RETRY = Retry()
"""The policy of a client that is told nothing else."""


class Budget:
    """The retries that all calls of a client share, so that a service in trouble is left alone."""

    def __init__(self, most: int) -> None:
        # Counted in calls: ten tenths of a retry would add up to a little less than one.
        self._most = self._left = most * EARNING
        self._lock = Lock()

    def take(self) -> bool:
        """Take one retry, if one is left."""
        with self._lock:
            if self._left < EARNING:
                return False
            self._left -= EARNING
            return True

    def earn(self) -> None:
        """Get a part of one back, because a call succeeded."""
        with self._lock:
            self._left = min(self._most, self._left + 1)
