"""Secrets stay out of all that people read: parameters, results, headers and passwords."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import re
import traceback
from base64 import b64encode
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

import httpx2
import pytest
from canned import answering, http, refusing
from inline import generated
from test_mock_spec import action, described, transport

# Each secret begins alike, and goes on with what URLs, XML, JSON and Python write differently.
SECRETS: dict[str, Any] = {
    "password": "m4rk'&<w>\"+1",
    "token": "m4rk\\t/\xe9=2",
    "pin": 48151623,
    "key": b"\x00m4rk of bytes\xff",
    "codes": ("m4rk 5%", "m4rk\u20ac"),
}
DIGITS = "m4rk-card"
INNER, CREDENTIAL, HEADER, FIELD = "m4rk\tin%3", "m4rk:\xe9/", "m4rk/er==", "m4rk<ld>"
BASIC = b64encode(f"ann:{CREDENTIAL}".encode()).decode()
LEAK = re.compile(f"m4rk|{SECRETS['pin']}|{re.escape(b64encode(SECRETS['key']).decode())}|{BASIC}")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    secret = {"secret": True}
    hidden = described(inner=secret, number={"type": "integer", "optional": True})
    return generated(
        tmp_path_factory.mktemp("secrets"),
        "keeping",
        credentials={
            "user": {"description": "Who.", "secret": False},
            "credential": {"description": "The password."},
            "header": {"description": "A key."},
            "field": {"description": "Another key."},
        },
        basic={"user": "user", "password": "credential"},
        headers={"X-Key": "key={header}"},
        response={"format": "json"},
        transports={
            "get": transport(format="query", lists={"template": "{name}{i}"}),
            "form": transport(format="form", lists={"template": "{name}{i}"}),
            "xml": transport(format="xml", root="in"),
            "json": transport(format="json"),
        },
        types={
            "Login": {"description": "A login.", "fields": hidden},
            "Card": {"description": "A card.", "fields": described(digits={})},
        },
        actions=[
            action(
                parameters=described(
                    password=secret,
                    token=secret,
                    pin={"type": "integer", **secret},
                    key={"type": "bytes", **secret},
                    login={"type": "Login"},
                    logins={"list_of": "Login"},
                    card={"type": "Card", **secret},
                    codes={"list_of": "string", "lists": {"join": ","}, **secret},
                ),
            ),
            action(
                "tell",
                returns=described(
                    secret_text={"optional": True, **secret},
                    secret_number={"type": "integer", "optional": True, **secret},
                    secret_bytes={"type": "bytes", "optional": True, **secret},
                    logins={"list_of": "Login"},
                ),
            ),
        ],
    )


def client_of(package: Any, url: str, by: str, prefix: str = "", **more: Any) -> Any:
    kind = getattr(package, f"{prefix}Bell")
    return kind("ann", CREDENTIAL, HEADER, FIELD, base_url=url, transport=by, retry=None, **more)


def arguments(package: Any) -> dict[str, Any]:
    login = package.Login(inner=INNER)
    card = package.Card(digits=DIGITS)
    return {**SECRETS, "login": login, "logins": [login], "card": card}


def echo() -> bytes:
    """Every secret, as services write what they have received."""
    texts = [one for one in SECRETS.values() if isinstance(one, str)]
    texts += [
        *SECRETS["codes"],
        INNER,
        DIGITS,
        CREDENTIAL,
        HEADER,
        FIELD,
        BASIC,
        str(SECRETS["pin"]),
    ]
    texts.append(b64encode(SECRETS["key"]).decode())
    written = (
        (one, quote(one, safe=""), quote_plus(one), escape(one), escape(one, quote=False))
        for one in texts
    )
    objects = [json.dumps(texts), json.dumps(texts, ensure_ascii=False)]
    objects += [one.replace("/", "\\/") for one in objects]
    return "\n".join([*objects, *(form for forms in written for form in forms)]).encode()


def readable(error: BaseException) -> str:
    """All that an exception shows."""
    shown = [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    return "\n".join(shown)


def answer_in_header(body: bytes) -> bytes:
    """An answer that has its body in a header too."""
    kept = body.replace(b"\n", b" ")
    return http(body).replace(b"Connection:", b"X-Echo: " + kept + b"\r\nConnection:")


@pytest.mark.parametrize("by", ["get", "form", "xml", "json"])
def test_secrets_are_nowhere_to_be_read(
    package: Any, by: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent: list[httpx2.Request] = []
    seen: list[str] = []

    async def wait(url: str) -> None:
        async with client_of(package, url, by, "Async") as client:
            await client.ring(**arguments(package))

    with answering(answer_in_header(echo())) as echoing, refusing() as nowhere:
        for url in (echoing, nowhere):
            with httpx2.Client(event_hooks={"request": [sent.append]}) as own:
                client = client_of(package, url, by, http_client=own)
                seen += [repr(client), str(client), repr(client._setup.credentials)]
                with pytest.raises(package.BellError) as caught:
                    client.ring(**arguments(package))
                seen.append(readable(caught.value))
            with pytest.raises(package.BellError) as caught:
                asyncio.run(wait(url))
            seen.append(readable(caught.value))
    left = str(sent[0].url) + sent[0].content.decode() + repr(sent[0].headers.raw)
    assert left.count("m4rk") >= 8, "the secrets were not sent"
    assert "receive_response_headers.complete" in caplog.text
    assert "***" in caplog.text
    assert not LEAK.findall(caplog.text)
    assert not LEAK.findall("\n".join(seen))


def answered(package: Any, body: bytes, action_name: str = "tell", **values: Any) -> Any:
    """What comes of an answer: the result, or the exception."""
    own = httpx2.Client(
        transport=httpx2.MockTransport(lambda _: httpx2.Response(200, content=body))
    )
    try:
        return getattr(client_of(package, "http://bell", "form", http_client=own), action_name)(
            **values
        )
    except package.BellError as error:
        return error


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": 1},
        {"pin": "48151623"},
        {"codes": ["m4rk,1", "a"]},
        {"codes": "m4rk"},
        {"login": {"inner": "m4rk"}},
        {"key": "m4rk"},
        {"password": "m4rk\ud800"},
    ],
)
def test_a_request_that_is_refused_shows_no_secret(package: Any, wrong: dict[str, Any]) -> None:
    error = answered(package, b"", "ring", **{**arguments(package), **wrong})
    assert error.outcome is package.Outcome.NOT_SENT
    assert not LEAK.findall(readable(error))


def test_what_holds_secrets_does_not_show_them(package: Any) -> None:
    module = importlib.import_module("keeping.actions.ring")
    request = module.Ring(**arguments(package))
    assert list(request.secrets()).count(INNER) == 2
    assert repr(request).count("***") == 8
    told = {"secret_text": "m4rk", "secret_number": 48151623, "logins": [{"inner": "m4rk"}]}
    result = answered(package, json.dumps(told).encode())
    assert (result.secret_text, result.secret_number) == ("m4rk", 48151623)
    assert result.logins == (package.Login(inner="m4rk"),)
    service = importlib.import_module("keeping._service")
    credentials = client_of(package, "http://bell", "form")._setup.credentials
    shown = f"{request!r}{result!r}{[*result.logins]}{credentials!r}{service.SERVICE!r}"
    assert not LEAK.findall(shown)


@pytest.mark.parametrize(
    "told",
    [
        {"secret_number": "m4rk"},
        {"secret_bytes": "m4rk!"},
        {"secret_text": ["m4rk"]},
        {"secret_text": "m4rk", "logins": [{"inner": "m4rk", "number": "m4rk"}]},
        {"logins": "m4rk"},
    ],
)
def test_an_answer_with_secrets_that_cannot_be_read(package: Any, told: dict[str, Any]) -> None:
    body = json.dumps(told).encode()
    for answer in (body, body[:-1]):
        error = answered(package, answer)
        assert error.outcome is package.Outcome.UNKNOWN
        assert not LEAK.findall(readable(error))


def test_a_secret_is_one_for_as_long_as_it_is_under_way(package: Any) -> None:
    secrets = importlib.import_module("keeping._runtime.secrets")
    request = importlib.import_module("keeping.actions.ring").Ring(password="m4rk of one call")
    with secrets.hidden(request), secrets.hidden(request):
        with secrets.hidden(request):
            pass
        assert secrets.mask("a m4rk of one call") == "a ***"
    assert secrets.mask("a m4rk of one call") == "a m4rk of one call"


def test_a_failure_that_comes_with_a_secret(package: Any) -> None:
    body = b'{"error": "bad", "text": "No", "secret_text": "m4rk", "where": "here"}'
    error = answered(package, body)
    assert type(error) is package.BadError
    assert error.details == {"where": "here"}
    assert not LEAK.findall(readable(error))
