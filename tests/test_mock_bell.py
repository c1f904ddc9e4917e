"""A small spec with postbacks and who receives them, and that the spec is a right one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
from test_mock_spec import action, described, small_api

from actionspec.mock import MockServer, running
from actionspec.model import Api
from actionspec.read import read

CALLBACKS = {
    "format": "xml",
    "root": "NEWS",
    "names": "upper",
    "topic": "about",
    "code": "code",
    "timeout": 20,
    "retries": 2,
    "pause": 300,
}
RUNG = {
    "postback": "RungPostback",
    "topic": "RUNG",
    "description": "D.",
    "fields": described(
        id={},
        times={"type": "integer", "optional": True},
        state={},
        moment={"wire": "time", "type": "datetime", "format": "%d.%m.%Y %H:%M"},
    ),
    "codes": {
        "N1": {"class": "Heard", "description": "D."},
        "E1": {"class": "NotHeard", "description": "D.", "bad": True},
        "N2": {
            "class": "Answered",
            "description": "D.",
            "fields": described(by={"type": "Tone"}, note={"optional": True}),
        },
    },
    "examples": [
        {
            "name": "heard",
            "class": "Heard",
            "body": "?",
            "fields": {"id": "1", "state": "heard", "moment": "2020-01-31T12:00:00Z"},
        },
    ],
}
VISIT = {
    "postback": "VisitPostback",
    "topic": "VISIT",
    "code": "head/kind",
    "description": "D.",
    "codes": {
        "N1": {
            "class": "Visited",
            "description": "D.",
            "fields": described(
                name={"wire": "head/name"}, price={"type": "number"}, doors={"list_of": "Door"}
            ),
        }
    },
}
RING = action(
    parameters=described(id={}, times={"type": "integer"}, price={}),
    returns=described(id={}),
    postbacks=["Heard", "NotHeard", "Answered"],
)


def bell(folder: Path, *actions: dict[str, Any], **changes: Any) -> Api:
    """The small spec with postbacks."""
    told: dict[str, Any] = {"callbacks": CALLBACKS, "postbacks": [RUNG, VISIT], **changes}
    return small_api(folder, actions=[*(actions or (RING,))], **told)


class Receiver(ThreadingHTTPServer):
    """Takes postbacks.

    Attributes:
        url: Its address.
        bodies: What it received, in order.
        types: The content types, in order.
        paths: What was asked for, in order.
        status: Makes the HTTP status of the answer out of a body.
        held: Keeps each answer back until it is set.
    """

    # Answers that are kept back must not keep a test from ending.
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/news?for=me"
        self.bodies: list[str] = []
        self.types: list[str] = []
        self.paths: list[str] = []
        self.status: Callable[[str], int] = lambda _: 200
        self.held = threading.Event()
        self.held.set()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver = self.server
        assert isinstance(receiver, Receiver)
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        receiver.bodies.append(body)
        receiver.types.append(self.headers["content-type"])
        receiver.paths.append(self.path)
        receiver.held.wait(20)
        self.send_response(receiver.status(body))
        self.send_header("Location", receiver.url)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A running receiver."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.held.set()
        server.shutdown()
        thread.join()


@contextmanager
def reporting(api: Api, url: str, *kinds: str, pause: float | None = 0) -> Iterator[MockServer]:
    """A mock server that sends postbacks there."""
    mock = MockServer(api, postback_url=url, postback_kinds=kinds, postback_pause=pause)
    with running(mock):
        yield mock


def ask(mock: MockServer, query: str = "do=ring&id=7", **headers: str) -> httpx2.Response:
    return httpx2.get(f"{mock.url}?{query}", headers=headers)


def told(mock: MockServer) -> list[str]:
    """The classes of what was sent, once all of it has been delivered."""
    mock.wait_for_postbacks(20)
    return [one.class_name for one in mock.postbacks]


def test_the_spec_of_these_tests_is_right(tmp_path: Path) -> None:
    bell(tmp_path)
    read(tmp_path / "bell.yaml")
