"""Signatures as their services compute them, over what really leaves."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qsl, quote

import httpx2
import pytest
from inline import generated
from test_mock_spec import action, described, transport

from skycore._runtime.signature import Signature

KEY, SECRET = "the key", "the secret ~*é"
# What the service computes over sorted fields, by the name of its way.
WAYS: dict[str, dict[str, Any]] = {
    "last_fm": {
        "hash": "md5",
        "pair": "{name}{value}",
        "joiner": "",
        "without": ["format", "callback"],
    },
    "before": {"hash": "sha1", "place": "before", "pair": "{name}{value}", "joiner": ""},
    "pairs": {"hash": "sha256", "joiner": "|", "pair": "<{name}:{value}>"},
    "cloudstack": {"hash": "hmac_sha1", "encoding": "base64", "quoted": "form", "lower": True},
    "quoted": {"hash": "hmac_sha512", "quoted": "rfc3986"},
}
VALUES = {"format": "json", "callback": "f", "B": "x y~*", "a": "é+/=&", "c": "{name}{value}"}


def expected(way: str, fields: list[tuple[str, str]]) -> str:
    """The signature, computed in the words of the service's documentation."""
    ordered = sorted(fields)
    match way:
        case "last_fm":
            chosen = [pair for pair in ordered if pair[0] not in {"format", "callback"}]
            text = "".join(f"{name}{value}" for name, value in chosen) + SECRET
            return hashlib.md5(text.encode()).hexdigest()
        case "before":
            text = SECRET + "".join(f"{name}{value}" for name, value in ordered)
            return hashlib.sha1(text.encode()).hexdigest()
        case "pairs":
            text = "|".join(f"<{name}:{value}>" for name, value in ordered) + SECRET
            return hashlib.sha256(text.encode()).hexdigest()
        case "cloudstack":
            folded = sorted(fields, key=lambda pair: pair[0].lower())
            quoted = [(name, quote(value, safe="*").replace("~", "%7E")) for name, value in folded]
            text = "&".join(f"{name}={value}" for name, value in quoted).lower()
            return b64encode(hmac.digest(SECRET.encode(), text.encode(), "sha1")).decode()
        case _:
            text = "&".join(f"{name}={quote(value, safe='')}" for name, value in ordered)
            return hmac.digest(SECRET.encode(), text.encode(), "sha512").hex()


@pytest.fixture(scope="module", params=WAYS)
def signed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The package of an API that signs in some way, and the way's name."""
    way: str = request.param
    package = generated(
        tmp_path_factory.mktemp(way),
        f"signing_{way}",
        credentials={
            "key": {"wire": "api_key", "description": "The key."},
            "secret": {"description": "The secret."},
        },
        signature={"field": "api_sig", "secret": "secret", **WAYS[way]},
        transports={"get": transport(format="query"), "post": transport(format="form")},
        actions=[
            action(
                parameters={
                    **described(format={}, callback={}, upper={"wire": "B"}, a={}, c={}),
                    **described(d={"list_of": "string", "lists": {"template": "{name}[{i}]"}}),
                    **described(nothing={}, flag={"type": "boolean"}),
                }
            )
        ],
    )
    return package, way


def sent(package: Any, by: str, **values: Any) -> list[tuple[str, str]]:
    """The fields of a request, as the service decodes them."""
    bodies: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        bodies.append(request.content.decode() or request.url.query.decode())
        return httpx2.Response(200, text="<answer/>")

    own = httpx2.Client(transport=httpx2.MockTransport(answer))
    package.Bell(KEY, SECRET, transport=by, http_client=own, retry=None).ring(**values)
    return parse_qsl(bodies[0], keep_blank_values=True, strict_parsing=True)


@pytest.mark.parametrize("by", ["get", "post"])
def test_the_service_computes_the_same(signed: tuple[Any, str], by: str) -> None:
    package, way = signed
    values = {name.replace("B", "upper"): value for name, value in VALUES.items()}
    *fields, (field, signature) = sent(package, by, **values, d=["z", "y"], nothing="", flag=False)
    assert field == "api_sig"
    assert ("do", "ring") in fields
    assert ("api_key", KEY) in fields
    assert ("d[2]", "y") in fields
    assert {name: value for name, value in fields if name in VALUES} == VALUES
    assert not {SECRET, ""} & {value for _, value in fields}
    assert signature == expected(way, fields)


def test_each_field_counts(signed: tuple[Any, str]) -> None:
    package, way = signed
    free = {"callback"} if way == "last_fm" else set()
    signatures = {
        name: sent(package, "get", **{name: "1"})[-1][1] for name in ("a", "c", "upper", "callback")
    }
    bare = sent(package, "get")[-1][1]
    assert {name for name, one in signatures.items() if one == bare} == free
    assert len(set(signatures.values())) == len(signatures)


@pytest.mark.parametrize(
    ("signature", "fields", "secret", "text"),
    [
        (
            Signature("api_sig", "md5", pair="{name}{value}", joiner=""),
            {"token": "yyyyyy", "method": "auth.getSession", "api_key": "xxxxxxxx"},
            "ilovecher",
            "api_keyxxxxxxxxmethodauth.getSessiontokenyyyyyyilovecher",
        ),
        (
            Signature("api_sig", "md5", place="before", pair="{name}{value}", joiner=""),
            {"foo": "1", "bar": "2", "baz": "3"},
            "SECRET",
            "SECRETbar2baz3foo1",
        ),
    ],
    ids=["Last.fm", "Flickr"],
)
def test_the_texts_that_documentations_print(
    signature: Signature, fields: dict[str, str], secret: str, text: str
) -> None:
    digest = hashlib.md5(text.encode()).hexdigest()
    assert signature.sign(fields.items(), secret) == ("api_sig", digest)
