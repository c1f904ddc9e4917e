"""The mock server refuses in every way that an answer can tell a failure."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from test_mock_spec import action, answered, described, example, small_api


def outcome(**more: Any) -> dict[str, Any]:
    usual = {"success": [{"field": "error", "absent": True}], "code": "code", "message": "text"}
    return {**usual, **more}


@pytest.mark.parametrize(
    ("told", "status", "data"),
    [
        (outcome(failure=[{"field": "code"}]), 200, {"code": "bad", "text": "No"}),
        (
            outcome(failure=[{"field": "code"}, {"field": "ok", "equals": ["no", "never"]}]),
            200,
            {"code": "bad", "text": "No", "ok": "no"},
        ),
        (
            outcome(failure=[{"field": "$status", "above": 399}]),
            400,
            {"code": "bad", "text": "No"},
        ),
        (
            outcome(failure=[{"field": "n", "above": 0}], code="Err{i}", message="Why{i}"),
            200,
            {"Err1": "bad", "Why1": "No", "n": 1},
        ),
        (
            outcome(
                failure=[{"field": "ok", "absent": True}],
                errors="all/one",
                where=[{"field": "level", "equals": "Error"}],
            ),
            200,
            {"all": {"one": {"code": "bad", "text": "No", "level": "Error"}}},
        ),
        (
            outcome(
                failure=[{"field": "ok", "equals": "no"}],
                errors="L_{field}{i}",
                where=[{"field": "level", "equals": "Error"}],
            ),
            200,
            {"L_code1": "bad", "L_text1": "No", "L_level1": "Error", "ok": "no"},
        ),
        (outcome(failure=[{"field": "errors"}], errors="errors", message="."), 200, None),
    ],
)
def test_failures(
    tmp_path: Path, told: dict[str, Any], status: int, data: dict[str, Any] | None
) -> None:
    api = small_api(tmp_path, response={"format": "json"}, outcome=told)
    answer = answered(api, "do=sing")
    assert answer.status_code == status
    assert answer.json() == (data or {"errors": {"code": "bad", ".": "No"}})


def test_a_failure_that_the_root_tells(tmp_path: Path) -> None:
    told = outcome(
        failure=[{"field": "$root", "equals": "Failed"}],
        success=[{"field": "$root", "equals": "{action}Response"}],
        errors="error",
        code="@code",
        message=".",
    )
    api = small_api(tmp_path, response={"format": "xml"}, outcome=told)
    refused = ElementTree.fromstring(answered(api, "do=sing").text)
    assert refused.tag == "Failed"
    error = refused.find("error")
    assert error is not None
    assert (error.get("code"), error.text) == ("bad", "No")
    assert ElementTree.fromstring(answered(api).text).tag == "ringResponse"


def test_plain_texts_are_those_of_the_examples(tmp_path: Path) -> None:
    examples = [
        example(response="ID: 17", result={"id": "17"}),
        example(name="failed", response="ERR: 001, Who?", failure={"code": "who"}),
    ]
    api = small_api(
        tmp_path,
        response={
            "format": "text",
            "patterns": [r"ID: (?P<id>\d+)", r"ERR: (?P<code>\w+), (?P<text>.+)"],
        },
        outcome=outcome(failure=[{"field": "code"}], success=[{"field": "id"}]),
        actions=[action(returns=described(id={}), examples=examples)],
    )
    assert answered(api).text == "ID: 17"
    assert answered(api, "do=sing").text == "ERR: bad, No"
    assert answered(api, **{"ActionSpec-Code": "who"}).text == "ERR: 001, Who?"
