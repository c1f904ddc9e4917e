"""`actionspec check`: every problem of a spec, or what it describes."""

from __future__ import annotations

import json

import typer

from actionspec.cli.application import FINDINGS, AsJson, SpecPath, app
from actionspec.cli.console import bad_input, count, show
from actionspec.history import read_history
from actionspec.problem import SpecError
from actionspec.read import read_spec
from actionspec.write import visible


@app.command(epilog="Example: actionspec check spec/my_api")
def check(spec: SpecPath, as_json: AsJson = False) -> None:
    """Check a spec and count what it describes.

    Prints every problem of every file as file:line:column, and exits with 1 if there is any.
    """
    with bad_input(as_json):
        try:
            described = read_spec(spec)
            read_history(described)
        except SpecError as error:
            show(error.problems, as_json)
            raise typer.Exit(FINDINGS) from None
    api = described.api
    counts = {
        "actions": len(api.actions),
        "error codes": len(api.errors),
        "postbacks": len(api.postback_kinds),
        "examples": sum(len(one.examples) for one in api.actions)
        + sum(len(group.examples) for group in api.postbacks),
    }
    if as_json:
        typer.echo(json.dumps({"problems": [], "counts": counts}))
    else:
        told = ", ".join(count(number, what) for what, number in counts.items() if number)
        typer.echo(visible(f"{spec.as_posix()}: {told}"))
