"""Generated packages that share one runtime, so that thousands of them can be imported."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from apis import ROOT

_RUNTIME = re.compile(r"^( *from )\.+_runtime\b", re.MULTILINE)


class Told(NamedTuple):
    """What the import of a package came to.

    Attributes:
        events: What it did that no import may do.
        modules: How many modules it has.
        failure: The traceback with which it ended; empty if it did not fail.
    """

    events: list[str]
    modules: int
    failure: str


class Packages:
    """The packages in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        shutil.copytree(ROOT / "templates/python/runtime", folder / "shared_runtime")

    def add(self, files: Mapping[str, str]) -> None:
        """One more package."""
        self.count += 1
        inside = self.folder / f"p{self.count}"
        for path, text in files.items():
            target, _, name = path.partition("/")
            if target == "python":
                (inside / name).parent.mkdir(parents=True, exist_ok=True)
                shared = _RUNTIME.sub(r"\1shared_runtime", text)
                (inside / name).write_text(shared, encoding="utf-8")

    def imported(self) -> dict[str, Told]:
        """Import every module, each package in a process of its own."""
        empty = self.folder / "empty"
        empty.mkdir()
        done = subprocess.run(
            [sys.executable, "-B", str(ROOT / "tests/hostile_import.py"), str(self.folder)],
            cwd=empty,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        assert [*empty.iterdir()] == []
        found = {name: Told(**one) for name, one in json.loads(done.stdout).items()}
        assert len(found) == self.count
        return found

    def judged_by_mypy(self, cache: Path) -> str:
        """What `mypy --strict` says against them."""
        for number in range(self.count):
            (self.folder / f"p{number + 1}/__init__.py").write_text("")
        command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11", "."]
        done = subprocess.run(
            [*command, "--cache-dir", str(cache)],
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        return done.stdout + done.stderr if done.returncode else ""
