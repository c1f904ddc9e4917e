"""Which lines of a table an earlier run began, wherever they stand in it now.

A line is known by its number and its values. So lines can be put in, taken out or sorted between
two runs, and none goes out twice; of lines with the same values, as many do as there are.
"""

from __future__ import annotations

from collections.abc import Iterable

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
        noted: What was noted last of each line and its values.
    """
    digests = {row.line: row.digest for row in rows}
    left = {(entry.line, entry.digest): entry for entry in noted}
    entries = {key[0]: left.pop(key) for key in digests.items() if key in left}
    # What was carried out, or may have been, is taken first.
    moved: dict[str, list[Entry]] = {}
    for entry in sorted(left.values(), key=lambda one: one.fate not in _HARMLESS):
        moved.setdefault(entry.digest, []).append(entry)
    stayed = len(entries)
    for line, digest in digests.items():
        if line not in entries and moved.get(digest):
            entry = moved[digest].pop()
            entries[line] = left.pop((entry.line, entry.digest))
    # A line that was sent and is not there any more may be any new one, if lines have moved, or
    # if there are new ones in other places.
    sent = {line for (line, _), entry in left.items() if entry.fate not in _HARMLESS}
    new = digests.keys() - entries.keys()
    unsure = bool(sent) and (len(entries) > stayed or bool(new - sent))
    changed = frozenset(new if unsure else new & sent)
    return Known(digests=digests, entries=entries, changed=changed, unsure=unsure)
