"""Which lines of a table an earlier run began, wherever they stand in it now.

A line is known by its number and its values. So lines can be put in, taken out or sorted between
two runs, and none goes out twice; of lines with the same values, as many do as there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from .line_journal import Entry
from .line_table import Row

# With these, nothing was carried out: a line that has been corrected since is a new one.
_HARMLESS = frozenset(["not sent", "rejected"])


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the lines of a table.

    Attributes:
        digests: What tells whether a line has changed, by its number.
        entries: What became of the lines that an earlier run began, by their numbers now.
        changed: The numbers of lines that were sent with other values, or may have been.
        unsure: Whether nobody can tell which of the changed lines are new ones.
    """

    digests: dict[int, str]
    entries: dict[int, Entry]
    changed: frozenset[int]
    unsure: bool


def known_of(rows: Iterable[Row], noted: Iterable[Entry]) -> Known:
    """What is known of the lines of a table.

    Args:
        rows: The lines.
        noted: What was noted last of each line and its values, the latest behind the others.
    """
    digests = {row.line: row.digest for row in rows}
    left = {(entry.line, entry.digest): entry for entry in noted}
    # First, so that no note of an earlier attempt lets out again what has left since.
    entries = _taken(left, digests, harmless=False)
    _drop_replaced(left)
    others = {line: digest for line, digest in digests.items() if line not in entries}
    entries |= _taken(left, others, harmless=True)
    # A line that was sent and is not there any more may be any new one, if lines have moved, or
    # if there are new ones in other places.
    sent = {line for (line, _), entry in left.items() if entry.fate not in _HARMLESS}
    new = digests.keys() - entries.keys()
    have_moved = any(entry.line != line for line, entry in entries.items())
    unsure = bool(sent) and (have_moved or bool(new - sent))
    changed = frozenset(new if unsure else new & sent)
    return Known(digests=digests, entries=entries, changed=changed, unsure=unsure)


def _taken(
    left: dict[tuple[int, str], Entry], wanted: Mapping[int, str], *, harmless: bool
) -> dict[int, Entry]:
    """Take the notes of lines out of those that are left: of the same number first, then of any."""
    found: dict[int, Entry] = {}
    notes: dict[str, list[Entry]] = {}
    for key, entry in [*left.items()]:
        if (entry.fate in _HARMLESS) is not harmless:
            continue
        if wanted.get(entry.line) == entry.digest:
            found[entry.line] = left.pop(key)
        else:
            notes.setdefault(entry.digest, []).append(entry)
    for line, digest in wanted.items():
        if line not in found and notes.get(digest):
            entry = found[line] = notes[digest].pop()
            del left[entry.line, entry.digest]
    return found


def _drop_replaced(left: dict[tuple[int, str], Entry]) -> None:
    """Drop the notes of attempts after which a line was sent with values it has no longer."""
    attempts: dict[int, list[tuple[int, str]]] = {}
    for key, entry in [*left.items()]:
        if entry.fate in _HARMLESS:
            attempts.setdefault(entry.line, []).append(key)
        else:
            for replaced in attempts.pop(entry.line, ()):
                del left[replaced]
