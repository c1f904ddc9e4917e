"""The command line: a module for each command."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper

from actionspec.cli.application import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal or the pipe cannot hold is no reason to fail.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # What is read and rendered stays until the end: looking for what could go takes a tenth of the
    # time, and finds hardly anything.
    gc.set_threshold(200_000)
    app()
