"""The generated JSON Schemas: valid, true to every example, and their parts one by one.

That they agree with the validator and the mock server is in `test_agreement.py`.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from any_values import SEVERAL, SINGLE, TYPES, some
from apis import PACKAGES, ROOT, own_actions, read_api, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline import generated
from jsonschema import Draft202012Validator
from test_examples import CASES, Case
from test_mock_spec import action as described_action
from test_mock_spec import described, transport
from values import json_of, request_values
from verdicts import by_client, by_schema, read_schema, schema_validator

from actionspec.filters.whole_numbers import ANY, numbers_between
from actionspec.model import Action, Api, Example
from actionspec.read import read

FILES = [
    pytest.param(path, id="/".join(path.parts[-4:]))
    for package in PACKAGES.values()
    for path in sorted((package.parent / "schema").glob("*/*.json"))
]
ACTIONS = [(folder, action) for folder in PACKAGES for action in own_actions(folder)]
EXAMPLES = [
    pytest.param(folder, action, example, id=f"{folder.parent.name}-{action.name}-{example.name}")
    for folder, action in ACTIONS
    for example in action.examples
    if example.request is not None
]


ANSWERED = [pytest.param(case, id=str(case)) for case in CASES if case.example.failure is None]


def test_every_action_has_a_schema_of_its_request_and_one_of_its_result() -> None:
    assert len(FILES) == 2 * sum(len(read_api(folder).actions) for folder in PACKAGES)


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_valid_and_reads_well(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    assert text == json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(("folder", "action", "example"), EXAMPLES)
def test_examples_are_judged_as_the_client_judges_them(
    folder: Path, action: Action, example: Example
) -> None:
    api = read_api(folder)
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{action.name}")
    values = request_values(action, example.request or {}, package)
    validator = schema_validator(read_schema(PACKAGES[folder], action))
    sent = getattr(module, action.class_name)(**values)
    assert by_schema(validator, json_of(values)) == by_client(api, sent, {})


def result_of(case: Case) -> Any:
    """What the client makes of an example's answer, as JSON."""

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(case.example.http_status, text=case.example.response)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        return json.loads(msgspec.json.encode(case.client("", http)._call(case.request)))


