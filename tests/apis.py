"""The specs of this repository, and how to read and generate one."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from actionspec.check import check
from actionspec.load import load
from actionspec.model import Api
from actionspec.resolve import resolve

ROOT = Path(__file__).parents[1]
API_FOLDERS = sorted(path.parent for path in ROOT.glob("spec/*/api.yaml"))


@cache
def read_api(folder: Path) -> Api:
    """The model of a spec."""
    source = load(folder)
    check(source)
    return resolve(source)


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a user does."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "actionspec", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
