"""What is told about people stays out of reprs, exceptions, logs and hooks, and nothing else does.

Broken on purpose: `personal` left out of reprs, values masked in no text, names masked in no text,
a `details` that shows what it holds. Each failed a test here.
"""

from __future__ import annotations

import json
import logging
import pickle
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import msgspec
import pytest
from canned import answering, http, refusing
from hypothesis import given
from hypothesis import strategies as st
from inline import generated
from skycore_calls import Transport, both_transports

import skycore
from actionspec.mock import MockServer, Step
from skycore import Exchange, Skycore
from skycore._runtime.people import Details, mask_fields, texts_among

KEY = "aS3cr3t"
NUMBER = "+16501234123"
FORMS = (NUMBER[1:], quote_plus(NUMBER))

NAMES = ("to", "from{i}", "contact_{key}")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("<A><TO>1650</TO><B>1</B></A>", "<A><TO>***</TO><B>1</B></A>"),
        ("<A><TO>1650", "<A><TO>***"),
        ("<n:To id='1'>16\n50</n:To>", "<n:To id='1'>***</n:To>"),
        ("<TO><NUMBER>1</NUMBER></TO><B>1</B>", "<TO>***</TO><B>1</B>"),
        ("<TO/><B>1650</B>", "<TO/><B>1650</B>"),
        ('<A to="16 50" b="1"/>', '<A to="***" b="1"/>'),
        ("?to=1650&b=1", "?to=***&b=1"),
        ("?b=1&to[0]=1650&to%5B1%5D=1650", "?b=1&to[0]=***&to%5B1%5D=***"),
        ("?to_1=1650&to.2=1650&to3=1650", "?to_1=***&to.2=***&to3=***"),
        ("?from7=1650&contact_name=Ann&contact=1", "?from7=***&contact_name=***&contact=1"),
        ("to = Ann Lee\nb=1", "to = ***\nb=1"),
        ('{"to": "16\\"50", "b": 1}', '{"to": "***", "b": 1}'),
        ('{"to": 1650, "b": 1}', '{"to": "***", "b": 1}'),
        ('{"to": ["1650", "1651"], "b": 1}', '{"to": "***", "b": 1}'),
        ('{"to": ["16]50", 2], "b": 1}', '{"to": "***", "b": 1}'),
        ('{"to": [["1650"], ["1651"]], "b": 1}', '{"to": "***"'),
        ('{"to": {"a": {"b": 1}, "n": "1650"}}', '{"to": "***"'),
        ('{"to": "1650', '{"to": "***"'),
        ("?token=1&total=2&into=3", "?token=1&total=2&into=3"),
        ("<TOKEN>1</TOKEN><INTO>2</INTO>", "<TOKEN>1</TOKEN><INTO>2</INTO>"),
        ("from here to there", "from here to there"),
    ],
)
def test_fields_are_masked_by_their_names(text: str, masked: str) -> None:
    assert mask_fields(text, NAMES) == masked
    assert mask_fields(text, ()) == text


@given(
    value=st.from_regex(r"[0-9]{7,15}", fullmatch=True),
    before=st.text("<>&=\"'{}[]: to", max_size=12),
    behind=st.text("<>&=\"'{}[]: to", max_size=12),
)
def test_a_field_is_found_in_any_surroundings(value: str, before: str, behind: str) -> None:
    """Beside whatever a damaged answer holds; a text that has been masked stays as it is."""
    for text in (f"<TO>{value}</TO>", f"&to={value}&"):
        masked = mask_fields(f"{before} \n{text}\n {behind}", ("to",))
        assert value not in masked
        assert mask_fields(masked, ("to",)) == masked


def test_values_are_found_at_any_depth() -> None:
    answer = {
        "A": [{"to": "1650123"}, {"to": ["1650124", {"x": "1650125"}]}],
        "to": "abc",
        "b": "c",
    }
    assert [*texts_among(answer, NAMES)] == ["1650123", "1650124", "1650125"]


