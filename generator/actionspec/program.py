"""What this program is made of."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as package_files
from importlib.util import find_spec
from pathlib import Path

from actionspec.cache import digest_of


def template_folder() -> Path:
    """Where the targets are: inside the installed package, or beside `generator/` in a checkout."""
    installed = Path(str(package_files("actionspec"))) / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def identity() -> str:
    """A digest that differs wherever the program, its templates, its Python or what writes do."""
    folders = (Path(__file__).parent, template_folder())
    libraries = (find_spec(name) for name in ("black", "jinja2"))
    origins = (one.origin for one in libraries if one and one.origin)
    return digest_of(
        sys.version,
        *(one for folder in folders for one in _states(folder)),
        *(_state(origin) for origin in origins),
    )


def _states(folder: Path) -> Iterator[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one != "__pycache__")
        for name in sorted(names):
            yield _state(os.path.join(where, name))


def _state(file: str) -> str:
    status = os.stat(file)
    return f"{file} {status.st_size} {status.st_mtime_ns}"
