"""`actionspec check`: every problem of a spec, or what it describes."""

from __future__ import annotations

import json
from difflib import unified_diff
from pathlib import Path

import click

from actionspec.check import look_closer
from actionspec.cli.application import FILE, FINDINGS, WithExamples, as_json_option
from actionspec.cli.console import InputError, bad_input, count, errors, find, show, show_patch
from actionspec.history import read_history
from actionspec.problem import SpecError
from actionspec.read import read_spec
from actionspec.schema import EDITOR_FOLDER, differing_schemas
from actionspec.write import visible


@click.command(
    cls=WithExamples,
    examples=(
        "actionspec check spec/my_api",
        "actionspec check spec/my_api --fix",
        "actionspec check --explain unknown-code",
    ),
)
@click.argument("spec", metavar="SPEC", type=FILE, required=False)
@click.option("--fix", "mend", is_flag=True, help="Mend what is certain, such as a misspelt key.")
@click.option("--diff", is_flag=True, help="With --fix: write nothing, show a patch.")
@click.option("--explain", metavar="CODE", help="Say what a kind of problem means, and its mend.")
@as_json_option
def check(spec: Path | None, mend: bool, diff: bool, explain: str | None, as_json: bool) -> None:
    """Check a spec, a folder or one file, and count what it describes.

    Prints every problem of every file as file:line:column, with its code in brackets, and exits
    with 1 if there is any.
    """
    with bad_input(as_json):
        if explain is not None:
            _explain(explain, as_json)
            return
        if spec is None:
            raise InputError("name a spec: actionspec check spec/my_api")
        if diff and not mend:
            raise InputError("--diff shows what --fix would change: give both")
        if mend and _mend(spec, diff, as_json):
            raise click.exceptions.Exit(FINDINGS)
        if diff:
            return
        try:
            described = read_spec(spec)
            read_history(described)
            look_closer(described.source)
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
        _tell_of_schemas(spec)


def _tell_of_schemas(spec: Path) -> None:
    """Tell that editors complete by schemas of another version; nothing is wrong with the spec."""
    folder = spec / EDITOR_FOLDER
    if folder.is_dir() and differing_schemas(spec):
        line = f"{folder.as_posix()} is of another version; renew it with: actionspec schema "
        errors().print(visible(line + spec.as_posix()), markup=False)


def _explain(code: str, as_json: bool) -> None:
    from actionspec.kinds import kinds

    kind = find(code, kinds(), "kind of problem")
    if as_json:
        click.echo(json.dumps({"code": kind.code, "cause": kind.cause, "mend": kind.mend}))
    else:
        click.echo(f"{kind.code}: {kind.cause}\n{kind.mend}")


def _mend(spec: Path, diff: bool, as_json: bool) -> bool:
    """Mend a spec, or show how; whether anything is to be told as a finding."""
    from actionspec.fix import fix
    from actionspec.staging import contents, write_all

    before = contents(spec)
    fixed = fix(spec)
    if diff:
        patch = [_patch(path, text) for path, text in fixed.texts.items()]
        show_patch("".join(patch))
        return bool(fixed.texts)
    write_all(fixed.texts, before)
    if not as_json:
        for one in fixed.mended:
            was = one.text[one.column - 1 : one.column - 1 + one.width]
            where = f"{one.file}:{one.line}:{one.column}"
            click.echo(visible(f"{where}: mended {was} into {one.mend} [{one.code}]"))
    return False


def _patch(path: Path, text: str) -> str:
    before = path.read_text("utf-8").splitlines(keepends=True)
    name = path.as_posix()
    return "".join(unified_diff(before, text.splitlines(keepends=True), name, name))
