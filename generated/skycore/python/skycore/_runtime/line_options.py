"""The options of one action: those of every action, and one for each parameter of its requests."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import CallError, Outcome
from .line import EXITS_IN_WORDS, Command, flag_of
from .line_help import Told, with_options
from .line_values import Parameter

if TYPE_CHECKING:
    from .line import Credential, Program

TAKEN = frozenset(
    (
        "base_url",
        "csv",
        "dry_run",
        "help",
        "json",
        "rate",
        "results",
        "retry_rejected",
        "skip_invalid",
        "stop_after",
        "timeout",
        "transport",
    )
)
"""What the options of every action are called."""

# So many failures one after the other have a cause that the next line would meet, too.
_FAILURES_IN_A_ROW = 10


def flags_of(parameters: Mapping[str, Parameter], settings: tuple[str, ...]) -> dict[str, str]:
    """The options of parameters; one whose name something else has is --parameter-NAME."""
    off = [f"no_{name}" for name in (*settings, *_flags_in(parameters))]
    taken = {*TAKEN, *settings, *off}
    flags: dict[str, str] = {}
    for name in parameters:
        own = name
        while own in taken or (own != name and own in parameters):
            own = f"parameter_{own}"
        flags[name] = f"--{flag_of(own)}"
    return flags


def _flags_in(parameters: Mapping[str, Parameter]) -> list[str]:
    return [name for name, one in parameters.items() if one.is_flag]


def _setting_flag(name: str) -> str:
    """The option of a setting; one whose name every action has is --setting-NAME."""
    return f"--{flag_of(f'setting_{name}' if name in TAKEN else name)}"


def parser_of(
    program: Program,
    method: str,
    parameters: Mapping[str, Parameter],
    told: Told,
    transports: list[str],
) -> argparse.ArgumentParser:
    """What reads the options of an action, and helps.

    Args:
        program: The program.
        method: The method of the client.
        parameters: The parameters of its requests.
        told: What its docstring tells.
        transports: The ways to write its requests.
    """
    command = program.commands[method]
    flags = flags_of(parameters, program.settings)
    prog = f"{program.name} {flag_of(method)}"
    parser = argparse.ArgumentParser(
        prog=prog,
        usage=f"{prog} [OPTION ...]",
        description=with_options(told.text or command.summary, flags),
        epilog=_epilog(prog, command, parameters, told, flags),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    own = parser.add_argument_group("parameters")
    for name, one in parameters.items():
        _add(own, one, flags[name], with_options(told.arguments.get(name, ""), flags))
    _add_shared(parser, program, transports)
    return parser


def _add(group: Any, one: Parameter, flag: str, text: str) -> None:
    """Add the option of a parameter."""
    notes = ["required"] if one.required else []
    notes += [f"default: {one.default}"] if one.default is not None else []
    notes += [f"fields: {', '.join(one.fields)}"] if one.fields else []
    notes += ["may be repeated"] if one.shape == "list" else []
    if one.secret:
        notes.append("secret: as @FILE, no list of processes shows it; @@ stands for a first @")
    explained = f"{text} [{'; '.join(notes)}]" if notes else text
    shared: dict[str, Any] = {"dest": f"={one.name}", "help": explained.replace("%", "%%")}
    if one.is_flag:
        # Left out, true and false are three things.
        group.add_argument(flag, action="append_const", const="true", **shared)
        off = f"--no-{flag[2:]}"
        group.add_argument(off, action="append_const", const="false", dest=f"={one.name}")
    else:
        group.add_argument(flag, action="append", metavar=one.sign.replace("%", "%%"), **shared)


def _add_shared(parser: argparse.ArgumentParser, program: Program, transports: list[str]) -> None:
    service = parser.add_argument_group("the service")
    service.add_argument("--base-url", metavar="URL", help="where requests go")
    service.add_argument("--transport", choices=transports, help="how requests are written")
    service.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="for each part of an answer"
    )
    for name in program.settings:
        text = "what the account is set to"
        both = argparse.BooleanOptionalAction
        service.add_argument(_setting_flag(name), dest=f":{name}", action=both, help=text)
    output = parser.add_argument_group("output")
    output.add_argument("--json", action="store_true", help="print JSON; a failure of the call too")
    output.add_argument(
        "--dry-run", action="store_true", help="show the request, masked, and send nothing"
    )
    many = parser.add_argument_group(
        "many requests",
        "A table has a line for each request, and parameters as columns; options hold for all\n"
        "lines. In a cell, a structure is JSON, and a list one element or a JSON array.\n"
        "Run again, it goes on where it ended and sends no line twice.",
    )
    many.add_argument("--csv", metavar="FILE", help="the table")
    many.add_argument(
        "--results", metavar="FILE", help="what became of each line (FILE.results.jsonl)"
    )
    many.add_argument(
        "--skip-invalid", action="store_true", help="send the other lines if some are wrong"
    )
    many.add_argument(
        "--retry-rejected", action="store_true", help="send what the service refused again"
    )
    many.add_argument(
        "--stop-after",
        type=_count,
        default=_FAILURES_IN_A_ROW,
        metavar="N",
        help="stop after N failures in a row; 0: never (%(default)s)",
    )
    many.add_argument("--rate", type=int, metavar="N", help="send at most N requests a second")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return int(text)


def _epilog(
    prog: str,
    command: Command,
    parameters: Mapping[str, Parameter],
    told: Told,
    flags: dict[str, str],
) -> str:
    parts: list[str] = []
    if command.rules:
        rules = (f"  {with_options(rule, flags)}" for rule in command.rules.splitlines())
        parts.append("\n".join(["rules:", *rules]))
    if told.errors:
        parts.append(
            "\n".join(
                [
                    "errors:",
                    *(
                        f"  {name}: {with_options(text, flags)}"
                        for name, text in told.errors.items()
                    ),
                ]
            )
        )
    if command.example is not None:
        words = example_words(command.example, parameters, flags)
        parts.append("\n".join(["example:", f"  {' '.join([prog, *map(shlex.quote, words)])}"]))
    return "\n\n".join([*parts, EXITS_IN_WORDS])


def example_words(
    example: str, parameters: Mapping[str, Parameter], flags: Mapping[str, str]
) -> list[str]:
    """The arguments that an example stands for, whose words are parameters, = and texts."""
    words: list[str] = []
    for word in shlex.split(example):
        name, _, text = word.partition("=")
        one, flag = parameters[name], flags[name]
        if one.is_flag:
            words.append(flag if text == "true" else f"--no-{flag[2:]}")
        elif text.startswith("-") or not text:
            words.append(f"{flag}={text}")
        else:
            words += [flag, text]
    return words


def credentials_of(
    credentials: Mapping[str, Credential], environment: Mapping[str, str], *, dry_run: bool
) -> dict[str, str]:
    """The credentials in environment variables; one that is not sent need not be there.

    Raises:
        CallError: One is missing.
    """
    variables = {name: credential.variable for name, credential in credentials.items()}
    missing = [variable for variable in variables.values() if not environment.get(variable)]
    if missing and not dry_run:
        text = f"set the environment variable {' and '.join(missing)}"
        raise CallError(text, outcome=Outcome.NOT_SENT)
    return {name: environment.get(variable) or variable for name, variable in variables.items()}
