"""The command line of each generated client: help, arguments, output, exit codes."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lines import (
    KEY,
    actions,
    arguments_of,
    is_flag,
    named,
    program_of,
    request_of,
    requests,
    set_keys,
)

from actionspec.mock import MockServer, Step
from actionspec.model import Action, Api, Example
from iam.__main__ import PROGRAM as IAM
from skycore.__main__ import PROGRAM
from skycore._runtime.line_help import Told
from skycore._runtime.line_options import TAKEN, example_words, flags_of, parser_of
from skycore._runtime.line_values import Parameter

ACTIONS = list(actions())
REQUESTS = list(requests())
SMS = ["send-sms", "--to", "15551234567", "--sender", "60856", "--text", "Hello"]


@pytest.fixture
def url(mock: MockServer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SKYCORE_API_KEY", KEY)
    return mock.url


@pytest.mark.parametrize(("api", "action"), ACTIONS, ids=named)
def test_help_tells_what_the_spec_tells(
    api: Api, action: Action, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    program = program_of(api)
    with pytest.raises(SystemExit, match="0"):
        program.run([action.name.replace("_", "-"), "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert " ".join(action.summary.split()) in told
    flags = program.line(action.name).flags
    for parameter in action.parameters:
        flag = flags[parameter.name]
        assert flag in told
        assert not is_flag(parameter) or f"--no-{flag[2:]}" in told
        for choice in parameter.enumeration.members.values() if parameter.enumeration else ():
            assert choice in told
        if parameter.max_length is not None:
            assert f"t most {parameter.max_length} characters" in told
        for field in parameter.structure.fields if parameter.structure else ():
            assert field.name in told
    assert told.count("[required") == sum(one.required is not None for one in action.parameters)
    for error in action.single_errors:
        assert error.class_name in told


def test_help_of_one_action_imports_no_other() -> None:
    code = (
        "import sys\nfrom skycore.__main__ import PROGRAM\n"
        "assert not [m for m in sys.modules if 'client' in m or 'skycore.actions' in m]\n"
        "PROGRAM.run([])\n"
        "assert not [m for m in sys.modules if 'client' in m or 'skycore.actions' in m]\n"
        "PROGRAM.line('send-sms').parser.format_help()\n"
        "print(*[m for m in sys.modules if m.startswith('skycore.actions.')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stderr.split() == ["skycore.actions.send_sms"]


@pytest.mark.parametrize(("api", "action", "example"), REQUESTS, ids=named)
def test_arguments_make_the_request_of_an_example(
    api: Api,
    action: Action,
    example: Example,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_keys(api, monkeypatch, KEY)
    program = program_of(api)
    request = request_of(api, action, example)
    line = program.line(action.name)
    arguments = arguments_of(request, line.flags)
    given = vars(line.parser.parse_args(arguments))
    texts = {name: given[f"={name}"] for name in line.parameters if given[f"={name}"] is not None}
    made = line.request(texts)
    assert type(made) is type(request)
    assert msgspec.json.encode(made) == msgspec.json.encode(request)
    client_module = importlib.import_module(f"{api.package}._runtime.client")
    credentials = {one.name: KEY for one in api.credentials}
    client = getattr(importlib.import_module(api.package), api.name)(**credentials)
    refusal: Any = None
    exchange: Any = None
    try:
        exchange = client_module.preview(client, request)
    except importlib.import_module(f"{api.package}._runtime.errors").CallError as error:
        refusal = error
    if refusal:
        # An example of a request that the service refuses.
        assert program.run([action.name, "--json", "--dry-run", *arguments]) == 3
        assert json.loads(capsys.readouterr().err)["code"] == refusal.code
        return
    assert program.run([action.name, "--dry-run", "--json", *arguments]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["method"] == exchange.method
    if not api.signature:
        assert (shown["url"], shown["body"]) == (exchange.url, exchange.body)


@pytest.mark.parametrize(
    ("api", "action"), [(api, one) for api, one in ACTIONS if one.successes], ids=named
)
def test_the_example_of_the_help_works(
    api: Api,
    action: Action,
    mocks: dict[str, MockServer],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_keys(api, monkeypatch)
    program = program_of(api)
    line = program.line(action.name)
    example = program.commands[action.name].example
    words = example_words(example, line.parameters, line.flags)
    assert "\nexample:\n" in line.parser.format_help()
    status = program.run([action.name, *words, "--base-url", mocks[api.package].url])
    assert status in {0, 1}, capsys.readouterr().err
    assert capsys.readouterr().out


def test_a_result_is_shown_as_lines_and_as_json(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PROGRAM.run([*SMS, "--base-url", url]) == 0
    assert "to: 15551234567\n" in capsys.readouterr().out
    assert PROGRAM.run([*SMS, "--base-url", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["to"] == "15551234567"


@pytest.mark.parametrize(
    ("step", "status", "outcome"),
    [
        (Step(code="E106", times="always"), 4, "REJECTED"),
        (Step(fault="lose"), 5, "UNKNOWN"),
        (Step(code="E112"), 4, "REJECTED"),
    ],
)
def test_the_exit_code_tells_the_outcome(
    url: str,
    mock: MockServer,
    capsys: pytest.CaptureFixture[str],
    step: Step,
    status: int,
    outcome: str,
) -> None:
    mock.script = [step]
    try:
        assert PROGRAM.run([*SMS, "--base-url", url, "--json"]) == status
    finally:
        mock.script = []
    told = json.loads(capsys.readouterr().err)
    assert told["outcome"] == outcome
    assert told["code"] == step.code


def test_what_breaks_a_rule_is_not_sent_and_names_the_option(
    url: str, mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    long = [*SMS[:-1], "x" * 161]
    assert PROGRAM.run([*long, "--base-url", url]) == 3
    told = capsys.readouterr().err
    assert "at most 160 characters" in told
    assert "[--text]" in told
    assert not mock.requests


def test_what_fails_in_part_has_its_exit_code(
    url: str, mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--subscriber-ref", "A", "--campaign-ref", "B", "--mms-id", "35674"]
    mock.script = [Step(example="one of two numbers fails")]
    command = ["send-message-by-subscriber-ref", *arguments, "--base-url", url]
    assert PROGRAM.run(command) == 1
    told = capsys.readouterr()
    assert "subscribers:\n  - status: Success\n" in told.out
    assert "1 of 2 failed" in told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["send-smss"], "did you mean send-sms?"),
        (["send-sms", "--to", "1"], "--sender, --text are missing"),
        (["send-saved-mms", "--mms-id", "x"], "--mms-id: 'x' is not a whole number"),
        ([*SMS, "--rate", "3"], "--rate goes with --csv"),
        ([*SMS, "--stop-after", "0"], "--stop-after goes with --csv"),
        ([*SMS, "--stop-after", "-1"], "--stop-after: '-1' is no whole number from 0 on"),
        ([*SMS, "--csv", os.devnull, "--rate", "9" * 30], "calls is from 1 to 1,000,000,000"),
        (["create-user", "--new-pas", "horse"], "there is no option --new-pas; did you mean --new"),
        (["create-user", "horse"], "there are words that belong to no option"),
        (["create-user", "--new-pass", "@horse"], "--new-pass: there is no file of this name; @@"),
        ([*SMS, "--base-url", "nowhere"], "base_url begins with"),
        (["save-mms", "--slides", '{"txet": 1}'], "--slides: there is no field 'txet'"),
        (["save-mms", "--slides", "[" * 100_000], "--slides: this is no JSON that can be read"),
        ([*SMS, "--to", "1"], "--to: it is given several times; only a list may be"),
        (["save-mms", "--slides", "@nowhere.json"], "--slides: there is no file 'nowhere.json'"),
    ],
)
def test_wrong_usage(
    url: str, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        sys.exit(PROGRAM.run(arguments))
    said = capsys.readouterr().err
    assert told in said
    assert "horse" not in said


def test_a_secret_that_begins_with_an_at_sign_has_two(mock: MockServer, url: str) -> None:
    words = ["create-user", "--new-user", "john", "--new-pass", "@@horse"]
    PROGRAM.run([*words, "--base-url", url])
    assert [one.parameters["new_pass"] for one in mock.requests] == ["@horse"]


def test_a_missing_key_names_its_variable(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SKYCORE_API_KEY", raising=False)
    assert PROGRAM.run(SMS) == 3
    assert "set the environment variable SKYCORE_API_KEY" in capsys.readouterr().err


def test_a_dry_run_sends_nothing_and_shows_no_secret(
    url: str, mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PROGRAM.run([*SMS, "--base-url", url, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"POST {url}\n")
    assert "<ACTION>sendSMS</ACTION>" in told.out
    assert KEY not in told.out + told.err
    assert "15551234567" not in told.out
    assert not mock.requests


def test_a_dry_run_needs_no_key(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SKYCORE_API_KEY", raising=False)
    assert PROGRAM.run([*SMS, "--base-url", url, "--dry-run"]) == 0
    assert "<API_KEY>***</API_KEY>" in capsys.readouterr().out


def test_the_script_calls_itself_by_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/bin/skycore"])
    assert PROGRAM.run(["--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: skycore ACTION [OPTION ...]\n")


def test_the_overview_tells_what_the_api_needs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert IAM.run([]) == 0
    told = capsys.readouterr().out.split("\n\n")
    paragraphs = [paragraph for paragraph in told if "does not compute that signature" in paragraph]
    assert len(paragraphs) == 1
    assert max(map(len, paragraphs[0].splitlines())) <= 58
    variables = next(part for part in told if part.startswith("environment variables:"))
    assert variables.startswith(
        "environment variables:\n  AWS_ACCESS_KEY_ID\n      The id of the access key that signs"
    )


def test_an_overview_can_be_read_in_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "2")
    assert IAM.run([]) == 0
    assert "\nKeeps the users,\n" in capsys.readouterr().out


def test_an_overview_has_no_heading_without_variables(capsys: pytest.CaptureFixture[str]) -> None:
    without = msgspec.structs.replace(PROGRAM, credentials={}, description="")
    assert without.run([]) == 0
    told = capsys.readouterr().out
    assert "environment variables" not in told
    assert f"Calls the {PROGRAM.title}.\n\nactions:\n" in told


def test_it_tells_the_version_of_the_api(capsys: pytest.CaptureFixture[str]) -> None:
    assert PROGRAM.run(["--version"]) == 0
    assert capsys.readouterr().out == "Skycore messaging API 1.3\n"


def test_output_that_nobody_takes_is_told(url: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "skycore", *SMS, "--base-url", url],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert "the output cannot be written: [Errno 28]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_parameter_comes_out_of_a_file(
    url: str, mock: MockServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "password"
    secret.write_text("correct horse\n", "utf-8")
    command = ["create-user", "--new-user", "john", "--new-pass", f"@{secret}"]
    PROGRAM.run([*command, "--base-url", url])
    (received,) = mock.requests
    assert received.parameters["new_pass"] == "correct horse"


def test_a_file_holds_a_structure(
    url: str, mock: MockServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slides = tmp_path / "slides.json"
    slides.write_text('[{"text": "one"}, {"text": "two"}]', "utf-8")
    arguments = [
        "--subject",
        "S",
        "--name",
        "N",
        "--slides",
        f"@{slides}",
        "--slides",
        '{"text": "three"}',
    ]
    assert PROGRAM.run(["save-mms", *arguments, "--dry-run", "--base-url", url]) == 0
    assert capsys.readouterr().out.count("<SLIDE>") == 3


def parameter(name: str, kind: type) -> Parameter:
    values: dict[str, Any] = {"required": False, "default": None, "secret": False}
    return Parameter(name=name, kind=kind, shape="one", **values)


def test_a_name_that_no_option_can_have_twice() -> None:
    program = msgspec.structs.replace(PROGRAM, settings=("json", "enforce_campaign_check"))
    parameters = {name: parameter(name, str) for name in TAKEN}
    told = Told(text="", arguments={}, errors={})
    parser = parser_of(program, "get_mms_ids", parameters, told, ["xml"])
    given = vars(parser.parse_args(["--setting-json", "--parameter-json", "a", "--json"]))
    assert (given[":json"], given["=json"], given["json"]) == (True, ["a"], True)


def test_an_option_of_every_action_leaves_its_name_to_none() -> None:
    names = ["json", "to", "parameter_json", "strict", "loud", "no_loud"]
    parameters = {name: parameter(name, bool if name == "loud" else str) for name in names}
    assert flags_of(parameters, ("strict",)) == {
        "json": "--parameter-parameter-json",
        "to": "--to",
        "parameter_json": "--parameter-json",
        "strict": "--parameter-strict",
        "loud": "--loud",
        "no_loud": "--parameter-no-loud",
    }
    shared = PROGRAM.line("get-mms-ids").parser.format_help()
    assert all(f"--{name.replace('_', '-')}" in shared for name in TAKEN)


def test_a_reader_that_leaves_ends_it_with_the_code_of_shells() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "skycore", "--help"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(timeout=60) == 141
        assert process.stderr
        assert not process.stderr.read()


def test_ctrl_c_has_the_code_of_shells(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> int:
        error = KeyboardInterrupt()
        error.add_note("sendSMS: unknown")
        raise error

    monkeypatch.setattr("skycore._runtime.line.Program.run", interrupt)
    with pytest.raises(SystemExit, match="130"):
        PROGRAM.main()
    assert "sendSMS: unknown" in capsys.readouterr().err


def test_the_program_runs_as_a_module(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "skycore", *SMS, "--base-url", url],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    assert "15551234567" in done.stdout
