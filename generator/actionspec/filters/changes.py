"""What has changed between two versions, by what it does to code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actionspec.diff import Change


def by_severity(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under a title for each severity that occurs, the worst first."""
    from actionspec.diff import Severity, grouped

    titles = {
        Severity.BREAKING: "Breaking",
        Severity.RISKY: "Risky",
        Severity.SAFE: "Safe",
        Severity.DOCS: "Documentation",
    }
    return [(titles[severity], found) for severity, found in grouped(changes)]
