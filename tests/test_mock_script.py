"""Scripts: which request takes which step, and what is told about one that cannot be played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from apis import ROOT, run
from test_mock import mock_lines
from test_mock_spec import SPEC, action, described, example, small_api

from actionspec.mock import MockServer, SetUpError, Step, mock_server, read_script, running
from actionspec.model import Api
from actionspec.problem import SpecError

BUSY = {
    "class": "BusyError",
    "category": "RefusedError",
    "message": "{who} is busy for {seconds} seconds",
    "placeholders": {
        "seconds": {"type": "integer", "description": "D."},
        "who": {"type": "string", "description": "D."},
    },
    "cause": "A.",
    "remedy": "B.",
    "general": True,
}
SEVEN = example(
    name="seven", request={"id": "7"}, response="<answer><id>7</id></answer>", result={"id": "7"}
)
FAILED = example(
    name="failed",
    response="<answer><error>odd</error><text>Why</text></answer>",
    failure={"code": "odd"},
)


def spec(folder: Path) -> Api:
    ring = action(parameters=described(id={}), returns=described(id={}), examples=[SEVEN, FAILED])
    errors = {**SPEC["errors"], "codes": {**SPEC["errors"]["codes"], "busy": BUSY}}
    return small_api(folder, actions=[ring, action("sing")], errors=errors)


@pytest.fixture
def api(tmp_path: Path) -> Api:
    return spec(tmp_path)


@pytest.fixture
def mock(api: Api) -> Iterator[MockServer]:
    with running(api) as server:
        yield server


def ask(mock: MockServer, query: str = "do=ring", **headers: str) -> str:
    return httpx2.get(f"{mock.url}?{query}", headers=headers).text


def codes(mock: MockServer) -> list[str | None]:
    return [one.code for one in mock.requests]


def test_each_request_takes_the_first_step_that_fits(mock: MockServer) -> None:
    mock.script = [
        Step(action="sing", code="odd"),
        Step(code="who", times=2),
        Step(),
        Step(action="ring", code="busy", times="always"),
    ]
    for query in ("do=ring", "do=ring", "do=sing", "do=sing", "do=sing", "do=ring", "do=ring"):
        ask(mock, query)
    assert codes(mock) == ["who", "who", "odd", None, None, "busy", "busy"]
    assert mock.script == [Step(action="ring", code="busy", times="always")]
    mock.script = []
    ask(mock)
    assert mock.requests[-1].code is None


def test_a_request_that_asks_by_headers_takes_no_step(mock: MockServer) -> None:
    mock.script = [Step(code="who")]
    ask(mock, **{"ActionSpec-Code": "odd"})
    ask(mock)
    assert codes(mock) == ["odd", "who"]


def test_a_step_is_stronger_than_the_answer_to_every_request(api: Api) -> None:
    steps = [Step(code="who"), Step(action="ring", example="seven"), Step()]
    with running(MockServer(api, answer="odd", script=steps)) as mock:
        for _ in range(4):
            ask(mock)
    assert codes(mock) == ["who", None, "odd", "odd"]


def test_the_values_of_placeholders(mock: MockServer) -> None:
    mock.script = [
        Step(code="busy", values={"seconds": 1, "who": "Ann"}),
        Step(code="busy", values={"seconds": 2}),
    ]
    answers = [ask(mock), ask(mock), ask(mock, **{"ActionSpec-Code": "busy"})]
    texts = [text.partition("<text>")[2].partition("<")[0] for text in answers]
    assert texts == [
        "Ann is busy for 1 seconds",
        "who is busy for 2 seconds",
        "who is busy for 5 seconds",
    ]


def test_examples_succeed_or_fail(mock: MockServer) -> None:
    mock.script = [Step(example="seven"), Step(example="failed")]
    assert "<id>7</id>" in ask(mock)
    assert "<text>Why</text>" in ask(mock)
    assert [(one.code, one.carried_out) for one in mock.requests] == [(None, True), ("odd", False)]


def test_an_example_of_another_action(mock: MockServer) -> None:
    mock.script = [Step(example="seven")]
    answer = httpx2.get(f"{mock.url}?do=sing")
    assert answer.status_code == 400
    assert "The mock: sing has no example 'seven'" in answer.text


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Step(action="rnig"), "there is no action 'rnig'; did you mean \"ring\"?"),
        (Step(code="od"), "there is no code 'od'; did you mean \"odd\"?"),
        (Step(example="sevn"), "there is no example 'sevn'; did you mean \"seven\"?"),
        (Step(action="sing", example="seven"), "sing has no example 'seven'"),
        (Step(values={"seconds": 1}), "these values have no code; name the code"),
        (Step(code="odd", values={"seconds": 1}), "the message of odd has no {seconds}"),
        (Step(code="busy", values={"secnds": 1}), "the message of busy has no {secnds}; did you"),
        (Step(code="busy", values={"seconds": "1"}), "seconds is a whole number; take the quotes"),
        (Step(code="odd", example="seven"), "a code and an example cannot both be answered; keep"),
        (Step(fault="drop", code="odd"), '"code" cannot stand beside fault: drop; nothing is'),
        (Step(fault="lose", status=500), '"status" cannot stand beside fault: lose; nothing is'),
        (Step(fault="html", example="seven"), '"example" cannot stand beside fault: html; the'),
        (Step(status=100), "100 is too small; it should be 200 or more"),
        (Step(delay=-1), "-1 is too small; it should be 0 or more"),
        (Step(delay=4000), "4000 is too large; it should be 3600 or less"),
        (Step(times=0), "0 is too small; it should be 1 or more"),
        (
            Step(retry_after="1\r\nA: b"),
            '"1\\r\\nA: b" cannot stand here; write seconds, or a date',
        ),
    ],
)
def test_steps_that_cannot_be_taken(api: Api, step: Step, problem: str) -> None:
    with pytest.raises(SetUpError) as caught:
        MockServer(api, script=[Step(), step])
    assert str(caught.value).startswith(problem)
    mock = MockServer(api)
    with pytest.raises(SetUpError):
        mock.script = [step]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (
            {"ActionSpec-Faults": "lose"},
            "there is no header actionspec-faults, only ActionSpec-Code",
        ),
        ({"ActionSpec-Fault": "los"}, '"los" is none of drop, lose, cut'),
        ({"ActionSpec-Status": "many"}, '"many" stands here; it should be a whole number'),
        ({"ActionSpec-Delay": "nan"}, '"nan" stands here; it should be a number'),
        ({"ActionSpec-Delay": "inf"}, "inf is too large; it should be 3600 or less"),
        ({"ActionSpec-Code": "odd", "ActionSpec-Example": "seven"}, "a code and an example cannot"),
    ],
)
def test_headers_that_ask_for_nonsense(
    mock: MockServer, header: dict[str, str], problem: str
) -> None:
    answer = httpx2.get(f"{mock.url}?do=ring", headers=header)
    assert answer.status_code == 400
    assert f"The mock: {problem}".replace('"', "&quot;") in answer.text.replace('"', "&quot;")
    assert [str(one) for one in mock.requests] == ["unknown GET -> bad"]


def test_a_script_file_is_the_same_in_yaml(api: Api, tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(
        """
