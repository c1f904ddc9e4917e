"""Output folders that tests write, and what is in them.

Small texts stand for what is generated; `test_generate.py` writes real ones.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

from apis import ROOT

from actionspec.write import Plan, plan, write

BARE = ROOT / "tests/cases/generate-bare/spec"

OLD = {"model.json": "1\n", "docs/a.md": "a\n", "docs/gone/b.md": "b\n", "python/x/c.py": "c = 1\n"}
NEW = {"model.json": "2\n", "docs/a.md": "a\n", "docs/new/d.md": "d\n", "python/x/c.py": "c = 2\n"}

Folder = dict[str, bytes | str]
"""What a folder holds by path: contents of files; what links lead to; "" for folders."""


def old_output(parent: Path) -> Path:
    """An output folder with the old texts, alone in a folder."""
    put(parent / "parent" / "out", OLD)
    return parent / "parent" / "out"


def put(folder: Path, files: dict[str, str], *, force: bool = False) -> Plan:
    """Write texts into an output folder."""
    return write(folder, files, ["docs", "python"], force=force)


def look_at(folder: Path, files: dict[str, str]) -> Plan:
    """What writing texts into an output folder would do."""
    return plan(folder, files, ["docs", "python"])


def contents(folder: Path) -> Folder:
    found: Folder = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        else:
            found[name] = path.read_bytes() if path.is_file() else ""
    return found


def generated(folder: Path) -> dict[str, str]:
    """Those of the old and the new texts that are there."""
    paths = [path for path in sorted({*OLD, *NEW}) if (folder / path).exists()]
    return {path: (folder / path).read_text(encoding="utf-8") for path in paths}


def assert_new(folder: Path) -> None:
    """The new texts are there, and nothing is left of how they came there."""
    assert generated(folder) == NEW
    assert not look_at(folder, NEW).changes
    assert os.listdir(folder.parent) == [folder.name]
    assert not [path for path in os.listdir(folder) if path.startswith(".actionspec-")]


def change(file: Path, text: str) -> None:
    """Write a text, and the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def stay(folder: Path) -> None:
    """Keep a folder from being exchanged as a whole: it holds a repository."""
    (folder / ".git").mkdir()


def raising(number: int) -> Any:
    """A function that fails as the operating system does."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail
