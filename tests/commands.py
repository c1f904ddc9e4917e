"""Commands that run until somebody ends them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def command(*arguments: str, cwd: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """A command that runs until the context ends."""
    program = "from actionspec.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str], stream: str = "stdout") -> str:
    """The next line that a command says."""
    return str(getattr(process, stream).readline()).rstrip("\n")


def until(process: subprocess.Popen[str], text: str, stream: str = "stderr") -> list[str]:
    """Read what a command says until it says a text."""
    told: list[str] = []
    while not told or (told[-1] and text not in told[-1]):
        told.append(line(process, stream))
    assert text in told[-1], told
    return told
