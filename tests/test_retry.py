"""When the client sends a request again: the policy by itself, and calls to a mock that refuses.

Broken on purpose: a policy that repeats whatever is transient, a pause that forgets what the
service says, a budget that is never used up, a deadline that pauses may pass. Each failed a test.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import httpx2
import pytest
from apis import ROOT, read_api
from canned import answering, http, refusing
from hypothesis import given
from hypothesis import strategies as st
from skycore_calls import send

import skycore
from actionspec.mock import MockServer, Step
from skycore import Outcome, RateLimit, Retry, Skycore
from skycore._runtime import call, client, rate
from skycore._runtime.retry import Budget

KEY = "aS3cr3t"
READ, WRITE, SEND = "read", "write", "send"
Effect = Literal["read", "write", "send"]

PAUSES = Retry(tries=4, first=2.0, longest=5.0)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses of clients, which take no time: only their clock goes on."""
    found: list[float] = []
    now = [1000.0]

    def sleep(seconds: float) -> None:
        found.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(client, "sleep", sleep)
    for module in (call, rate):
        monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return found


@pytest.fixture
def scripted(mock: MockServer) -> Iterator[MockServer]:
    """The mock server, which forgets its script when the test is over."""
    yield mock
    mock.script = []


def failed(outcome: Outcome, *, transient: bool = True) -> skycore.SkycoreError:
    error = skycore.SkycoreError(outcome=outcome)
    error.transient = transient
    return error


@pytest.mark.parametrize("effect", [READ, WRITE, SEND])
@pytest.mark.parametrize("outcome", Outcome)
def test_what_may_have_been_carried_out_is_repeated_only_if_it_reads(
    outcome: Outcome, effect: Effect
) -> None:
    harmless = outcome is not Outcome.UNKNOWN or effect == READ
    assert Retry().allows(failed(outcome), effect, 1) is harmless
    assert Retry(repeat_unknown=True).allows(failed(outcome), effect, 1)
    assert not Retry().allows(failed(outcome, transient=False), effect, 1)
    assert not Retry(tries=3).allows(failed(outcome), effect, 3)


@given(
    tries=st.integers(1, 2000),
    first=st.floats(0, 1e6),
    longest=st.floats(0, 1e6),
    wait=st.none() | st.floats(0, 1e6),
)
def test_pauses_stay_in_their_bounds(
    tries: int, first: float, longest: float, wait: float | None
) -> None:
    error = failed(Outcome.REJECTED)
    error.wait = wait
    pause = Retry(first=first, longest=longest).pause(error, tries)
    if wait is None:
        assert 0 <= pause <= min(longest, first * 2.0 ** min(tries - 1, 100))
    else:
        assert wait <= pause <= wait + min(first, longest)


def test_pauses_differ() -> None:
    """Clients that failed together must not come back together."""
    assert len({Retry().pause(failed(Outcome.REJECTED), 3) for _ in range(20)}) > 1


@given(most=st.integers(0, 50), answers=st.integers(0, 300))
def test_a_budget_is_used_up_and_earned_back(most: int, answers: int) -> None:
    budget = Budget(most)
    assert [budget.take() for _ in range(most + 1)] == [True] * most + [False]
    for _ in range(answers):
        budget.earn()
    # Tenths do not add up to a whole exactly.
    earned = min(most, answers // 10)
    found = sum(budget.take() for _ in range(most + 1))
    assert earned - 1 <= found <= earned


@pytest.mark.parametrize(
    "wrong",
    [
        {"tries": 0},
        {"first": -1},
        {"first": float("nan")},
        {"longest": float("inf")},
        {"budget": -1},
    ],
)
def test_a_policy_that_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} is "):
        Retry(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"calls": 0}, {"calls": 1, "seconds": 0}])
def test_a_limit_that_makes_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"calls is from 1 to|number of seconds"):
        RateLimit(**wrong)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("repeat_unknown", "no"),
        ("tries", 1.5),
        ("tries", True),
        ("budget", "9"),
        ("first", None),
        ("retry", 3),
        ("retry", False),
        ("rate_limit", 10),
        ("timeout", None),
        ("deadline", "9"),
        ("largest_answer", "9"),
        ("validate", "no"),
        ("enforce_campaign_check", "no"),
        ("on_answer", "x"),
        ("http_client", "x"),
        ("http_client", httpx2.AsyncClient()),
        ("base_url", 1),
    ],
)
def test_an_option_of_a_wrong_type(name: str, value: Any) -> None:
    """A text is true, whatever it says: it must not switch anything on."""
    make: Any = Retry if name in {"repeat_unknown", "tries", "budget", "first"} else Skycore
    with pytest.raises(TypeError, match=name):
        make(**({"api_key": KEY} if make is Skycore else {}), **{name: value})


