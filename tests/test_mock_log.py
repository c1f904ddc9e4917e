"""What the mock server remembers of requests: what was asked, what was answered, and no secret."""

from __future__ import annotations

import httpx2
import pytest

from actionspec.mock import MockServer, Received, SetUpError
from skycore import Skycore

SENT = {"to": "15551234567", "sender": "100", "text": "Hello", "campaign_ref": "A"}


@pytest.fixture
def client(mock: MockServer) -> Skycore:
    return Skycore("aS3cr3t", base_url=mock.url, retry=None)


def test_a_request_that_was_carried_out(mock: MockServer, client: Skycore) -> None:
    with client:
        client.send_sms(**SENT)
    [received] = mock.requests
    assert (received.action, received.transport, received.method) == ("sendSMS", "xml", "POST")
    assert {name: received.parameters[name] for name in SENT} == SENT
    assert (received.code, received.status, received.fault) == (None, 200, None)
    assert received.carried_out
    assert mock.carried_out == mock.for_action("sendSMS") == [received]


def test_a_request_that_was_refused(mock: MockServer) -> None:
    httpx2.get(f"{mock.url}?action=deletemmsid&api_key=k&mmsid=")
    [received] = mock.requests
    assert (received.action, received.transport, received.parameters) == (
        "deleteMMSID",
        "get",
        {},
    )
    assert (received.code, received.status, received.carried_out) == ("E100", 200, False)
    assert mock.carried_out == []
    assert mock.for_action("deleteMMSID") == [received]
    assert mock.for_action("sendSMS") == []


def test_the_parameters_of_a_request_without_credentials_are_known(mock: MockServer) -> None:
    httpx2.get(f"{mock.url}?action=deletemmsid&mmsid=7")
    [received] = mock.requests
    assert received.parameters == {"mms_id": "7"}
    assert (received.code, received.carried_out) == ("E104", False)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("action=deletemmsid&api_key=k&mmsid=7", "deleteMMSID get -> accepted"),
        ("action=deletemmsid&api_key=k", "deleteMMSID get -> E100"),
        ("action=fly&api_key=k", "unknown get -> E100"),
        ("", "unknown get -> E104"),
    ],
)
def test_one_line_tells_what_became_of_a_request(mock: MockServer, query: str, line: str) -> None:
    lines: list[str] = []
    mock.tell_of_requests(lines.append)
    try:
        httpx2.get(f"{mock.url}?{query}")
        httpx2.post(mock.url, content=b"aS3cr3t")
    finally:
        mock.tell_of_requests(lambda _: None)
    assert lines == [line, "unknown POST -> E108"]


def test_an_empty_list_counts_as_carried_out(mock: MockServer) -> None:
    query = f"{mock.url}?action=getemailids&api_key=k"
    httpx2.get(query, headers={"ActionSpec-Example": "no templates"})
    [received] = mock.requests
    assert (received.code, received.carried_out) == ("E400", True)


def test_no_repr_shows_what_was_sent(mock: MockServer, client: Skycore) -> None:
    with client:
        client.send_sms(**{**SENT, "text": "aS3cr3t"})
    httpx2.get(f"{mock.url}aS3cr3t?api_key=aS3cr3t", headers={"Authorization": "aS3cr3t"})
    assert "S3cr3t" not in repr(mock.requests) + str(mock.requests) + repr(mock)
    assert "Received(method='POST', action='sendSMS', transport='xml'" in repr(mock.requests)


def test_an_action_that_does_not_exist(mock: MockServer) -> None:
    with pytest.raises(SetUpError, match="there is no action 'sendSms'; did you mean \"sendSMS\""):
        mock.for_action("sendSms")


def test_a_request_that_nobody_judged() -> None:
    assert str(Received("GET", "/", "", {})) == "unknown GET -> not carried out"
