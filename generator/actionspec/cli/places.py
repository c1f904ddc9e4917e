"""Where output may go."""

from __future__ import annotations

import os
from pathlib import Path

from actionspec.cli.console import InputError


def refuse_places(folder: Path, spec: Path) -> None:
    """Keep the output out of folders that cannot be meant.

    Raises:
        InputError: It is the root of a disk, or inside the spec.
    """
    # Unlike `resolve`, this bears a link that leads to itself.
    place = Path(os.path.realpath(folder))
    if place == place.parent:
        raise InputError(f"{folder.as_posix()} is no place for output; give it a folder of its own")
    if spec.is_dir() and place.is_relative_to(os.path.realpath(spec)):
        raise InputError(f"{folder.as_posix()} is inside the spec; give the output another folder")
