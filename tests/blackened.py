"""What black makes of a Python file, as generated files are formatted."""

from __future__ import annotations

import black
from black.mode import TargetVersion

MODE = black.Mode(line_length=100, target_versions={TargetVersion.PY311})


def blackened(text: str) -> str:
    """A Python file as black writes it."""
    return black.format_str(text, mode=MODE)
