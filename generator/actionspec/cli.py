"""The command line: one short function for each command."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.text import Text as Styled

from actionspec.load import MissingSpecError
from actionspec.problem import Problem, SpecError, did_you_mean
from actionspec.read import read
from actionspec.write import EditedError, Plan

app = typer.Typer(
    name="actionspec",
    help="Typed clients, docs and mock servers for action-style HTTP APIs, from YAML.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

T = TypeVar("T")

FINDINGS, BAD_INPUT = 1, 2
"""Exit codes beside 0: there is something to mend, and the command could not do its work."""

SpecPath = Annotated[Path, typer.Argument(metavar="SPEC", help="A spec: a folder, or one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]

_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command line."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
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


@app.command(epilog="Example: actionspec check spec/my_api")
def check(spec: SpecPath, as_json: AsJson = False) -> None:
    """Check a spec and count what it describes.

    Prints every problem of every file as file:line:column, and exits with 1 if there is any.
    """
    with _bad_input(as_json):
        try:
            api = read(spec)
        except SpecError as error:
            _show(error.problems, as_json)
            raise typer.Exit(FINDINGS) from None
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
        typer.echo(f"{spec.as_posix()}: " + ", ".join(_count(n, w) for w, n in counts.items() if n))


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

    with _bad_input(as_json), _errors.status(f"generating from {spec.as_posix()}"):
        api = read(spec)
        targets = find_targets()
        chosen = [_known(name, targets, "target") for name in target or targets]
        rendered = render(api, chosen)
        formatted = format_files(rendered)
        todo = plan(out or Path("generated", api.package), formatted, [one.name for one in chosen])
        if not check_only:
            apply(todo, force=force)
    _report(todo, check_only, as_json)
    if check_only and todo.changes:
        raise typer.Exit(FINDINGS)


@app.command(
    epilog="Examples: actionspec mock spec/my_api --port 8080 | "
    "actionspec mock spec/my_api --script faults.yaml | "
    "actionspec mock spec/my_api --postbacks http://127.0.0.1:9000/ --postback-pause 1"
)
def mock(
    spec: SpecPath,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    credential: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="The only value to accept. Default: any."),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[=false]", help="Switch a setting of the account on, or off with =false."
        ),
    ] = None,
    answer: Annotated[
        str | None, typer.Option(metavar="CODE", help="Answer every request with this code.")
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Let exist only what examples or requests create.")
    ] = False,
    script: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What to do with the first requests: faults, codes."),
    ] = None,
    postbacks: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Send what the service reports later to this address."),
    ] = None,
    postback: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS", help="Send these. Default: what comes if all goes well."),
    ] = None,
    postback_pause: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0, help="Repeat a postback sooner than the service."),
    ] = None,
) -> None:
    """Serve a spec on this machine, until it is interrupted.

    The first line of output is the URL; then a line tells what became of each request. The header
    "ActionSpec-Code: CODE" of a request asks for an error, "ActionSpec-Example: NAME" for the
    answer of an example, "ActionSpec-Fault: lose" for a connection that breaks; a script, which is
    YAML, asks for such things in order. With --postbacks, a request that succeeds is followed by
    its postbacks, and a line tells how each was taken.
    """
    with _bad_input():
        api = read(spec)
        try:
            from actionspec.mock import MockServer, SetUpError, read_script, serve
        except ModuleNotFoundError as error:
            extra = "install the extra: pip install 'actionspec[mock]', or '.[mock]' in a checkout"
            raise InputError(f"the mock server needs {error.name}; {extra}") from None
        if postbacks is None and (postback or postback_pause is not None):
            raise InputError("say where postbacks go: --postbacks URL")
        try:
            server = MockServer(
                api,
                dict(map(_credential, credential or ())),
                answer,
                settings=dict(map(_setting, setting or ())),
                script=read_script(script, api) if script else (),
                remember=remember,
                postback_url=postbacks,
                postback_kinds=postback or (),
                postback_pause=postback_pause,
            )
        except SetUpError as error:
            raise InputError(str(error)) from None
        serve(server, port)


def _credential(text: str) -> tuple[str, str]:
    """A credential that the user gave, and its only value."""
    name, _, value = text.partition("=")
    if not value:
        raise InputError(f"--credential {text}: write {name}=VALUE")
    return name, value


def _setting(text: str) -> tuple[str, bool]:
    """A setting that the user gave, and whether it is on."""
    name, equals, value = text.partition("=")
    if equals and value.lower() not in {"true", "false"}:
        raise InputError(f"--setting {text}: write {name}, {name}=true or {name}=false")
    return name, value.lower() != "false"


class InputError(Exception):
    """Something that a command was given and cannot use."""


@contextmanager
def _bad_input(as_json: bool = False) -> Iterator[None]:
    """End a command with the exit code for bad input, and say why."""
    try:
        yield
    except SpecError as error:
        _show(error.problems, as_json)
    except (InputError, MissingSpecError, EditedError) as error:
        _say(str(error), as_json)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}", as_json)
    else:
        return
    raise typer.Exit(BAD_INPUT)


def _known(name: str, known: Mapping[str, T], what: str) -> T:
    """What has a name that the user gave."""
    if name not in known:
        hint = did_you_mean(name, known)
        raise InputError(f"there is no {what} {name!r}" + (f"; {hint}" if hint else ""))
    return known[name]


def _say(message: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"error": message}))
    else:
        _errors.print(Styled.assemble(("error: ", "bold red"), message))


def _show(problems: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"problems": [problem.as_data() for problem in problems]}))
        return
    for problem in problems:
        styled = Styled(str(problem))
        styled.highlight_words(["error:"], "bold red")
        _errors.print(styled)
    _errors.print(Styled(_count(len(problems), "problems")))


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


def _count(number: int, plural: str) -> str:
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"
