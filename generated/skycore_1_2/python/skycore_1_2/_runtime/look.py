"""Shows on the command line what postbacks come."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import suppress
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import msgspec

from .postbacks import Postback
from .receiver import BaseReceiver


def main(receiver: BaseReceiver, module: str) -> None:
    """Serve until somebody interrupts, and print each postback.

    Args:
        receiver: A receiver, which should hand on repeated postbacks too.
        module: What to say behind `python -m`.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}",
        description="Receive postbacks and print each one on a line, until you press Ctrl+C.",
        epilog=f"example: python -m {module} --port 8080 --json",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (%(default)s)")
    parser.add_argument("--port", default=8080, type=int, help="0 takes a free one (%(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    try:
        server = _Server((given.host, given.port), _Quiet)
    except (OSError, OverflowError) as error:
        parser.error(f"cannot listen at {given.host}:{given.port}: {error}")

    @receiver.on(Postback)
    def show(postback: Postback) -> None:
        _print(as_json(postback) if given.json else repr(postback))

    server.set_app(receiver.wsgi)
    with server:
        _print(f"http://{given.host}:{server.server_port}/")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def as_json(postback: Postback) -> str:
    """A postback as JSON with its class, secrets masked."""
    shown = {"class": type(postback).__name__, **_plain(postback)}
    return json.dumps(shown, default=_plain)


def _plain(value: Any) -> Any:
    """What JSON has for a value that it does not know."""
    if isinstance(value, msgspec.Struct):
        return dict(value.__rich_repr__())
    return msgspec.to_builtins(value)


def _print(line: str) -> None:
    encoding = sys.stdout.encoding
    print(line.encode(encoding, "backslashreplace").decode(encoding), flush=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: each postback has its line."""
