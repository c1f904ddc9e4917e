"""Why a pattern is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BlowUp:
    """Why a pattern may take too long, and what to write instead."""

    message: str
    hint: str


class RefusedError(Exception):
    """A pattern whose time nobody can tell."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.blow_up = BlowUp(message, hint)


class Budget:
    """The steps that may be taken to judge a pattern: more for a longer one."""

    def __init__(self, pattern: str) -> None:
        self._left = 20_000 + 100 * len(pattern)

    def spend(self, steps: int) -> None:
        """Take some of them.

        Raises:
            RefusedError: None is left.
        """
        self._left -= steps
        if self._left < 0:
            hint = "write several shorter ones, or let what repeats end at a sign of its own"
            raise RefusedError("the pattern leaves too much open to judge", hint)
