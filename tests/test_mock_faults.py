"""Whatever can go wrong between a client and the service: asked for, it happens on the wire."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree
from xml.parsers import expat

import httpx2
import pytest
from test_mock_bell import bell, receiving
from test_mock_spec import action, described, small_api, transport

from actionspec.mock import Fault, MockServer, SetUpError, Step, damage, running
from actionspec.mock.writing import Answer
from actionspec.model import Api

PATIENCE = 20
NEVER = 3600.0
QUERY = "?do=ring&id=7"
CARRIED_OUT = ("lose", "cut", "truncate", "garble", "drip", "flood", "deep", "dtd")
RING = action(parameters=described(id={"required": "odd"}), returns=described(id={}))


@pytest.fixture
def api(tmp_path: Path) -> Api:
    """A bell that takes queries and forms and answers XML."""
    form = transport(format="form")
    return small_api(
        tmp_path, actions=[RING], transports={"get": transport(format="query"), "form": form}
    )


@pytest.fixture
def mock(api: Api) -> Iterator[MockServer]:
    with running(api) as server:
        yield server


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=PATIENCE) as opened:
        yield opened


def ask(mock: MockServer, client: httpx2.Client, **wishes: str) -> httpx2.Response:
    headers = {f"ActionSpec-{key.replace('_', '-')}": text for key, text in wishes.items()}
    return client.get(mock.url + QUERY, headers=headers)


def became(mock: MockServer) -> list[str]:
    return [str(one) for one in mock.requests]


def received(mock: MockServer, count: int) -> None:
    """Wait until the mock has so many requests."""
    deadline = time.monotonic() + PATIENCE
    while len(mock.requests) < count:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def connected(mock: MockServer) -> socket.socket:
    port = httpx2.URL(mock.url).port
    assert port
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def everything(connection: socket.socket) -> bytes:
    """What comes until the connection ends, however it ends."""
    came = b""
    with suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            came += chunk
    return came


def test_every_fault_of_the_type_is_in_the_schema() -> None:
    schema = Path(damage.__file__).parents[1] / "schema" / "script.json"
    step = json.loads(schema.read_text(encoding="utf-8"))["properties"]["steps"]["items"]
    assert step["properties"]["fault"]["enum"] == list(get_args(Fault))
    assert set(step["properties"]) - {"ok"} == set(Step.__dataclass_fields__)


@pytest.mark.parametrize("fault", ["drop", "lose"])
def test_a_connection_that_ends_without_an_answer(
    mock: MockServer, client: httpx2.Client, fault: str
) -> None:
    with pytest.raises(httpx2.TransportError):
        ask(mock, client, fault=fault)
    is_done = fault == "lose"
    assert [(one.fault, one.carried_out, one.status) for one in mock.requests] == [
        (fault, is_done, None)
    ]
    assert ask(mock, client).text.count("<id>7</id>") == 1


def test_dropped_before_the_body_was_read(mock: MockServer) -> None:
    head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nActionSpec-Fault: drop\r\n\r\n"
    with connected(mock) as connection:
        connection.sendall(head.encode())
        assert everything(connection) == b""
    assert [(one.body, str(one)) for one in mock.requests] == [
        (b"", "unknown POST -> not carried out (drop)")
    ]


@pytest.mark.parametrize(
    ("steps", "names"),
    [([Step(fault="drop")], [None]), ([Step(action="ring", fault="drop")], ["ring"])],
)
def test_a_drop_for_an_action_waits_for_the_body_that_names_it(
    mock: MockServer, client: httpx2.Client, steps: list[Step], names: list[str | None]
) -> None:
    mock.script = steps
    with pytest.raises(httpx2.TransportError):
        client.post(mock.url, data={"do": "ring", "id": "7"})
    assert [one.action for one in mock.requests] == names
    assert mock.carried_out == []


def test_a_refusal_that_gets_lost_was_not_carried_out(
    mock: MockServer, client: httpx2.Client
) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        client.get(f"{mock.url}?do=ring", headers={"ActionSpec-Fault": "lose"})
    assert became(mock) == ["ring get -> odd (lose)"]
    assert mock.carried_out == []


def test_a_connection_that_ends_in_the_middle(mock: MockServer, client: httpx2.Client) -> None:
    whole = ask(mock, client).content
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(mock, client, fault="cut")
    request = f"GET /{QUERY} HTTP/1.1\r\nHost: a\r\nActionSpec-Fault: cut\r\n\r\n"
    with connected(mock) as connection:
        connection.sendall(request.encode())
        head, _, body = everything(connection).partition(b"\r\n\r\n")
    assert f"content-length: {len(whole)}".encode() in head.lower()
    assert body == whole[: len(whole) // 2]
    assert [one.carried_out for one in mock.requests] == [True] * 3


@pytest.mark.parametrize("fault", ["truncate", "garble"])
def test_content_that_is_broken_though_http_is_whole(
    mock: MockServer, client: httpx2.Client, fault: str
) -> None:
    answer = ask(mock, client, fault=fault)
    assert answer.status_code == 200
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(answer.content)
    assert became(mock) == [f"ring get -> accepted ({fault})"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"id": 7}', "[7]"])
def test_json_that_is_nested_too_deep(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "DEEP", 2)
    deep = damage.damaged(Answer(f"{text}\n".encode(), 200, "application/json"), "deep")
    held = json.loads(deep.body)
    assert (held["n"] if isinstance(held, dict) else held[-1]) == [[]]
    assert len(held) == len(json.loads(text)) + 1


@pytest.mark.parametrize("fault", ["deep", "dtd"])
def test_faults_of_answers_that_are_no_documents(fault: Fault) -> None:
    """An example may print whatever the service says, such as a page."""
    assert b"n" in damage.damaged(Answer(b"?", 200, "text/xml"), fault).body


@pytest.mark.parametrize("fault", ["truncate", "garble", "deep"])
def test_json_breaks_as_well(tmp_path: Path, client: httpx2.Client, fault: str) -> None:
    with running(small_api(tmp_path, actions=[RING], response={"format": "json"})) as mock:
        answer = ask(mock, client, fault=fault)
        with pytest.raises((ValueError, RecursionError)):
            answer.json()


@pytest.mark.parametrize(
    ("wishes", "status", "title"),
    [
        ({"fault": "html"}, 200, "Please wait"),
        ({"fault": "html", "status": "502"}, 502, "Bad Gateway"),
        ({"status": "503", "retry_after": "7"}, 503, "Service Unavailable"),
        ({"status": "429"}, 429, "Too Many Requests"),
        ({"status": "599"}, 599, "Error"),
    ],
)
def test_a_page_that_the_service_has_no_part_in(
    mock: MockServer, client: httpx2.Client, wishes: dict[str, str], status: int, title: str
) -> None:
    answer = ask(mock, client, **wishes)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (
        status,
        "text/html",
    )
    assert f"<title>{title}</title>" in answer.text
    assert answer.headers.get("retry-after") == wishes.get("retry_after")
    told = "html" if "fault" in wishes else f"status {status}"
    assert became(mock) == [f"ring get -> not carried out ({told})"]


def test_an_answer_with_another_status(mock: MockServer, client: httpx2.Client) -> None:
    answer = ask(mock, client, code="odd", status="500", retry_after="3")
    assert (answer.status_code, answer.headers["retry-after"]) == (500, "3")
    assert "<error>odd</error>" in answer.text
    accepted = ask(mock, client, status="202")
    assert (accepted.status_code, "<id>7</id>" in accepted.text) == (202, True)
    assert ask(mock, client, status="204").content == b""
    assert [(one.code, one.status) for one in mock.requests] == [
        ("odd", 500),
        (None, 202),
        (None, 204),
    ]


def test_an_answer_that_comes_a_byte_at_a_time(mock: MockServer, client: httpx2.Client) -> None:
    assert ask(mock, client, fault="drip", delay="0").content == ask(mock, client).content
    request = f"GET /{QUERY} HTTP/1.1\r\nHost: a\r\nActionSpec-Fault: drip\r\nActionSpec-Delay: "
    with connected(mock) as connection:
        connection.sendall(f"{request}{NEVER}\r\n\r\n".encode())
        came = b""
        while not came.partition(b"\r\n\r\n")[2]:
            came += connection.recv(65536)
    assert came.partition(b"\r\n\r\n")[2] == b"<"


def test_only_so_many_bytes_come_one_by_one(
    mock: MockServer, client: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actionspec.mock.faulty.MOST_DRIPS", 0)
    assert ask(mock, client, fault="drip", delay=str(NEVER)).content == ask(mock, client).content


def test_a_flood_ends_when_the_client_leaves(
    mock: MockServer, client: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = 4096
    sent: list[int] = []
    ended = threading.Event()

    def flood(_: Answer) -> Iterator[bytes]:
        try:
            for number in range(pieces):
                sent.append(number)
                yield b" " * 65536
        finally:
            ended.set()

    monkeypatch.setattr("actionspec.mock.faulty.flood", flood)
    with client.stream("GET", mock.url + QUERY, headers={"ActionSpec-Fault": "flood"}) as answer:
        assert "content-length" not in answer.headers
        assert next(answer.iter_raw())
    assert ended.wait(PATIENCE)
    assert len(sent) < pieces
    assert ask(mock, client).status_code == 200


@pytest.mark.parametrize(
    ("form", "empty"), [("xml", False), ("xml", True), ("json", False), ("json", True)]
)
def test_a_flood_is_a_right_answer(
    tmp_path: Path,
    client: httpx2.Client,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    empty: bool,
) -> None:
    monkeypatch.setattr(damage, "FLOOD", 1024 * 1024)
    ring = action() if empty else RING
    with running(small_api(tmp_path, actions=[ring], response={"format": form})) as mock:
        flooded, usual = ask(mock, client, fault="flood"), ask(mock, client)
    assert len(flooded.content) >= damage.FLOOD
    assert flooded.content[:100].count(b"<response" if form == "xml" else b"{") == 1
    if form == "json":
        assert flooded.json() == usual.json()
    else:
        texts = [ElementTree.fromstring(one.content).findtext("id") for one in (flooded, usual)]
        assert texts == [None if empty else "7"] * 2


@pytest.mark.parametrize("form", ["lines", "form"])
def test_a_flood_of_pairs(
    tmp_path: Path, client: httpx2.Client, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(damage, "FLOOD", 64 * 1024)
    with running(small_api(tmp_path, actions=[RING], response={"format": form})) as mock:
        text = ask(mock, client, fault="flood").text
    assert len(text) > damage.FLOOD
    assert text.replace("&", "").replace("\n", "") == "id=7"


@pytest.mark.parametrize("ring", [RING, action()])
def test_an_answer_that_is_nested_too_deep(
    tmp_path: Path, client: httpx2.Client, ring: dict[str, Any]
) -> None:
    with running(small_api(tmp_path, actions=[ring])) as mock:
        answer = ask(mock, client, fault="deep")
    depths = [0]
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda *_: depths.append(depths[-1] + 1)
    parser.EndElementHandler = lambda _: depths.append(depths[-1] - 1)
    parser.Parse(answer.content, True)
    assert (max(depths), depths[-1]) == (damage.DEEP + 1, 0)


def test_an_answer_with_a_document_type(mock: MockServer, client: httpx2.Client) -> None:
    text = ask(mock, client, fault="dtd").text
    declaration, _, rest = text.partition("?>")
    assert declaration.startswith("<?xml")
    assert rest.startswith('<!DOCTYPE answer SYSTEM "http://127.0.0.1:9/')
    assert '<!ENTITY n1 "&n0;&n0;' in rest
    assert "<n>&n9;&outside;</n></answer>" in rest
    # The parser of the standard library stops the explosion, so that it is one.
    with pytest.raises(ElementTree.ParseError, match="limit on input amplification"):
        ElementTree.fromstring(text.replace("&outside;", ""))


@pytest.mark.parametrize(("form", "faults"), [("json", ["dtd"]), ("lines", ["dtd", "deep"])])
def test_faults_that_a_format_cannot_have(tmp_path: Path, form: str, faults: list[Fault]) -> None:
    api = small_api(tmp_path, actions=[RING], response={"format": form})
    for fault in faults:
        with pytest.raises(SetUpError, match=f"{fault} is for answers in XML"):
            MockServer(api, script=[Step(fault=fault)])


def test_a_fault_that_the_answers_of_one_action_cannot_have(
    tmp_path: Path, client: httpx2.Client
) -> None:
    sing = action("sing", response={"format": "json"})
    with running(small_api(tmp_path, actions=[RING, sing])) as mock:
        headers = {"ActionSpec-Fault": "dtd"}
        answer = client.get(f"{mock.url}?do=sing", headers=headers)
        unknown = client.get(f"{mock.url}?do=shout", headers=headers)
    assert answer.status_code == 400
    assert "The mock: an answer in json cannot have the fault dtd" in answer.text
    assert "<!DOCTYPE" in unknown.text
    assert mock.carried_out == []


def test_a_delay_keeps_nobody_else_waiting(mock: MockServer, client: httpx2.Client) -> None:
    """The mock ends as soon as it should, too: nobody waits an hour for the end of this test."""
    mock.script = [Step(delay=NEVER), Step(delay=NEVER), Step(delay=0.01)]
    waiting = [connected(mock) for _ in range(2)]
    try:
        for number, connection in enumerate(waiting, start=1):
            connection.sendall(f"GET /{QUERY} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            received(mock, number)
        assert ask(mock, client).text.count("<id>7</id>") == 1
        assert [one.carried_out for one in mock.requests] == [True] * 3
    finally:
        for connection in waiting:
            connection.close()


def test_many_requests_at_once_share_the_steps(mock: MockServer) -> None:
    mock.script = [
        Step(fault="lose", times=10),
        Step(fault="drip", delay=0, times=10),
        Step(code="odd", delay=0.01, times=10),
    ]

    async def ask_all() -> list[httpx2.Response | BaseException]:
        async with httpx2.AsyncClient(timeout=PATIENCE) as client:
            asked = (client.get(mock.url + QUERY) for _ in range(40))
            return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(ask_all())
    assert sum(isinstance(one, httpx2.RemoteProtocolError) for one in answers) == 10
    texts = [one.text for one in answers if isinstance(one, httpx2.Response)]
    assert sum("<id>7</id>" in text for text in texts) == 20
    assert sum("<error>odd</error>" in text for text in texts) == 10
    assert (len(mock.requests), len(mock.carried_out), mock.script) == (40, 30, [])


def test_a_mock_ends_while_answers_are_delayed(api: Api) -> None:
    with running(MockServer(api, script=[Step(delay=NEVER)])) as mock:
        connection = connected(mock)
        connection.sendall(f"GET /{QUERY} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        received(mock, 1)
    with connection:
        assert everything(connection) == b""


def test_a_client_that_leaves_before_its_body_is_there(mock: MockServer, caplog: Any) -> None:
    head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\ndo="
    with connected(mock) as connection:
        connection.sendall(head.encode())
    with httpx2.Client() as client:
        assert ask(mock, client).status_code == 200
    assert len(mock.requests) == 1
    assert caplog.records == []


def test_what_is_carried_out_is_reported_on_even_if_its_answer_gets_lost(tmp_path: Path) -> None:
    api = bell(tmp_path)
    with receiving() as receiver:
        mock = MockServer(api, postback_url=receiver.url, script=[Step(fault="lose")])
        with running(mock):
            with pytest.raises(httpx2.TransportError):
                httpx2.get(mock.url + QUERY)
            mock.wait_for_postbacks(PATIENCE)
        assert [one.class_name for one in mock.postbacks] == ["Heard", "Answered"]


@pytest.mark.parametrize("fault", get_args(Fault))
def test_what_counts_as_carried_out(
    mock: MockServer, client: httpx2.Client, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """One connection, when it lasts, takes every fault; the next request is answered again."""
    monkeypatch.setattr(damage, "FLOOD", 64 * 1024)
    mock.script = [Step(fault=fault, delay=0), Step()]
    try:
        client.get(mock.url + QUERY)
    except httpx2.TransportError:
        assert fault in {"drop", "lose", "cut"}
    assert client.get(mock.url + QUERY).text.count("<id>7</id>") == 1
    assert len(mock.carried_out) == (2 if fault in CARRIED_OUT else 1)
