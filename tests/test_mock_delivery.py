"""The mock server delivers postbacks with the service's patience, and stops with the server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_mock_bell import CALLBACKS, Receiver, ask, bell, receiving, reporting, told
from test_mock_spec import described, small_api

from actionspec.mock import MockServer, SetUpError


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def test_what_is_not_taken_is_sent_again(tmp_path: Path, receiver: Receiver) -> None:
    # A redirection is not followed, and any other status than 200 is none.
    statuses = iter([500, 200, 302, 200])
    receiver.status = lambda _: next(statuses)
    lines: list[str] = []
    with reporting(bell(tmp_path), receiver.url) as mock:
        mock.tell_of_postbacks(lines.append)
        ask(mock)
        assert told(mock) == ["Heard", "Answered"]
        assert [(one.attempts, one.status) for one in mock.postbacks] == [(3, 200), (1, 200)]
    heard, answered = receiver.bodies[0], receiver.bodies[1]
    assert receiver.bodies == [heard, answered, heard, heard]
    assert lines == [
        f"Heard {receiver.url} 500, again in 0 s",
        f"Answered {receiver.url} 200",
        f"Heard {receiver.url} 302, again in 0 s",
        f"Heard {receiver.url} 200",
    ]


def test_in_the_end_it_is_given_up(tmp_path: Path, receiver: Receiver) -> None:
    receiver.status = lambda _: 204
    lines: list[str] = []
    with reporting(bell(tmp_path), receiver.url, "Heard") as mock:
        mock.tell_of_postbacks(lines.append)
        ask(mock)
        told(mock)
        assert [(one.attempts, one.status) for one in mock.postbacks] == [(3, 204)]
    assert len(receiver.bodies) == 3
    assert lines[-1] == f"Heard {receiver.url} 204, given up after 3 attempts"


def silent() -> socket.socket:
    """A server that takes connections and says nothing."""
    return socket.create_server(("127.0.0.1", 0))


@pytest.mark.parametrize("kind", ["closed", "silent", "babbling"])
def test_no_answer(tmp_path: Path, kind: str) -> None:
    lines: list[str] = []
    with silent() as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        if kind == "closed":
            server.close()
        elif kind == "babbling":
            threading.Thread(target=babble, args=(server,), daemon=True).start()
        timeout = 0.1 if kind == "silent" else 20
        callbacks = {**CALLBACKS, "timeout": timeout, "retries": 0}
        with reporting(bell(tmp_path, callbacks=callbacks), url, "Heard") as mock:
            mock.tell_of_postbacks(lines.append)
            ask(mock)
            told(mock)
            assert [(one.attempts, one.status) for one in mock.postbacks] == [(1, None)]
    reason = {
        "closed": "Connection refused",
        "silent": "no answer within 0.1 s",
        "babbling": "no HTTP answer",
    }
    assert lines == [f"Heard {url} {reason[kind]}"]


def babble(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(10_000)
        connection.sendall(b"\x1b[31mred\r\n\r\n")


def test_a_host_without_a_possible_name(tmp_path: Path, receiver: Receiver) -> None:
    with reporting(bell(tmp_path), f"http://{'x' * 70}.example/", "Heard") as mock:
        ask(mock)
        told(mock)
        assert [(one.attempts, one.status) for one in mock.postbacks] == [(3, None)]


def test_the_pause_is_the_services_and_keeps_nothing_waiting(
    tmp_path: Path, receiver: Receiver
) -> None:
    receiver.status = lambda body: 500 if "N1" in body else 200
    arrived = threading.Event()
    with reporting(bell(tmp_path), receiver.url, pause=None) as mock:
        mock.tell_of_postbacks(lambda line: arrived.set() if "Answered" in line else None)
        ask(mock)
        assert arrived.wait(20)
        with pytest.raises(TimeoutError):
            mock.wait_for_postbacks(0)
        assert [(one.attempts, one.status) for one in mock.postbacks] == [(1, 500), (1, 200)]
    assert len(receiver.bodies) == 2


def test_it_stops_with_the_server(tmp_path: Path, receiver: Receiver) -> None:
    receiver.held.clear()
    lines: list[str] = []
    with silent() as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with reporting(bell(tmp_path), url) as mock:
            mock.tell_of_postbacks(lines.append)
            ask(mock)
            connection, _ = server.accept()
            assert connection.recv(10) == b"POST / HTT"
        # The connection is cut off, and nothing is sent again.
        with connection:
            while connection.recv(10_000):
                pass
        assert mock.postbacks == []
        assert lines == []
        mock.wait_for_postbacks(0)
    assert "postbacks" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"settings": {"strikt": True}}, "there is no setting 'strikt'; did you mean \"strict\"?"),
        ({"postback_kinds": ["Herd"]}, "there is no postback 'Herd'; did you mean \"Heard\"?"),
        ({"credentials": {"kee": "k"}}, "there is no credential 'kee'; did you mean \"key\"?"),
        ({"answer": "od"}, "there is no code 'od'; did you mean \"odd\"?"),
        ({"postback_url": "127.0.0.1:1/"}, "'127.0.0.1:1/' is no address of HTTP or HTTPS"),
        ({"postback_url": "http://a b/"}, "'http://a b/' is no address of HTTP or HTTPS"),
        ({"postback_url": "http:///x"}, "'http:///x' is no address of HTTP or HTTPS"),
        (
            {"postback_url": "http://a:b/"},
            "'http://a:b/' is no address: Port could not be cast to integer value as 'b'",
        ),
    ],
)
def test_what_cannot_be_set_up(tmp_path: Path, options: dict[str, Any], problem: str) -> None:
    settings, credentials = described(strict={}), described(key={})
    api = bell(tmp_path, settings=settings, credentials=credentials)
    with pytest.raises(SetUpError) as caught:
        MockServer(api, **options)
    assert str(caught.value) == problem


def test_a_spec_without_postbacks(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="Bell sends no postbacks"):
        MockServer(small_api(tmp_path), postback_url="http://127.0.0.1/")