def test_a_hook_that_nobody_would_await() -> None:
    async def hook(exchange: skycore.Exchange) -> None: ...

    with pytest.raises(TypeError, match="on_request is called, never awaited"):
        Skycore(KEY, on_request=hook)


@pytest.mark.parametrize("address", ["", "secure.example.com", "ftp://a.example/"])
def test_an_address_without_its_beginning(address: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        Skycore(KEY, base_url=address)


def test_the_tries_of_a_call_are_told_together(scripted: MockServer, pauses: list[float]) -> None:
    told: list[skycore.Exchange] = []
    scripted.script = [Step(code="E113"), Step(), Step(status=429)]
    with Skycore(KEY, base_url=scripted.url, on_answer=told.append) as calls:
        send(calls)
        send(calls)
    assert [one.outcome for one in told] == ["REJECTED", None, "REJECTED", None]
    assert [one.number for one in told] == [1, 2, 1, 2]
    assert [one.call == told[0].call for one in told] == [True, True, False, False]
    assert "HTTP status 429: " in str(told[2].error)


def test_an_http_client_that_is_closed_says_so() -> None:
    with httpx2.Client() as own:
        calls = Skycore(KEY, http_client=own)
    with pytest.raises(skycore.TransportError, match="the HTTP client is closed") as caught:
        send(calls)
    assert (caught.value.outcome, caught.value.tries) == (Outcome.NOT_SENT, 0)


def test_waits_for_what_the_service_names(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E106", values={"seconds": 7}, times=2)]
    with Skycore(KEY, base_url=scripted.url, retry=PAUSES) as calls:
        assert send(calls).subscribers
    assert len(scripted.requests) == 3
    assert len(pauses) == 2
    assert all(7 <= pause <= 9 for pause in pauses)


@pytest.mark.parametrize("code", ["E113", "E120", "E626"])
def test_what_was_refused_for_the_moment_is_sent_again(
    code: str, scripted: MockServer, pauses: list[float]
) -> None:
    scripted.script = [Step(code=code, times="always")]
    with (
        Skycore(KEY, base_url=scripted.url, retry=PAUSES) as calls,
        pytest.raises(skycore.SkycoreError) as caught,
    ):
        send(calls)
    assert (caught.value.code, caught.value.outcome) == (code, Outcome.REJECTED)
    assert caught.value.tries == len(scripted.requests) == 4
    assert [pause <= most for pause, most in zip(pauses, (2, 4, 5), strict=True)] == [True] * 3


@pytest.mark.parametrize("code", ["E104", "E503"])
def test_a_message_is_never_sent_twice(
    code: str, scripted: MockServer, pauses: list[float]
) -> None:
    scripted.script = [Step(code=code)]
    with Skycore(KEY, base_url=scripted.url) as calls, pytest.raises(skycore.SkycoreError):
        send(calls)
    assert (len(scripted.requests), pauses) == (1, [])


def test_what_only_reads_is_repeated(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E503"), Step(fault="lose"), Step(status=502)]
    with Skycore(KEY, base_url=scripted.url) as calls:
        assert calls.get_mms_ids().mms_ids
    assert (len(scripted.requests), len(pauses)) == (4, 3)


def test_no_policy_no_retry(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E113")]
    with (
        Skycore(KEY, base_url=scripted.url, retry=None) as calls,
        pytest.raises(skycore.ThroughputExceededError),
    ):
        calls.get_mms_ids()
    assert (len(scripted.requests), pauses) == (1, [])


def test_who_says_so_repeats_what_is_unknown(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E503")]
    with Skycore(KEY, base_url=scripted.url, retry=Retry(repeat_unknown=True)) as calls:
        assert send(calls).subscribers
    assert (len(scripted.requests), len(pauses)) == (2, 1)


@pytest.mark.parametrize(
    "header",
    [3, "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 -0000", "soon"],
)
def test_a_status_that_asks_to_slow_down(
    header: int | str, scripted: MockServer, pauses: list[float]
) -> None:
    """A date in the past and what is no time say nothing about how long to wait."""
    scripted.script = [Step(status=429, retry_after=header)]
    with Skycore(KEY, base_url=scripted.url, retry=PAUSES) as calls:
        assert send(calls).subscribers
    least = 3 if header == 3 else 0
    assert least <= pauses[0] <= least + 2


@pytest.mark.parametrize("fault", ["truncate", "garble", "dtd", None])
def test_a_status_does_not_overrule_what_may_be_a_success(
    fault: Any, scripted: MockServer, pauses: list[float]
) -> None:
    """The message was sent, and "too many requests" stands above the answer all the same."""
    scripted.script = [Step(status=429, fault=fault, example="a text to three numbers")]
    with Skycore(KEY, base_url=scripted.url) as calls, pytest.raises(skycore.SkycoreError) as lost:
        send(calls)
    assert (lost.value.outcome, lost.value.status, pauses) == (Outcome.UNKNOWN, 429, [])
    assert len(scripted.requests) == 1


def test_what_left_once_is_not_taken_for_unsent(mock: MockServer, pauses: list[float]) -> None:
    """An HTTP client of the caller's own may try again by itself, and then find no connection."""

    class Stubborn(httpx2.HTTPTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            super().handle_request(request).close()
            raise httpx2.ConnectError("refused")

    with (
        httpx2.Client(transport=Stubborn()) as own,
        Skycore(KEY, base_url=mock.url, http_client=own) as calls,
        pytest.raises(skycore.TransportError) as lost,
    ):
        send(calls)
    assert (lost.value.outcome, len(mock.requests), pauses) == (Outcome.UNKNOWN, 1, [])


@pytest.mark.parametrize("seconds", [10**17, 90_000])
def test_nobody_waits_for_days(seconds: int, scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E106", values={"seconds": seconds})]
    with (
        Skycore(KEY, base_url=scripted.url, deadline=float("inf")) as calls,
        pytest.raises(skycore.CalledTooSoonError) as caught,
    ):
        send(calls)
    assert (caught.value.wait, caught.value.tries, pauses) == (seconds, 1, [])


def test_no_try_begins_just_before_the_deadline(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E106", values={"seconds": 9}, times="always")]
    with (
        Skycore(KEY, base_url=scripted.url, retry=Retry(first=0), deadline=9.5) as calls,
        pytest.raises(skycore.CalledTooSoonError),
    ):
        send(calls)
    assert (len(scripted.requests), pauses) == (1, [])


def test_where_nothing_tells_the_message_says_so(scripted: MockServer) -> None:
    scripted.script = [Step(fault="lose")]
    with (
        Skycore(KEY, base_url=scripted.url) as calls,
        pytest.raises(skycore.TransportError, match="ask the service, since no action"),
    ):
        calls.send_saved_email(email="a@b.example", email_template_id=1, campaign_id=2)


def test_nobody_waits_past_the_deadline(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E106", values={"seconds": 50}, times="always")]
    with (
        Skycore(KEY, base_url=scripted.url, retry=PAUSES, deadline=120) as calls,
        pytest.raises(skycore.CalledTooSoonError) as caught,
    ):
        send(calls)
    assert (caught.value.wait, caught.value.tries, len(pauses)) == (50, 3, 2)
    assert sum(pauses) < 120
    (note,) = caught.value.__notes__
    assert note.startswith("not sent again: after 5")


def test_calls_share_a_budget(scripted: MockServer, pauses: list[float]) -> None:
    scripted.script = [Step(code="E113", times="always")]
    with Skycore(KEY, base_url=scripted.url, retry=Retry(budget=5)) as calls:
        for _ in range(9):
            with pytest.raises(skycore.ThroughputExceededError):
                send(calls)
        with pytest.raises(skycore.ThroughputExceededError) as caught:
            send(calls)
    assert (len(scripted.requests), len(pauses)) == (15, 5)
    assert caught.value.__notes__ == ["not sent again: the budget for retries is used up"]


def test_who_is_told_when_to_come_back_needs_no_budget(
    scripted: MockServer, pauses: list[float]
) -> None:
    scripted.script = [Step(code="E106", values={"seconds": 1}, times=3)]
    with Skycore(KEY, base_url=scripted.url, retry=Retry(budget=0)) as calls:
        assert send(calls).subscribers
    assert (len(scripted.requests), len(pauses)) == (4, 3)


def test_no_connection_is_tried_again(pauses: list[float]) -> None:
    with (
        refusing() as nowhere,
        Skycore(KEY, base_url=nowhere) as calls,
        pytest.raises(skycore.TransportError) as caught,
    ):
        send(calls)
    assert (caught.value.outcome, caught.value.tries, len(pauses)) == (Outcome.NOT_SENT, 4, 3)


def test_the_log_tells_of_retries(
    scripted: MockServer, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "skycore")
    scripted.script = [Step(code="E113")]
    with Skycore(KEY, base_url=scripted.url) as calls:
        send(calls)
    (told,) = (one.getMessage() for one in caplog.records if one.name == "skycore")
    assert told.startswith("sendMessageBySubscriberRef goes out again in ")
    assert told.endswith("s: ThroughputExceededError E113 (rejected)")


def test_the_rate_limit_spreads_calls(mock: MockServer, pauses: list[float]) -> None:
    with Skycore(KEY, base_url=mock.url, rate_limit=RateLimit(2, seconds=10)) as calls:
        for _ in range(5):
            send(calls)
    assert len(mock.requests) == 5
    assert pauses == [10, 10]


def test_a_turn_is_waited_for_past_the_deadline(mock: MockServer, pauses: list[float]) -> None:
    limit = RateLimit(1, seconds=60)
    with Skycore(KEY, base_url=mock.url, rate_limit=limit, deadline=30) as calls:
        for _ in range(4):
            send(calls)
    assert (len(mock.requests), pauses) == (4, [60, 60, 60])


def test_an_unknown_outcome_says_how_to_find_out(scripted: MockServer) -> None:
    scripted.script = [Step(fault="lose"), Step(code="E104")]
    with Skycore(KEY, base_url=scripted.url) as calls:
        with pytest.raises(skycore.TransportError) as lost:
            send(calls)
        with pytest.raises(skycore.AuthenticationFailedError) as refused:
            send(calls)
    assert "unknown; to find out, get_sending_statistics(): " in str(lost.value)
    assert refused.value.find_out == ""


@pytest.mark.parametrize(
    ("body", "limit", "told"),
    [
        (
            b"<RESPONSE>" + b" " * 5000 + b"</RESPONSE>",
            4096,
            "the answer has more than 4,096 bytes",
        ),
        (b"<A>" * 60 + b"</A>" * 60, 4096, "elements are nested more than 50 deep"),
        (b"<!DOCTYPE a><RESPONSE/>", 4096, "the document declares a document type"),
    ],
)
def test_each_limit_has_its_own_words(body: bytes, limit: int, told: str) -> None:
    with (
        answering(http(body)) as url,
        Skycore(KEY, base_url=url, largest_answer=limit, retry=None) as calls,
        pytest.raises(skycore.ProtocolError) as caught,
    ):
        send(calls)
    assert caught.value.message == told
    assert (caught.value.outcome, caught.value.status) == (Outcome.UNKNOWN, 200)


def test_the_answer_of_a_cut_connection_is_kept(scripted: MockServer) -> None:
    """Whatever came of it may hold the ids of messages that were sent."""
    scripted.script = [Step(fault="cut")]
    with (
        Skycore(KEY, base_url=scripted.url) as calls,
        pytest.raises(skycore.TransportError) as lost,
    ):
        send(calls)
    assert "<TRACKINGID>DrXAFP-Qm2a-JZL</TRACKINGID>" in lost.value.answer
    assert lost.value.status == 200


@pytest.mark.parametrize("name", ["timeout", "deadline", "largest_answer"])
@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_a_limit_has_to_be_one(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} is a number of"):
        Skycore(KEY, **{name: value})  # type: ignore[arg-type]


def test_the_spec_says_what_may_be_repeated() -> None:
    """No code that says nothing about it is retried."""
    api = read_api(Path(ROOT, "spec", "skycore"))
    for code in api.errors:
        error = getattr(skycore, code.class_name)
        assert error.transient is (code.retry != "never")
        assert (error.usual_outcome is Outcome.UNKNOWN) is (code.retry == "unknown")


def test_an_address_that_is_too_long_never_leaves(mock: MockServer) -> None:
    with (
        httpx2.Client() as own,
        Skycore(KEY, base_url=mock.url, transport="get", http_client=own, validate=False) as calls,
        pytest.raises(skycore.TransportError, match="URL too long") as caught,
    ):
        send(calls, "x" * 70_000)
    assert (caught.value.outcome, mock.requests) == (Outcome.NOT_SENT, [])
