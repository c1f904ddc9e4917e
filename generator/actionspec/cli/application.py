"""The application that the commands belong to, and the arguments that they share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="actionspec",
    help="Typed clients, docs and mock servers for action-style HTTP APIs, from YAML.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

FINDINGS, BAD_INPUT = 1, 2
"""Exit codes beside 0: there is something to mend, and the command could not do its work."""

SpecPath = Annotated[Path, typer.Argument(metavar="SPEC", help="A spec: a folder, or one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"actionspec {version('actionspec')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass
