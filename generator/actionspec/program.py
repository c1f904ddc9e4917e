"""What this program is made of."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

from actionspec.cache import digest_of


def template_folder() -> Path:
    """Where the targets are: inside the installed package, or beside `generator/` in a checkout."""
    installed = Path(str(package_files("actionspec"))) / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def identity() -> str:
    """A digest that differs wherever the program, its templates or its Python do."""
    folders = (Path(__file__).parent, template_folder())
    return digest_of(sys.version, *(one for folder in folders for one in _states(folder)))


def _states(folder: Path) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(where, name))
            yield f"{where}/{name} {status.st_size} {status.st_mtime_ns}"
