"""`actionspec new`: a spec to begin with."""

from __future__ import annotations

import json
from pathlib import Path

import click

from actionspec.cli.application import FILE, WithExamples, as_json_option
from actionspec.cli.console import InputError, bad_input
from actionspec.problem import SpecError
from actionspec.staging import staged
from actionspec.write import visible


@click.command(
    cls=WithExamples,
    examples=("actionspec new my_api", "actionspec new my_api --dir specs"),
    short_help="Begin a spec.",
)
@click.argument("name")
@click.option(
    "--dir",
    "parent",
    type=FILE,
    default=Path("spec"),
    show_default=True,
    help="The folder in which to make the folder NAME.",
)
@as_json_option
def new(name: str, parent: Path, as_json: bool) -> None:
    """Begin a spec: an invented API that checks, generates and answers, for you to change.

    NAME is that of the Python package, in snake_case. Nothing that is there is overwritten.
    """
    folder = parent / name
    with bad_input(as_json):
        files = _files(name)
        if folder.exists() or folder.is_symlink():
            raise InputError(f"{folder.as_posix()} is there already; choose another name or --dir")
        _write(folder, files)
    if as_json:
        click.echo(json.dumps({"written": sorted(files)}))
        return
    shown = visible(folder.as_posix())
    for path in files:
        click.echo(f"wrote {shown}/{path}")
    click.echo("Change what it says, and try:")
    for command in ("check", "generate", "mock"):
        click.echo(f"  actionspec {command} {shown}")


def _files(name: str) -> dict[str, str]:
    from actionspec.scaffold import scaffold

    try:
        return scaffold(name)
    except ValueError as error:
        raise InputError(str(error)) from None


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write a folder: as a whole, or not at all."""
    from actionspec.read import read_spec

    with staged(folder) as staging:
        for path, text in files.items():
            place = staging / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        try:
            read_spec(staging)
        except SpecError as error:
            raise InputError(
                f"{folder.name!r} cannot be its name: {error.problems[0].message}"
            ) from None
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging.rename(folder)
