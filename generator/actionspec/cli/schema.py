"""`actionspec schema`: what editors complete and explain the files of a spec by."""

from __future__ import annotations

import json
from pathlib import Path

import click

from actionspec.cli.application import WithExamples, as_json_option, spec_argument
from actionspec.cli.console import InputError, bad_input
from actionspec.files import MissingSpecError, is_spec
from actionspec.schema import EDITOR_FOLDER, differing_schemas
from actionspec.staging import write_all
from actionspec.write import visible


@click.command(
    cls=WithExamples,
    examples=("actionspec schema spec/my_api",),
    short_help="Write the schemas for editors.",
)
@spec_argument
@as_json_option
def schema(spec: Path, as_json: bool) -> None:
    """Write the JSON Schemas of spec files into the folder .schema of a spec.

    The first line of each file names its schema there, so that editors complete, explain and mark
    what one writes. Do it again after an upgrade, which writes over what is there.
    """
    with bad_input(as_json):
        if spec.is_file():
            hint = f"name a folder, such as {spec.parent.as_posix()}"
            raise InputError(f"the schemas are in the folder of a spec; {hint}")
        if not is_spec(spec):
            raise MissingSpecError(spec / "api.yaml")
        folder = spec / EDITOR_FOLDER
        if folder.is_symlink():
            raise InputError(f"{folder.as_posix()} is a link; put a folder there")
        written = differing_schemas(spec)
        for path in written:
            if (spec / path).is_symlink():
                raise InputError(f"{(spec / path).as_posix()} is a link; put a file there")
        write_all({spec / path: text for path, text in written.items()})
    if as_json:
        click.echo(json.dumps({"written": [*written]}))
        return
    for path in written:
        click.echo(f"wrote {visible(spec.as_posix())}/{path}")
    if not written:
        click.echo(f"{visible(spec.as_posix())}/{EDITOR_FOLDER} is up to date")
