"""The HTTP libraries that carry messages: the same bytes, outcomes and limits, whichever it is.

The fault matrix runs over both. Broken on purpose: a ConnectError of pyreqwest taken as a proof by
its class (requests that were lost came out as not sent), redirects followed, no look at the
process: each failed a test here or there.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

import pytest
from canned import http, refusing
from faults import KEY
from forks import in_a_child
from servers import PATIENCE
from skycore_calls import send
from test_lazy import loaded_by

import skycore
from skycore import AsyncSkycore, Outcome, Skycore
from skycore._runtime.carriers import Library

LIBRARIES: tuple[Library, ...] = get_args(Library)
FAST: Library = "pyreqwest"
ANSWER = (
    b"<RESPONSE><STATUS>Success</STATUS><SUBSCRIBER><STATUS>Success</STATUS></SUBSCRIBER>"
    b"</RESPONSE>"
)

both = pytest.mark.parametrize("library", LIBRARIES)


@contextmanager
def recording(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """The URL of a server that gives one answer after the other, and what it was sent."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(PATIENCE)
    received: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(PATIENCE)
                data = b""
                while b"</REQUEST>" not in data:
                    data += connection.recv(65536)
                received.append(data)
                connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", received
    finally:
        thread.join()
        listener.close()


def test_both_send_the_same() -> None:
    sent: list[bytes] = []
    for library in LIBRARIES:
        with (
            recording(http(ANSWER)) as (url, received),
            Skycore(KEY, base_url=url, http_library=library) as client,
        ):
            send(client, "Müller & Söhne")
        head, _, body = received[0].partition(b"\r\n\r\n")
        lines = {line.lower() for line in head.split(b"\r\n")}
        assert {b"post / http/1.1", b"content-type: text/xml; charset=utf-8"} <= lines
        sent.append(body)
    assert sent[0] == sent[1]


@both
def test_cookies_of_one_call_are_no_part_of_the_next_with_pyreqwest(library: Library) -> None:
    cookie = http(ANSWER).replace(b"\r\n\r\n", b"\r\nSet-Cookie: crumb=1; Path=/\r\n\r\n", 1)
    with (
        recording(cookie, cookie) as (url, received),
        Skycore(KEY, base_url=url, http_library=library) as client,
    ):
        send(client)
        send(client)
    assert (b"crumb" in received[1]) == (library != FAST)


@both
def test_a_redirect_is_an_answer_and_is_not_followed(library: Library) -> None:
    moved = http(b"", "302 Found").replace(b"\r\n\r\n", b"\r\nLocation: /elsewhere\r\n\r\n", 1)
    with (
        recording(moved) as (url, received),
        Skycore(KEY, base_url=url, http_library=library, retry=None) as client,
        pytest.raises(skycore.ProtocolError) as caught,
    ):
        send(client)
    assert (caught.value.status, caught.value.outcome) == (302, Outcome.UNKNOWN)
    assert len(received) == 1


@both
def test_where_nobody_listens_nothing_was_sent(library: Library) -> None:
    async def call(url: str) -> None:
        async with AsyncSkycore(KEY, base_url=url, http_library=library, retry=None) as client:
            await client.get_mms_ids()

    with refusing() as url, pytest.raises(skycore.TransportError) as caught:
        asyncio.run(call(url))
    assert (caught.value.outcome, caught.value.transient) == (Outcome.NOT_SENT, True)


def test_a_task_that_is_cancelled_stays_so() -> None:
    async def call(url: str) -> str:
        async with AsyncSkycore(KEY, base_url=url, http_library=FAST, retry=None) as client:
            task = asyncio.ensure_future(client.get_mms_ids())
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return "".join(caught.value.__notes__)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        note = asyncio.run(call(f"http://127.0.0.1:{silent.getsockname()[1]}/"))
    assert note == "getMmsIds: unknown"


@both
def test_a_copy_that_was_pickled_has_the_same_library(library: Library) -> None:
    with (
        recording(http(ANSWER), http(ANSWER)) as (url, received),
        Skycore(KEY, base_url=url, http_library=library) as client,
    ):
        send(client)
        with pickle.loads(pickle.dumps(client)) as other:
            send(other)
    agents = [b"pyreqwest" in one.lower() for one in received]
    assert agents == [library == FAST] * 2


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_is_told_that_it_cannot_use_what_was_begun() -> None:
    with (
        recording(http(ANSWER)) as (url, _),
        Skycore(KEY, base_url=url, http_library=FAST, retry=None) as client,
    ):
        send(client)

        def told() -> Any:
            try:
                return send(client)
            except skycore.TransportError as error:
                return f"{error.outcome.name}: {error}"

        assert in_a_child(told).startswith("NOT_SENT: pyreqwest was used before")


def test_another_library_is_refused() -> None:
    other: Any = "urllib3"
    with pytest.raises(ValueError, match="'httpx2' or 'pyreqwest', not 'urllib3'"):
        Skycore(KEY, http_library=other)


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyreqwest", None)
    with pytest.raises(ImportError, match=r"pip install 'skycore\[fast\]'"):
        Skycore(KEY, http_library=FAST)


def test_nobody_loads_it_who_does_not_ask_for_it() -> None:
    program = "from skycore import Skycore\nSkycore('key')"
    assert "pyreqwest" not in loaded_by(program)
    asking = program.replace("'key'", "'key', http_library='pyreqwest'")
    assert "pyreqwest" in loaded_by(asking)
