"""What a user of the generated client relies on, shown on the Skycore client over real HTTP."""

from __future__ import annotations

import asyncio
import copy
import pickle
import re
from pathlib import Path

import httpx2
import pytest
from canned import answering, http, refusing
from skycore_calls import Transport, both_transports, send

import skycore
from actionspec.mock import MockServer
from skycore import AsyncSkycore, Outcome, Skycore

KEY = "aS3cr3t+/Key&1"
KEY_FORMS = re.compile(r"aS3cr3t")
GOOD = b"<RESPONSE><SUBSCRIBER><STATUS>Success</STATUS></SUBSCRIBER></RESPONSE>"


@both_transports
def test_sends_text_and_mms(mock: MockServer, transport: Transport) -> None:
    with Skycore(KEY, base_url=mock.url, transport=transport, retry=None) as client:
        sms = send(client)
        mms = client.send_message_by_subscriber_ref(
            subscriber_ref="ACCT-1", campaign_ref="Campaign123", mms_id=35674
        )
    assert [type(delivery) for delivery in sms.subscribers] == [skycore.Delivery] * 3
    assert sms.subscriber_ref == "ACCT-1"
    assert sms.succeeded == sms.subscribers
    assert sms.failed == ()
    sms.raise_for_failures()
    assert [delivery.tracking_id for delivery in mms.subscribers] == [
        "DrXAFP-Ylpc-JZL",
        "DrXAFP-gIVU-JZL",
        "DrXAFP-vmcQ-JZL",
    ]
    assert len(mock.requests) == 2


@both_transports
def test_a_broken_rule_raises_before_anything_is_sent(
    mock: MockServer, transport: Transport
) -> None:
    with (
        Skycore(KEY, base_url=mock.url, transport=transport, retry=None) as client,
        pytest.raises(skycore.TextAndMmsGivenError) as caught,
    ):
        client.send_message_by_subscriber_ref(  # type: ignore[call-overload]
            subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=1
        )
    assert caught.value.outcome is Outcome.NOT_SENT
    assert caught.value.code == "E717"
    assert mock.requests == []


@both_transports
def test_the_same_rule_broken_at_the_service_raises_the_same_class(
    mock: MockServer, transport: Transport
) -> None:
    with (
        Skycore(KEY, base_url=mock.url, transport=transport, validate=False, retry=None) as client,
        pytest.raises(skycore.TextAndMmsGivenError) as caught,
    ):
        client.send_message_by_subscriber_ref(  # type: ignore[call-overload]
            subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=1
        )
    assert caught.value.outcome is Outcome.REJECTED
    assert caught.value.details == {"TO": "16501234123"}
    assert len(mock.requests) == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"subscriber_ref": ""}, skycore.SubscriberRefRequiredError),
        ({"subscriber_ref": None}, skycore.SubscriberRefRequiredError),
        ({"campaign_ref": ""}, skycore.CampaignRefRequiredError),
        ({"text": None}, skycore.TextOrMmsRequiredError),
        ({"text": ""}, skycore.TextOrMmsRequiredError),
        ({"mms_id": 1}, skycore.TextAndMmsGivenError),
        ({"text": "x" * 161}, skycore.MalformedRequestError),
        ({"text": None, "mms_id": "35674"}, skycore.MalformedRequestError),
        ({"text": None, "mms_id": True}, skycore.MalformedRequestError),
        ({"campaign_ref": 12}, skycore.MalformedRequestError),
    ],
)
def test_local_errors(
    mock: MockServer, arguments: dict[str, object], expected: type[skycore.SkycoreError]
) -> None:
    given: dict[str, object] = {"subscriber_ref": "A", "campaign_ref": "B", "text": "Hello"}
    with Skycore(KEY, base_url=mock.url, retry=None) as client, pytest.raises(expected) as caught:
        client.send_message_by_subscriber_ref(**{**given, **arguments})  # type: ignore[call-overload]
    assert caught.value.outcome is Outcome.NOT_SENT
    assert caught.value.action == "sendMessageBySubscriberRef"
    assert mock.requests == []


