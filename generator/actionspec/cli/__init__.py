"""The command line: a module for each command."""

from __future__ import annotations

# Each of these adds its command.
from actionspec.cli import check, diff, generate, mock
from actionspec.cli.application import app

__all__ = ["app", "check", "diff", "generate", "main", "mock"]


def main() -> None:
    """Run the command line."""
    app()
