"""Every kind of change, with what it does to code: the table in `kinds.md`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Severity(StrEnum):
    """What a change does to code that uses the regenerated client, the worst first."""

    BREAKING = "breaking"
    RISKY = "risky"
    SAFE = "safe"
    DOCS = "docs"


SEVERITIES = tuple(Severity)
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table.

    Attributes:
        slug: Its short name, such as "parameter-removed".
        severity: What it does to code that uses the regenerated client.
        meaning: Why that is so.
        advice: What the user of the client has to do; empty for nothing.
        author: What the author of the spec can do; empty for nothing.
    """

    slug: str
    severity: Severity
    meaning: str
    advice: str
    author: str


def read_kinds(table: str) -> dict[str, Kind]:
    """The rows of a table in Markdown, by their short names.

    Raises:
        ValueError: A row has too few cells or too many, no severity that there is, or the name of
            another row.
    """
    rows = [line[1:-1].split("|") for line in table.splitlines() if line.startswith("| ")]
    found: dict[str, Kind] = {}
    for row in rows[2:]:
        if len(row) != 5:
            raise ValueError(f"a row of kinds.md has {len(row)} cells instead of 5: {row[0]}")
        slug, severity, meaning, advice, author = (cell.strip() for cell in row)
        if severity not in SEVERITIES:
            known = ", ".join(SEVERITIES)
            raise ValueError(f'kinds.md: {slug} is "{severity}", which is none of {known}')
        if slug in found:
            raise ValueError(f"kinds.md has two rows for {slug}")
        found[slug] = Kind(slug, Severity(severity), meaning, advice, author)
    return found


KINDS = read_kinds(files("actionspec.diff").joinpath("kinds.md").read_text(encoding="utf-8"))
"""Every kind of change, by its short name."""