@pytest.mark.parametrize(
    ("transport", "text"), [("xml", "a\x00"), ("xml", "\x1f"), ("xml", "\ud800"), ("get", "\ud800")]
)
def test_text_that_cannot_be_written_is_not_sent(
    mock: MockServer, transport: Transport, text: str
) -> None:
    with (
        Skycore(KEY, base_url=mock.url, transport=transport, retry=None) as client,
        pytest.raises(skycore.UnreadableXmlError) as caught,
    ):
        send(client, text)
    assert caught.value.outcome is Outcome.NOT_SENT
    assert mock.requests == []


def test_text_at_the_limit_is_sent(mock: MockServer) -> None:
    with Skycore(KEY, base_url=mock.url, retry=None) as client:
        assert send(client, "é" * 160).succeeded


def test_every_code_raises_its_class(mock: MockServer) -> None:
    for error in mock.api.errors:
        with (
            httpx2.Client(headers={"ActionSpec-Code": error.code}) as own,
            Skycore(KEY, base_url=mock.url, http_client=own, retry=None) as client,
            pytest.raises(getattr(skycore, error.class_name)) as caught,
        ):
            send(client)
        assert caught.value.code == error.code
        unknown = error.retry == "unknown"
        assert caught.value.outcome is (Outcome.UNKNOWN if unknown else Outcome.REJECTED)


def test_a_code_that_is_in_no_table_is_typed_too() -> None:
    body = b"<RESPONSE><STATUS>Failure</STATUS><ERRORCODE>E9</ERRORCODE></RESPONSE>"
    with (
        answering(http(body)) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.UnknownCodeError) as caught,
    ):
        send(client)
    # Nobody knows what a new code means: saying REJECTED would invite a repetition.
    assert (caught.value.code, caught.value.outcome) == ("E9", Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("You can call API every 5 seconds.", 5),
        ("you can call  API every 12 seconds", 12),
        ("You can call API every few seconds.", None),
        ("Slow down", None),
    ],
)
def test_the_value_in_a_message_is_an_attribute(message: str, seconds: int | None) -> None:
    assert skycore.CalledTooSoonError(message).seconds == seconds


def test_a_text_in_a_message_is_an_attribute() -> None:
    error = skycore.UnreadableXmlError("XML Parse error: mismatched tag (line 2).")
    assert error.reason == "mismatched tag (line 2)"
    untold = skycore.UnreadableXmlError()
    assert (untold.message, untold.reason) == ("XML Parse error: ….", None)


def test_part_of_the_recipients_fail(mock: MockServer) -> None:
    with (
        httpx2.Client(headers={"ActionSpec-Example": "one of two numbers fails"}) as own,
        Skycore(KEY, base_url=mock.url, http_client=own, retry=None) as client,
    ):
        sent = send(client)
    assert [delivery.to for delivery in sent.succeeded] == ["16501234123"]
    assert [type(delivery.error) for delivery in sent.failed] == [skycore.NumberBlacklistedError]
    with pytest.raises(skycore.ItemsFailedError) as caught:
        sent.raise_for_failures()
    assert caught.value.result is sent
    assert [failure.code for failure in caught.value.failures] == ["E114"]
    assert {failure.action for failure in caught.value.failures} == {"sendMessageBySubscriberRef"}
    # Some were sent: an outcome of REJECTED would invite a repetition.
    assert caught.value.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [(("E114", "E114"), Outcome.REJECTED), (("E114", "E503"), Outcome.UNKNOWN)],
)
def test_all_recipients_fail(codes: tuple[str, str], outcome: Outcome) -> None:
    failed = "".join(
        f"<SUBSCRIBER><STATUS>Failure</STATUS><ERRORCODE>{code}</ERRORCODE></SUBSCRIBER>"
        for code in codes
    )
    with (
        answering(http(f"<RESPONSE>{failed}</RESPONSE>".encode())) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.ItemsFailedError) as caught,
    ):
        send(client)
    assert caught.value.outcome is outcome
    assert len(caught.value.result.failed) == 2


def test_asynchronous_errors(mock: MockServer) -> None:
    async def exchange() -> None:
        async with AsyncSkycore(KEY, base_url=mock.url, validate=False, retry=None) as client:
            with pytest.raises(skycore.TextAndMmsGivenError):
                await client.send_message_by_subscriber_ref(  # type: ignore[call-overload]
                    subscriber_ref="A", campaign_ref="B", text="Hello", mms_id=1
                )
        with refusing() as url:
            async with AsyncSkycore(KEY, base_url=url, retry=None) as client:
                with pytest.raises(skycore.TransportError) as caught:
                    await client.send_message_by_subscriber_ref(
                        subscriber_ref="A", campaign_ref="B", text="Hello"
                    )
        assert caught.value.outcome is Outcome.NOT_SENT

    asyncio.run(exchange())


