"""The application that the commands belong to, and the arguments that they share."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

FINDINGS, BAD_INPUT = 1, 2
"""Exit codes beside 0: there is something to mend, and the command could not do its work."""

INTERRUPTED, UNHEARD = 130, 141
"""Exit codes as shells have them: after Ctrl-C, and where nobody reads what is printed any more."""

COMMANDS = ("new", "infer", "check", "generate", "diff", "mock", "docs", "schema")
"""The commands. Each is the function of its name in the module of its name."""

# Text that is already a path, so that what is no path is told by whatever wants to read it.
FILE = click.Path(path_type=Path)

spec_argument = click.argument("spec", metavar="SPEC", type=FILE)
templates_option = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Targets of your own: new ones, or templates that extend those of the same name.",
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program.")


class WithExamples(click.Command):
    """A command whose help ends with examples, each a line that can be copied.

    Args:
        examples: What to write into a shell.
    """

    def __init__(self, *arguments: Any, examples: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = examples

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the examples as they are: a line that is broken cannot be copied."""
        with formatter.section("Examples"):
            formatter.write("".join(f"  {one}\n" for one in self.examples))


class GroupWithExamples(WithExamples, click.Group):
    """A group whose help ends with examples."""


class _Commands(GroupWithExamples):
    """Imports a command when it is asked for: none has to wait for what others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"actionspec.cli.{cmd_name}"), cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # At its end, Python writes what is left; that must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(UNHEARD) from None


@click.command(
    cls=_Commands,
    help="Typed clients, docs and mock servers for action-style HTTP APIs, from YAML.",
    examples=(
        "actionspec new my_api",
        "actionspec check spec/my_api",
        "actionspec generate spec/my_api",
    ),
)
@click.version_option(
    package_name="actionspec", prog_name="actionspec", message="%(prog)s %(version)s"
)
def app() -> None:
    """Typed clients, docs and mock servers for action-style HTTP APIs, from YAML."""
