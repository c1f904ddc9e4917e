"""The mock server knows who sends a request: by fields, headers, passwords and signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx2
import pytest
from test_mock_spec import action, described, small_api, transport

from actionspec.mock import MockServer, running
from actionspec.model import Api

CREDENTIALS = described(user={}, key={"wire": "access/key"})


def code(mock: MockServer, query: str = "", **more: Any) -> str:
    """The code that the mock answers, nothing if it is content."""
    answer = httpx2.get(f"{mock.url}?do=ring&{query}", **more)
    return answer.text.partition("<error>")[2].partition("<")[0]


def test_fields(tmp_path: Path) -> None:
    with running(small_api(tmp_path, credentials=CREDENTIALS)) as mock:
        assert code(mock, "user=u&access.key=k") == ""
        assert code(mock, "user=u") == "who"
        assert code(mock, "user=u&access.key=") == "who"
        mock.credentials = {"key": "right"}
        assert code(mock, "user=any&access.key=right") == ""
        assert code(mock, "user=any&access.key=wrong") == "who"


def test_headers(tmp_path: Path) -> None:
    headers = {"Authorization": "Bearer {key}", "X-User": "{action}: {user}"}
    with running(small_api(tmp_path, credentials=CREDENTIALS, headers=headers)) as mock:
        right = {"Authorization": "Bearer k.*", "X-User": "ring: u"}
        assert code(mock, headers=right) == ""
        assert code(mock, headers={**right, "X-User": "stop: u"}) == "who"
        assert code(mock, headers={**right, "Authorization": "Basic k.*"}) == "who"
        assert code(mock) == "who"
        mock.credentials = {"key": "k.*"}
        assert code(mock, headers=right) == ""
        assert code(mock, headers={**right, "Authorization": "Bearer kkk"}) == "who"


def test_basic_authentication(tmp_path: Path) -> None:
    basic = {"user": "user", "password": "key"}
    with running(small_api(tmp_path, credentials=CREDENTIALS, basic=basic)) as mock:
        assert code(mock, auth=("u", "k:k")) == ""
        assert code(mock, auth=("u", "")) == "who"
        assert code(mock, headers={"Authorization": "Basic ?"}) == "who"
        assert code(mock) == "who"
        mock.credentials = {"key": "k:k"}
        assert code(mock, auth=("u", "k:k")) == ""
        assert code(mock, auth=("u", "k")) == "who"


def signed_api(folder: Path, **signature: Any) -> Api:
    return small_api(
        folder,
        credentials=CREDENTIALS,
        transports={"get": transport(format="query")},
        signature={"field": "sig", "secret": "key", **signature},
        actions=[action(parameters=described(text={}, Zeal={}))],
    )


FIELDS = {"do": "ring", "user": "u", "text": "a & B", "Zeal": "é"}


def md5_before(secret: str) -> str:
    text = f"{secret}Zealédoringtexta & Buseru"
    return hashlib.md5(text.encode()).hexdigest()


def sha256_after(secret: str) -> str:
    text = f"Zeal=é;do=ring;user=u{secret}"
    return hashlib.sha256(text.encode()).hexdigest()


def hmac_sha1_lower(secret: str) -> str:
    text = f"do=ring&text=a%20%26%20b&user=u&zeal={quote('é').lower()}"
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()


@pytest.mark.parametrize(
    ("options", "sign"),
    [
        ({"hash": "md5", "place": "before", "pair": "{name}{value}", "joiner": ""}, md5_before),
        ({"hash": "sha256", "joiner": ";", "without": ["text"]}, sha256_after),
        (
            {"hash": "hmac_sha1", "encoding": "base64", "quoted": "rfc3986", "lower": True},
            hmac_sha1_lower,
        ),
    ],
)
def test_signatures(tmp_path: Path, options: dict[str, Any], sign: Any) -> None:
    with running(signed_api(tmp_path, **options)) as mock:
        fields = {name: value for name, value in FIELDS.items() if name != "do"}
        assert code(mock, urlencode({**fields, "sig": "any"})) == ""
        assert code(mock, urlencode(fields)) == "who"
        mock.credentials = {"key": "s3cret"}
        right = sign("s3cret")
        assert code(mock, urlencode({**fields, "sig": right})) == ""
        assert code(mock, urlencode({**fields, "user": "v", "sig": right})) == "who"
        assert code(mock, urlencode({**fields, "sig": sign("other")})) == "who"
