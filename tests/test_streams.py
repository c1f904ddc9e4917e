"""Records that are read while an answer is parsed, and handed out while it comes."""

from __future__ import annotations

import asyncio
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest
from canned import answering, http
from hypothesis import given
from hypothesis import strategies as st

import skycore
from skycore import AsyncSkycore, Delivery, Outcome, Skycore
from skycore._runtime.errors import UnreadableError
from skycore._runtime.fields import Fields, Records, structures
from skycore._runtime.read_elements import _NAMES, LONGEST_NAME, PART
from skycore._runtime.read_xml import Repeated, Xml
from skycore._runtime.verdict import Answer, read
from skycore._service import SERVICE
from skycore.actions.get_mms_ids import GetMmsIds
from skycore.actions.send_message_by_subscriber_ref import SendMessageBySubscriberRef

KEY = "Kq7-a-key-of-its-own"
REQUEST = SendMessageBySubscriberRef(subscriber_ref="ACCT-1", campaign_ref="Autumn", text="Hello")
SUBSCRIBERS = REQUEST.repeated()


def delivery(number: int, more: str = "") -> str:
    return (
        f"<SUBSCRIBER><STATUS>Success</STATUS><TRACKINGID>MMS_{number:032d}</TRACKINGID>"
        f"<TO>1{number:010d}</TO><FROM>60856</FROM>"
        f"<STATUSDETAILS>Message accepted by gateway</STATUSDETAILS>{more}</SUBSCRIBER>"
    )


def document(records: int, behind: str = "", before: str = "") -> bytes:
    return f"<RESPONSE>{before}{''.join(map(delivery, range(records)))}{behind}</RESPONSE>".encode()


@dataclass
class Taken:
    """What somebody got who took an answer record by record."""

    records: list[Delivery]
    error: skycore.SkycoreError | None
    tries: int


def taken_in_turn(body: bytes, options: dict[str, Any]) -> Taken:
    taken = Taken([], None, 0)
    tries: list[skycore.Exchange] = []
    with (
        answering(http(body)) as url,
        Skycore(KEY, base_url=url, on_request=tries.append, **options) as client,
    ):
        try:
            taken.records += client.each(REQUEST)
        except skycore.SkycoreError as error:
            taken.error = error
    taken.tries = len(tries)
    return taken


def taken_asynchronously(body: bytes, options: dict[str, Any]) -> Taken:
    taken = Taken([], None, 0)
    tries: list[skycore.Exchange] = []

    async def take(url: str) -> None:
        async with AsyncSkycore(KEY, base_url=url, on_request=tries.append, **options) as client:
            try:
                async for record in client.each(REQUEST):
                    taken.records.append(record)
            except skycore.SkycoreError as error:
                taken.error = error

    with answering(http(body)) as url:
        asyncio.run(take(url))
    taken.tries = len(tries)
    return taken


Taking = Callable[[bytes, dict[str, Any]], Taken]


@pytest.fixture(params=[taken_in_turn, taken_asynchronously])
def taking(request: pytest.FixtureRequest) -> Taking:
    taking: Taking = request.param
    return taking


@pytest.mark.parametrize("records", [1, 3, 2000])
def test_each_record_is_that_of_the_whole_result(taking: Taking, records: int) -> None:
    body = document(records, behind="<CAMPAIGNREF>Autumn</CAMPAIGNREF>")
    taken = taking(body, {})
    assert taken.error is None
    assert tuple(taken.records) == read(SERVICE, REQUEST, Answer(200, {}, None, body)).subscribers
    assert len(taken.records) == records


def test_a_failure_without_records_is_raised_as_ever(taking: Taking) -> None:
    body = b"<RESPONSE><STATUS>Failure</STATUS><ERRORCODE>E717</ERRORCODE></RESPONSE>"
    taken = taking(body, {"retry": None})
    assert isinstance(taken.error, skycore.TextAndMmsGivenError)
    assert taken.error.outcome is Outcome.REJECTED
    assert taken.records == []


