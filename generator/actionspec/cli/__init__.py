"""The command line: a module for each command, which is imported when the command is run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from actionspec.cli.application import app

__all__ = ["COMMANDS", "add_commands", "app", "main"]

COMMANDS = ("check", "diff", "docs", "generate", "mock")
"""The commands, each of which has the module of its name add itself."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal or the pipe cannot hold is no reason to fail.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    add_commands(sys.argv[1:])
    app()


def add_commands(arguments: Sequence[str] = ()) -> None:
    """Add the command that stands first among the arguments; all of them if none does."""
    named = [name for name in COMMANDS if name in arguments[:1]]
    for name in named or COMMANDS:
        import_module(f"actionspec.cli.{name}")
