"""The small spec that the tests of the mock server change, and that it is a right one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2

from actionspec.load import load
from actionspec.mock import running
from actionspec.mock.received import Received
from actionspec.model import Api
from actionspec.read import read
from actionspec.resolve import resolve

URL = "https://bell.example/api"
_ERROR = {
    "category": "RefusedError",
    "message": "No",
    "cause": "A.",
    "remedy": "B.",
    "general": True,
}
SPEC: dict[str, Any] = {
    "actionspec": 1,
    "name": "Bell",
    "package": "bell",
    "version": "1",
    "title": "Bell",
    "url": URL,
    "dispatch": {"field": "do"},
    "response": {"format": "xml", "root": "answer"},
    "outcome": {
        "failure": [{"field": "error"}],
        "success": [{"field": "error", "absent": True}],
        "code": "error",
        "message": "text",
    },
    "faults": {"request": "bad", "credentials": "who", "body": "unreadable"},
    "errors": {
        "categories": {"RefusedError": "Refused."},
        "codes": {
            "bad": {"class": "BadError", **_ERROR},
            "who": {"class": "WhoError", **_ERROR},
            "unreadable": {"class": "UnreadableError", **_ERROR},
            "odd": {"class": "OddError", **_ERROR},
        },
    },
    "types": {
        "Door": {
            "description": "A door.",
            "fields": {
                "name": {"description": "Its name."},
                "floor": {"type": "integer", "optional": True, "description": "Where."},
                "keys": {"list_of": "string", "description": "What opens it."},
            },
        },
        "Tone": {"description": "A tone.", "members": {"low": "L", "high": "H"}},
    },
    "transports": {"get": {"format": "query", "description": "A way."}},
    "actions": [{"action": "ring", "summary": "Ring.", "effect": "send"}],
}


def described(**parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters or fields, with the descriptions that they have to have."""
    return {name: {"description": "D.", **one} for name, one in parameters.items()}


def action(vendor_name: str = "ring", **more: Any) -> dict[str, Any]:
    return {"action": vendor_name, "summary": "Ring.", "effect": "send", **more}


def transport(**more: Any) -> dict[str, Any]:
    return {"description": "A way.", **more}


def small_api(folder: Path, **changes: Any) -> Api:
    """The model of the small spec, with changes."""
    path = folder / "bell.yaml"
    path.write_text(json.dumps({**SPEC, **changes}), encoding="utf-8")
    return resolve(load(path))


def received(method: str, url: str = URL, **more: Any) -> Received:
    """What the mock receives when such a request is sent with httpx2."""
    request = httpx2.Request(method, url, **more)
    headers = {name.lower(): value for name, value in request.headers.items()}
    query = request.url.query.decode()
    return Received(method, request.url.path, query, headers, request.read())


def example(**more: Any) -> dict[str, Any]:
    return {"name": "printed", "request": {}, "response": "?", **more}


def answered(api: Api, query: str = "do=ring", **headers: str) -> httpx2.Response:
    """What the mock answers to such a query."""
    with running(api) as mock:
        return httpx2.get(f"{mock.url}?{query}", headers=headers)


def test_the_small_spec_is_right(tmp_path: Path) -> None:
    small_api(tmp_path)
    read(tmp_path / "bell.yaml")
