"""What a command line prints: results, requests and failures, for people and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, TextIO

import msgspec

from .checks import is_list, is_map
from .errors import CallError, ItemsFailedError
from .hooks import Exchange


def say(text: str) -> None:
    """Print a text, as far as the terminal can show it."""
    _print(text, sys.stdout)


def complain(text: str) -> None:
    """Print a text where failures and progress go."""
    _print(text, sys.stderr)


def show_progress(text: str) -> None:
    """Let a terminal show how far something is, in a line that the next text takes the place of."""
    if sys.stderr.isatty():
        print(f"\r{text}\033[K", end="", file=sys.stderr, flush=True)


def _print(text: str, stream: TextIO) -> None:
    encoding = stream.encoding
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def as_json(value: Any) -> str:
    """Anything as JSON, in one line."""
    return msgspec.json.encode(value).decode()


def as_lines(value: Any) -> str:
    """A result as lines for people: one for each field, those inside of it indented."""
    return "\n".join(_lines(msgspec.to_builtins(value), "")) or "done"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if is_map(value):
        for name, one in value.items():
            if is_map(one) or is_list(one):
                if one:
                    yield f"{indent}{visible(name)}:"
                    yield from _lines(one, indent + "  ")
            elif one is not None:
                yield f"{indent}{visible(name)}: {visible(one)}"
    elif is_list(value):
        for one in value:
            first, *others = [*_lines(one, indent + "  ")] or [""]
            yield f"{indent}- {first.lstrip()}"
            yield from others
    else:
        yield f"{indent}{visible(value)}"


def visible(value: Any) -> str:
    """A single value, without what a terminal would obey."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def request_lines(exchange: Exchange) -> str:
    """A request that was not sent, as it would be, masked."""
    headers = [f"{name}: {value}" for name, value in exchange.headers.items()]
    lines = [f"{exchange.method} {exchange.url}", *headers]
    return "\n".join([*lines, *(["", exchange.body] if exchange.body else [])])


def request_object(exchange: Exchange) -> dict[str, Any]:
    """The same as an object."""
    names = ("action", "method", "url", "headers", "body")
    return {name: getattr(exchange, name) for name in names}


def failure_object(error: CallError, options: list[str]) -> dict[str, Any]:
    """A failure as an object.

    Args:
        error: The failure. Secrets in its texts are masked.
        options: Those that its message is about.
    """
    told: dict[str, Any] = {
        "code": error.code,
        "message": error.message,
        "action": error.action,
        "outcome": error.outcome.name,
    }
    more: dict[str, Any] = {
        "find_out": error.find_out,
        "wait": error.wait,
        "page": error.page,
        "options": options,
    }
    if isinstance(error, ItemsFailedError):
        more["failures"] = [{"code": one.code, "message": one.message} for one in error.failures]
    return told | {name: value for name, value in more.items() if value}


def failure_lines(error: CallError, options: list[str]) -> str:
    """A failure as lines for people."""
    lines = [visible(error) + (f" [{', '.join(options)}]" if options else "")]
    if isinstance(error, ItemsFailedError):
        lines += [
            f"- {visible(one.code or 'failed')}: {visible(one.message)}" for one in error.failures
        ]
    return "\n".join(lines)
