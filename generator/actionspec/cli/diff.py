"""`actionspec diff`: what a new version of a spec means for code that uses its client."""

from __future__ import annotations

import click

from actionspec.cli.application import FINDINGS, WithExamples
from actionspec.cli.changes import Report, show
from actionspec.cli.console import bad_input
from actionspec.cli.revisions import read_either
from actionspec.diff import SEVERITIES, Severity, compare


@click.command(
    short_help="Tell what a new version of a spec changes for code.",
    cls=WithExamples,
    examples=(
        "actionspec diff git:HEAD spec/my_api",
        "actionspec diff git:v1.2 spec/my_api --fail-on breaking",
        "actionspec diff spec/my_api_1_2 spec/my_api --format markdown",
        "actionspec diff git:v1.2:my_api.yaml spec/my_api",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="Markdown is for comments, JSON for programs.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in SEVERITIES]),
    help="Exit with 1 if there is a change that is so severe, or more so.",
)
def diff(old: str, new: str, output: str, fail_on: str | None) -> None:
    """Tell what changes for code that uses the client, from one version of a spec to another.

    OLD and NEW are specs: a folder, a file, or git:REV for the other one at a git revision, or
    git:REV:PATH, whose path counts from the current folder.

    Each change is breaking, risky, safe or for docs only. Prints where it stands in both specs,
    which names code has to change, what to do, and which version semantic versioning asks for.
    """
    with bad_input(output == "json"):
        before, now = read_either(old, new), read_either(new, old)
    report = Report(before, now, compare(before.api, now.api))
    match output:
        case "text":
            show(report)
        case "markdown":
            click.echo("\n".join(report.markdown()))
        case _:
            click.echo(report.json())
    graver = SEVERITIES[: SEVERITIES.index(Severity(fail_on)) + 1] if fail_on else ()
    if any(report.counts[one] for one in graver):
        raise click.exceptions.Exit(FINDINGS)