def result_validator(package: Path, name: str) -> Draft202012Validator:
    """What judges the results of an action."""
    text = (package.parent / "schema" / "responses" / f"{name}.json").read_text("utf-8")
    return Draft202012Validator(
        json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("case", ANSWERED)
def test_the_result_of_an_example_is_right(case: Case) -> None:
    (package,) = [PACKAGES[one] for one in PACKAGES if read_api(one) is case.api]
    validator = result_validator(package, case.action.name)
    result = result_of(case)
    assert [*validator.iter_errors(result)] == []
    for place in places_in(result):
        wrong = with_object_at(result, place)
        assert not validator.is_valid(wrong), place
    assert not validator.is_valid(result | {"of no field": 1})


def places_in(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the single values stand that a value holds."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from places_in(one, (*here, key))
        else:
            yield *here, key


def with_object_at(value: Any, place: tuple[str | int, ...]) -> Any:
    """The same value, with an object at one place, where no type has one."""
    if not place:
        return {"of no type": None}
    copied = value.copy()
    copied[place[0]] = with_object_at(value[place[0]], place[1:])
    return copied


def schema_of(package: str, name: str) -> dict[str, Any]:
    """The schema of an action, by its package and method."""
    folder = next(one for one in PACKAGES if read_api(one).package == package)
    return read_schema(PACKAGES[folder], action_of(read_api(folder), name))


def action_of(api: Api, name: str) -> Action:
    return next(action for action in api.actions if action.name == name)


RIGHT = {"subscriber_ref": "A", "campaign_ref": "B", "text": "Hello"}


@pytest.mark.parametrize(
    ("change", "code", "title"),
    [
        ({}, None, None),
        (
            {"subscriber_ref": "", "campaign_ref": "", "text": 5},
            "E719",
            "subscriber_ref is required",
        ),
        ({"campaign_ref": "", "mms_id": 1}, "E718", "campaign_ref is required"),
        ({"text": ""}, "E716", "mms_id or text is required"),
        ({"mms_id": "x"}, "E717", "only one of mms_id, text is given"),
        ({"subscriber_ref": 5, "text": "x" * 161}, "E100", "every value is of its type"),
        ({"txt": "x"}, "E100", "every value is of its type"),
        ({"text": "x" * 161}, "E100", "text has at most 160 characters"),
    ],
)
def test_the_first_entry_that_fails_tells_the_code(
    change: dict[str, Any], code: str | None, title: str | None
) -> None:
    """Also where each entry is tried by itself, as a program without `jsonschema` would do it."""
    schema = schema_of("skycore", "send_message_by_subscriber_ref")
    request = RIGHT | change
    assert by_schema(schema_validator(schema), request) == code
    failed = [
        entry["title"]
        for entry in schema["allOf"]
        if not Draft202012Validator(entry).is_valid(request)
    ]
    assert failed[:1] == ([title] if title else [])


def test_what_is_no_object_is_a_bad_request() -> None:
    validator = schema_validator(schema_of("skycore", "send_message_by_subscriber_ref"))
    others: list[Any] = [None, [], "x"]
    assert [by_schema(validator, one) for one in others] == ["E100"] * 3


def test_structures_are_checked_one_after_the_other() -> None:
    validator = schema_validator(schema_of("skycore", "save_mms"))
    slides = [{"text": "x"}, {"audio": "a", "video": "v"}, {}, {"text": "x" * 5001}]
    codes = [
        by_schema(validator, {"name": "x", "subject": "x", "slides": slides[start:]})
        for start in range(len(slides))
    ]
    assert codes == ["E226", "E226", "E313", "E334"]


def test_a_setting_is_added_by_its_name() -> None:
    schema = schema_of("skycore", "send_sms")
    assert '{"$ref": "#/$defs/enforce_campaign_check"}' in schema["description"]
    request = {"to": "1", "sender": "2", "text": "x"}
    assert by_schema(schema_validator(schema), request) is None
    checked = schema_validator(schema, ["enforce_campaign_check"])
    assert by_schema(checked, request) == "E714"
    assert by_schema(checked, request | {"campaign_ref": "A"}) is None
    # The setting comes last.
    assert by_schema(checked, request | {"text": ""}) != "E714"


def test_free_text_comes_through_as_it_is() -> None:
    folder = ROOT / "tests" / "cases" / "generate-rich" / "spec"
    for action in read_api(folder).actions:
        schema = read_schema(PACKAGES[folder], action)
        assert schema["description"].startswith(action.summary.strip())
        (types,) = [entry for entry in schema["allOf"] if "additionalProperties" in entry]
        for one in action.parameters:
            said = types["properties"][one.name]["description"]
            assert said.startswith(one.description.strip())
            assert (one.deprecated or "") in said


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Action, dict[str, Any]]:
    """A package, its action with parameters of every type, and its schema."""
    folder = tmp_path_factory.mktemp("schema")
    ring = described_action(
        parameters={
            **SINGLE,
            **SEVERAL,
            **described(
                usual={"default": 5, "type": "integer"},
                branch={"type": "Branch"},
                counted={"map_of": "string", "keys": "integer"},
                numbered={"map_of": "string", "keys": "integer", "minimum": 2, "maximum": 12},
                old={"deprecated": "Nobody asks."},
            ),
        }
    )
    name = "schema_of_everything"
    written = {"query": transport(format="query", lists={"template": "{name}.member.{i}"})}
    package = generated(folder, name, types=TYPES, actions=[ring], transports=written)
    action = read(folder / f"{name}.yaml").actions[0]
    return package, action, read_schema(folder / name / "python", action)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_value_of_its_type_is_right(
    everything: tuple[Any, Action, dict[str, Any]], data: st.DataObject
) -> None:
    package, action, schema = everything
    parameters = tuple(one for one in action.parameters if one.keys != "integer")
    values = data.draw(some(package, parameters, st.text()))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [*validator.iter_errors(json.loads(json.dumps(json_of(values))))] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a_text", 5),
        ("a_text", None),
        ("number", "5"),
        ("whole", 1.5),
        ("whole", True),
        ("money", "9.95"),
        ("flag", "true"),
        ("at", 5),
        ("local", "2026-01-31T12:30:00Z"),
        ("data", 5),
        ("colour", 5),
        ("point", "x"),
        ("point", {}),
        ("point", {"x": "1"}),
        ("point", {"x": 1, "z": 1}),
        ("texts", "x"),
        ("texts", [1]),
        ("labels", ["x"]),
        ("labels", {"a": 1}),
        ("places", {"a": {"x": None}}),
        ("branch", {"leaves": 1, "fork": {"leaves": 2, "fork": {"leaves": "x"}}}),
        ("counted", {"x": "x"}),
        ("counted", {"05": "x"}),
        ("numbered", {"1": "x"}),
        ("numbered", {"13": "x"}),
        ("nameless", "x"),
    ],
)
def test_a_value_of_another_type_is_a_bad_request(
    everything: tuple[Any, Action, dict[str, Any]], name: str, value: object
) -> None:
    assert by_schema(schema_validator(everything[-1]), {name: value}) == "bad"


