"""The mock server refuses what is of a wrong type or beyond a limit, at any path."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from test_mock_spec import SPEC, action, described, small_api

from actionspec.mock import MockServer, running
from actionspec.read import read

LIMITED = described(
    whole={"type": "integer", "minimum": 1, "maximum": 9, "invalid": "odd"},
    amount={"type": "decimal", "maximum": 2.5},
    loud={"type": "boolean", "words": {"yes": ["Yes", "Y"], "no": "No"}},
    moment={"type": "datetime"},
    seconds={"type": "datetime", "format": "unix"},
    day={"type": "date", "format": "%d.%m.%Y"},
    data={"type": "bytes"},
    tone={"type": "Tone"},
    names={"list_of": "string", "max_items": 2, "max_length": 3},
    sizes={"list_of": "number", "minimum": 0},
    door={"type": "Door", "invalid": "odd"},
)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("whole=9&amount=2.50&loud=y&moment=2026-01-31T12:00:00Z&seconds=0&day=31.01.2026", ""),
        ("data=dGV4dA==&tone=new&names=abc&names=d&sizes=0&sizes=1e3&door.name=n", ""),
        ("whole=10", "odd"),
        ("whole=1.5", "bad"),
        ("amount=2.51", "bad"),
        ("amount=nan", "bad"),
        ("loud=true", "bad"),
        ("moment=31.01.2026", "bad"),
        ("seconds=now", "bad"),
        ("day=2026-01-31", "bad"),
        ("data=%3F", "bad"),
        ("names=a&names=b&names=c", "bad"),
        ("names=abcd", "bad"),
        ("sizes=1&sizes=-1", "bad"),
        ("sizes=x", "bad"),
        ("door.name=n&door.floor=x", "bad"),
        ("door.floor=1", "bad"),
        ("door.name=&door.floor=1", ""),
    ],
)
def test_types_and_limits(tmp_path: Path, query: str, code: str) -> None:
    api = small_api(tmp_path, actions=[action(parameters=LIMITED)])
    with running(api) as mock:
        answer = httpx2.get(f"{mock.url}?do=ring&{query}")
    assert answer.text.partition("<error>")[2].partition("<")[0] == code


@pytest.mark.parametrize(
    ("query", "off", "on"),
    [
        ("id=1&to=a&size=1", "", ""),
        ("id=1", "", "strict"),
        ("id=1&to=a&old=b", "", "loose"),
        # What is missing comes first, then rules, types and limits, then the account.
        ("", "missing", "missing"),
        ("id=1&size=1", "rule", "rule"),
        ("id=x", "bad", "bad"),
        ("id=10", "bad", "bad"),
    ],
)
def test_settings_of_the_account(tmp_path: Path, query: str, off: str, on: str) -> None:
    error = {"category": "RefusedError", "message": "No", "cause": "A.", "remedy": "B."}
    codes = {
        code: {"class": f"{code.title()}Error", **error}
        for code in ("missing", "rule", "strict", "loose")
    }
    ring = action(
        parameters=described(
            id={"type": "integer", "maximum": 9, "required": "missing"}, to={}, size={}, old={}
        ),
        rules=[
            {"setting": "strict", "requires": "to", "code": "strict"},
            {"if": "size", "requires": "to", "code": "rule"},
            {"setting": "usual", "forbids": "old", "code": "loose"},
        ],
    )
    errors = {**SPEC["errors"], "codes": {**SPEC["errors"]["codes"], **codes}}
    settings = described(strict={}, usual={"default": True}, idle={"default": True})
    api = small_api(tmp_path, actions=[ring], errors=errors, settings=settings)
    read(tmp_path / "bell.yaml")

    def code(**settings: bool) -> str:
        with running(MockServer(api, settings=settings)) as mock:
            answer = httpx2.get(f"{mock.url}?do=ring&{query}").text
        return answer.partition("<error>")[2].partition("<")[0]

    assert code(usual=False) == off
    assert code(strict=True) == on
    # What nobody names is as the spec says.
    assert code() == (on if on == "loose" else off)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("door.name=n&door.key=k&size=1", ""),
        ("door.name=n&door.lock=l&door.next.1.name=m", "odd"),
        ("door.name=n&door.key=k&door.keys=long", "bad"),
        ("door.name=n&door.key=k&door.next.1.name=m&door.next.1.floor=10", "who"),
        # What is wrong with the request itself comes first.
        ("door.name=n&door.lock=l&size=10", "bad"),
    ],
)
def test_rules_and_limits_of_structures(tmp_path: Path, query: str, code: str) -> None:
    door = {
        "description": "A door.",
        "fields": described(
            name={},
            key={"optional": True},
            lock={"optional": True},
            floor={"type": "integer", "optional": True, "maximum": 9, "invalid": "who"},
            keys={"list_of": "string", "max_length": 3},
            next={"list_of": "Door", "lists": {"template": "{name}.{i}"}},
        ),
        "rules": [{"if": "lock", "requires": "key", "code": "odd"}],
    }
    ring = action(
        parameters=described(door={"type": "Door"}, size={"type": "integer", "maximum": 9})
    )
    api = small_api(tmp_path, types={"Door": door}, actions=[ring])
    with running(api) as mock:
        answer = httpx2.get(f"{mock.url}?do=ring&{query}")
    assert answer.text.partition("<error>")[2].partition("<")[0] == code


def test_any_path_is_answered_and_kept(tmp_path: Path) -> None:
    with running(small_api(tmp_path)) as mock:
        answer = httpx2.get(f"{mock.url}some/where.php?do=ring", headers={"X-Seen": "yes"})
        (request,) = mock.requests
    assert (answer.status_code, request.path) == (200, "/some/where.php")
    assert request.headers["x-seen"] == "yes"
