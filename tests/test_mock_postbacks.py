"""The mock server reports what became of a request, as the service would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from test_mock_bell import RING, RUNG, VISIT, Receiver, ask, bell, receiving, reporting, told
from test_mock_spec import action, described, example


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def fields(body: str | bytes) -> dict[str, str | None]:
    return {one.tag: one.text for one in ElementTree.fromstring(body)}


def test_after_the_answer_in_the_listed_order(tmp_path: Path, receiver: Receiver) -> None:
    receiver.held.clear()
    with reporting(bell(tmp_path), receiver.url) as mock:
        assert "<id>7</id>" in ask(mock).text
        receiver.held.set()
        assert told(mock) == ["Heard", "Answered"]
        assert [one.body.decode() for one in mock.postbacks] == receiver.bodies
        assert [(one.attempts, one.status) for one in mock.postbacks] == [(1, 200), (1, 200)]
    assert receiver.paths == ["/news?for=me"] * 2
    assert [fields(body)["CODE"] for body in receiver.bodies] == ["N1", "N2"]


def test_each_field_has_the_best_value_there_is(tmp_path: Path, receiver: Receiver) -> None:
    with reporting(bell(tmp_path), receiver.url) as mock:
        ask(mock, "do=ring&id=7&times=3")
        told(mock)
    heard, answered = map(fields, receiver.bodies)
    # The example of this kind leaves `times` out, the request does not. The time is that of now.
    assert list(heard) == ["ABOUT", "CODE", "ID", "TIMES", "STATE", "TIME"]
    assert heard == {**heard, "ABOUT": "RUNG", "CODE": "N1", "ID": "7", "STATE": "heard"}
    # This kind has no example: what is known is told, and what it must have is made up.
    assert set(answered) == {"ABOUT", "CODE", "ID", "TIMES", "STATE", "TIME", "BY"}
    assert answered == {**answered, "ID": "7", "TIMES": "3", "STATE": "heard", "BY": "L"}
    for time in (heard["TIME"], answered["TIME"]):
        assert datetime.strptime(time or "", "%d.%m.%Y %H:%M").year > 2025


def test_the_answer_counts_before_the_request(tmp_path: Path, receiver: Receiver) -> None:
    ring = {
        **RING,
        "returns": described(id={"type": "integer"}, state={}),
        "examples": [example(request={"id": "7"}, result={"id": 8, "state": "fine"})],
    }
    with reporting(bell(tmp_path, ring), receiver.url, "Heard") as mock:
        ask(mock)
        told(mock)
    (heard,) = map(fields, receiver.bodies)
    assert (heard["ID"], heard["STATE"]) == ("8", "fine")


def test_a_value_that_the_field_cannot_hold(tmp_path: Path, receiver: Receiver) -> None:
    ring = {**RING, "parameters": described(id={"type": "boolean"}, times={}), "returns": {}}
    with reporting(bell(tmp_path, ring), receiver.url, "Answered") as mock:
        ask(mock, "do=ring&id=true&times=soon")
        ask(mock, "do=ring&id=true&times=2")
        told(mock)
    soon, twice = map(fields, receiver.bodies)
    assert (soon["ID"], soon.get("TIMES")) == ("1", None)
    assert (twice["ID"], twice.get("TIMES")) == ("1", "2")


def test_what_tells_of_success_is_no_state(tmp_path: Path, receiver: Receiver) -> None:
    ring = {
        **RING,
        "returns": described(id={}, state={"wire": "status"}),
        "outcome": {
            "failure": [{"field": "error"}],
            "success": [{"field": "status", "equals": "OK"}],
            "code": "error",
            "message": "text",
        },
        "examples": [example(request={"id": "7"}, result={"id": "7", "state": "OK"})],
    }
    with reporting(bell(tmp_path, ring), receiver.url, "Heard") as mock:
        assert "<status>OK</status>" in ask(mock).text
        told(mock)
    assert fields(receiver.bodies[0])["STATE"] == "heard"


BELLS = {
    "Bell": {
        "description": "A bell.",
        "fields": described(id={}, state={}, why={"optional": True}),
        "outcome": {
            "failure": [{"field": "state", "equals": "bad"}],
            "success": [{"field": "state", "equals": "good"}],
            "code": "state",
            "message": "why",
        },
    },
    "Broken": {
        "description": "A bell that did not ring.",
        "fields": described(id={}, why={}),
        "outcome": {"code": "why", "message": "why"},
    },
    "Whole": {"description": "A bell that rang.", "fields": described(id={})},
    "Tone": {"description": "A tone.", "members": {"low": "L"}},
    "Door": {"description": "A door.", "fields": described(name={})},
}


def ids(receiver: Receiver) -> list[tuple[str | None, str | None]]:
    return [(fields(body)["CODE"], fields(body)["ID"]) for body in receiver.bodies]


def test_each_element_that_succeeded_has_its_own(tmp_path: Path, receiver: Receiver) -> None:
    bells = [{"id": "1", "state": "good"}, {"id": "2", "state": "bad"}, {"id": "3", "state": "odd"}]
    result = {"bells": [*bells, {"id": "4", "state": "good"}]}
    ring = {
        **RING,
        "returns": described(bells={"list_of": "Bell"}),
        "examples": [example(request={"id": "7"}, result=result)],
    }
    with reporting(bell(tmp_path, ring, types=BELLS), receiver.url) as mock:
        ask(mock)
        told(mock)
    assert ids(receiver) == [("N1", "1"), ("N2", "1"), ("N1", "4"), ("N2", "4")]
    assert fields(receiver.bodies[0])["STATE"] == "heard"


def test_beside_a_list_of_failures_all_else_succeeded(tmp_path: Path, receiver: Receiver) -> None:
    result = {"rang": [{"id": "1"}, {"id": "2"}], "failed": [{"id": "3", "why": "odd"}]}
    ring = {
        **RING,
        "returns": described(rang={"list_of": "Whole"}, failed={"list_of": "Broken"}),
        "examples": [example(request={"id": "7"}, result=result)],
    }
    with reporting(bell(tmp_path, ring, types=BELLS), receiver.url, "Heard") as mock:
        ask(mock)
        told(mock)
    assert ids(receiver) == [("N1", "1"), ("N1", "2")]


def test_elements_that_are_made_up_succeed(tmp_path: Path, receiver: Receiver) -> None:
    ring = {**RING, "returns": described(bells={"list_of": "Bell"})}
    with reporting(bell(tmp_path, ring, types=BELLS), receiver.url) as mock:
        assert "<state>good</state>" in ask(mock).text
        assert told(mock) == ["Heard", "Answered"]


def test_chosen_kinds(tmp_path: Path, receiver: Receiver) -> None:
    stop = action("stop", postbacks=["Answered"])
    api = bell(tmp_path, RING, stop, action("hush"))
    with reporting(api, receiver.url, "Answered", "NotHeard") as mock:
        ask(mock)
        assert told(mock) == ["NotHeard", "Answered"]
        ask(mock, "do=stop")
        assert told(mock) == ["NotHeard", "Answered", "Answered"]
    with reporting(api, receiver.url, "Visited") as mock:
        for query in ("do=ring&id=7", "do=stop", "do=hush"):
            ask(mock, query)
        # No action lists it: it may follow any request that has postbacks.
        assert told(mock) == ["Visited", "Visited"]


def test_usual_kinds_and_those_that_need_a_parameter(tmp_path: Path, receiver: Receiver) -> None:
    reports = [
        {"class": "Heard", "if": "times"},
        {"class": "NotHeard", "usual": True},
        {"class": "Answered", "usual": False},
    ]
    api = bell(tmp_path, {**RING, "postbacks": reports})
    with reporting(api, receiver.url) as mock:
        ask(mock)
        assert told(mock) == ["NotHeard"]
        ask(mock, "do=ring&id=7&times=3")
        assert told(mock) == ["NotHeard", "Heard", "NotHeard"]
    with reporting(api, receiver.url, "Heard", "Answered") as mock:
        ask(mock)
        assert told(mock) == ["Answered"]


def test_nothing_follows_what_fails(tmp_path: Path, receiver: Receiver) -> None:
    ring = {
        **RING,
        "returns": described(all={"list_of": "string"}),
        "outcome": {"empty": ["odd"]},
        "rules": [{"if": "times", "requires": "id", "code": "odd"}],
        "examples": [
            example(name="done", result={"all": ["a"]}),
            example(name="failed", response="<e><error>bad</error></e>", failure={"code": "bad"}),
            example(name="none", response="<e><error>odd</error></e>", result={}),
        ],
    }
    with reporting(bell(tmp_path, ring, action("hush")), receiver.url) as mock:
        ask(mock, "do=ring&times=1")
        ask(mock, "do=hush")
        ask(mock, **{"ActionSpec-Code": "odd"})
        for name, status in (("failed", 200), ("none", 200), ("nothing", 400)):
            assert ask(mock, **{"ActionSpec-Example": name}).status_code == status
        assert told(mock) == []
        ask(mock, **{"ActionSpec-Example": "done"})
        assert told(mock) == ["Heard", "Answered"]


@pytest.mark.parametrize("kind", ["xml", "json", "form"])
def test_forms(tmp_path: Path, receiver: Receiver, kind: str) -> None:
    told_as = {"xml": {"root": "NEWS"}, "json": {"root": "news"}, "form": {}}[kind]
    callbacks = {"format": kind, "topic": "about", "code": "code", **told_as}
    visit = {**VISIT, "code": "kind"} if kind == "form" else VISIT
    ring = {**RING, "postbacks": ["Visited"]}
    api = bell(tmp_path, ring, callbacks=callbacks, postbacks=[RUNG, visit])
    with reporting(api, receiver.url) as mock:
        ask(mock, "do=ring&id=7&price=2")
        told(mock)
    (body,), (content_type,) = receiver.bodies, receiver.types
    match kind:
        case "xml":
            assert content_type == "text/xml"
            news = ElementTree.fromstring(body)
            assert [one.tag for one in news] == ["about", "head", "price", "doors"]
            assert (news.findtext("head/kind"), news.findtext("head/name")) == ("N1", "text")
            assert (news.findtext("price"), news.findtext("doors/name")) == ("2.0", "text")
        case "json":
            assert content_type == "application/json"
            head = {"kind": "N1", "name": "text"}
            news = json.loads(body)["news"]
            assert list(news) == ["about", "head", "price", "doors"]
            assert news == {**news, "about": "VISIT", "head": head, "price": 2.0}
        case _:
            assert content_type == "application/x-www-form-urlencoded"
            assert parse_qsl(body) == [("about", "VISIT"), ("kind", "N1"), ("price", "2.0")]