steps:
  - {action: ring, code: busy, values: {seconds: 1, who: Ann}, times: 3}
  - {fault: lose, delay: 0.5}
  - ok: true
  - {}
  - {status: 503, retry_after: 7, times: always}
  - example: seven
""",
        encoding="utf-8",
    )
    steps = [
        Step(action="ring", code="busy", values={"seconds": 1, "who": "Ann"}, times=3),
        Step(fault="lose", delay=0.5),
        Step(),
        Step(),
        Step(status=503, retry_after=7, times="always"),
        Step(example="seven"),
    ]
    assert read_script(file, api) == steps
    with mock_server(api, script=file) as mock:
        assert mock.script == steps


def test_every_problem_of_a_script_file_is_told_where_it_stands(tmp_path: Path, api: Api) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(
        """steps:
  - {action: rnig}
  - {code: busy, values: {secs: 1}}
  - {ok: true, fault: lose}
""",
        encoding="utf-8",
    )
    with pytest.raises(SpecError) as caught:
        read_script(file, api)
    assert str(caught.value).replace(str(tmp_path), "here").splitlines() == [
        "here/script.yaml:2:14: error: there is no action 'rnig' [unknown-in-script]",
        "    2 |   - {action: rnig}",
        '      |              ^^^^ did you mean "ring"?',
        "here/script.yaml:3:27: error: the message of busy has no {secs} [unknown-in-script]",
        "    3 |   - {code: busy, values: {secs: 1}}",
        '      |                           ^^^^ did you mean "seconds"?',
        'here/script.yaml:4:16: error: "fault" cannot stand beside ok: true [unfit-step]',
        "    4 |   - {ok: true, fault: lose}",
        "      |                ^^^^^ keep one of them",
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1:1: error: the file is empty"]),
        ("- code: odd\n", ["1:1: error: a list stands here; it should be a mapping"]),
        ("step: []\n", ['1:1: error: the key "steps" is missing', 'the key "step" means nothing']),
        (
            "steps:\n- {falt: lose}\n- {fault: los, times: never}\n",
            [
                '2:4: error: the key "falt" means nothing here',
                '3:11: error: "los" is none of drop, lose, cut',
                '3:23: error: "never" cannot stand here',
            ],
        ),
    ],
)
def test_files_that_are_no_scripts(
    tmp_path: Path, api: Api, text: str, problems: list[str]
) -> None:
    (tmp_path / "script.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        read_script(tmp_path / "script.yaml", api)
    for problem in problems:
        assert problem in str(caught.value)
    assert len(caught.value.problems) == len(problems)


def test_the_command_plays_a_script(tmp_path: Path) -> None:
    spec(tmp_path)
    script = tmp_path / "script.yaml"
    script.write_text("steps: [{action: ring, fault: lose}, {status: 503}]", encoding="utf-8")
    with mock_lines(tmp_path / "bell.yaml", "--script", str(script)) as (url, lines):
        with pytest.raises(httpx2.RemoteProtocolError):
            httpx2.get(f"{url}?do=ring&id=secret")
        assert httpx2.get(f"{url}?do=sing").status_code == 503
        httpx2.get(f"{url}?do=sing")
        httpx2.get(f"{url}?do=shout")
        assert [lines.readline() for _ in range(5)] == [
            "Bell. Stop with Ctrl-C.\n",
            "ring get -> accepted (lose)\n",
            "sing get -> not carried out (status 503)\n",
            "sing get -> accepted\n",
            "unknown get -> bad\n",
        ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("steps: [{code: od}]", "script.yaml:1:16: error: there is no code 'od'"),
        (None, "script.yaml:1:1: error: this file cannot be read: No such file or directory"),
    ],
)
def test_a_script_that_the_command_refuses(tmp_path: Path, text: str | None, problem: str) -> None:
    spec(tmp_path)
    if text:
        (tmp_path / "script.yaml").write_text(text, encoding="utf-8")
    done = run("mock", "bell.yaml", "--script", "script.yaml", cwd=tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith(problem)


def test_skycore_tells_the_seconds_to_wait() -> None:
    steps = [Step(action="sendSMS", code="E106", values={"seconds": 1})]
    with mock_server(ROOT / "spec" / "skycore", script=steps) as mock:
        text = ask(mock, "api_key=k&action=sendsms")
    assert "You can call API every 1 seconds." in text


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ([{"fault": "lose"}], "a script is a list of Step(...), not of dict"),
        ([{}], "a script is a list of Step(...), not of dict"),
        (Step(), "write [Step(...)]"),
        ("faults.yaml", "a script is a list of Step(...), not of str"),
        ([Step(status=503.0)], "status is a whole number; write it without a point"),  # type: ignore[arg-type]
        ([Step(times=2.0)], "times is a whole number"),  # type: ignore[arg-type]
        ([Step(delay=float("nan"))], "delay is a number of seconds"),
    ],
)
def test_a_script_in_python_that_cannot_be_played(api: Api, script: Any, told: str) -> None:
    with pytest.raises(SetUpError) as caught:
        MockServer(api, script=script)
    assert told in str(caught.value)
