"""Regular expressions for the whole numbers of a range, for what can only compare texts."""

from __future__ import annotations

import math
from collections.abc import Iterator

ANY = "^(0|-?[1-9][0-9]*)$"
"""Any whole number, as it is usually written: with neither a plus nor leading zeros."""


def numbers_between(least: float | None, most: float | None) -> str:
    """A regular expression for the whole numbers of a range, written as `ANY` has them.

    Args:
        least: The smallest one; None for no limit.
        most: The largest one; None for no limit.
    """
    low = None if least is None else math.ceil(least)
    high = None if most is None else math.floor(most)
    found: list[str] = []
    if low is None or low < 0:
        # Below zero it is the size that is written, and the order is the other way round.
        smallest = 1 if high is None or high >= 0 else -high
        found += [f"-{one}" for one in _sizes(smallest, None if low is None else -low)]
    if high is None or high >= 0:
        found += _sizes(max(low or 0, 0), high)
    return f"^({'|'.join(found)})$"


def _sizes(least: int, most: int | None) -> Iterator[str]:
    """Expressions for the numbers from `least` to `most`, of which none is below zero."""
    if least == 0:
        yield "0"
        least = 1
    if most is None:
        yield from _same_length(str(least), "9" * len(str(least)))
        yield f"[1-9][0-9]{{{len(str(least))},}}"
        return
    for length in range(len(str(least)), len(str(most)) + 1):
        low, high = max(least, 10 ** (length - 1)), min(most, 10**length - 1)
        if low <= high:
            yield from _same_length(str(low), str(high))


def _same_length(low: str, high: str) -> Iterator[str]:
    """Expressions for the numbers between two that have equally many digits."""
    rest = len(low) - 1
    if not rest or (low[1:] == "0" * rest and high[1:] == "9" * rest):
        yield _digit(low[0], high[0]) + _digits(rest)
    elif low[0] == high[0]:
        yield from (low[0] + one for one in _same_length(low[1:], high[1:]))
    else:
        yield from (low[0] + one for one in _same_length(low[1:], "9" * rest))
        first, last = int(low[0]) + 1, int(high[0]) - 1
        if first <= last:
            yield _digit(str(first), str(last)) + _digits(rest)
        yield from (high[0] + one for one in _same_length("0" * rest, high[1:]))


def _digit(first: str, last: str) -> str:
    return first if first == last else f"[{first}-{last}]"


def _digits(number: int) -> str:
    return "" if not number else "[0-9]" if number == 1 else f"[0-9]{{{number}}}"
