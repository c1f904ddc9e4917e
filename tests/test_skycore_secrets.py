"""The key reaches nothing that people read, shown on the Skycore client."""

from __future__ import annotations

import logging
import re
import threading
import traceback

import httpx2
import pytest
from canned import answering, http, refusing
from skycore_calls import Transport, both_transports, send

import skycore
from actionspec.mock import MockServer
from skycore import Skycore
from skycore._runtime import secrets
from skycore._runtime.secrets import mask

KEY = "aS3cr3t+/Key&1"
KEY_FORMS = re.compile(r"aS3cr3t")


@both_transports
def test_the_key_is_nowhere_to_be_read(
    transport: Transport, mock: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = http(f"<html>{KEY} aS3cr3t%2B%2FKey%261 aS3cr3t+/Key&amp;1</html>".encode())
    seen: list[str] = []
    with answering(echo) as echoing, refusing() as nowhere:
        for url in (mock.url, echoing, nowhere):
            with Skycore(KEY, base_url=url, transport=transport, retry=None) as client:
                seen += [repr(client), str(client), repr(client._setup.credentials)]
                try:
                    send(client)
                except skycore.SkycoreError as error:
                    seen += [str(error), repr(error), repr(error.__dict__)]
                    seen += traceback.format_exception(error)
    assert b"aS3cr3t" in mock.requests[0].body + mock.requests[0].query.encode()
    assert "POST" in caplog.text or "GET" in caplog.text
    assert not KEY_FORMS.findall(caplog.text + "".join(seen))


def test_a_key_that_the_service_echoes_is_masked() -> None:
    told = "<STATUS>Failure</STATUS><ERRORCODE>E104</ERRORCODE>"
    echo = "<ERRORINFO>Who is aS3cr3t+/Key&amp;1?</ERRORINFO><API_KEY>aS3cr3t+/Key&amp;1</API_KEY>"
    with (
        answering(http(f"<RESPONSE>{told}{echo}</RESPONSE>".encode())) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.AuthenticationFailedError) as caught,
    ):
        send(client)
    assert caught.value.message == "Who is ***?"
    assert caught.value.details == {"API_KEY": "***"}


def test_an_element_that_echoes_the_key_is_masked() -> None:
    told = "<STATUS>Failure</STATUS><ERRORCODE>E104</ERRORCODE>"
    item = f"<SUBSCRIBER>{told}<ERRORINFO>aS3cr3t+/Key&amp;1</ERRORINFO></SUBSCRIBER>"
    with (
        answering(http(f"<RESPONSE>{item}</RESPONSE>".encode())) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.ItemsFailedError) as caught,
    ):
        send(client)
    shown = f"{caught.value!r}{caught.value.failures!r}"
    assert "***" in shown
    assert not KEY_FORMS.search(shown)


def test_a_hook_that_raises_shows_no_key(mock: MockServer) -> None:
    def refuse(response: httpx2.Response) -> None:
        raise httpx2.HTTPStatusError(
            f"no good: {response.request.url}", request=response.request, response=response
        )

    with (
        httpx2.Client(event_hooks={"response": [refuse]}) as own,
        Skycore(KEY, base_url=mock.url, transport="get", http_client=own, retry=None) as client,
        pytest.raises(skycore.TransportError) as caught,
    ):
        send(client)
    assert caught.value.outcome is skycore.Outcome.UNKNOWN
    assert "=***&text=***" in caught.value.message
    assert not KEY_FORMS.search("".join(traceback.format_exception(caught.value)))


def test_a_key_with_the_end_of_its_line_is_refused() -> None:
    with pytest.raises(skycore.AuthenticationFailedError, match="ends with the end of a line"):
        Skycore("key\n")


def test_a_handler_of_a_signal_may_log_while_secrets_are_looked_up() -> None:
    with secrets._lock:
        assert mask("text") == "text"


def test_a_key_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(skycore.AuthenticationFailedError, match="UTF-8 cannot write"):
        Skycore("caf\udce9")
    assert mask("text") == "text"


def test_a_secret_inside_another_one_leaves_no_rest() -> None:
    with Skycore("bob"), Skycore("bob-secret-42"), Skycore("a secret"):
        assert mask("k=bob-secret-42&u=bob&x=a+secret&y=a%20secret") == "k=***&u=***&x=***&y=***"


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(skycore.AuthenticationFailedError, match="has to be a str, not bytes"):
        Skycore(b"key")  # type: ignore[arg-type]


def test_clients_come_and_go_while_others_mask() -> None:
    broken: list[BaseException] = []
    stop = threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            Skycore("another key").close()

    def masking() -> None:
        try:
            for _ in range(2000):
                mask("some text")
        except RuntimeError as error:
            broken.append(error)

    threads = [
        threading.Thread(target=come_and_go),
        *(threading.Thread(target=masking) for _ in "ab"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads[1:]:
        thread.join()
    stop.set()
    threads[0].join()
    assert broken == []
