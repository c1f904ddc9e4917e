"""`actionspec generate`: everything that comes out of a spec, onto the disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from actionspec.cli.application import FINDINGS, AsJson, SpecPath, app
from actionspec.cli.console import bad_input, errors, find
from actionspec.read import read
from actionspec.write import Plan


@app.command(
    epilog="Examples: actionspec generate spec/my_api | "
    "actionspec generate spec/my_api --out build/my_api --target python"
)
def generate(
    spec: SpecPath,
    out: Annotated[
        Path | None, typer.Option(help="The output folder. Default: generated/<package>.")
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="What to generate: python, docs. Default: all."),
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if anything would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite generated files that were edited by hand.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Generate the client, the docs and the model of a spec.

    Prints what it wrote. What has not changed is not written again.
    """
    from actionspec.format import format_files
    from actionspec.render import find_targets, render
    from actionspec.write import apply, plan

    with bad_input(as_json), errors.status(f"generating from {spec.as_posix()}"):
        api = read(spec)
        targets = find_targets()
        chosen = [find(name, targets, "target") for name in target or targets]
        rendered = render(api, chosen)
        formatted = format_files(rendered)
        todo = plan(out or Path("generated", api.package), formatted, [one.name for one in chosen])
        if not check_only:
            apply(todo, force=force)
    _report(todo, check_only, as_json)
    if check_only and todo.changes:
        raise typer.Exit(FINDINGS)


def _report(todo: Plan, check_only: bool, as_json: bool) -> None:
    if as_json:
        keys = ("changes", "edited") if check_only else ("written", "removed")
        typer.echo(json.dumps({key: getattr(todo, key) for key in keys}))
        return
    for paths, past, future in (
        (todo.written, "wrote", "would write"),
        (todo.removed, "removed", "would remove"),
    ):
        for path in paths:
            edited = " (edited by hand)" if path in todo.edited else ""
            verb = future if check_only else past
            typer.echo(f"{verb} {(todo.folder / path).as_posix()}{edited}")
    if not todo.changes:
        typer.echo(f"{todo.folder.as_posix()} is up to date")
