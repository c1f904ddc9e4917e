"""Values of a wrong type are refused before anything is sent, with a word on where they stand."""

from __future__ import annotations

import datetime as dt
from collections import deque
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from any_values import SEVERAL, SINGLE, TYPES
from inline import generated
from test_mock_spec import action, transport

NAIVE = dt.datetime(2026, 1, 31, 12, 30)
ZONED = NAIVE.replace(tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return generated(
        tmp_path_factory.mktemp("types"),
        "checked",
        types=TYPES,
        transports={
            "get": transport(format="query", lists={"template": "{name}.{i}"}),
            "xml": transport(format="xml", root="in"),
            "json": transport(format="json"),
        },
        actions=[
            action(parameters={**SINGLE, **SEVERAL, "whole": {**SINGLE["whole"], "maximum": 9}})
        ],
    )


def refused(package: Any, by: str = "get", **values: Any) -> str:
    """The message of the error that a call ends in before anything is sent."""

    def send(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("it was sent")

    http = httpx2.Client(transport=httpx2.MockTransport(send))
    with pytest.raises(package.BadError) as caught:
        package.Bell(transport=by, http_client=http, retry=None).ring(**values)
    error = caught.value
    assert (error.outcome, error.action) == (package.Outcome.NOT_SENT, "ring")
    return str(error.message)


MISFITS: dict[str, list[Any]] = {
    "a_text": [1, b"a", ["a"], NAIVE],
    "number": ["1", True, float("nan"), float("inf"), -float("inf")],
    "whole": ["1", 1.5, 1.0, True, Decimal(1)],
    "money": [
        "1",
        "one",
        True,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        float("nan"),
    ],
    "flag": [1, "true", "yes"],
    "at": ["2026-01-31T12:30:00Z", "now", 1769862600, dt.date(2026, 1, 31)],
    "at_unix": ["1769862600", 1769862600],
    "day": ["2026-01-31", "today", ZONED, 20260131],
    "data": ["YQ==", "no base64", 1],
    "colour": [1, b"R"],
    "point": [1, "x", ["x"], {"x": 1}, {"y": 1}],
    "texts": ["abc", "", 1, {"a"}, frozenset("ab"), {"a": "b"}, (one for one in "ab"), deque("ab")],
    "points": [{"x": 1}],
    "joined": ["1,2", 1],
    "labels": ["a=b", ["a"], {"a"}, [("a", "b")]],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, some in MISFITS.items() for one in some]
)
def test_a_value_of_a_wrong_type(package: Any, name: str, value: Any) -> None:
    assert refused(package, **{name: value}).startswith(f"{name}: ")


def test_values_of_wrong_types_inside_others(package: Any) -> None:
    point = package.Point
    cases: list[tuple[dict[str, Any], str]] = [
        ({"point": point(x="1")}, "point: x: "),
        ({"point": point(x=1, seen="2026-01-31T12:30:00Z")}, "point: seen: "),
        ({"point": point(x=1, y=Decimal("NaN"))}, "point: y: "),
        ({"point": point(x=1, tags="abc")}, "point: tags: "),
        ({"point": point(x=1, tags=["a", 1])}, "point: tags[1]: "),
        ({"point": package.Branch(leaves=1)}, "point: "),
        ({"points": [point(x=1), point(x=None)]}, "points: x: "),
        ({"points": [point(x=1), {"x": 1}]}, "points: write Point(...)"),
        ({"points": [point(x=1), {"y": 1}]}, "points[1]: "),
        ({"points": point(x=1)}, "points: "),
        ({"texts": ["a", None]}, "texts[1]: "),
        ({"times": [ZONED, "now"]}, "times[1]: "),
        ({"labels": {"a": 1}}, "labels[...]: "),
        ({"labels": {1: "a"}}, "labels: "),
        ({"places": {"a": {"x": 1}}}, "places: "),
        ({"places": {"a": point(x=True)}}, "places: x: "),
    ]
    for values, place in cases:
        message = refused(package, **values)
        assert message.startswith(place), message


@pytest.mark.parametrize("by", ["get", "xml", "json"])
def test_times_with_and_without_a_zone(package: Any, by: str) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"at": NAIVE}, "at: "),
        ({"at_unix": NAIVE}, "at_unix: "),
        ({"at_strftime": NAIVE}, "at_strftime: "),
        ({"times": [ZONED, NAIVE]}, "times: "),
        ({"local": ZONED}, "local: "),
        ({"point": package.Point(x=1, seen=NAIVE)}, "point: seen: "),
        ({"points": [package.Point(x=1, seen=NAIVE)]}, "points: seen: "),
        ({"places": {"a": package.Point(x=1, seen=NAIVE)}}, "places: seen: "),
    ]
    for values, place in cases:
        message = refused(package, by, **values)
        assert message.startswith(place)
        assert "time zone" in message


@pytest.mark.parametrize("name", ["at", "at_unix", "at_strftime"])
def test_a_time_that_utc_does_not_have(package: Any, name: str) -> None:
    first = dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert refused(package, **dict[str, Any]({name: first})).startswith(f"{name}: ")


def test_a_limit_counts_behind_the_type(package: Any) -> None:
    assert refused(package, whole="10").startswith("whole: ")
    assert refused(package, whole=10) == "whole must be 9 or less"


@pytest.mark.parametrize("key", ["", "1", "a b", "<", "a:b", "a>", "²", "a\x00"])
def test_a_key_that_is_no_name_in_xml(package: Any, key: str) -> None:
    assert refused(package, "xml", labels={key: "x"})


def test_an_element_that_nothing_can_tell_from_none(tmp_path_factory: Any) -> None:
    """Behind a number that is left out, a service sees no further elements."""
    fields = {"label": {"optional": True, "description": "D."}}
    package = generated(
        tmp_path_factory.mktemp("empty"),
        "empties",
        types={"Note": {"description": "A note.", "fields": fields}},
        transports={"get": transport(format="query", lists={"template": "{name}.{i}"})},
        actions=[
            action(parameters={"notes": {"list_of": "Note", "description": "D."}}),
        ],
    )
    assert "notes" in refused(package, notes=[package.Note(), package.Note(label="a")])


@pytest.mark.parametrize("by", ["get", "xml", "json"])
def test_what_is_near_enough_is_sent(package: Any, by: str) -> None:
    """Numbers of another kind, and the types that come from subclasses."""
    seen: list[str] = []

    def send(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.content.decode() or request.url.query.decode())
        return httpx2.Response(200, text="<answer/>")

    http = httpx2.Client(transport=httpx2.MockTransport(send))
    client = package.Bell(transport=by, http_client=http, retry=None)
    client.ring(number=1, money=2, colour="R", data=bytearray(b"a"), texts=["b"], points=[])
    assert "points" not in seen[0]
    for part in ("number", "money", "colour", "YQ", "texts"):
        assert part in seen[0]
