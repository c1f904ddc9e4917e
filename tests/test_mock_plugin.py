"""The pytest plugin and the context manager, as the tests of somebody else's program use them."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from apis import ROOT
from test_docs import blocks
from test_mock_spec import small_api

from actionspec.files import MissingSpecError
from actionspec.mock import SetUpError, Step, mock_server
from actionspec.problem import SpecError

pytest_plugins = ["pytester"]

TESTS = """
import sys
import urllib.request

import pytest

answered = []


def ask(mock):
    with urllib.request.urlopen(f"{mock.url}?do=ring") as answer:
        return answer.read()


def test_nothing_is_imported_before_it_is_used():
    loaded = {name for name in sys.modules if name.startswith("actionspec.")}
    assert loaded == {"actionspec.pytest_plugin"}
    assert "uvicorn" not in sys.modules


def test_a_mock_server(actionspec_mock):
    mock = actionspec_mock("bell.yaml", answer="odd")
    assert b"odd" in ask(mock)
    assert [one.code for one in mock.requests] == ["odd"]
    answered.append(mock)


def test_it_ended_with_its_test(actionspec_mock):
    with pytest.raises(OSError):
        ask(answered[0])
    first, second = actionspec_mock("bell.yaml"), actionspec_mock("bell.yaml", script="script.yaml")
    assert first.url != second.url
    assert (b"odd" in ask(first), b"odd" in ask(second)) == (False, True)
"""


def test_the_plugin_in_a_process_of_its_own(pytester: pytest.Pytester) -> None:
    small_api(pytester.path)
    (pytester.path / "script.yaml").write_text("steps: [{code: odd}]", encoding="utf-8")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-W", "error")
    result.assert_outcomes(passed=3)


def test_the_test_in_the_readme(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    [example] = [one for one in blocks(ROOT / "README.md", "python") if "actionspec_mock" in one]
    (pytester.path / "spec").symlink_to(ROOT / "spec")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generated" / "skycore" / "python"))
    pytester.makepyfile(example)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-W", "error")
    result.assert_outcomes(passed=1)


def test_the_plugin_tells_what_it_offers(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures")
    result.stdout.fnmatch_lines(["actionspec_mock*", "*Starts mock servers, which end with*"])


def test_the_context_manager_takes_a_path_or_an_api(tmp_path: Path) -> None:
    api = small_api(tmp_path)
    for spec in (tmp_path / "bell.yaml", str(tmp_path / "bell.yaml"), api):
        with mock_server(spec, script=[Step(code="odd")], answer="who") as mock:
            texts = [httpx2.get(f"{mock.url}?do=ring").text for _ in range(2)]
        assert ["odd" in texts[0], "who" in texts[1]] == [True, True]
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(mock.url)


def test_what_the_context_manager_refuses(tmp_path: Path) -> None:
    api = small_api(tmp_path)
    (tmp_path / "script.yaml").write_text("steps: [{code: od}]", encoding="utf-8")
    with pytest.raises(MissingSpecError), mock_server(tmp_path / "bel.yaml"):
        raise AssertionError
    with pytest.raises(SpecError, match="there is no code 'od'"):
        mock_server(api, script=tmp_path / "script.yaml").__enter__()
    with pytest.raises(SetUpError, match="there is no setting 'strict'"):
        mock_server(api, settings={"strict": True}).__enter__()
    with pytest.raises(TypeError, match="wrong"):
        mock_server(api, wrong=1).__enter__()
