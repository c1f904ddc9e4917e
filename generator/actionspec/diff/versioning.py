"""Which version semantic versioning asks for after some changes."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from actionspec.diff.change import Change

Step = Literal["major", "minor", "patch", "none"]


def step(changes: Collection[Change], old: str) -> Step:
    """How large a step from a version the changes ask for; before 1.0 no step is a major one."""
    severities = {change.severity for change in changes}
    if not severities:
        return "none"
    if severities == {"docs"}:
        return "patch"
    numbers = _numbers(old)
    return "major" if "breaking" in severities and not (numbers and numbers[0] == 0) else "minor"


def version_after(old: str, wanted: Step) -> str | None:
    """The version that is such a step after another; None after one that has no such numbers."""
    numbers = _numbers(old)
    if numbers is None:
        return None
    major, minor, patch = numbers
    match wanted:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case "none":
            return old


def is_below(version: str, asked: str) -> bool:
    """Whether a version is smaller than what is asked for; no if they cannot be compared."""
    one, other = _numbers(version), _numbers(asked)
    return one is not None and other is not None and one < other


def _numbers(version: str) -> tuple[int, int, int] | None:
    """A version as three numbers; None for a date or a word."""
    found = re.fullmatch(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?", version)
    if not found:
        return None
    major, minor, patch = (int(part or 0) for part in found.groups())
    return major, minor, patch