def test_details_hold_what_their_repr_masks() -> None:
    details = Details({"TO": NUMBER, "X": "1"}, ("to",))
    assert details == {"TO": NUMBER, "X": "1"}
    assert repr(details) == "{'TO': '***', 'X': '1'}"
    assert pickle.loads(pickle.dumps(details)) == details


@both_transports
def test_a_number_is_nowhere_to_be_read(
    transport: Transport, mock: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[Any] = []
    told: list[Exchange] = []

    def call(url: str, key: str = KEY) -> None:
        with Skycore(
            key,
            base_url=url,
            transport=transport,
            retry=None,
            on_request=told.append,
            on_answer=told.append,
        ) as client:
            try:
                result = client.send_sms(to=NUMBER, sender="60856", operator_id="1", text="Hello")
            except skycore.SkycoreError as error:
                seen.extend([error, vars(error), error.args, *traceback.format_exception(error)])
            else:
                assert result.to == NUMBER
                seen.append(result)

    echo = f"<RESPONSE><STATUS>Failure</STATUS><ERRORCODE>E110</ERRORCODE><TO>{NUMBER}</TO>"
    echo += f"<ERRORINFO>No {NUMBER}!</ERRORINFO></RESPONSE>"
    steps = [Step(), *(Step(fault=fault) for fault in ("cut", "truncate", "garble", "drop"))]
    mock.script = steps
    try:
        for _ in steps:
            call(mock.url)
    finally:
        mock.script = []
    with answering(http(echo.encode())) as url, refusing() as nowhere:
        call(url)
        call(nowhere)
    texts = [*map(str, seen), *map(repr, seen), caplog.text, msgspec.json.encode(told).decode()]
    assert len(told) == 14
    assert [one for one in texts for form in (*FORMS, KEY) if form in one] == []
    assert ("***" in caplog.text) is (transport == "get")


def test_the_details_of_a_failure_are_there_for_a_program(mock: MockServer) -> None:
    body = "<RESPONSE><STATUS>Failure</STATUS><ERRORCODE>E110</ERRORCODE>"
    body += "<TO>16501234123</TO></RESPONSE>"
    with answering(http(body.encode())) as url, Skycore(KEY, base_url=url) as client:
        with pytest.raises(skycore.RecipientNumberInvalidError) as caught:
            client.get_mms_ids()
        with pytest.raises(skycore.RecipientNumberInvalidError) as sent:
            client.send_sms(to="1", sender="2", operator_id="1", text="Hello")
    assert caught.value.details == sent.value.details == {"TO": "16501234123"}
    assert "<TO>***</TO>" in sent.value.answer


def test_a_failed_element_does_not_say_whom_it_is_about() -> None:
    delivery = skycore.Delivery(
        status="Failure",
        to="16501234123",
        error_code="E114",
        error_info="16501234123 is blacklisted.",
    )
    assert str(delivery.error) == "E114: *** is blacklisted. (rejected)"
    assert "1650" not in repr(delivery)
    assert delivery.to == "16501234123"


def test_short_values_leave_other_words_alone(tmp_path: Path) -> None:
    """A name of two letters is masked where the field says that it is one, and nowhere else."""
    action = {
        "action": "ring",
        "summary": "Ring.",
        "effect": "send",
        "parameters": {
            "name": {"personal": True, "description": "Who."},
            "words": {"map_of": "string", "personal": True, "description": "What."},
        },
        "returns": {"name": {"personal": True, "description": "Who."}},
    }
    package = generated(tmp_path, "ringing", actions=[action])
    told: list[Any] = []
    body = json.dumps({"status": "bad", "code": "E1", "text": "on Monday", "name": "on"})
    with answering(http(body.encode(), kind="application/json")) as url:
        client = package.Bell(base_url=url, on_answer=told.append, retry=None)
        with client, pytest.raises(package.BellError) as caught:
            client.ring(name="on", words={"k": "on", "l": "long enough"})
    assert "on Monday" in caught.value.answer
    assert '"name": "***"' in caught.value.answer
    (exchange,) = told
    shown = exchange.url + exchange.body
    assert "long" not in shown
    assert "=on" not in shown