def test_what_may_be_sent_again_is_while_nothing_was_handed_out(taking: Taking) -> None:
    body = (
        b"<RESPONSE><STATUS>Failure</STATUS><ERRORCODE>E106</ERRORCODE>"
        b"<ERRORINFO>You can call API every 0 seconds</ERRORINFO></RESPONSE>"
    )
    assert taking(body, {"retry": skycore.Retry(tries=2)}).tries == 2


BEHIND = [
    ("cut", document(2000)[:-400], skycore.ProtocolError),
    ("damaged", document(2000, "<A></B>"), skycore.ProtocolError),
    ("unreadable", document(2000, "<SUBSCRIBER><TO>1</TO></SUBSCRIBER>"), skycore.ProtocolError),
    ("failed", document(2000, "<ERRORCODE>E106</ERRORCODE>"), skycore.CalledTooSoonError),
]


@pytest.mark.parametrize(("_", "body", "kind"), BEHIND, ids=[name for name, *_ in BEHIND])
def test_what_fails_behind_records_is_unknown_and_never_sent_again(
    taking: Taking, _: str, body: bytes, kind: type[skycore.SkycoreError]
) -> None:
    taken = taking(body, {"retry": skycore.Retry(tries=5)})
    assert len(taken.records) >= 1500
    assert taken.error
    assert type(taken.error) is kind
    assert taken.error.outcome is Outcome.UNKNOWN
    assert taken.error.find_out
    assert taken.tries == 1
    assert any("records were handed out" in note for note in taken.error.__notes__)


def test_nobody_is_told_whose_record_was_handed_out(taking: Taking) -> None:
    behind = "<ERRORCODE>E105</ERRORCODE><ERRORINFO>10000000007 is blocked</ERRORINFO>"
    error = taking(document(2000, behind), {"retry": None}).error
    assert error
    assert "10000000007" not in f"{error} {error!r} {error.message} {error.answer}"


def test_a_number_in_a_record_that_cannot_be_read_is_not_told(taking: Taking) -> None:
    twice = "<SUBSCRIBER><STATUS>a</STATUS><TO>17005550001</TO><TO>17005550001</TO></SUBSCRIBER>"
    error = taking(document(2000, twice), {"retry": None}).error
    assert isinstance(error, skycore.ProtocolError)
    assert "SUBSCRIBER: TO should hold a single text" in error.message
    assert "17005550001" not in f"{error} {error!r} {error.answer}"


def test_the_limit_counts_what_stands_beside_the_records(taking: Taking) -> None:
    limit = {"largest_answer": 100_000, "retry": None}
    assert taking(document(2000), limit).error is None
    for body in (
        document(2000, f"<NOTE>{'x' * 100_000}</NOTE>"),
        document(2000, "<NOTE>x</NOTE>" + delivery(1) + "<NOTE/>" * 15_000),
        document(1, before="<NOTE>x</NOTE>" * 8_000),
        document(0, f"<NOTE>{'x' * 1000}</NOTE>{delivery(1)}" * 300),
        document(0, f"<NOTE text='{'x' * 1000}'/>{delivery(1)}" * 300),
        document(0, f"<{'N' * 1000}/>{delivery(1)}" * 300),
        document(0, f"<NOTE/>{'x' * 1000}{delivery(1)}" * 300),
    ):
        error = taking(body, limit).error
        assert isinstance(error, skycore.ProtocolError)
        assert "more than 100,000 bytes" in error.message


def test_long_names_are_not_remembered() -> None:
    names = [f"{'N' * LONGEST_NAME}{number}" for number in range(100)]
    body = document(1, "".join(f"<{name}/>" for name in names))
    assert {*names} < {*Xml().parse(body, None)}
    assert not {*names} & {*_NAMES}


def test_what_the_one_who_takes_a_record_raises_is_no_failure_of_the_call() -> None:
    tries: list[skycore.Exchange] = []
    with (
        answering(http(document(2000))) as url,
        Skycore(KEY, base_url=url, on_request=tries.append) as client,
    ):
        records = client.each(REQUEST)
        next(records)
        with pytest.raises(ZeroDivisionError):
            records.throw(ZeroDivisionError())
        assert not list(records)
    assert len(tries) == 1


