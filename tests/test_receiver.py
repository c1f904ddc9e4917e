"""Receiving postbacks: answered first, handled once, whatever servers and handlers do."""

from __future__ import annotations

import asyncio
import http.client
import importlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from apis import PACKAGES, ROOT
from servers import PATIENCE, uvicorn_running, wsgiref_running
from starlette.applications import Starlette
from starlette.routing import Route
from test_postbacks import event

PACKAGE = PACKAGES[ROOT / "tests" / "cases" / "style-webhooks-json" / "spec"]
purse: Any = importlib.import_module("purse.postbacks")
repeats: Any = importlib.import_module("purse._runtime.repeats")


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


Post = Callable[..., Answer]


# Without a server: when these return, the handlers are through.


def post_asgi(receiver: Any, body: str | bytes, method: str = "POST") -> Answer:
    data = body if isinstance(body, bytes) else body.encode()
    half = len(data) // 2
    parts: list[Any] = [{"body": data[:half], "more_body": True}, {"body": data[half:]}]
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"} | parts.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(receiver.asgi({"type": "http", "method": method, "headers": []}, receive, send))
    start, end = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers, end["body"])


def post_wsgi(receiver: Any, body: str | bytes, method: str = "POST") -> Answer:
    data = body if isinstance(body, bytes) else body.encode()
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "CONTENT_LENGTH": str(len(data))}
    environ |= {"QUERY_STRING": "", "wsgi.input": BytesIO(data)}
    setup_testing_defaults(environ)
    sent: list[Any] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        sent.extend([status, headers])
        return lambda data: None

    result: Any = validator(receiver.wsgi)(environ, start_response)
    told = b"".join(result)
    result.close()
    status, headers = sent
    return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, told)


posts = pytest.mark.parametrize("post", [post_asgi, post_wsgi], ids=["asgi", "wsgi"])


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def receiver(clock: Clock) -> Any:
    return purse.PostbackReceiver(clock=clock)


@pytest.fixture
def handled(receiver: Any) -> list[str]:
    """The events that a handler gets."""
    found: list[str] = []
    receiver.on(purse.PaymentPostback)(lambda postback: found.append(postback.event))
    return found


def written(name: str = "evt_1", **changes: Any) -> str:
    return json.dumps(event(id=name, **changes))


# Who gets what.


@posts
def test_handlers_get_the_postbacks_of_their_class(post: Post, receiver: Any) -> None:
    got: list[tuple[str, str]] = []

    def note(name: str, postback: Any) -> None:
        got.append((name, type(postback).__name__))

    async def note_later(name: str, postback: Any) -> None:
        await asyncio.sleep(0)
        note(name, postback)

    receiver.on(purse.PaymentFailed)(partial(note, "plain"))
    receiver.on(purse.PaymentSucceeded)(partial(note, "never"))
    receiver.on(purse.PaymentPostback)(partial(note_later, "async"))
    receiver.on(purse.Postback)(lambda postback: note_later("awaitable", postback))
    receiver.on(purse.UnknownPostback)(partial(note, "unknown"))
    assert post(receiver, written()).status == 200
    assert got == [(name, "PaymentFailed") for name in ("plain", "async", "awaitable")]
    del got[:]
    assert post(receiver, '{"type": "new"}').status == 200
    assert got == [(name, "UnknownPostback") for name in ("awaitable", "unknown")]


def test_a_handler_stays_what_it_was(receiver: Any) -> None:
    def handler(postback: Any) -> int:
        return 7

    assert receiver.on(purse.Postback)(handler) is handler


def test_a_plain_handler_runs_in_a_thread_under_asgi(receiver: Any) -> None:
    threads: list[threading.Thread] = []
    receiver.on(purse.Postback)(lambda postback: threads.append(threading.current_thread()))

    async def in_the_loop(postback: Any) -> None:
        threads.append(threading.current_thread())

    receiver.on(purse.Postback)(in_the_loop)
    post_asgi(receiver, written())
    first, second = threads
    assert first is not threading.main_thread()
    assert second is threading.main_thread()


