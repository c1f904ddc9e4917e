"""What comes of odd answers, and of requests that are lost, shown on the Skycore client."""

from __future__ import annotations

import httpx2
import pytest
from canned import answering, http, refusing
from skycore_calls import Transport, both_transports, send

import skycore
from actionspec.mock import MockServer
from skycore import Outcome, Skycore

KEY = "Kq7-a-key-of-its-own"
GOOD = b"<RESPONSE><SUBSCRIBER><STATUS>Success</STATUS></SUBSCRIBER></RESPONSE>"


def answered(body: str) -> skycore.SentMessages:
    """What the client makes of an answer."""
    with answering(http(body.encode())) as url, Skycore(KEY, base_url=url, retry=None) as client:
        return send(client)


@pytest.mark.parametrize(
    "answer",
    [
        http(b""),
        http(b"   \n"),
        http(b"<html><body>Bad gateway</body></html>", "502 Bad Gateway", "text/html"),
        http(b"<!doctype html><p>Hello", kind="text/html"),
        http(GOOD.replace(b"RESPONSE", b"OTHER")),
        http(b"<RESPONSE/>"),
        http(b"<RESPONSE><STATUS>Success</STATUS></RESPONSE>"),
        http(GOOD[:-5]),
        http(GOOD + GOOD),
        http(GOOD, "500 Internal Server Error"),
        http(GOOD.replace(b"Success", b"\xff\xfe")),
        http(b'<?xml version="1.0" encoding="no-such-encoding"?>' + GOOD),
        http(b"<RESPONSE><SUBSCRIBER><TO>1</TO></SUBSCRIBER></RESPONSE>"),
        http(GOOD.replace(b"<STATUS>", b"<A>" * 60 + b"</A>" * 60 + b"<STATUS>")),
        http(b'<!DOCTYPE RESPONSE [<!ENTITY a "aa">]>' + GOOD),
    ],
)
def test_an_answer_of_another_shape_is_no_success(answer: bytes) -> None:
    with (
        answering(answer) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.ProtocolError) as caught,
    ):
        send(client)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert caught.value.status in {200, 500, 502}
    assert len(caught.value.excerpt) <= 300


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + GOOD,
        GOOD.decode().encode("utf-16"),
        GOOD.replace(b"<SUBSCRIBER>", b"<NEW/><SUBSCRIBER><NEWER a='b'>c<D/></NEWER>"),
        GOOD.replace(b">Success<", b">\n  Success\n<"),
    ],
)
def test_what_is_new_in_an_answer_does_not_matter(body: bytes) -> None:
    with answering(http(body)) as url, Skycore(KEY, base_url=url, retry=None) as client:
        assert len(send(client).succeeded) == 1


def test_white_space_does_not_hide_a_failure() -> None:
    item = "<SUBSCRIBER><STATUS>\n Failure\n</STATUS><ERRORCODE> E114 </ERRORCODE></SUBSCRIBER>"
    good = "<SUBSCRIBER><STATUS> Success </STATUS></SUBSCRIBER>"
    sent = answered(f"<RESPONSE>{item}{good}</RESPONSE>")
    assert [type(one.error) for one in sent.failed] == [skycore.NumberBlacklistedError]
    assert len(sent.succeeded) == 1


def test_an_element_that_tells_nothing_is_no_success() -> None:
    item = "<SUBSCRIBER><STATUS>Perhaps</STATUS></SUBSCRIBER>"
    sent = answered(f"<RESPONSE>{item}{GOOD.decode()[10:]}")
    assert [one.error.outcome for one in sent.failed if one.error] == [Outcome.UNKNOWN]
    assert len(sent.succeeded) == 1


def test_a_status_that_is_given_twice_still_tells_of_a_failure() -> None:
    twice = "<STATUS>Failure</STATUS>" * 2
    with pytest.raises(skycore.UnknownCodeError):
        answered(f"<RESPONSE>{twice}{GOOD.decode()[10:]}")


def test_an_answer_that_tells_both_outcomes_is_kept() -> None:
    failed = "<STATUS>Failure</STATUS><ERRORCODE>E114</ERRORCODE>"
    good = "<SUBSCRIBER><STATUS>Success</STATUS><TRACKINGID>T1</TRACKINGID></SUBSCRIBER>"
    with pytest.raises(skycore.NumberBlacklistedError) as caught:
        answered(f"<RESPONSE>{failed}{good}</RESPONSE>")
    assert caught.value.outcome is Outcome.UNKNOWN
    assert "<TRACKINGID>T1</TRACKINGID>" in caught.value.answer