def test_what_repeats_nothing_has_nothing_to_hand_out() -> None:
    request: Any = GetMmsIds()
    with (
        Skycore(KEY) as client,
        pytest.raises(TypeError, match="GetMmsIds repeats nothing"),
    ):
        next(client.each(request))


def test_leaving_early_ends_the_answer() -> None:
    with answering(http(document(2000))) as url, Skycore(KEY, base_url=url) as client:
        records = client.each(REQUEST)
        assert next(records).status == "Success"
        records.close()
        # The connection is free for another call, or closed.
        assert len(list(client.each(REQUEST))) == 2000


def test_leaving_early_ends_the_answer_asynchronously() -> None:
    async def leave(url: str) -> str:
        async with (
            AsyncSkycore(KEY, base_url=url) as client,
            aclosing(client.each(REQUEST)) as records,
        ):
            return (await anext(records)).status

    with answering(http(document(2000))) as url:
        assert asyncio.run(leave(url)) == "Success"


def streamed(parts: Iterator[bytes], charset: str | None = None) -> list[Delivery]:
    stream = SUBSCRIBERS.stream(charset)
    records = [record for part in parts for record in stream.feed(part)]
    return records + stream.finish()


def pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[begin : begin + size] for begin in range(0, len(body), size))


@pytest.mark.parametrize("size", [7, 1000, 70_000, 10**9])
def test_parts_may_end_anywhere(size: int) -> None:
    body = b" \n" + document(500)
    assert len(streamed(pieces(body, size))) == 500


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_documents_that_declare_their_encoding_come_in_parts(encoding: str) -> None:
    text = document(500, "<SUBSCRIBER><STATUS>né</STATUS></SUBSCRIBER>").decode()
    body = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    assert streamed(pieces(body, 1001))[-1].status == "né"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16-le", "utf-8", "US-ASCII"])
def test_documents_whose_header_tells_their_encoding_come_in_parts(charset: str) -> None:
    text = document(500, "<SUBSCRIBER><STATUS>né</STATUS></SUBSCRIBER>").decode()
    body = text.encode("utf-8" if charset == "US-ASCII" else charset)
    assert streamed(pieces(body, 1001), charset)[-1].status == "né"


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE RESPONSE [<!ENTITY a "aa">]>',
        b"<!--" + b"x" * 20_000 + b'--><!DOCTYPE RESPONSE [<!ENTITY a "aa">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_declares_a_document_type(head: bytes, encoding: str) -> None:
    body = (head + document(500)).decode().encode(encoding)
    with pytest.raises(UnreadableError, match=r"document type|no element begins"):
        streamed(pieces(body, 1000))
    with pytest.raises(UnreadableError, match="declares a document type"):
        Xml().parse(body, None)


@pytest.mark.parametrize(
    ("charset", "head"),
    [
        # Escapes alone, which stand for no text: the first part has none.
        ("iso2022_jp", b"\x1b(B" * PART),
        # Many bytes for little text, before an element begins.
        ("unicode_escape", b"<!--" + rb"\x20" * PART + b"-->"),
    ],
)
def test_no_charset_hides_a_document_type(charset: str, head: bytes) -> None:
    entities = b'<!ENTITY a "Success"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    declared = b"<!DOCTYPE RESPONSE [" + entities + b"]>"
    body = head + declared + b"<RESPONSE><SUBSCRIBER><STATUS>&b;</STATUS></SUBSCRIBER></RESPONSE>"
    if charset == "iso2022_jp":
        body = b"<!-- -->" + body
    with pytest.raises(UnreadableError, match=r"document type|no element begins"):
        streamed(pieces(body, 1000), charset)
    with pytest.raises(UnreadableError, match=r"document type|no element begins"):
        SUBSCRIBERS.parse(body, charset)


