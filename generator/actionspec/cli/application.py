"""The application that the commands belong to, and the arguments that they share."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

FINDINGS, BAD_INPUT = 1, 2
"""Exit codes beside 0: there is something to mend, and the command could not do its work."""

COMMANDS = ("check", "diff", "docs", "generate", "mock")
"""The commands. Each is the function of its name in the module of its name."""

# Text that is already a path, so that what is no path is told by whatever wants to read it.
FILE = click.Path(path_type=Path)

spec_argument = click.argument("spec", metavar="SPEC", type=FILE)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program.")


class _Commands(click.Group):
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


@click.command(
    cls=_Commands,
    help="Typed clients, docs and mock servers for action-style HTTP APIs, from YAML.",
)
@click.version_option(
    package_name="actionspec", prog_name="actionspec", message="%(prog)s %(version)s"
)
def app() -> None:
    """Typed clients, docs and mock servers for action-style HTTP APIs, from YAML."""
