"""The command line: a module for each command."""

from __future__ import annotations

import sys
from io import TextIOWrapper

# Each of these adds its command.
from actionspec.cli import check, diff, docs, generate, mock
from actionspec.cli.application import app

__all__ = ["app", "check", "diff", "docs", "generate", "main", "mock"]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal or the pipe cannot hold is no reason to fail.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
