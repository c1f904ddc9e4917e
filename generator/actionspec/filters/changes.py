"""What has changed between two versions, by what it does to code."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.diff import Change, Severity, grouped

_TITLES: dict[Severity, str] = {
    Severity.BREAKING: "Breaking",
    Severity.RISKY: "Risky",
    Severity.SAFE: "Safe",
    Severity.DOCS: "Documentation",
}


def by_severity(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under a title for each severity that occurs, the worst first."""
    return [(_TITLES[severity], found) for severity, found in grouped(changes)]
