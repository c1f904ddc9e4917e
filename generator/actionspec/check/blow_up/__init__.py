"""Patterns that can keep a matcher busy for ever.

A matcher that goes back tries every way to read a text. This walks through all texts at once, and
counts in how many ways a pattern can have read each so far: a small number for all texts means a
time that grows with the length of the text and no faster. What it cannot count is refused too, so
that whatever passes is proven.
"""

from __future__ import annotations

from functools import lru_cache

from actionspec.check.blow_up.memory import too_many_groups
from actionspec.check.blow_up.positions import positions_of
from actionspec.check.blow_up.refusal import BlowUp, RefusedError
from actionspec.check.blow_up.walk import MOST_WAYS, walk

__all__ = ["MOST_WAYS", "BlowUp", "blow_up", "too_many_groups"]


@lru_cache(maxsize=4096)
def blow_up(pattern: str) -> BlowUp | None:
    """Why matching a whole text against a pattern may take longer than the text is long.

    Judging is bounded by the length of the pattern, so that of a spec is bounded by its size.

    Args:
        pattern: A regular expression that `re` can compile.

    Returns:
        None if the time is proven to grow with the length of the text and no faster.
    """
    try:
        walk(positions_of(pattern))
    except RefusedError as error:
        return error.blow_up
    except RecursionError:
        return BlowUp("the pattern is nested too deep to judge", "write several simpler ones")
    return None
