"""What proves that no byte of a request left, whichever library sends it.

A request that a server has read may be carried out, however little of an answer comes back: taken
for one that did not leave, a message would go out twice.

Broken on purpose: with pyreqwest's `ConnectError` taken for such a proof, which that library raises
for whatever breaks before the body of an answer, `test_what_was_read_is_in_doubt` fails for it.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from canned import http, refusing
from faults import KEY

import skycore
from skycore import AsyncSkycore, Outcome, Retry, Skycore

Library = Literal["httpx2", "pyreqwest"]
Script = Callable[[socket.socket], object]

LIBRARIES: list[Library] = ["httpx2", "pyreqwest"]
SOON = Retry(first=0.001, longest=0.001)
LONG: dict[str, Any] = {"transport": "get", "validate": False}
OPTIONS: dict[str, Any] = {"retry": SOON, "timeout": 0.5, "deadline": 30.0}


class Server:
    """A server that reads requests and then does what a script says.

    Attributes:
        url: Where it listens.
        read: What it has read, for each request.
    """

    def __init__(self, scripts: list[Script]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._scripts = scripts
        self._ended = threading.Event()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.read: list[bytes] = []

    def serve(self) -> None:
        """Serve one connection after the other until the listener is shut down."""
        threads: list[threading.Thread] = []
        try:
            while True:
                connection, _ = self._listener.accept()
                threads.append(threading.Thread(target=self._serve, args=(connection,)))
                threads[-1].start()
        except OSError:
            for thread in threads:
                thread.join()

    def end(self) -> None:
        """Serve nobody any more."""
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def wait(self, _: socket.socket) -> None:
        """A script: say nothing."""
        self._ended.wait(20)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with connection:
            for script in self._scripts or [self.wait]:
                data = b""
                while not data.rstrip().endswith(b"</REQUEST>"):
                    try:
                        part = connection.recv(65536)
                    except OSError:
                        return
                    if not part:
                        return
                    data += part
                self.read.append(data)
                script(connection)


@contextmanager
def reading(*scripts: Script) -> Iterator[Server]:
    """A server with such scripts, one for each request on a connection; silent without any."""
    server = Server([*scripts])
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.end()
        thread.join()


def hang_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def say(answer: bytes) -> Script:
    """A script: send these bytes, and hang up if they are not a whole answer."""

    def script(connection: socket.socket) -> None:
        connection.sendall(answer)
        if b"Content-Length" not in answer:
            hang_up(connection)

    return script


SENT = "<RESPONSE><STATUS>Success</STATUS><TO>1</TO><TRACKINGID>T</TRACKINGID></RESPONSE>"
WHOLE = f"HTTP/1.1 200 OK\r\nContent-Length: {len(SENT)}\r\n\r\n{SENT}".encode()

READ: dict[str, list[Script]] = {
    "hangs up": [hang_up],
    "resets": [reset],
    "is silent": [],
    "sends half a head": [say(b"HTTP/1.1 200")],
    "speaks no HTTP": [say(b"SSH-2.0-nobody\r\n")],
    "hangs up on a connection that was used before": [say(WHOLE), hang_up],
}


def send(client: Any, text: str = "Hello") -> Any:
    return client.send_sms(to="16505550199", sender="60856", text=text)


def look(client: Any) -> Any:
    return client.get_mms_campaigns()


def ended(
    library: Library,
    kind: Any,
    url: str,
    call: Callable[[Any], Any] = send,
    times: int = 1,
    **options: Any,
) -> skycore.SkycoreError:
    """What the last of some calls ended in."""
    client = kind(KEY, base_url=url, http_library=library, **OPTIONS, **options)

    async def exchange() -> None:
        async with client:
            for _ in range(times):
                await call(client)

    def make() -> None:
        if kind is AsyncSkycore:
            asyncio.run(exchange())
            return
        with client:
            for _ in range(times):
                call(client)

    with pytest.raises(skycore.SkycoreError) as caught:
        make()
    return caught.value


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("what", READ)
def test_what_was_read_is_in_doubt(what: str, library: Library, kind: Any) -> None:
    with reading(*READ[what]) as server:
        calls = max(1, len(READ[what]))
        error = ended(library, kind, server.url, times=calls)
    assert error.outcome is Outcome.UNKNOWN
    assert (len(server.read), error.tries) == (calls, 1)


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
def test_without_a_connection_nothing_left(library: Library, kind: Any) -> None:
    with refusing() as nowhere:
        error = ended(library, kind, nowhere)
    assert (error.outcome, error.tries) == (Outcome.NOT_SENT, SOON.tries)


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("answer", [http(b""), b""])
def test_without_a_handshake_nothing_left(answer: bytes, library: Library, kind: Any) -> None:
    """Whoever listens speaks no TLS, or says nothing, so that nobody was told the request."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def serve() -> None:
        try:
            while True:
                connection, _ = listener.accept()
                kept.append(connection)
                if answer:
                    with connection:
                        connection.recv(65536)
                        connection.sendall(answer)
        except OSError:
            return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        error = ended(library, kind, f"https://127.0.0.1:{listener.getsockname()[1]}/")
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
        for connection in kept:
            connection.close()
    assert (error.outcome, error.tries) == (Outcome.NOT_SENT, SOON.tries)


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
def test_an_address_that_is_too_long_never_left(library: Library, kind: Any) -> None:
    with reading() as server:
        error = ended(library, kind, server.url, lambda client: send(client, "x" * 70_000), **LONG)
    assert (error.outcome, server.read) == (Outcome.NOT_SENT, [])


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
def test_what_broke_is_told_in_words(library: Library, kind: Any) -> None:
    """Neither the address nor what only Python would read, whatever the library says."""
    with reading(reset) as server:
        error = ended(library, kind, server.url)
    assert server.url not in str(error)
    assert "{" not in str(error)


def test_nobody_waits_longer_for_a_part_than_for_the_whole() -> None:
    client = Skycore(KEY, http_library="pyreqwest", timeout=30, deadline=2)
    assert client._setup.patience == 2


@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("library", LIBRARIES)
def test_silence_is_not_the_end_of_the_call(library: Library, kind: Any) -> None:
    """A part of an answer that takes too long ends a try, and what only reads is sent again."""
    with reading() as server:
        error = ended(library, kind, server.url, look)
    assert error.tries == len(server.read) == SOON.tries
    assert "within 30 seconds" not in str(error)
