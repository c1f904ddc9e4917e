"""The mock server as its users meet it: the command, the headers, and bad requests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx2
import pytest
from apis import ROOT, run
from test_mock_bell import bell, receiving
from test_mock_spec import described

from actionspec.mock import MockServer
from skycore import Skycore

ACTION = "sendMessageBySubscriberRef"


@contextmanager
def mock_lines(spec: Path | str, *arguments: str) -> Iterator[tuple[str, IO[str]]]:
    """The URL that `actionspec mock` prints on its first line, and what it prints after that."""
    process = subprocess.Popen(
        [sys.executable, "-m", "actionspec", "mock", str(spec), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip(), process.stdout
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@contextmanager
def mock_command(*arguments: str) -> Iterator[str]:
    """The URL of `actionspec mock spec/skycore`."""
    with mock_lines("spec/skycore", *arguments) as (url, _):
        yield url


def test_the_command_serves_both_transports() -> None:
    with mock_command("--port", "0") as url:
        assert url.startswith("http://127.0.0.1:")
        for transport in ("xml", "get"):
            with Skycore("key", base_url=url, transport=transport, retry=None) as client:
                sent = client.send_message_by_subscriber_ref(
                    subscriber_ref="A", campaign_ref="B", text="Hello"
                )
            assert len(sent.subscribers) == 3


def test_the_command_takes_a_port_a_key_and_an_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with mock_command(
        "--port", str(port), "--credential", "api_key=right", "--answer", "E106"
    ) as url:
        assert url == f"http://127.0.0.1:{port}/"
        assert "E106" in httpx2.get(url).text


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("mock", "spec/skycore", "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 2
    assert "Address already in use" in done.stderr


def test_the_command_takes_settings(tmp_path: Path) -> None:
    rules = [{"setting": one, "requires": "to", "code": "odd"} for one in ("strict", "usual")]
    ring = {"action": "ring", "summary": "Ring.", "effect": "send", "rules": rules}
    settings = described(strict={}, usual={"default": True})
    bell(tmp_path, {**ring, "parameters": described(to={})}, settings=settings)
    for arguments, is_refused in [
        ([], True),
        (["--setting", "usual=false"], False),
        (["--setting", "usual=FALSE", "--setting", "strict"], True),
        (["--setting", "usual", "--setting", "usual=false", "--setting", "strict=True"], True),
    ]:
        with mock_lines(tmp_path / "bell.yaml", *arguments) as (url, _):
            assert ("odd" in httpx2.get(f"{url}?do=ring").text) is is_refused


def test_the_command_sends_postbacks(tmp_path: Path) -> None:
    bell(tmp_path)
    with receiving() as receiver:
        statuses = iter([503, 200, 200])
        receiver.status = lambda _: next(statuses)
        options = ["--postbacks", receiver.url, "--postback-pause", "0"]
        chosen = ["--postback", "NotHeard", "--postback", "Heard"]
        with mock_lines(tmp_path / "bell.yaml", *options, *chosen) as (url, lines):
            httpx2.get(f"{url}?do=ring&id=7")
            assert [lines.readline() for _ in range(5)] == [
                "Bell. Stop with Ctrl-C.\n",
                "ring get -> accepted\n",
                f"Heard {receiver.url} 503, again in 0 s\n",
                f"NotHeard {receiver.url} 200\n",
                f"Heard {receiver.url} 200\n",
            ]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--setting", "strikt"], "there is no setting 'strikt'; did you mean \"strict\"?"),
        (["--setting", "strict=on"], "--setting strict=on: write strict, strict=true or"),
        (["--setting", "strict="], "--setting strict=: write strict, strict=true or strict=false"),
        (["--postbacks", "http://a/", "--postback", "Hear"], "there is no postback 'Hear'; did"),
        (["--postbacks", "here"], "'here' is no address of HTTP or HTTPS"),
        (["--postback", "Heard"], "say where postbacks go: --postbacks URL"),
        (["--postback-pause", "1"], "say where postbacks go: --postbacks URL"),
        (["--credential", "key=x"], "there is no credential 'key'"),
        (["--credential", "key"], "--credential key: write key=VALUE"),
        (["--answer", "od"], "there is no code 'od'; did you mean \"odd\"?"),
    ],
)
def test_what_the_command_refuses(tmp_path: Path, arguments: list[str], problem: str) -> None:
    bell(tmp_path, settings=described(strict={}))
    done = run("mock", str(tmp_path / "bell.yaml"), *arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: {problem}")


def codes(text: str) -> str:
    return text.partition("<ERRORCODE>")[2].partition("<")[0]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "E104"),
        (f"action={ACTION.lower()}", "E104"),
        ("api_key=k", "E100"),
        ("api_key=k&action=sendPigeon", "E100"),
        (f"api_key=k&action={ACTION}", "E100"),
        (f"api_key=k&action={ACTION.lower()}", "E719"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A", "E718"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A&campaignref=B", "E716"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A&campaignref=B&text=&mmsid=", "E716"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A&campaignref=B&text=x&mmsid=1", "E717"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A&campaignref=B&mmsid=x", "E100"),
        (f"api_key=k&action={ACTION.lower()}&subscriberref=A&campaignref=B&mmsid=1", ""),
    ],
)
def test_a_query_gets_the_code_of_its_fault(mock: MockServer, query: str, code: str) -> None:
    answer = httpx2.get(f"{mock.url}?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert codes(answer.text) == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "E108"),
        ("<REQUEST>", "E108"),
        ("<OTHER/>", "E108"),
        ("<REQUEST/>", "E104"),
        ("<REQUEST><API_KEY>k</API_KEY></REQUEST>", "E100"),
        (f"<REQUEST><api_key>k</api_key><ACTION>{ACTION}</ACTION></REQUEST>", "E104"),
        (f"<REQUEST><API_KEY>k</API_KEY><ACTION>{ACTION.lower()}</ACTION></REQUEST>", "E100"),
        (f"<REQUEST><API_KEY>k</API_KEY><ACTION>{ACTION}</ACTION></REQUEST>", "E719"),
    ],
)
def test_a_document_gets_the_code_of_its_fault(mock: MockServer, body: str, code: str) -> None:
    assert codes(httpx2.post(mock.url, content=body).text) == code


def test_a_wrong_key_is_refused(mock: MockServer) -> None:
    mock.credentials = {"api_key": "right"}
    try:
        assert codes(httpx2.get(f"{mock.url}?api_key=wrong&action=x").text) == "E104"
        assert codes(httpx2.get(f"{mock.url}?api_key=right&action=x").text) == "E100"
    finally:
        mock.credentials = {}


def test_any_code_on_demand(mock: MockServer) -> None:
    for error in mock.api.errors:
        answer = httpx2.get(mock.url, headers={"ActionSpec-Code": error.code})
        assert codes(answer.text) == error.code
        assert answer.text.count("<STATUS>Failure</STATUS>") == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ({"ActionSpec-Code": "E1"}, "there is no code 'E1'"),
        ({"ActionSpec-Example": "no templates"}, f"{ACTION} has no example 'no templates'"),
    ],
)
def test_a_wish_that_cannot_be_met(mock: MockServer, header: dict[str, str], message: str) -> None:
    answer = httpx2.get(f"{mock.url}?api_key=k&action={ACTION.lower()}", headers=header)
    assert answer.status_code == 400
    assert message in answer.text


def test_the_mock_keeps_what_it_received(mock: MockServer) -> None:
    httpx2.get(f"{mock.url}?a=b")
    httpx2.post(mock.url, content=b"<REQUEST/>")
    assert [(one.method, one.query, one.body) for one in mock.requests] == [
        ("GET", "a=b", b""),
        ("POST", "", b"<REQUEST/>"),
    ]
