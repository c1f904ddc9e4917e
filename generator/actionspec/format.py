"""Python files as black writes them, in this process."""

from __future__ import annotations

from collections.abc import Mapping

import black
from black.mode import TargetVersion

MODE = black.Mode(line_length=100, target_versions={TargetVersion.PY311})


def format_files(files: Mapping[str, str]) -> dict[str, str]:
    """The same files, with every Python file formatted."""
    return {
        path: black.format_str(text, mode=MODE) if path.endswith(".py") else text
        for path, text in files.items()
    }
