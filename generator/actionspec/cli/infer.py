"""`actionspec infer`: the YAML of an action, from samples of a vendor's page."""

from __future__ import annotations

import json
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actionspec.cli.application import FILE, FINDINGS, WithExamples, as_json_option, spec_argument
from actionspec.cli.console import InputError, bad_input, show, show_patch
from actionspec.problem import Problem, SpecError
from actionspec.staging import contents, staged, write_all
from actionspec.write import visible

if TYPE_CHECKING:
    from actionspec.infer import Written


@click.command(
    cls=WithExamples,
    examples=(
        "actionspec infer spec/my_api --request asked.xml --response sent.xml --response no.xml",
        "actionspec infer spec/other_api --request asked.txt --response sent.xml --diff",
    ),
    short_help="Describe an action by sample requests and answers.",
)
@spec_argument
@click.option(
    "--request",
    "requests",
    type=FILE,
    multiple=True,
    required=True,
    metavar="FILE",
    help="A sample request: XML, an address, a form, JSON, a message of HTTP, or a curl command.",
)
@click.option(
    "--response",
    "responses",
    type=FILE,
    multiple=True,
    required=True,
    metavar="FILE",
    help="A sample answer, of a success or of a failure.",
)
@click.option("--action", default="", metavar="NAME", help="The action, where no request tells it.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, as a patch.")
@as_json_option
def infer(
    spec: Path,
    requests: tuple[Path, ...],
    responses: tuple[Path, ...],
    action: str,
    diff: bool,
    as_json: bool,
) -> None:
    """Describe an action by what a vendor's page shows: sample requests and answers.

    Adds the action to a spec, or begins a spec where there is none. More samples of an action that
    is described already refine it: what somebody wrote stays. Says what it guessed, which is marked
    in the spec, and what no sample can tell.
    """
    from actionspec.infer import InferError
    from actionspec.infer import infer as infer_action

    with bad_input(as_json):
        package = _package(spec)
        before = contents(spec)
        try:
            found = infer_action(spec, package, [*requests], [*responses], action)
        except InferError as error:
            raise InputError(str(error)) from None
        if found.texts and (problems := _problems(spec, found.texts)):
            show(problems, as_json)
            if not as_json:
                advice = "mend the samples, or describe the action by hand"
                click.echo(f"nothing is written: {advice}", err=True)
            raise click.exceptions.Exit(FINDINGS)
        if not diff:
            write_all(found.texts, before)
    paths = [path.as_posix() for path in found.texts]
    if as_json:
        data = {
            "action": found.action,
            "written": [] if diff else paths,
            "guessed": found.guessed,
            "unknown": found.unknown,
            "contradictions": found.contradictions,
        }
        click.echo(json.dumps(data))
        return
    if diff:
        show_patch("".join(_patch(path, text) for path, text in found.texts.items()))
        return
    _report(found)


def _report(found: Written) -> None:
    for path in found.texts:
        click.echo(f"wrote {visible(path.as_posix())}")
    if not found.texts:
        told = "nothing is written" if found.contradictions else "the samples tell nothing new"
        click.echo(told)
    for title, lines in (
        ("contradicted", found.contradictions),
        ("guessed", found.guessed),
        ("not known", found.unknown),
    ):
        for line in lines:
            click.echo(f"{title}: {visible(line)}")


def _package(spec: Path) -> str:
    """The name of a new spec's package; the folder is called so."""
    from actionspec.scaffold import why_not

    if not spec.exists() and (why := why_not(spec.name)):
        raise InputError(f"{spec.name!r} cannot be the name of a package: {why}")
    return spec.name


def _problems(spec: Path, texts: dict[Path, str]) -> tuple[Problem, ...]:
    """What would be wrong with the spec, if these were its files."""
    from actionspec.read import read_spec

    with staged(spec) as copy:
        for path, text in texts.items():
            place = copy / path.relative_to(spec) if path != spec else copy
            if not place.resolve().is_relative_to(copy.resolve()):
                raise InputError(f"{path.as_posix()} is outside the spec")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        try:
            read_spec(copy)
        except SpecError as error:
            # As if they were written already.
            return tuple(one.moved(copy, spec) for one in error.problems)
    return ()


def _patch(path: Path, text: str) -> str:
    before: list[str] = []
    if path.is_file():
        before = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    names = (path.as_posix() if before else "/dev/null", path.as_posix())
    return "".join(unified_diff(before, text.splitlines(keepends=True), *names))