def test_the_key_comes_from_the_environment(
    mock: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKYCORE_API_KEY", "from-the-environment")
    with Skycore(base_url=mock.url, retry=None) as client:
        send(client)
    assert b"from-the-environment" in mock.requests[0].body


def test_there_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKYCORE_API_KEY", raising=False)
    with pytest.raises(skycore.AuthenticationFailedError, match="SKYCORE_API_KEY") as caught:
        Skycore()
    assert caught.value.outcome is Outcome.NOT_SENT


def test_exceptions_show_what_matters() -> None:
    error = skycore.InternalServiceError(action="sendMessageBySubscriberRef")
    assert str(error) == "E503: Internal error. (sendMessageBySubscriberRef, unknown)"
    assert repr(error) == (
        "InternalServiceError('Internal error.', code='E503', "
        "action='sendMessageBySubscriberRef', UNKNOWN)"
    )
    assert str(skycore.UnknownCodeError()) == "no reason is given (unknown)"


def test_results_and_exceptions_travel(mock: MockServer) -> None:
    with (
        httpx2.Client(headers={"ActionSpec-Example": "one of two numbers fails"}) as own,
        Skycore(KEY, base_url=mock.url, http_client=own, retry=None) as client,
    ):
        sent = send(client)
    assert pickle.loads(pickle.dumps(sent)) == sent
    assert copy.deepcopy(sent) == sent
    with pytest.raises(skycore.ItemsFailedError) as caught:
        sent.raise_for_failures()
    assert pickle.loads(pickle.dumps(caught.value)).result == sent
    for name in skycore.__all__:
        kind = getattr(skycore, name)
        if isinstance(kind, type) and issubclass(kind, skycore.SkycoreError):
            error = kind("text", code="E1", action="a", outcome=Outcome.UNKNOWN, details={"A": "b"})
            again = pickle.loads(pickle.dumps(error))
            assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


def test_results_cannot_be_changed(mock: MockServer) -> None:
    with Skycore(KEY, base_url=mock.url, retry=None) as client:
        sent = send(client)
    with pytest.raises(AttributeError):
        sent.subscriber_ref = "other"  # type: ignore[misc]


def test_an_unknown_transport_is_refused() -> None:
    with pytest.raises(ValueError, match="'xml' or 'get', not 'post'"):
        Skycore(KEY, transport="post")  # type: ignore[arg-type]


def test_a_client_that_was_handed_in_stays_open(mock: MockServer) -> None:
    with httpx2.Client() as own:
        with Skycore(KEY, base_url=mock.url, http_client=own, retry=None) as client:
            send(client)
        assert not own.is_closed


def test_importing_the_package_imports_no_action() -> None:
    import subprocess
    import sys

    code = (
        "import sys, skycore; print([m for m in sys.modules if 'skycore.a' in m or 'models' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(next(iter(skycore.__path__))) + "/.."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "skycore." not in done.stdout


def test_a_first_call_imports_one_action_and_no_tables() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from skycore import Skycore, SkycoreError\n"
        "client = Skycore('key', base_url='http://127.0.0.1:9/', retry=None)\n"
        "try: client.get_mms_ids()\n"
        "except SkycoreError as error: print(type(error).__name__)\n"
        "print(*[name for name in sys.modules if name.startswith('skycore')])"
    )
    package = Path(next(iter(skycore.__path__)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    error, modules = done.stdout.splitlines()
    loaded = set(modules.split())
    assert error == "TransportError"
    assert {name for name in loaded if ".actions." in name} == {"skycore.actions.get_mms_ids"}
    unused = {"models", "postbacks", "_runtime.asgi", "_runtime.wsgi"}
    assert not loaded & {f"skycore.{name}" for name in unused}
    assert len(loaded) <= 45


def test_everything_exported_can_be_imported() -> None:
    for name in skycore.__all__:
        assert getattr(skycore, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        skycore.nothing  # noqa: B018
