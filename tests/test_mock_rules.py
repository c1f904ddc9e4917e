"""The mock server refuses what is of a wrong type or beyond a limit, at any path."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from test_mock_spec import action, described, small_api

from actionspec.mock import running

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
        ("whole=1.5", "odd"),
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
        ("door.name=n&door.floor=x", "odd"),
        ("door.floor=1", "odd"),
        ("door.name=&door.floor=1", "odd"),
    ],
)
def test_types_and_limits(tmp_path: Path, query: str, code: str) -> None:
    api = small_api(tmp_path, actions=[action(parameters=LIMITED)])
    with running(api) as mock:
        answer = httpx2.get(f"{mock.url}?do=ring&{query}")
    assert answer.text.partition("<error>")[2].partition("<")[0] == code


def test_any_path_is_answered_and_kept(tmp_path: Path) -> None:
    with running(small_api(tmp_path)) as mock:
        answer = httpx2.get(f"{mock.url}some/where.php?do=ring", headers={"X-Seen": "yes"})
        (request,) = mock.requests
    assert (answer.status_code, request.path) == (200, "/some/where.php")
    assert request.headers["x-seen"] == "yes"