@posts
def test_a_failing_handler_stops_nobody(
    post: Post, receiver: Any, handled: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fails(postback: Any) -> None:
        raise LookupError("first")

    async def fails_later(postback: Any) -> None:
        raise LookupError("second")

    after: list[Any] = []
    for handler in (fails, fails_later, after.append):
        receiver.on(purse.Postback)(handler)
    assert post(receiver, written()).status == 200
    assert handled == ["evt_1"]
    assert len(after) == 1
    assert {one.name for one in caplog.records} == {"purse.postbacks"}
    assert [str(one.exc_info and one.exc_info[1]) for one in caplog.records] == ["first", "second"]
    assert "fails failed with a PaymentFailed" in caplog.records[0].getMessage()
    assert not any("pay_1" in one.getMessage() for one in caplog.records)


# What is refused.


@posts
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_a_post_is_taken(post: Post, receiver: Any, handled: list[str], method: str) -> None:
    answer = post(receiver, written(), method)
    assert (answer.status, answer.headers["allow"], answer.body) == (405, "POST", b"")
    assert handled == []


@posts
@pytest.mark.parametrize("body", ["", "hello", "{}", '{"type": ""}', "[", b"\xff"])
def test_what_is_no_postback_is_refused(
    post: Post, receiver: Any, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.on(purse.Postback)(lambda postback: pytest.fail("it was handed on"))
    answer = post(receiver, body)
    assert (answer.status, answer.headers["content-length"], answer.body) == (400, "0", b"")
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("purse.postbacks", logging.WARNING)
    assert record.getMessage().startswith("a request without a postback: ")
    assert "\n" not in record.getMessage()


@posts
def test_what_is_too_large_is_refused(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    text = written()
    fits, small = (purse.PostbackReceiver(largest=len(text) - less) for less in (0, 1))
    assert post(fits, text).status == 200
    assert not caplog.records
    assert post(small, text).status == 413
    assert [one.getMessage() for one in caplog.records] == [
        f"a request of more than {len(text) - 1} bytes"
    ]


def test_no_more_is_read_than_needed() -> None:
    receiver = purse.PostbackReceiver(largest=10)
    read: list[int] = []

    async def receive() -> Any:
        read.append(4)
        assert sum(read) <= 12
        return {"type": "http.request", "body": b"aaaa", "more_body": True}

    async def send(message: Any) -> None:
        assert message.get("status", 413) == 413

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(receiver.asgi(scope, receive, send))

    class Body(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size == 11
            return b"a" * 11

    for sized in ({"CONTENT_LENGTH": "9" * 5000}, {"wsgi.input_terminated": True}):
        environ = {"REQUEST_METHOD": "POST", "wsgi.input": Body(), **sized}
        status: list[str] = []
        receiver.wsgi(environ, lambda line, headers, status=status: status.append(line)).close()
        assert status == ["413 Request Entity Too Large"]


@pytest.mark.parametrize("length", [None, "", "-1", "x", "²", "0"])
def test_a_body_without_a_length_is_not_waited_for(receiver: Any, length: str | None) -> None:
    environ = {"REQUEST_METHOD": "POST", "wsgi.input": BytesIO(written().encode())}
    status: list[str] = []
    result = receiver.wsgi(
        environ | ({"CONTENT_LENGTH": length} if length is not None else {}),
        lambda line, headers: status.append(line),
    )
    assert (list(result), status) == ([], ["400 Bad Request"])


def test_an_unknown_postback_is_logged_in_short(
    receiver: Any, caplog: pytest.LogCaptureFixture
) -> None:
    post_wsgi(receiver, json.dumps({"type": "a\nb" * 1000, "secret": "hush"}))
    (record,) = caplog.records
    assert len(record.getMessage()) < 150
    assert "\n" not in record.getMessage()
    assert "its code is not described" in record.getMessage()
    assert "hush" not in record.getMessage()


# What comes again.


@posts
def test_a_repeated_postback_is_handed_on_once(
    post: Post, receiver: Any, handled: list[str], clock: Clock
) -> None:
    again = [written(), json.dumps(event(), indent=3), json.dumps(dict(reversed(event().items())))]
    assert [post(receiver, text).status for text in again] == [200, 200, 200]
    assert handled == ["evt_1"]
    post(receiver, written(new="field"))
    post(receiver, written("evt_2"))
    assert handled == ["evt_1", "evt_1", "evt_2"]
    clock.now += receiver.repeats_within - 1
    post(receiver, written())
    assert handled == ["evt_1", "evt_1", "evt_2"]
    clock.now += 1
    post(receiver, written())
    assert handled == ["evt_1", "evt_1", "evt_2", "evt_1"]


@posts
def test_what_can_recur_is_handed_on_each_time(post: Post) -> None:
    """Somebody joined, left and joined again: nothing tells the two reports apart."""
    module: Any = importlib.import_module("skycore.postbacks")
    receiver, seen = module.PostbackReceiver(), list[str]()
    receiver.on(module.Postback)(lambda postback: seen.append(postback.code))
    for code in ("N303", "N304", "N303"):
        fields = f"<CODE>{code}</CODE><EMAIL>john@email.com</EMAIL>"
        post(receiver, f"<POSTBACK><ORIGIN>EMAIL_SUB</ORIGIN>{fields}</POSTBACK>")
    assert seen == ["N303", "N304", "N303"]


@posts
def test_a_repetition_that_comes_meanwhile_is_one(
    post: Post, receiver: Any, handled: list[str]
) -> None:
    count: list[int] = []

    def slow(postback: Any) -> None:
        count.append(1)
        inner = threading.Thread(target=post, args=(receiver, written()))
        inner.start()
        inner.join(PATIENCE)
        assert not inner.is_alive()

    receiver.on(purse.Postback)(slow)
    post(receiver, written())
    assert (handled, count) == (["evt_1"], [1])


@posts
def test_a_postback_whose_handler_failed_is_not_handed_on_again(post: Post, receiver: Any) -> None:
    count: list[int] = []

    def fails(postback: Any) -> None:
        count.append(1)
        raise LookupError

    receiver.on(purse.Postback)(fails)
    post(receiver, written())
    post(receiver, written())
    assert count == [1]


@posts
def test_all_are_handed_on_where_that_is_wished(post: Post, clock: Clock) -> None:
    seen, found = repeats.RecentlySeen(clock), list[Any]()
    receiver = purse.PostbackReceiver(seen=seen, repeats_within=0)
    receiver.on(purse.Postback)(found.append)
    post(receiver, written())
    post(receiver, written())
    assert len(found) == 2
    assert not seen._until


@posts
def test_several_processes_share_what_they_saw(post: Post) -> None:
    calls: list[tuple[str, float]] = []

    class Shared:
        def add(self, key: str, seconds: float) -> bool:
            calls.append((key, seconds))
            return [key for key, _ in calls].count(key) == 1

    shared, found = Shared(), list[Any]()
    for _ in range(2):
        receiver = purse.PostbackReceiver(seen=shared)
        receiver.on(purse.Postback)(found.append)
        assert post(receiver, written()).status == 200
    assert len(found) == 1
    (first, seconds), second = calls
    assert second == (first, seconds) == (first, 300)
    assert len(first) == 64


@posts
def test_a_postback_is_not_lost_where_nobody_can_tell_whether_it_is_new(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def add(self, key: str, seconds: float) -> bool:
            raise ConnectionError("no database")

    receiver, found = purse.PostbackReceiver(seen=Broken()), list[Any]()
    receiver.on(purse.Postback)(found.append)
    assert post(receiver, written()).status == 200
    assert len(found) == 1
    assert "no database" in caplog.text


def test_only_so_much_is_remembered(clock: Clock) -> None:
    seen = repeats.RecentlySeen(clock, most=3)
    assert [seen.add(key, 10) for key in "abcab"] == [True, True, True, False, False]
    assert seen.add("d", 10)
    assert [seen.add(key, 10) for key in "bcd"] == [False, False, False]
    assert seen.add("a", 10)
    clock.now += 10
    assert seen.add("e", 10)
    assert len(seen._until) == 1


def test_what_is_remembered_for_long_hides_nothing(clock: Clock) -> None:
    seen = repeats.RecentlySeen(clock)
    assert seen.add("long", 100)
    assert seen.add("short", 10)
    clock.now += 50
    assert seen.add("short", 10)
    assert not seen.add("long", 10)


class Slow(str):
    """A key that lets other threads go ahead wherever it is looked up."""

    __slots__ = ()

    def __hash__(self) -> int:
        time.sleep(0.001)
        return str.__hash__(self)


def test_threads_agree_on_who_was_first(clock: Clock) -> None:
    seen, start = repeats.RecentlySeen(clock), threading.Barrier(4)
    firsts: list[str] = []

    def race() -> None:
        for number in range(5):
            start.wait(PATIENCE)
            if seen.add(Slow(number), 10):
                firsts.append(str(number))

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(PATIENCE)
    assert sorted(firsts) == ["0", "1", "2", "3", "4"]


# What servers do.


def test_an_application_lives_as_long_as_its_server(receiver: Any) -> None:
    waiting = ["startup", "shutdown"]
    sent: list[str] = []

    async def receive() -> Any:
        return {"type": f"lifespan.{waiting.pop(0)}"}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(receiver.asgi({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_other_protocols_are_refused(receiver: Any) -> None:
    async def nothing(message: Any = None) -> Any:
        pytest.fail("it was answered")

    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(receiver.asgi({"type": "websocket"}, nothing, nothing))


def test_a_request_that_is_cut_off_is_none(receiver: Any, handled: list[str]) -> None:
    parts: list[Any] = [{"type": "http.request", "body": written().encode(), "more_body": True}]

    async def receive() -> Any:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        pytest.fail("it was answered")

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(receiver.asgi(scope, receive, send))
    assert handled == []


def test_a_postback_is_handled_though_nobody_waits_for_the_answer(
    receiver: Any, handled: list[str]
) -> None:
    async def receive() -> Any:
        return {"type": "http.request", "body": written().encode()}

    async def send(message: Any) -> None:
        raise BrokenPipeError

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(receiver.asgi(scope, receive, send))
    assert handled == ["evt_1"]


def test_the_answer_is_on_its_way_before_a_handler_runs() -> None:
    receiver = purse.PostbackReceiver(repeats_within=0)
    steps: list[str] = []
    receiver.on(purse.Postback)(lambda postback: steps.append("handled"))

    async def receive() -> Any:
        return {"type": "http.request", "body": written().encode()}

    async def send(message: Any) -> None:
        steps.append(message["type"])

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(receiver.asgi(scope, receive, send))
    assert steps == ["http.response.start", "http.response.body", "handled"]
    del steps[:]

    def start_response(status: str, headers: Any) -> Any:
        steps.append("start")
        return lambda data: steps.append("written")

    text = written("evt_2").encode()
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(text))}
    result = receiver.wsgi({**environ, "wsgi.input": BytesIO(text)}, start_response)
    assert list(result) == []
    assert steps == ["start", "written"]
    result.close()
    result.close()
    assert steps == ["start", "written", "handled"]


@pytest.fixture(params=["uvicorn", "starlette", "wsgiref"])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Any, int]]:
    """A receiver with a real server, and its port."""
    receiver = purse.PostbackReceiver(largest=2000)
    match request.param:
        case "uvicorn":
            running = uvicorn_running(receiver.asgi)
        case "starlette":
            running = uvicorn_running(Starlette(routes=[Route("/", receiver.asgi)]))
        case _:
            running = wsgiref_running(receiver.wsgi)
    with running as port:
        yield receiver, port


def ask(port: int, body: str | None, method: str = "POST") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, "/", body)
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    told = Answer(answer.status, headers, answer.read())
    connection.close()
    return told


def test_real_servers_answer_what_it_says(served: tuple[Any, int]) -> None:
    receiver, port = served
    came: queue.Queue[str] = queue.Queue()
    receiver.on(purse.PaymentPostback)(lambda postback: came.put(postback.event))
    refused = ask(port, None, "GET")
    assert (refused.status, refused.headers["allow"], refused.body) == (405, "POST", b"")
    assert ask(port, "no postback").status == 400
    assert ask(port, " " * 2001).status == 413
    for name in ("evt_1", "evt_1", "evt_2"):
        answer = ask(port, written(name))
        assert (answer.status, answer.headers["content-length"], answer.body) == (200, "0", b"")
    assert {came.get(timeout=PATIENCE), came.get(timeout=PATIENCE)} == {"evt_1", "evt_2"}
    assert came.empty()


@pytest.mark.parametrize("kind", ["plain", "async"])
def test_a_slow_handler_does_not_delay_the_answer(served: tuple[Any, int], kind: str) -> None:
    receiver, port = served
    answered = threading.Event()
    waited: queue.Queue[bool] = queue.Queue()

    def wait(postback: Any) -> None:
        waited.put(answered.wait(PATIENCE))

    async def wait_later(postback: Any) -> None:
        await asyncio.to_thread(wait, postback)

    receiver.on(purse.Postback)(wait if kind == "plain" else wait_later)
    assert ask(port, written()).status == 200
    answered.set()
    assert waited.get(timeout=PATIENCE)


# The command line.


def look(*arguments: str) -> subprocess.Popen[str]:
    # Where the tests run in the background, a process would ignore interrupts.
    code = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "runpy.run_module('purse.postbacks', run_name='__main__', alter_sys=True)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=PACKAGE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@contextmanager
def patience(process: subprocess.Popen[str]) -> Iterator[None]:
    """End a process that hangs, and with it the test."""
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


def test_the_command_shows_what_comes() -> None:
    secret = {"payment": "p", "amount": 1, "method": "card", "card": {"last4": "ä", "cvc": "73713"}}
    bodies = [written(), written(), written(type="payment.succeeded", data=secret), '{"type": "x"}']
    process = look("--port", "0", "--json")
    with patience(process):
        assert process.stdout
        port = urlsplit(process.stdout.readline()).port
        assert port
        assert ask(port, "hello").status == 400
        lines = []
        for body in bodies:
            assert ask(port, body).status == 200
            lines.append(json.loads(process.stdout.readline()))
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (0, "")
    classes = ["PaymentFailed", "PaymentFailed", "PaymentSucceeded", "UnknownPostback"]
    assert [line["class"] for line in lines] == classes
    assert lines[0]["amount"] == "1"
    assert lines[0]["created"] == "2026-09-21T14:13:20Z"
    assert lines[2]["card"] == {"last_digits": "ä", "security_code": "***"}
    refused, unknown = errors.splitlines()
    assert refused.startswith("a request without a postback: ")
    assert unknown.startswith("an unknown postback ")


def test_the_command_shows_a_line_for_people() -> None:
    process = look("--port", "0")
    with patience(process):
        assert process.stdout
        port = urlsplit(process.stdout.readline()).port
        assert port
        assert ask(port, written("é\n")).status == 200
        line = process.stdout.readline()
    assert line.startswith("PaymentFailed(code='payment.failed', event='é\\n', created=")


def test_the_command_tells_how_it_is_used() -> None:
    done, taken = look("--help"), look("--port", "99999")
    told, _ = done.communicate(timeout=PATIENCE)
    assert "example: python -m purse.postbacks --port 8080 --json" in told
    _, errors = taken.communicate(timeout=PATIENCE)
    assert taken.returncode == 2
    assert "cannot listen at 127.0.0.1:99999" in errors
    assert "Traceback" not in errors