def test_nesting_is_limited_in_every_part() -> None:
    deep = "<A>" * 60 + "</A>" * 60
    for behind in (deep, delivery(1, deep), delivery(1, f"{deep}<B/>"), "<A>" * 90_000):
        with pytest.raises(UnreadableError, match="nested more than 50 deep"):
            streamed(pieces(document(500, behind), 1000))


def test_an_attribute_counts_however_many_parts_ago_its_element_began() -> None:
    big = (
        f'<SUBSCRIBER><STATUS lang="en">Success</STATUS><NOTE>{"x" * 5 * PART}</NOTE></SUBSCRIBER>'
    )
    stream = Repeated(("SUBSCRIBER",), _plain).stream(None)
    records = [one for part in pieces(document(100, big), 1000) for one in stream.feed(part)]
    records += stream.finish()
    assert records[-1]["STATUS"] == {"@lang": "en", ".": "Success"}


NAMES = st.sampled_from(["SUBSCRIBER", "STATUS", "TO", "p:TO", "OTHER"])
TEXTS = st.sampled_from(
    ["", " ", "\n\u00a0", "Success", "15551234567", "a&amp;b", "<![CDATA[ <x> ]]>"]
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(NAMES)
    attribute = draw(st.sampled_from(["", "", "", ' a="1"', ' p:b="2"', ' xmlns:q="r"']))
    inner = draw(TEXTS)
    if depth < 3:
        for child in draw(st.lists(elements(depth + 1), max_size=3)):
            inner += child + draw(TEXTS)
    return f"<{name}{attribute}>{inner}</{name}>"


def _plain(fields: Fields) -> dict[str, Any]:
    return dict(fields)


@given(st.lists(elements(), max_size=6), st.sampled_from([("SUBSCRIBER",), ("OTHER", "TO")]))
def test_records_at_once_are_those_of_the_whole(inner: list[str], path: tuple[str, ...]) -> None:
    body = f'<RESPONSE xmlns:p="urn:p">{"".join(inner)}</RESPONSE>'.encode()
    whole = Xml().parse(body, None)
    try:
        at_once = Repeated(path, _plain).parse(body, None)
    except UnreadableError:
        # The way to the records is there twice.
        assert isinstance(whole[path[0]], list)
        return
    holder, held = whole, at_once
    for name in path[:-1]:
        if not isinstance(holder.get(name), dict):
            return
        holder, held = holder[name], held[name]
    if isinstance(held.get(path[-1]), Records):
        assert _with_own_text(held[path[-1]].records) == _with_own_text(
            structures(holder, path[-1], _plain)
        )
        held[path[-1]] = holder[path[-1]]
    held.pop(".", None)
    holder.pop(".", None)
    assert at_once == whole


def _with_own_text(records: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """Records without what stands between their elements, for which there is no reader."""
    return [
        record if [*record] == ["."] else {name: one for name, one in record.items() if name != "."}
        for record in records
    ]


def _peak(records: int) -> int:
    body = http(document(records))
    with answering(body) as url, Skycore(KEY, base_url=url) as client:
        sum(1 for _ in client.each(REQUEST))
        tracemalloc.start()
        try:
            assert sum(1 for _ in client.each(REQUEST)) == records
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_memory_does_not_grow_with_the_answer() -> None:
    assert _peak(40_000) < _peak(2_000) + 300_000


def test_a_result_takes_little_more_memory_than_its_texts() -> None:
    body = document(5000)
    answer = Answer(200, {}, None, body)
    read(SERVICE, REQUEST, answer)
    tracemalloc.start()
    try:
        result = read(SERVICE, REQUEST, answer)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(result.subscribers) == 5000
    assert peak / 5000 < 520


def test_few_functions_are_called_for_a_record() -> None:
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    answer = Answer(200, {}, None, document(1000))
    read(SERVICE, REQUEST, answer)
    sys.setprofile(count)
    try:
        read(SERVICE, REQUEST, answer)
    finally:
        sys.setprofile(None)
    # What makes the dict, what reads the record, and a function for each of its seven fields.
    assert calls < 9 * 1000 + 500
