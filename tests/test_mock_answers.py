"""The mock server answers in every form; the standard library reads what it makes up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from test_mock_spec import SPEC, action, answered, described, example, small_api

RETURNS = described(
    number={"type": "integer"},
    price={"type": "decimal"},
    loud={"type": "boolean", "words": {"yes": "Y", "no": "N"}},
    hidden={"type": "boolean", "presence": True},
    moment={"type": "datetime", "format": "unix"},
    day={"type": "date", "format": "%d.%m.%Y"},
    main={"type": "Door"},
    doors={"wire": "house/doors", "list_of": "Door"},
    tones={"list_of": "Tone", "lists": {"join": "|"}},
    labels={"map_of": "string"},
    entries={
        "map_of": "integer",
        "maps": {"element": "entry", "key": "name", "value": "value"},
    },
    numbered={"wire": "no{i}", "list_of": "string"},
    rows={"wire": "L_{field}{i}", "list_of": "Door", "lists": {"first": 0}},
    extra={"wire": "x_{key}", "map_of": "string"},
)
RESULT = {
    "number": 7,
    "price": "1.50",
    "loud": True,
    "hidden": True,
    "moment": "2026-01-31T12:00:00+00:00",
    "day": "2026-01-31",
    "main": {"name": "front", "floor": 0, "keys": ["a", "b"]},
    "doors": [{"name": "back"}, {"name": "side", "keys": ["c"]}],
    "tones": ["L", "H"],
    "labels": {"k": "v"},
    "entries": {"one": 1, "two": 2},
    "numbered": ["p", "q"],
    "rows": [{"name": "n", "floor": 1}, {"name": "m"}],
    "extra": {"a": "b"},
}
FLAT_TEXTS = {
    "number": "7",
    "price": "1.50",
    "loud": "Y",
    "moment": "1769860800",
    "day": "31.01.2026",
    "tones": "L|H",
    "no1": "p",
    "no2": "q",
    "L_name0": "n",
    "L_floor0": "1",
    "L_name1": "m",
    "x_a": "b",
}


def ring(**more: Any) -> list[dict[str, Any]]:
    return [action(returns=RETURNS, examples=[example(result=RESULT)], **more)]


def texts(element: ElementTree.Element, path: str) -> list[str | None]:
    return [one.text for one in element.findall(path)]


def test_xml(tmp_path: Path) -> None:
    response = {"format": "xml", "root": "{action}Response", "envelope": "{action}Result"}
    answer = answered(small_api(tmp_path, response=response, actions=ring()))
    assert answer.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "ringResponse"
    result = root.find("ringResult")
    assert result is not None
    assert {name: result.findtext(name) for name in FLAT_TEXTS} == FLAT_TEXTS
    assert texts(result, "hidden") == [None]
    assert texts(result, "main/keys") == ["a", "b"]
    assert texts(result, "house/doors/name") == ["back", "side"]
    assert texts(result, "labels/k") == ["v"]
    assert texts(result, "entries/entry/name") == ["one", "two"]
    assert texts(result, "entries/entry/value") == ["1", "2"]


def test_json(tmp_path: Path) -> None:
    response = {"format": "json", "names": "pascal", "envelope": "data/result"}
    answer = answered(small_api(tmp_path, response=response, actions=ring()))
    assert answer.headers["content-type"] == "application/json"
    result = answer.json()["data"]["result"]
    assert result["Number"] == 7
    assert result["Main"] == {"Name": "front", "Floor": 0, "Keys": ["a", "b"]}
    assert result["House"] == {"Doors": [{"Name": "back"}, {"Name": "side", "Keys": ["c"]}]}
    assert result["Labels"] == {"k": "v"}
    assert result["Entries"]["entry"] == [{"name": "one", "value": 1}, {"name": "two", "value": 2}]


def test_json_that_is_a_list(tmp_path: Path) -> None:
    returns = described(doors={"wire": "*", "list_of": "Door"})
    one = example(result={"doors": [{"name": "a"}, {"name": "b"}]})
    actions = [action(returns=returns, examples=[one])]
    answer = answered(small_api(tmp_path, response={"format": "json"}, actions=actions))
    assert answer.json() == [{"name": "a"}, {"name": "b"}]


@pytest.mark.parametrize("kind", ["lines", "form"])
def test_names_in_a_row(tmp_path: Path, kind: str) -> None:
    answer = answered(small_api(tmp_path, response={"format": kind}, actions=ring()))
    read = (
        parse_qsl(answer.text, keep_blank_values=True)
        if kind == "form"
        else [line.split("=", 1) for line in answer.text.splitlines()]
    )
    found = dict(read)
    assert {name: found.get(name) for name in FLAT_TEXTS} == FLAT_TEXTS
    assert found["hidden"] == ""


def test_attributes_and_own_texts(tmp_path: Path) -> None:
    returns = described(
        count={"wire": "list/@count", "type": "integer"},
        title={"wire": "list"},
        ids={"wire": "list/item/@id", "list_of": "string"},
    )
    result = {"count": 2, "title": "All", "ids": ["a", "b"]}
    actions = [action(returns=returns, examples=[example(result=result)])]
    root = ElementTree.fromstring(answered(small_api(tmp_path, actions=actions)).text)
    found = root.find("list")
    assert found is not None
    assert found.get("count") == "2"
    assert (found.text or "").strip() == "All"
    assert [one.get("id") for one in found] == ["a", "b"]


def test_kinds_and_names_apart(tmp_path: Path) -> None:
    keyed = {
        "entry": "KEY",
        "key": "name",
        "structures": ["SINGLE"],
        "lists": ["MULTIPLE"],
        "values": ["VALUE"],
    }
    returns = described(number={"type": "integer"}, doors={"list_of": "Door"})
    result = {"number": 7, "doors": [{"name": "a", "keys": ["k"]}, {"name": "b"}]}
    failed = example(
        name="failed",
        response="<FAULT><error>odd</error><text>No</text></FAULT>",
        failure={"code": "odd"},
    )
    api = small_api(
        tmp_path,
        response={"format": "xml", "keyed": keyed},
        actions=[action(returns=returns, examples=[example(result=result), failed])],
    )
    root = ElementTree.fromstring(answered(api).text)
    assert root.findtext("SINGLE/KEY[@name='number']/VALUE") == "7"
    doors = root.findall("SINGLE/KEY[@name='doors']/MULTIPLE/SINGLE")
    assert [door.findtext("KEY[@name='name']/VALUE") for door in doors] == ["a", "b"]
    assert doors[0].findtext("KEY[@name='keys']/MULTIPLE/VALUE") == "k"
    refused = ElementTree.fromstring(answered(api, **{"ActionSpec-Code": "bad"}).text)
    assert (refused.findtext("error"), refused.findtext("text")) == ("bad", "No")


def test_examples_have_a_status(tmp_path: Path) -> None:
    examples = [
        example(response='{"error": "odd"}', failure={"code": "odd"}, http_status=409),
        example(name="done", response='{"done": "1"}', result={}, http_status=201),
    ]
    actions = [action(examples=examples)]
    api = small_api(tmp_path, response={"format": "json"}, actions=actions)
    asked = answered(api, **{"ActionSpec-Example": "done"})
    assert (asked.status_code, asked.json()) == (201, {"done": "1"})
    assert answered(api).status_code == 201
    refused = answered(api, **{"ActionSpec-Code": "odd"})
    assert (refused.status_code, refused.text) == (409, '{"error": "odd"}')


def test_the_most_similar_example_and_what_was_sent(tmp_path: Path) -> None:
    parameters = described(name={}, token={}, error={}, times={"type": "integer"})
    returns = described(
        name={},
        times={"type": "integer"},
        token={"optional": True},
        error={"optional": True},
        all={"list_of": "string"},
    )
    first = {"name": "a", "times": 1, "token": "next", "all": ["x"]}
    examples = [
        example(request={"name": "a"}, result=first),
        example(
            name="last",
            request={"name": "a", "token": "next"},
            result={"name": "a", "times": 1, "all": ["y"]},
        ),
    ]
    pages = {"items": "all", "next": {"field": "token", "parameter": "token"}}
    api = small_api(
        tmp_path,
        response={"format": "json"},
        actions=[action(parameters=parameters, returns=returns, pages=pages, examples=examples)],
    )
    assert answered(api, "do=ring&name=b&times=3").json() == {**first, "name": "b", "times": 3}
    last = answered(api, "do=ring&name=a&token=next").json()
    assert last == {"name": "a", "times": 1, "all": ["y"]}
    assert "error" not in answered(api, "do=ring&name=a&error=odd").json()


def test_families_of_names(tmp_path: Path) -> None:
    returns = described(
        headers={"wire": "header{field}{key}", "map_of": "Door", "keys": "integer"},
        inner={"wire": "inside/x{key}_{field}", "map_of": "Door"},
        slides={
            "map_of": "string",
            "keys": "integer",
            "maps": {"key": "SLIDE", "value": "VALUE"},
        },
    )
    result = {
        "headers": {"1": {"name": "a", "floor": 2}, 12: {"name": "b"}},
        "inner": {"{field}": {"name": "c", "keys": ["d", "e"]}},
        "slides": {"3": "f"},
    }
    ring = action(returns=returns, examples=[example(result=result)])
    answer = answered(small_api(tmp_path, response={"format": "json"}, actions=[ring]))
    assert answer.json() == {
        "headername1": "a",
        "headerfloor1": 2,
        "headername12": "b",
        "inside": {"x{field}_name": "c", "x{field}_keys": ["d", "e"]},
        "slides": [{"SLIDE": "3", "VALUE": "f"}],
    }
    ring = action(returns={"headers": returns["headers"]})
    answer = answered(small_api(tmp_path, response={"format": "json"}, actions=[ring]))
    assert answer.json() == {"headername1": "text", "headerkeys1": ["text"]}


NOTHING = "<answer><error>E200</error><text>There are none.</text></answer>"


def test_failures_that_are_empty_results(tmp_path: Path) -> None:
    ring = action(
        parameters=described(name={}, kind={}),
        returns=described(all={"list_of": "string"}, left={"type": "integer", "optional": True}),
        outcome={"empty": ["odd", "E200"]},
        examples=[
            example(name="none", request={"name": "x", "kind": "k"}, response=NOTHING, result={}),
            example(name="some", request={"name": "y"}, response="E200", result={"all": ["E200"]}),
            example(name="zero", request={"name": "z"}, result={"left": 0}),
        ],
    )
    error = {"class": "NoneError", **SPEC["errors"]["codes"]["bad"]}
    codes = {**SPEC["errors"]["codes"], "E200": {**error, "class": "NoneError"}}
    api = small_api(tmp_path, actions=[ring], errors={**SPEC["errors"], "codes": codes})
    assert answered(api, **{"ActionSpec-Example": "none"}).text == NOTHING
    assert answered(api, **{"ActionSpec-Code": "E200"}).text == NOTHING
    assert answered(api, "do=ring&name=x&kind=k").text == NOTHING
    # Another request is answered with something, even where it is like the one for nothing.
    assert "<all>E200</all>" in answered(api, "do=ring&name=v&kind=k").text
    assert "<left>0</left>" in answered(api, "do=ring&name=z").text
    # A code of which there is no example.
    refused = ElementTree.fromstring(answered(api, **{"ActionSpec-Code": "odd"}).text)
    assert {one.tag: one.text for one in refused} == {"error": "odd", "text": "No"}


def test_an_empty_answer_can_be_made(tmp_path: Path) -> None:
    returns = described(all={"list_of": "string"}, left={"optional": True})
    for response in ({"format": "xml"}, {"format": "json", "envelope": "a/b", "root": "c"}):
        ring = action(returns=returns, examples=[example(result={})])
        assert answered(small_api(tmp_path, response=response, actions=[ring])).status_code == 200
    assert answered(small_api(tmp_path, response=response, actions=[ring])).json() == {
        "c": {"a": {"b": {}}}
    }


def test_an_answer_without_examples(tmp_path: Path) -> None:
    types = {
        "Door": {
            "description": "A door.",
            "fields": described(
                name={}, tone={"type": "Tone"}, day={"type": "date"}, next={"list_of": "Door"}
            ),
        },
        "Tone": {"description": "A tone.", "members": {"low": "L"}},
    }
    returns = described(doors={"list_of": "Door"}, by={"map_of": "number"}, raw={"type": "bytes"})
    api = small_api(
        tmp_path,
        types=types,
        response={"format": "json"},
        actions=[action(returns={**returns, "left": {"optional": True, "description": "D."}})],
    )
    assert json.loads(answered(api).content) == {
        "doors": [{"name": "text", "tone": "L", "day": "2026-01-31"}],
        "by": {"key": 1.5},
        "raw": "dGV4dA==",
    }
