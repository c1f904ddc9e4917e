"""Any value comes out of a request as it went in, whatever the transport."""

from __future__ import annotations

import enum
from typing import Literal
from urllib.parse import parse_qs
from xml.etree import ElementTree

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skycore import Delivery, ProtocolError, Skycore

# What XML can hold: no control characters but these, no surrogates, no noncharacters.
xml_texts = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0xD7FF),
        st.characters(min_codepoint=0xE000, max_codepoint=0xFFFD),
        st.characters(min_codepoint=0x10000),
        st.sampled_from("\t\n\r"),
        st.sampled_from("<>&\"'%+;=#]"),
    ),
    min_size=1,
    max_size=40,
)


def exchange(
    transport: Literal["xml", "get"], key: str, text: str, answered: str
) -> tuple[str, Delivery]:
    """The request as the server sees it, and the first delivery of an answer that holds a text."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        root = ElementTree.Element("RESPONSE")
        subscriber = ElementTree.SubElement(root, "SUBSCRIBER")
        ElementTree.SubElement(subscriber, "STATUS").text = "Success"
        ElementTree.SubElement(subscriber, "STATUSDETAILS").text = answered
        return httpx2.Response(200, content=ElementTree.tostring(root, encoding="utf-8"))

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    with http, Skycore(key, transport=transport, http_client=http, retry=None) as client:
        sent = client.send_message_by_subscriber_ref(
            subscriber_ref=key, campaign_ref="C", text=text
        )
    (request,) = seen
    body = request.content.decode() if transport == "xml" else request.url.query.decode()
    return body, sent.subscribers[0]


# A key with the end of a line behind it was read out of a file, and is refused.
keys = xml_texts.filter(lambda key: not key.endswith(("\r", "\n")))


@given(keys, xml_texts, xml_texts)
def test_xml(key: str, text: str, answered: str) -> None:
    body, delivery = exchange("xml", key, text, answered)
    root = ElementTree.fromstring(body)
    assert [root.findtext(name) for name in ("API_KEY", "TEXT", "SUBSCRIBERREF")] == [
        key,
        text,
        key,
    ]
    assert len(root) == 5
    # The test's own answer holds bare carriage returns, which every XML parser reads as line ends.
    answered = answered.replace("\r\n", "\n").replace("\r", "\n")
    assert delivery.status_details == (answered if answered.strip() else None)


@given(keys, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_query(key: str, text: str) -> None:
    query, _ = exchange("get", key, text, "")
    fields = parse_qs(query, keep_blank_values=True, strict_parsing=True)
    assert fields == {
        "action": ["sendmessagebysubscriberref"],
        "api_key": [key],
        "text": [text],
        "subscriberref": [key],
        "campaignref": ["C"],
    }


class Word(str, enum.Enum):  # noqa: UP042  (a StrEnum would write itself right)
    ONE = "one & only"


class Number(int, enum.Enum):
    ONE = 1


def test_members_of_enumerations_are_sent_as_their_values() -> None:
    written: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        written.append(request.content.decode() or request.url.query.decode())
        return httpx2.Response(500)

    transports: tuple[Literal["xml", "get"], ...] = ("xml", "get")
    for transport in transports:
        http = httpx2.Client(transport=httpx2.MockTransport(answer))
        client = Skycore("a key", transport=transport, http_client=http, retry=None)
        with http, pytest.raises(ProtocolError):
            client.send_message_by_subscriber_ref(
                subscriber_ref=Word.ONE, campaign_ref="C", mms_id=Number.ONE
            )
    assert "<MMSID>1</MMSID><SUBSCRIBERREF>one &amp; only<" in written[0]
    assert "&mmsid=1&subscriberref=one+%26+only&" in written[1]
