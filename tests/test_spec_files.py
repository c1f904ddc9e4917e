"""Which files a spec has, and what a command says of names and places that it cannot use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from apis import ROOT, run, run_process

from actionspec.load import load
from actionspec.problem import SpecError

BELL = ROOT / "tests" / "cases" / "generate-bare" / "spec" / "api.yaml"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The folder of a sound spec."""
    (tmp_path / "bell").mkdir()
    return Path(shutil.copy(BELL, tmp_path / "bell")).parent


def messages(spec: Path) -> list[str]:
    """What is wrong with the files of a spec."""
    with pytest.raises(SpecError) as caught:
        load(spec)
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("folder", [".venv", ".github/workflows", "actions/.drafts"])
def test_hidden_folders_are_passed_over(spec: Path, folder: str) -> None:
    (spec / folder).mkdir(parents=True)
    (spec / folder / "x.yaml").write_text("no spec: [")
    assert len(load(spec).documents) == 1


@pytest.mark.parametrize("name", ["actions", "postbacks", "actions/more"])
def test_a_folder_that_is_a_link_is_told(spec: Path, name: str) -> None:
    (spec / "elsewhere").mkdir()
    (spec / name).parent.mkdir(exist_ok=True)
    (spec / name).symlink_to(spec / "elsewhere")
    assert messages(spec) == ["this folder is a link"]


def test_a_link_to_itself_is_told(spec: Path) -> None:
    (spec / "actions").mkdir()
    (spec / "actions" / "x.yaml").symlink_to("x.yaml")
    assert messages(spec) == ["this file cannot be read: Too many levels of symbolic links"]


@pytest.mark.parametrize("name", [b"b\xff.yaml", b"b\x1b.yaml", "b\u200b.yaml".encode()])
def test_the_name_of_a_single_file_can_be_shown(tmp_path: Path, name: bytes) -> None:
    spec = tmp_path / os.fsdecode(name)
    shutil.copy(BELL, spec)
    done = run_process("generate", str(spec), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "the name of this file holds a character that cannot be seen" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_name_of_a_spec_is_no_markup(tmp_path: Path) -> None:
    (tmp_path / "a[").mkdir()
    shutil.copy(BELL, tmp_path / "a[" / "b].yaml")
    done = run("generate", "a[/b].yaml", "--out", "out", cwd=tmp_path)
    assert done.exit_code == 0
    assert (tmp_path / "out" / "model.json").is_file()


def test_an_empty_output_folder_is_refused(tmp_path: Path) -> None:
    shutil.copy(BELL, tmp_path / "bell.yaml")
    done = run("generate", "bell.yaml", "--out", "", cwd=tmp_path)
    assert done.exit_code == 2
    assert "it is empty; name a folder, or . for the current one" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bell.yaml"]


def test_in_the_current_folder_nothing_else_is_touched(tmp_path: Path) -> None:
    shutil.copy(BELL, tmp_path / "bell.yaml")
    for path in ("README.md", "docs/mine.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("Mine.")
    assert run("generate", "bell.yaml", "--out", ".", cwd=tmp_path).exit_code == 0
    assert (tmp_path / "README.md").read_text() == "Mine."
    assert (tmp_path / "docs/mine.md").read_text() == "Mine."
    assert (tmp_path / "bell.yaml").read_bytes() == BELL.read_bytes()


def test_no_command_takes_a_spec_that_is_its_own_previous(tmp_path: Path) -> None:
    text = BELL.read_text("utf-8")
    (tmp_path / "old.yaml").write_text(text, "utf-8")
    (tmp_path / "bell.yaml").write_text(f"{text}\nprevious: bell\n", "utf-8")
    for command in (["diff", "old.yaml", "bell.yaml"], ["generate", "bell.yaml", "--check"]):
        done = run(*command, cwd=tmp_path)
        assert done.exit_code == 2
        assert "these versions never begin" in done.stderr
