"""What black is asked to do, and how often; nothing here looks at a clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from apis import ROOT, read_api
from blackened import blackened

import actionspec.format
from actionspec.cache import VARIABLE
from actionspec.format import format_files
from actionspec.render import find_targets, render

SKYCORE = ROOT / "spec" / "skycore"
FILES = {f"other/{number}.py": f"x = [ {number} ]\n" * 3 for number in range(6)}


@pytest.fixture
def blackened_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that black gets in this process, with a cache that is empty."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    texts: list[str] = []

    def noted(text: str, *more: int) -> str:
        texts.append(text)
        return blackened(text)

    monkeypatch.setattr(actionspec.format, "blackened", noted)
    return texts


def test_what_black_has_seen_it_does_not_see_again(blackened_texts: list[str]) -> None:
    first = format_files(FILES)
    assert len(blackened_texts) == len(FILES)
    assert format_files(FILES) == first == {path: blackened(text) for path, text in FILES.items()}
    assert len(blackened_texts) == len(FILES)
    changed = {**FILES, "other/0.py": "y = ( 1 )\n"}
    assert format_files(changed)["other/0.py"] == "y = 1\n"
    assert len(blackened_texts) == len(FILES) + 1


def test_what_is_damaged_is_formatted_again(tmp_path: Path, blackened_texts: list[str]) -> None:
    first = format_files(FILES)
    for file in [one for one in tmp_path.rglob("*") if one.is_file()]:
        file.write_bytes(b"\xff")
    assert format_files(FILES) == first
    assert len(blackened_texts) == 2 * len(FILES)


def test_the_same_text_is_formatted_once(blackened_texts: list[str]) -> None:
    format_files({f"other/{number}.py": "x = ( 1 )\n" for number in range(9)})
    assert blackened_texts == ["x = ( 1 )\n"]


def test_only_python_is_formatted(blackened_texts: list[str]) -> None:
    files = {"docs/a.md": "x = ( 1 )\n", "python/py.typed": ""}
    assert format_files(files) == files
    assert not blackened_texts


def test_of_a_target_that_lays_out_black_gets_what_is_left(blackened_texts: list[str]) -> None:
    files = render(read_api(SKYCORE), [find_targets()["python"]])
    format_files(files, ["python"])
    assert len(blackened_texts) == 1
    assert sum(map(len, blackened_texts)) < 2_000


def test_several_processes_make_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actionspec.format, "LARGE", 1)
    made = []
    for processes in ("1", "2"):
        monkeypatch.setenv(VARIABLE, str(tmp_path / processes))
        monkeypatch.setenv(actionspec.format.VARIABLE, processes)
        made.append(format_files(FILES))
    assert made[0] == made[1] == {path: blackened(text) for path, text in FILES.items()}


@pytest.mark.parametrize("command", ["generate", "check"])
def test_a_run_imports_no_more_than_it_needs(tmp_path: Path, command: str) -> None:
    options = ["--target", "python", "--out", str(tmp_path)] if command == "generate" else []
    program = (
        "import sys; from actionspec.cli import main\n"
        f"sys.argv = {['actionspec', command, 'spec/iam', *options]!r}\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = {*done.stdout.split("\n")}
    assert {"click", "yaml", "jsonschema"} <= imported
    unwanted = {"rich", "httpx2", "msgspec", "starlette", "uvicorn", "zensical", "watchfiles"}
    assert not imported & unwanted


def test_the_client_has_few_lines_an_action() -> None:
    package = ROOT / "generated" / "skycore" / "python" / "skycore"
    files = [package / "client.py", *(package / "actions").glob("*.py")]
    lines = sum(len(file.read_text("utf-8").splitlines()) for file in files)
    assert lines / len(read_api(SKYCORE).actions) < 120
