"""`actionspec check`: every problem of a spec, or what it describes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from actionspec.cli.application import FINDINGS, WithExamples, as_json_option, spec_argument
from actionspec.cli.console import bad_input, count, show
from actionspec.history import read_history
from actionspec.problem import SpecError
from actionspec.read import read_spec
from actionspec.write import visible


@click.command(cls=WithExamples, examples=("actionspec check spec/my_api",))
@spec_argument
@as_json_option
def check(spec: Path, as_json: bool) -> None:
    """Check a spec, a folder or one file, and count what it describes.

    Prints every problem of every file as file:line:column, and exits with 1 if there is any.
    """
    with bad_input(as_json):
        try:
            described = read_spec(spec)
            read_history(described)
        except SpecError as error:
            show(error.problems, as_json)
            raise click.exceptions.Exit(FINDINGS) from None
    api = described.api
    counts = {
        "actions": len(api.actions),
        "error codes": len(api.errors),
        "postbacks": len(api.postback_kinds),
        "examples": sum(len(one.examples) for one in api.actions)
        + sum(len(group.examples) for group in api.postbacks),
    }
    if as_json:
        click.echo(json.dumps({"problems": [], "counts": counts}))
    else:
        told = ", ".join(count(number, what) for what, number in counts.items() if number)
        click.echo(visible(f"{spec.as_posix()}: {told}"))
