"""The command line of a client: `python -m PACKAGE ACTION --option value`.

Only the client and the module of the one action are imported, and neither for the overview.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import msgspec

if TYPE_CHECKING:
    from .line_one import Line

EXITS = {"NOT_SENT": 3, "REJECTED": 4, "UNKNOWN": 5}
"""The exit codes of failures, by their outcomes."""

EXITS_IN_WORDS = """\
exit codes:
  0    it succeeded
  1    it was carried out, but failed in part
  2    wrong usage
  3    NOT_SENT: nothing left
  4    REJECTED: the service refused it, and carried nothing out
  5    UNKNOWN: it may have been carried out; find out before you repeat it
  130  Ctrl-C
"""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line knows of an action, beside its module and the client's method.

    Attributes:
        request: The class of its requests.
        summary: What it does.
        rules: Its rules, one a line, with parameters in backticks.
        example: A request that succeeds, as words of a shell: a parameter, = and a text for it.
    """

    request: str
    summary: str
    rules: str = ""
    example: str | None = None


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line knows of a credential.

    Attributes:
        variable: The environment variable that holds it.
        description: What it is, and where one gets it.
    """

    variable: str
    description: str


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """The command line of a package.

    Attributes:
        package: The name of the package.
        title: What the API is called.
        version: The version of the API.
        description: What the API is for, in paragraphs.
        client: The name of the client's class.
        credentials: The credentials, by their names.
        settings: The settings of an account.
        commands: The actions, by the names of their methods.
    """

    package: str
    title: str
    version: str
    description: str = ""
    client: str
    credentials: Mapping[str, Credential] = {}
    settings: tuple[str, ...] = ()
    commands: Mapping[str, Command]

    def main(self) -> NoReturn:
        """Run it as a program."""
        # Whoever starts a program may have closed them.
        sys.stdout = sys.stdout or _nowhere()
        sys.stderr = sys.stderr or _nowhere()
        try:
            status = self.run(sys.argv[1:])
            sys.stdout.flush()
        except KeyboardInterrupt as interrupt:
            # A call that was under way has a note of what became of it.
            print("", *getattr(interrupt, "__notes__", ()), sep="\n", file=sys.stderr)
            status = 130
        except BrokenPipeError:
            # Nobody reads on; at its end, Python would complain once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 141
        except OSError as problem:
            # What was asked for is done; it is the output that nobody takes.
            print(f"{self.name}: the output cannot be written: {problem}", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 1
        sys.exit(status)

    @property
    def name(self) -> str:
        """What somebody writes to call it: the module, or the script that is installed."""
        called = os.path.basename(sys.argv[0]).removesuffix(".exe")
        return called if called == flag_of(self.package) else f"python -m {self.package}"

    def run(self, arguments: list[str]) -> int:
        """Do what arguments say, and return the exit code.

        Raises:
            SystemExit: They ask for help, or make no sense.
        """
        first = arguments[0] if arguments else "--help"
        if first in {"-h", "--help"}:
            print(self.overview())
            return 0
        if first == "--version":
            print(f"{self.title} {self.version}")
            return 0
        if first.replace("-", "_") not in self.commands:
            hint = did_you_mean(flag_of(first), map(flag_of, self.commands))
            hint = hint or f"see {self.name} --help"
            print(f"{self.name}: there is no action {first!r}; {hint}", file=sys.stderr)
            return 2
        return self.line(first).run(arguments[1:])

    def line(self, action: str) -> Line:
        """The command line of one action."""
        from .line_one import Line

        method = action.replace("-", "_")
        module = import_module(f"{self.package}.actions.{method}")
        client: Any = getattr(import_module(f"{self.package}.client"), self.client)
        kind: Any = getattr(module, self.commands[method].request)
        return Line(self, method, client, kind)

    def overview(self) -> str:
        """What the program does, and its actions."""
        width = max(map(len, self.commands))
        return "\n".join(
            [
                f"usage: {self.name} ACTION [OPTION ...]",
                f"       {self.name} ACTION --help",
                f"       {self.name} --version",
                "",
                f"Calls the {self.title}.",
                "",
                *_paragraphs(self.description),
                *self._variables(),
                "actions:",
                *(
                    f"  {flag_of(name):<{width}}  {command.summary}"
                    for name, command in self.commands.items()
                ),
                "",
                EXITS_IN_WORDS.rstrip(),
            ]
        )

    def _variables(self) -> Iterator[str]:
        """The environment variables that it reads."""
        if not self.credentials:
            return
        yield "environment variables:"
        for name, credential in self.credentials.items():
            yield f"  {credential.variable}"
            yield _wrapped(credential.description or f"The {name}.", indent=6)
        yield ""


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs as wide as the terminal, an empty line behind each."""
    for paragraph in filter(None, text.split("\n\n")):
        yield _wrapped(paragraph, indent=0)
        yield ""


def _wrapped(text: str, *, indent: int) -> str:
    """A paragraph as wide as the terminal, but for the two columns that argparse leaves free."""
    space = " " * indent
    return textwrap.fill(
        text,
        max(get_terminal_size().columns - 2, 20),
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelt one; empty if none is near."""
    close = get_close_matches(word, known, 1)
    return f"did you mean {close[0]}?" if close else ""


def flag_of(name: str) -> str:
    """A name in Python as one of the command line."""
    return name.replace("_", "-")
