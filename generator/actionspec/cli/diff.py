"""`actionspec diff`: what a new version of a spec means for code that uses its client."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from actionspec.cli.application import FINDINGS, app
from actionspec.cli.changes import Report, show
from actionspec.cli.console import bad_input
from actionspec.cli.revisions import read_either
from actionspec.diff import SEVERITIES, Severity, compare


class Format(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@app.command(
    epilog="Examples: actionspec diff git:HEAD spec/my_api | "
    "actionspec diff git:v1.2 spec/my_api --fail-on breaking | "
    "actionspec diff spec/my_api_1_2 spec/my_api --format markdown | "
    "actionspec diff git:v1.2:my_api.yaml spec/my_api"
)
def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A spec: a folder, a file, or git:REV for the other one at a git revision, or "
            "git:REV:PATH, whose path counts from the current folder.",
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, for the new version.")],
    output: Annotated[
        Format,
        typer.Option("--format", help="Markdown is for comments, JSON for programs."),
    ] = Format.TEXT,
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="Exit with 1 if there is a change that is so severe, or more so."),
    ] = None,
) -> None:
    """Tell what changes for code that uses the client, from one version of a spec to another.

    Each change is breaking, risky, safe or for docs only. Prints where it stands in both specs,
    which names code has to change, what to do, and which version semantic versioning asks for.
    """
    with bad_input(output is Format.JSON):
        before, now = read_either(old, new), read_either(new, old)
    report = Report(before, now, compare(before.api, now.api))
    match output:
        case Format.TEXT:
            show(report)
        case Format.MARKDOWN:
            typer.echo("\n".join(report.markdown()))
        case Format.JSON:
            typer.echo(report.json())
    if fail_on and any(report.counts[one] for one in SEVERITIES[: SEVERITIES.index(fail_on) + 1]):
        raise typer.Exit(FINDINGS)