def test_what_an_unreadable_answer_holds_is_not_lost() -> None:
    items = "".join(
        f"<SUBSCRIBER><STATUS>Success</STATUS><TRACKINGID>T{n}</TRACKINGID></SUBSCRIBER>"
        for n in range(50)
    )
    with pytest.raises(skycore.ProtocolError) as caught:
        answered(f"<RESPONSE>{items}<SUBSCRIBER><TO>1</TO></SUBSCRIBER></RESPONSE>")
    assert "<TRACKINGID>T49</TRACKINGID>" in caught.value.answer
    assert len(caught.value.excerpt) == 300
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("charset", ["utf-16", "hex", "idna", "rot13", "no-such-charset"])
def test_a_wrong_charset_in_the_header_does_no_harm(charset: str) -> None:
    kind = f"text/xml; charset={charset}"
    with answering(http(GOOD, kind=kind)) as url, Skycore(KEY, base_url=url, retry=None) as client:
        assert len(send(client).succeeded) == 1
    with (
        answering(http(b"<html>", kind=kind)) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.ProtocolError),
    ):
        send(client)


def test_the_charset_of_the_header_counts() -> None:
    body = GOOD.replace(b"</STATUS>", "</STATUS><STATUSDETAILS>é</STATUSDETAILS>".encode("latin-1"))
    kind = "text/xml; charset=iso-8859-1"
    with answering(http(body, kind=kind)) as url, Skycore(KEY, base_url=url, retry=None) as client:
        assert send(client).subscribers[0].status_details == "é"


def test_a_hostile_message_is_read_in_no_time() -> None:
    """A pattern that backtracks would not come to an end here."""
    for filling in (" .", " ", "seconds", "You can call API every "):
        error = skycore.CalledTooSoonError("You can call API every" + filling * 100_000)
        assert error.seconds is None
        assert skycore.UnreadableXmlError("XML Parse error" + filling * 100_000).reason is None


@both_transports
def test_nobody_listens(transport: Transport) -> None:
    with (
        refusing() as url,
        Skycore(KEY, base_url=url, transport=transport, retry=None) as client,
        pytest.raises(skycore.TransportError) as caught,
    ):
        send(client)
    assert caught.value.outcome is Outcome.NOT_SENT


@both_transports
def test_the_answer_is_lost(transport: Transport) -> None:
    with (
        answering(b"") as url,
        Skycore(KEY, base_url=url, transport=transport, retry=None) as client,
        pytest.raises(skycore.TransportError) as caught,
    ):
        send(client)
    assert caught.value.outcome is Outcome.UNKNOWN


def test_a_redirection_is_not_followed(mock: MockServer) -> None:
    moved = f"HTTP/1.1 307 Moved\r\nLocation: {mock.url}\r\nContent-Length: 0\r\n\r\n"
    with (
        answering(moved.encode()) as url,
        httpx2.Client(follow_redirects=True) as own,
        Skycore(KEY, base_url=url, http_client=own, retry=None) as client,
        pytest.raises(skycore.ProtocolError),
    ):
        send(client)
    assert mock.requests == []


NOT_SENT = {
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
}
ERRORS = [
    error
    for name in httpx2.__all__
    if isinstance(error := getattr(httpx2, name), type) and issubclass(error, httpx2.RequestError)
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_only_what_proves_it_says_not_sent(error: type[httpx2.RequestError]) -> None:
    """Each error of the HTTP library: adding one to those that say NOT_SENT fails here."""

    def fail(request: httpx2.Request) -> httpx2.Response:
        raise error("broken", request=request)

    own = httpx2.Client(transport=httpx2.MockTransport(fail))
    with (
        own,
        Skycore(KEY, http_client=own, retry=None) as client,
        pytest.raises(skycore.TransportError) as caught,
    ):
        send(client)
    assert caught.value.outcome is (Outcome.NOT_SENT if error in NOT_SENT else Outcome.UNKNOWN)
    assert error.__name__ in caught.value.message


def test_an_address_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="base_url is no address") as caught:
        Skycore(KEY, base_url="http://me:pw@a..b/", retry=None)
    assert "pw" not in str(caught.value)
    assert "pw" not in repr(Skycore(KEY, base_url="http://me:pw@a.b/", retry=None))


def test_a_request_that_is_too_long_for_an_address_is_not_sent(mock: MockServer) -> None:
    with (
        Skycore(KEY, base_url=mock.url, transport="get", validate=False, retry=None) as client,
        pytest.raises(skycore.TransportError, match="URL too long") as caught,
    ):
        client.send_message_by_subscriber_ref(
            subscriber_ref="A", campaign_ref="B", text="x" * 100_000
        )
    assert caught.value.outcome is Outcome.NOT_SENT
    assert mock.requests == []


def test_an_address_may_have_a_query(mock: MockServer) -> None:
    with Skycore(KEY, base_url=f"{mock.url}?v=1", transport="get", retry=None) as client:
        send(client)
    assert mock.requests[0].query.startswith("v=1&action=")


def test_parameters_of_a_client_that_was_handed_in_do_not_replace_the_request(
    mock: MockServer,
) -> None:
    with httpx2.Client(params={"x": "1"}) as own:
        send(Skycore(KEY, base_url=mock.url, transport="get", http_client=own, retry=None))
    assert "text=Hello" in mock.requests[0].query


def test_time_runs_out() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with (
            Skycore(KEY, base_url=url, timeout=0.2, retry=None) as client,
            pytest.raises(skycore.TransportError, match="ReadTimeout") as caught,
        ):
            send(client)
    assert caught.value.outcome is Outcome.UNKNOWN