def test_what_nobody_knew_before_is_right(everything: tuple[Any, Action, dict[str, Any]]) -> None:
    request = {"colour": "new", "counted": {"-5": "x"}, "numbered": {"2": "x", "12": "y"}}
    assert by_schema(schema_validator(everything[-1]), request) is None


def test_a_schema_says_what_a_reader_has_to_know(
    everything: tuple[Any, Action, dict[str, Any]],
) -> None:
    (types,) = [entry for entry in everything[-1]["allOf"] if "additionalProperties" in entry]
    known = types["properties"]
    assert known["secret_text"]["writeOnly"] is True
    assert known["usual"]["default"] == 5
    assert known["old"]["deprecated"] is True
    assert known["old"]["description"].endswith("Deprecated: Nobody asks.")
    assert known["colour"]["examples"] == ["R", "dark red"]
    assert known["data"]["contentEncoding"] == "base64"
    assert [known[one].get("format") for one in ("at", "day", "local")] == [
        "date-time",
        "date",
        None,
    ]


@pytest.fixture(scope="module")
def any_result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Action, Any]:
    """A package, its action with fields of every type in its result, and what judges that."""
    folder = tmp_path_factory.mktemp("result")
    name = "result_of_everything"
    personal = described(about_somebody={"personal": True, "optional": True})
    # Layouts with a template are those of requests.
    several = {name: one for name, one in SEVERAL.items() if "template" not in str(one)}
    ring = described_action(returns={**SINGLE, **several, **personal})
    package = generated(folder, name, types=TYPES, actions=[ring])
    (action,) = read(folder / f"{name}.yaml").actions
    return package, action, result_validator(folder / name / "python", action.name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_result_is_right(any_result: tuple[Any, Action, Any], data: st.DataObject) -> None:
    package, action, validator = any_result
    values = data.draw(some(package, action.result.fields, st.text()))
    for one in action.result.fields:
        if one.shape != "one":
            values.setdefault(one.name, () if one.shape == "list" else {})
    result = getattr(package, action.result.name)(**values)
    assert [*validator.iter_errors(json.loads(msgspec.json.encode(result)))] == []


def test_what_belongs_into_no_log_is_marked(any_result: tuple[Any, Action, Any]) -> None:
    fields = any_result[-1].schema["properties"]
    assert [name for name in fields if fields[name].get("x-secret")] == ["secret_text"]
    assert [name for name in fields if fields[name].get("x-personal")] == ["about_somebody"]


LIMITS = [None, -120, -101, -100, -9, -1, 0, 0.5, 1, 7, 9, 10, 99, 100, 123, 999]


@pytest.mark.parametrize("least", LIMITS)
def test_numbers_of_a_range(least: float | None) -> None:
    for most in LIMITS:
        pattern = re.compile(numbers_between(least, most))
        for number in range(-1100, 1101):
            inside = (least is None or number >= least) and (most is None or number <= most)
            assert bool(pattern.search(str(number))) == inside, (most, number)


def test_numbers_as_they_are_usually_written() -> None:
    right, wrong = ["0", "7", "-7", "100"], ["", "-0", "07", "+7", "7.0", "x", "1e3"]
    assert [one for one in right + wrong if re.search(ANY, one)] == right


def test_the_example_of_the_readme_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the API that the language is explained with."""
    spec, example = (
        re.findall(f"```{language}\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)[0]
        for readme, language in (("spec/README.md", "yaml"), ("templates/README.md", "python"))
    )
    (tmp_path / "bell.yaml").write_text(spec, encoding="utf-8")
    assert run("generate", "bell.yaml", cwd=tmp_path).exit_code == 0
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "400\n"
