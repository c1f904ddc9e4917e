"""The command line of one action: what its options say becomes a call, and what comes is shown."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from .client import Client, preview, send, transports_of
from .errors import CallError, ItemsFailedError
from .line import EXITS, did_you_mean
from .line_help import options_in, told_by
from .line_options import credentials_of, flags_of, parser_of
from .line_shown import (
    as_json,
    as_lines,
    complain,
    failure_lines,
    failure_object,
    request_lines,
    request_object,
    say,
)
from .line_values import parameters_of
from .rate import RateLimit
from .records import Request

if TYPE_CHECKING:
    from .line import Program


class Line:
    """The command line of one action.

    Args:
        program: The program.
        method: The client's method of the action.
        client: The class of the client.
        kind: The class of the action's requests.
    """

    def __init__(
        self, program: Program, method: str, client: type[Client], kind: type[Request[Any]]
    ) -> None:
        self.program = program
        self.kind = kind
        self._client = client
        self.parameters = parameters_of(kind)
        self.flags = flags_of(self.parameters, program.settings)
        told = told_by(getattr(client, method))
        self.parser = parser_of(program, method, self.parameters, told, transports_of(client))

    def run(self, arguments: list[str]) -> int:
        """Do what arguments say, and return the exit code."""
        given, strange = self.parser.parse_known_args(arguments)
        if strange:
            self.wrong(self._strangeness(strange))
        texts: dict[str, list[str]] = {
            name: getattr(given, f"={name}")
            for name in self.parameters
            if getattr(given, f"={name}") is not None
        }
        if given.csv is None:
            for name in ("results", "skip_invalid", "retry_rejected", "stop_after", "rate"):
                if getattr(given, name) != self.parser.get_default(name):
                    self.wrong(f"--{name.replace('_', '-')} goes with --csv")
        try:
            with self._open(given) as client:
                if given.csv is not None:
                    from .line_many import run_table

                    return run_table(self, client, given, texts)
                request = self.request(texts)
                if given.dry_run:
                    exchange = preview(client, request)
                    shown = request_object(exchange)
                    say(as_json(shown) if given.json else request_lines(exchange))
                    return 0
                return self._show(send(client, request), as_object=given.json)
        except CallError as error:
            self._tell(error, as_object=given.json)
            return EXITS[error.outcome.name]

    def request(self, texts: Mapping[str, list[str]]) -> Request[Any]:
        """The request that options stand for."""
        values: dict[str, Any] = {}
        for name, several in texts.items():
            try:
                values[name] = self.parameters[name].value(several)
            except (ValueError, OSError) as problem:
                self.wrong(f"{self.flags[name]}: {problem}")
        if lacking := self.lacking(values):
            flags = ", ".join(self.flags[name] for name in lacking)
            self.wrong(f"{flags} {'is' if len(lacking) == 1 else 'are'} missing")
        return self.kind(**values)

    def lacking(self, values: Mapping[str, Any]) -> list[str]:
        """The parameters that a request needs beside values."""
        return [
            name for name, one in self.parameters.items() if one.required and name not in values
        ]

    def options_in(self, error: CallError) -> list[str]:
        """The options that a failure is about."""
        return options_in(error.message, self.flags)

    def wrong(self, problem: str) -> NoReturn:
        """End the program, since its arguments make no sense."""
        self.parser.error(problem)

    def _strangeness(self, words: list[str]) -> str:
        """What is wrong with words that belong to no option. Their values may be secret."""
        unknown = next((one.partition("=")[0] for one in words if one.startswith("--")), None)
        if unknown is None:
            return "there are words that belong to no option"
        hint = did_you_mean(unknown, self.flags.values())
        return f"there is no option {unknown}" + (f"; {hint}" if hint else "")

    def _open(self, given: argparse.Namespace) -> Client:
        """The client that options ask for."""
        options = {name: name for name in ("base_url", "transport", "timeout")}
        options |= {name: f":{name}" for name in self.program.settings}
        given_by_name = {name: getattr(given, option) for name, option in options.items()}
        chosen = {name: value for name, value in given_by_name.items() if value is not None}
        credentials = credentials_of(self.program.credentials, os.environ, dry_run=given.dry_run)
        make: Any = self._client
        try:
            limit = RateLimit(given.rate) if given.rate is not None else None
            client: Client = make(**credentials, **chosen, rate_limit=limit)
        except (TypeError, ValueError) as problem:
            self.wrong(str(problem))
        return client

    def _show(self, result: Any, *, as_object: bool) -> int:
        """Print a result, and what failed in it."""
        say(as_json(result) if as_object else as_lines(result))
        try:
            if fail := getattr(result, "raise_for_failures", None):
                fail()
        except ItemsFailedError as error:
            self._tell(error, as_object=as_object)
            return 1
        return 0

    def _tell(self, error: CallError, *, as_object: bool) -> None:
        options = self.options_in(error)
        shown = failure_lines(error, options)
        complain(as_json(failure_object(error, options)) if as_object else shown)
