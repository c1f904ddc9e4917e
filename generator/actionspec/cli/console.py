"""What every command says when its input is bad, and how."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import click

from actionspec.cli.application import BAD_INPUT
from actionspec.files import MissingSpecError
from actionspec.problem import Problem, SpecError, TemplateError, did_you_mean
from actionspec.write import WriteError, visible

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

MOST_SHOWN = 1_000
"""Problems that are shown at the most, unless a program reads them."""

_COLOURS = {
    "+++": "bold",
    "---": "bold",
    "diff ": "bold",
    "@@": "cyan",
    "+": "green",
    "-": "red",
}
"""How a line of a patch is shown, by its start."""


class InputError(Exception):
    """Something that a command was given and cannot use."""


@cache
def errors() -> Console:
    """The terminal, or whatever standard error is."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def under_way(text: str) -> Iterator[None]:
    """Show what is under way, on a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.text import Text

    # A text, since a path may hold what looks like markup.
    with errors().status(Text(text)):
        yield


@contextmanager
def bad_input(as_json: bool = False) -> Iterator[None]:
    """End a command with the exit code for bad input, and say why."""
    try:
        yield
    except SpecError as error:
        show(error.problems, as_json)
    except (InputError, MissingSpecError, TemplateError, WriteError) as error:
        say(str(error), as_json)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{where}{error.strerror or error}", as_json)
    else:
        return
    raise click.exceptions.Exit(BAD_INPUT)


def find(name: str, known: Mapping[str, T], what: str) -> T:
    """What has a name that the user gave."""
    if name not in known:
        hint = did_you_mean(name, known)
        raise InputError(f"there is no {what} {name!r}" + (f"; {hint}" if hint else ""))
    return known[name]


def say(message: str, as_json: bool) -> None:
    """Print what is wrong with what a command was given."""
    if as_json:
        click.echo(json.dumps({"error": message}))
    else:
        from rich.text import Text

        errors().print(Text.assemble(("error: ", "bold red"), message))


def show(problems: tuple[Problem, ...], as_json: bool) -> None:
    """Print the problems of a spec, and how many there are."""
    if as_json:
        click.echo(json.dumps({"problems": [problem.as_data() for problem in problems]}))
        return
    from rich.text import Text

    for problem in problems[:MOST_SHOWN]:
        styled = Text(str(problem))
        styled.highlight_words(["error:"], "bold red")
        errors().print(styled)
    shown = f"; the first {MOST_SHOWN} are shown" if len(problems) > MOST_SHOWN else ""
    errors().print(Text(count(len(problems), "problems") + shown))


def show_patch(patch: str) -> None:
    """Print a patch: in colours on a terminal, and byte for byte for a program to apply."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        click.echo(patch.encode("utf-8", "surrogateescape"), nl=False)
        return
    for line in patch.removesuffix("\n").split("\n"):
        style = next((_COLOURS[start] for start in _COLOURS if line.startswith(start)), "")
        console.print(Text(visible(line), style))


def count(number: int, plural: str) -> str:
    """A number with what it counts."""
    return f"{number} {plural.removesuffix('s') if number == 1 else plural}"
