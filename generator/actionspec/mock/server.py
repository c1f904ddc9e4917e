"""The mock server on a real port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from actionspec.mock.acceptances import acceptance, as_printed
from actionspec.mock.credentials import credentials_are_right
from actionspec.mock.delivery import Courier
from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.postbacks import SentPostback, kinds_of, postbacks
from actionspec.mock.problem import SetUpError, UnknownWishError, UnreadableRequestError, known
from actionspec.mock.received import Reading, Received
from actionspec.mock.refusals import refusal
from actionspec.mock.rules import broken_rule
from actionspec.mock.writing import Answer
from actionspec.model import Action, Api, ErrorCode, Example

CODE_HEADER = "ActionSpec-Code"
EXAMPLE_HEADER = "ActionSpec-Example"


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer, and what the service reports later."""

    answer: Answer
    postbacks: tuple[SentPostback, ...] = ()


@dataclass(slots=True)
class MockServer:
    """Answers as the service would.

    Attributes:
        api: The API to play.
        credentials: The only values of credentials, by name, that are accepted. Of a credential
            that is not named here, any value will do that is not empty.
        answer: The code to answer every request with; None to obey the rules.
        settings: The settings of the account. One that is not named here is as the spec says.
        postback_url: Where postbacks go; None to send none.
        postback_kinds: The classes of postbacks to send; none for what comes if all goes well.
        postback_pause: Seconds between two attempts; None for the time that the service takes.
        requests: What was received, in order.
        url: Where the server listens; empty until it does.

    Raises:
        SetUpError: There is no such name, or no postback can be sent.
    """

    api: Api
    credentials: Mapping[str, str] = field(default_factory=dict[str, str])
    answer: str | None = None
    settings: Mapping[str, bool] = field(default_factory=dict[str, bool], kw_only=True)
    postback_url: str | None = field(default=None, kw_only=True)
    postback_kinds: Sequence[str] = field(default=(), kw_only=True)
    postback_pause: float | None = field(default=None, kw_only=True)
    requests: list[Received] = field(default_factory=list[Received])
    url: str = ""
    _courier: Courier | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        api = self.api
        for name in self.credentials:
            known(name, [one.name for one in api.credentials], "credential")
        for name in self.settings:
            known(name, [one.name for one in api.settings], "setting")
        for name in self.postback_kinds:
            known(name, [one.structure.name for one in api.postback_kinds], "postback")
        if self.answer is not None:
            known(self.answer, [one.code for one in api.errors], "code")
        if self.postback_url is not None:
            if api.callbacks is None:
                raise SetUpError(f"{api.name} sends no postbacks")
            self._courier = Courier(self.postback_url, api.callbacks, self.postback_pause)

    @property
    def postbacks(self) -> list[SentPostback]:
        """The postbacks that were sent, in order."""
        return self._courier.sent if self._courier else []

    def wait_for_postbacks(self, timeout: float | None = None) -> None:
        """Wait until all postbacks are delivered or given up.

        Args:
            timeout: Seconds to wait at the most; without, as long as it takes.

        Raises:
            TimeoutError: Some are still on their way.
        """
        if self._courier:
            self._courier.wait(timeout)

    def tell_of_postbacks(self, tell: Callable[[str], None]) -> None:
        """Have a line told about each attempt to deliver a postback."""
        if self._courier:
            self._courier.tell = tell

    def close(self) -> None:
        """Send no postbacks any more."""
        if self._courier:
            self._courier.stop()

    def respond(self, received: Received, code: str | None, example: str | None) -> Answer:
        """The answer to a request.

        Args:
            received: The request.
            code: The code that the caller wishes for.
            example: The example whose answer the caller wishes for.

        Raises:
            UnknownWishError: There is no such code or example.
        """
        return self._reply(received, code, example).answer

    def _reply(self, received: Received, code: str | None, example: str | None) -> _Reply:
        faults = self.api.faults
        wished = None if code is None else self._error(code)
        try:
            reading, action = self._read(received)
        except UnreadableRequestError:
            return _Reply(refusal(self.api, None, wished or faults.body))
        if wished:
            return _Reply(refusal(self.api, action, wished))
        if not credentials_are_right(self.api, received, reading, action, self.credentials):
            return _Reply(refusal(self.api, action, faults.credentials))
        if action is None:
            return _Reply(refusal(self.api, None, faults.request))
        values = reading.content.parameters(action, fixed_fields(self.api, reading, action))
        if example is not None:
            accepted = as_printed(action, self._example(action, example))
        elif error := broken_rule(action, values, self._settings_on):
            return _Reply(refusal(self.api, action, error))
        else:
            accepted = acceptance(self.api, action, values)
        if self._courier is None or accepted.result is None:
            return _Reply(accepted.answer)
        kinds = kinds_of(self.api, action, values, self.postback_kinds) if action.reports else ()
        later = postbacks(self.api, action, kinds, values, accepted.result)
        return _Reply(accepted.answer, tuple(later))

    @property
    def _settings_on(self) -> set[str]:
        return {one.name for one in self.api.settings if self.settings.get(one.name, one.default)}

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
            reply = self._reply(received, wished, request.headers.get(EXAMPLE_HEADER))
        except UnknownWishError as error:
            # Told in the API's own form, so that a client shows it as any other failure.
            answer = refusal(self.api, None, self.api.faults.request, f"The mock: {error}")
            reply = _Reply(replace(answer, status=400))
        answer, later = reply.answer, None
        if self._courier and reply.postbacks:
            self._courier.expect(reply.postbacks)
            later = BackgroundTask(self._report, reply.postbacks)
        return Response(answer.body, answer.status, None, answer.content_type, later)

    async def _report(self, postbacks: Sequence[SentPostback]) -> None:
        """Send postbacks, once the answer is on its way."""
        if self._courier:
            self._courier.send(postbacks)

    @property
    def app(self) -> Starlette:
        """The server as an ASGI application: one address for everything, whatever its path."""
        return Starlette(routes=[Route("/{path:path}", self._endpoint, methods=["GET", "POST"])])


def serve(mock: MockServer, port: int = 0) -> None:
    """Serve on loopback until interrupted; the first line of output is the URL.

    A line tells of each postback.

    Raises:
        OSError: The port is taken.
    """
    listener = _listen(port)
    mock.url = _url(listener)
    print(mock.url, flush=True)
    print(f"{mock.api.title}. Stop with Ctrl-C.", flush=True)
    mock.tell_of_postbacks(lambda line: print(line, flush=True))
    try:
        with suppress(KeyboardInterrupt):
            _server(mock).run(sockets=[listener])
    finally:
        mock.close()


@contextmanager
def running(api: Api | MockServer, *, port: int = 0) -> Iterator[MockServer]:
    """Serve an API, or a mock that is set up, on loopback for as long as the context is open."""
    mock = api if isinstance(api, MockServer) else MockServer(api)
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
        mock.close()


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
