"""Patterns that can take all memory.

At each turn of an endless repetition of more than a single character, a matcher keeps where every
group of the pattern stood: 32 bytes a group, beside the 120 of the turn itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from actionspec.check.blow_up.positions import MOST_TIMES
from actionspec.check.blow_up.refusal import BlowUp

_parser: Any = import_module("re._parser")

MOST_GROUPS = 4
"""Groups that may be kept at each turn."""

_SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}


def too_many_groups(pattern: str) -> BlowUp | None:
    """Why a match may take far more memory than the text.

    Args:
        pattern: A regular expression that `re` can compile.
    """
    tree = _parser.parse(pattern)
    groups = tree.state.groups - 1
    if groups <= MOST_GROUPS or not _has_turns(tree):
        return None
    message = f"each turn of a repetition keeps {groups} groups: a match takes too much memory"
    hint = f"write (?:...) for a group without a name; {MOST_GROUPS} may be kept"
    return BlowUp(message, hint)


def _has_turns(nodes: Iterable[Any]) -> bool:
    """Whether something longer than a character repeats without an end."""
    return any(_turns(str(kind), value) for kind, value in nodes)


def _turns(kind: str, value: Any) -> bool:
    match kind:
        case "MAX_REPEAT" | "MIN_REPEAT":
            _, most, inner = value
            single = len(inner) == 1 and str(inner[0][0]) in _SINGLE
            return (int(most) > MOST_TIMES and not single) or _has_turns(inner)
        case "SUBPATTERN":
            return _has_turns(value[3])
        case "BRANCH":
            return any(map(_has_turns, value[1]))
        case _:
            return False
