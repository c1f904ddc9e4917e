"""What a call costs, counted without a clock: Python calls, requests, messages written as a whole.

Broken on purpose: drafts that are never kept, and secrets collected before each call. Each failed
a test.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import httpx2
import pytest
from skycore_calls import Transport, both_transports, send

from skycore import Skycore
from skycore._runtime import transports
from skycore._service import SERVICE
from skycore.actions.send_message_by_subscriber_ref import SendMessageBySubscriberRef

ANSWER = (
    b"<RESPONSE><STATUS>Success</STATUS><SUBSCRIBER><STATUS>Success</STATUS></SUBSCRIBER>"
    b"</RESPONSE>"
)
KEY = "aS3cr3t"


def calls_of(do: Callable[[], object]) -> Counter[str]:
    """The Python functions of the package that something calls, by their files."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and "skycore" in (file := frame.f_code.co_filename):
            found[file.rpartition("/")[2]] += 1

    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(None)
    return found


def message(text: str) -> SendMessageBySubscriberRef:
    return SendMessageBySubscriberRef(subscriber_ref="A-1", campaign_ref="Autumn", text=text)


@both_transports
@pytest.mark.parametrize("text", ["Hello", "<Müller & Söhne>"])
def test_to_write_a_request_takes_few_calls(transport: Transport, text: str) -> None:
    setup = Skycore(KEY, transport=transport)._setup
    written = setup.writers.written
    request = message(text)
    first = written(request, SERVICE, setup)
    assert sum(calls_of(lambda: written(request, SERVICE, setup)).values()) <= 12
    assert written(request, SERVICE, setup) == first


@both_transports
def test_a_transport_writes_the_first_request_of_a_kind_alone(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind: Any = {"xml": transports.Xml, "get": transports.Query}[transport]
    whole: list[str] = []
    write: Any = kind.message

    def counted(*arguments: Any) -> Any:
        whole.append(transport)
        return write(*arguments)

    monkeypatch.setattr(kind, "message", counted)
    setup = Skycore(KEY, transport=transport)._setup
    texts = [f"Hello {number} & more" for number in range(50)]
    made = [setup.writers.written(message(text), SERVICE, setup) for text in texts]
    assert len(whole) == 1
    assert len({one.body or one.query for one in made}) == len(texts)


def test_a_whole_call_takes_few_calls_and_one_request() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, content=ANSWER)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = Skycore(KEY, http_client=http)
        send(client)
        calls = calls_of(lambda: send(client))
    assert len(asked) == 2
    assert asked[0].content == asked[1].content
    # Reading the answer is most of them.
    assert sum(calls.values()) <= 125
    # Nobody asks for secrets, and nothing is masked, where nobody looks.
    assert (calls["secrets.py"], calls["people.py"]) == (3, 0)
    assert calls["records.py"] <= 7
