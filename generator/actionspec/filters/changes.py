"""What has changed between two versions, by what it does to code."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.diff import SEVERITIES, Change, Severity

_TITLES: dict[Severity, str] = {
    "breaking": "Breaking",
    "risky": "Risky",
    "safe": "Safe",
    "docs": "Documentation",
}


def by_severity(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under a title for each severity that occurs, the worst first."""
    every = list(changes)
    found: list[tuple[str, list[Change]]] = []
    for severity in SEVERITIES:
        if held := [change for change in every if change.severity == severity]:
            found.append((_TITLES[severity], held))
    return found
