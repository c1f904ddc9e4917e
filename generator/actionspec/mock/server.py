"""The mock server on a real port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from actionspec.mock.acceptances import acceptance
from actionspec.mock.answers import printed_answer
from actionspec.mock.credentials import credentials_are_right
from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.problem import UnknownWishError, UnreadableRequestError
from actionspec.mock.received import Reading, Received
from actionspec.mock.refusals import refusal
from actionspec.mock.rules import broken_rule
from actionspec.mock.writing import Answer
from actionspec.model import Action, Api, ErrorCode, Example

CODE_HEADER = "ActionSpec-Code"
EXAMPLE_HEADER = "ActionSpec-Example"


@dataclass(slots=True)
class MockServer:
    """Answers as the service would.

    Attributes:
        api: The API to play.
        credentials: The only values of credentials, by name, that are accepted. Of a credential
            that is not named here, any value will do that is not empty.
        answer: The code to answer every request with; None to obey the rules.
        requests: What was received, in order.
        url: Where the server listens; empty until it does.
    """

    api: Api
    credentials: Mapping[str, str] = field(default_factory=dict[str, str])
    answer: str | None = None
    requests: list[Received] = field(default_factory=list[Received])
    url: str = ""

    def respond(self, received: Received, code: str | None, example: str | None) -> Answer:
        """The answer to a request.

        Args:
            received: The request.
            code: The code that the caller wishes for.
            example: The example whose answer the caller wishes for.

        Raises:
            UnknownWishError: There is no such code or example.
        """
        faults = self.api.faults
        wished = None if code is None else self._error(code)
        try:
            reading, action = self._read(received)
        except UnreadableRequestError:
            return refusal(self.api, None, wished or faults.body)
        if wished:
            return refusal(self.api, action, wished)
        if not credentials_are_right(self.api, received, reading, action, self.credentials):
            return refusal(self.api, action, faults.credentials)
        if action is None:
            return refusal(self.api, None, faults.request)
        if example is not None:
            return printed_answer(action, self._example(action, example))
        values = reading.content.parameters(action, fixed_fields(self.api, reading, action))
        error = broken_rule(action, values)
        return refusal(self.api, action, error) if error else acceptance(self.api, action, values)

    def _read(self, received: Received) -> tuple[Reading, Action | None]:
        """What a request says, and the action that it is for, if there is such an action."""
        readings = received.readings(self.api)
        found = ((one, find_action(self.api, received, one)) for one in readings)
        return next((one for one in found if one[1]), (readings[0], None))

    def _example(self, action: Action, name: str) -> Example:
        for example in action.examples:
            if example.name == name:
                return example
        raise UnknownWishError(f"{action.action} has no example {name!r}")

    def _error(self, code: str) -> ErrorCode:
        for error in self.api.errors:
            if error.code == code:
                return error
        raise UnknownWishError(f"the error table has no code {code!r}")

    async def _endpoint(self, request: Request) -> Response:
        received = Received(
            request.method,
            request.url.path,
            request.url.query,
            dict(request.headers),
            await request.body(),
        )
        self.requests.append(received)
        wished = request.headers.get(CODE_HEADER, self.answer)
        try:
            answer = self.respond(received, wished, request.headers.get(EXAMPLE_HEADER))
        except UnknownWishError as error:
            # Told in the API's own form, so that a client shows it as any other failure.
            answer = refusal(self.api, None, self.api.faults.request, f"The mock: {error}")
            answer = replace(answer, status=400)
        return Response(answer.body, answer.status, media_type=answer.content_type)

    @property
    def app(self) -> Starlette:
        """The server as an ASGI application: one address for everything, whatever its path."""
        return Starlette(routes=[Route("/{path:path}", self._endpoint, methods=["GET", "POST"])])


def serve(mock: MockServer, port: int = 0) -> None:
    """Serve on loopback until interrupted; the first line of output is the URL.

    Raises:
        OSError: The port is taken.
    """
    listener = _listen(port)
    mock.url = _url(listener)
    print(mock.url, flush=True)
    print(f"{mock.api.title}. Stop with Ctrl-C.", flush=True)
    with suppress(KeyboardInterrupt):
        _server(mock).run(sockets=[listener])


@contextmanager
def running(api: Api, *, port: int = 0) -> Iterator[MockServer]:
    """Serve an API on loopback for as long as the context is open."""
    mock = MockServer(api)
    listener = _listen(port)
    mock.url = _url(listener)
    server = _server(mock)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield mock
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _listen(port: int) -> socket.socket:
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


def _url(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


class _Unlogged(H11Protocol):
    """HTTP without the access log, which would show the credentials in query strings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False


def _server(mock: MockServer) -> uvicorn.Server:
    # uvicorn's own logging set-up would close the handlers of the program that the mock runs in.
    config = uvicorn.Config(mock.app, log_config=None, http=_Unlogged, lifespan="off", ws="none")
    return uvicorn.Server(config)
