"""All characters, as few as tell the positions of a pattern apart.

Between two neighbours of a universe lies nothing that a class could tell from the first of them:
no edge of a category, no edge of what the pattern names, and no character that has cases.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from operator import xor
from typing import Any

from actionspec.check.blow_up.positions import Positions
from actionspec.check.blow_up.written import written


def kinds(positions: Positions) -> list[tuple[str, int]]:
    """A character of each kind that the positions tell apart.

    Returns:
        Each with the positions that take it, as the bits of a number.
    """
    cased = bool(positions.flags & re.IGNORECASE)
    universe = "".join(sorted(_edges() | (_cased() if cased else set()) | _named(positions.nodes)))
    changes = [0] * (len(universe) + 1)
    by_test: dict[str, int] = {}
    for position, node in enumerate(positions.nodes):
        test = written([node])
        by_test[test] = by_test.get(test, 0) | 1 << position
    flags = positions.flags & (re.IGNORECASE | re.ASCII | re.DOTALL)
    for test, bits in by_test.items():
        # Asked of the matcher itself, so that nothing about its classes and cases is told twice.
        for found in re.compile(f"{test}+", flags).finditer(universe):
            for edge in found.span():
                changes[edge] ^= bits
    samples: dict[int, str] = {}
    for character, bits in zip(universe, accumulate(changes, xor), strict=False):
        if bits and not (samples.get(bits, "") > " "):
            samples[bits] = character
    return [(character, bits) for bits, character in samples.items()]


@cache
def _edges() -> frozenset[str]:
    """ASCII, and where a category begins or ends."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    runs = (run for sign in (r"\d+", r"\s+", r"\w+") for run in re.finditer(sign, every))
    edges = {edge for run in runs for edge in run.span()}
    return frozenset(map(chr, (edges - {len(every)}) | {*range(0x81)}))


@cache
def _cased() -> frozenset[str]:
    """Every character with a case, and what stands behind it."""
    every = map(chr, range(sys.maxunicode))
    cased = {one for one in every if one.lower() != one or one.upper() != one}
    return frozenset(cased | {chr(ord(one) + 1) for one in cased})


def _named(nodes: Iterable[Any]) -> set[str]:
    """Characters and ends of ranges that positions name, and what stands behind them."""
    return {chr(edge) for edge in _named_edges(nodes) if edge <= sys.maxunicode}


def _named_edges(nodes: Iterable[Any]) -> Iterator[int]:
    for kind, value in nodes:
        match str(kind):
            case "LITERAL" | "NOT_LITERAL":
                yield from (value, value + 1)
            case "RANGE":
                yield from (value[0], value[1] + 1)
            case "IN":
                yield from _named_edges(value)
            case _:
                pass
