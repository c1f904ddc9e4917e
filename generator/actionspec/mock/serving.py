"""A mock server on a real port of this machine."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from actionspec.mock.faulty import CONNECTION
from actionspec.mock.script import read_script
from actionspec.mock.server import MockServer
from actionspec.model import Api
from actionspec.read import read


def serve(mock: MockServer, port: int = 0) -> None:
    """Serve on loopback until interrupted; the first line of output is the URL.

    A line tells of each request and of each postback.

    Raises:
        OSError: The port is taken.
    """
    listener = listen(port)
    mock.url = url_of(listener)
    mock.tell_of_requests(_print)
    mock.tell_of_postbacks(_print)
    try:
        with suppress(KeyboardInterrupt):
            _print(mock.url)
            _print(f"{mock.api.title}. Stop with Ctrl-C.")
            _server(mock.app).run(sockets=[listener])
    finally:
        mock.close()


@contextmanager
def mock_server(spec: Api | Path | str, *, port: int = 0, **options: Any) -> Iterator[MockServer]:
    """Serve a spec on loopback for as long as the context is open.

    Args:
        spec: The spec: a folder, a file, or its model.
        port: The port; 0 takes a free one.
        options: What `MockServer` takes. A script may also be the path of a script file.

    Raises:
        MissingSpecError: There is no spec at the path.
        SpecError: The spec or the script has problems; the exception holds all of them.
        SetUpError: An option names what the API does not have.
    """
    api = spec if isinstance(spec, Api) else read(Path(spec))
    if isinstance(options.get("script"), str | Path):
        options["script"] = read_script(Path(options["script"]), api)
    with running(MockServer(api, **options), port=port) as mock:
        yield mock


@contextmanager
def running(api: Api | MockServer, *, port: int = 0) -> Iterator[MockServer]:
    """Serve an API, or a mock that is set up, on loopback for as long as the context is open."""
    mock = api if isinstance(api, MockServer) else MockServer(api)
    with listen(port) as listener:
        mock.url = url_of(listener)
        try:
            with answering(listener, mock.app):
                yield mock
        finally:
            mock.close()


@contextmanager
def answering(listener: socket.socket, app: ASGIApp) -> Iterator[None]:
    """Have an application answer what comes to a socket for as long as the context is open."""
    server = _server(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _print(line: str) -> None:
    """Print a line whole, whatever other threads print."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def listen(port: int) -> socket.socket:
    """A socket that listens on loopback.

    Args:
        port: The port; 0 takes a free one.

    Raises:
        OSError: The port is taken.
    """
    # With the protocol named, asyncio turns off Nagle's delay of 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"port {port}: {error.strerror}") from None
    listener.listen()
    return listener


def url_of(listener: socket.socket) -> str:
    """The address of what listens."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


class _Protocol(H11Protocol):
    """HTTP that hands its connection to the application, so that it can break it.

    It has no access log, which would show the credentials in query strings.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False
        served = self.app

        async def with_connection(scope: Any, receive: Any, send: Any) -> None:
            await served({**scope, CONNECTION: self.transport}, receive, send)

        self.app = with_connection

    def shutdown(self) -> None:
        """Close, and keep nobody waiting for an answer that is delayed."""
        super().shutdown()
        if self.cycle and not self.cycle.response_complete:
            self.transport.abort()


def _server(app: ASGIApp) -> uvicorn.Server:
    # uvicorn's own logging set-up would close the handlers of the program that the mock runs in.
    config = uvicorn.Config(
        app, interface="asgi3", log_config=None, http=_Protocol, lifespan="off", ws="none"
    )
    return uvicorn.Server(config)
