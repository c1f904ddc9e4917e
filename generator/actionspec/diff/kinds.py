"""Every kind of change, with what it does to code: the table in `kinds.md`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, cast, get_args

Severity = Literal["breaking", "risky", "safe", "docs"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
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


def _read() -> dict[str, Kind]:
    table = files("actionspec.diff").joinpath("kinds.md").read_text(encoding="utf-8")
    rows = [line[1:-1].split("|") for line in table.splitlines() if line.startswith("| ")]
    found: dict[str, Kind] = {}
    for row in rows[2:]:
        slug, severity, meaning, advice, author = (cell.strip() for cell in row)
        found[slug] = Kind(slug, cast(Severity, severity), meaning, advice, author)
    return found


KINDS = _read()
"""Every kind of change, by its short name."""
