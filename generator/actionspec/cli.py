"""The command line: one short function for each command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.text import Text as Styled

from actionspec.check import check as check_source
from actionspec.dump import dump
from actionspec.load import load
from actionspec.model import Api
from actionspec.problem import Problem, SpecError
from actionspec.resolve import resolve

app = typer.Typer(
    name="actionspec",
    help="Typed clients, docs and mock servers for action-style HTTP APIs, from YAML.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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
    try:
        api = _read(spec)
    except SpecError as error:
        _show(error.problems, as_json)
        raise typer.Exit(FINDINGS) from None
    counts = {
        "actions": len(api.actions),
        "error codes": len(api.errors),
        "examples": sum(len(action.examples) for action in api.actions),
    }
    if as_json:
        typer.echo(json.dumps({"problems": [], "counts": counts}))
    else:
        typer.echo(f"{spec.as_posix()}: " + ", ".join(_count(n, w) for w, n in counts.items()))


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
        list[str] | None, typer.Option(help="What to generate; may be repeated. Default: all.")
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
    from actionspec import write
    from actionspec.format import format_files
    from actionspec.render import find_targets, render

    with _bad_input(as_json):
        api = _read(spec)
        known = find_targets()
        chosen = target or list(known)
        for name in chosen:
            if name not in known:
                _fail(f"there is no target {name!r}; known: {', '.join(known)}")
        folder = out or Path("generated", api.package)
        rendered = {"model.json": dump(api)}
        for name in chosen:
            texts = render(api, known[name])
            rendered |= {f"{name}/{path}": text for path, text in texts.items()}
        files = format_files(rendered)
        todo = write.plan(folder, files, tuple(chosen))
        if todo.edited and not force and not check_only:
            for path in todo.edited:
                _errors.print(Styled(f"edited by hand: {(folder / path).as_posix()}"))
            _fail("nothing was written: move these edits away, or drop them with --force")
        if not check_only:
            write.apply(todo)
    _report(todo, check_only, as_json)
    if check_only and todo.changes:
        raise typer.Exit(FINDINGS)


@app.command(epilog="Example: actionspec mock spec/my_api --port 8080")
def mock(
    spec: SpecPath,
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.")] = 0,
    key: Annotated[
        str | None, typer.Option(help="The only key to accept. Default: any that is not empty.")
    ] = None,
    answer: Annotated[
        str | None, typer.Option(metavar="CODE", help="Answer every request with this code.")
    ] = None,
) -> None:
    """Serve a spec on this machine, until it is interrupted.

    The first line of output is the URL. The header "ActionSpec-Code: CODE" of a request asks for an
    error, the header "ActionSpec-Example: NAME" for the answer of an example.
    """
    with _bad_input():
        api = _read(spec)
        try:
            from actionspec.mock import serve
        except ModuleNotFoundError as error:
            _fail(f"{error.name} is missing; install it with: pip install 'actionspec[mock]'")
        if answer and answer not in {error.code for error in api.errors}:
            _fail(f"the error table has no code {answer!r}")
        serve(api, port=port, key=key, answer=answer)


def _read(spec: Path) -> Api:
    """Load, check and resolve a spec."""
    try:
        source = load(spec)
    except FileNotFoundError as error:
        _fail(f"there is no {Path(str(error)).as_posix()}")
    except OSError as error:
        _fail(f"{spec.as_posix()} cannot be read: {error.strerror or error}")
    check_source(source)
    return resolve(source)


@contextmanager
def _bad_input(as_json: bool = False) -> Iterator[None]:
    try:
        yield
    except SpecError as error:
        _show(error.problems, as_json)
        raise typer.Exit(BAD_INPUT) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}")


def _fail(message: str) -> NoReturn:
    _errors.print(Styled.assemble(("error: ", "bold red"), message))
    raise typer.Exit(BAD_INPUT)


def _show(problems: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"problems": [problem.as_data() for problem in problems]}))
        return
    for problem in problems:
        styled = Styled(str(problem))
        styled.highlight_words(["error:"], "bold red")
        _errors.print(styled)
    _errors.print(Styled(_count(len(problems), "problems")))


def _report(todo: Any, check_only: bool, as_json: bool) -> None:
    if as_json:
        keys = ("changes",) if check_only else ("written", "removed")
        typer.echo(json.dumps({key: getattr(todo, key) for key in keys}))
        return
    for path in todo.written:
        typer.echo(f"{'would write' if check_only else 'wrote'} {(todo.folder / path).as_posix()}")
    for path in todo.removed:
        typer.echo(
            f"{'would remove' if check_only else 'removed'} {(todo.folder / path).as_posix()}"
        )
    if not todo.changes:
        typer.echo(f"{todo.folder.as_posix()} is up to date")


def _count(number: int, plural: str) -> str:
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"
