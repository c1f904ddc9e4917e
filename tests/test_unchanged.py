"""A run that would change nothing reads no YAML, and notices all that could change something."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from apis import ROOT, run

import actionspec.load
from actionspec.cache import VARIABLE

SPEC = ROOT / "tests" / "cases" / "generate-previous" / "spec"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two versions of a spec, from which was generated once."""
    for name in ("spec", "older"):
        shutil.copytree(SPEC.parent / name, tmp_path / name)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    assert generate(tmp_path).startswith("wrote")
    return tmp_path


def generate(folder: Path, *options: str) -> str:
    """What a run says."""
    done = run("generate", "spec", "--target", "python", *options, cwd=folder)
    assert done.exit_code == 0, done.output
    return done.stdout


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be read as YAML."""

    def fail(*_: object) -> None:
        raise AssertionError("a spec was read")

    monkeypatch.setattr(actionspec.load, "read_document", fail)


def test_a_second_run_reads_no_spec(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_reading(monkeypatch)
    assert generate(folder).endswith("is up to date\n")
    assert json.loads(generate(folder, "--json")) == {"written": [], "removed": [], "dropped": []}
    assert generate(folder, "--force").endswith("is up to date\n")


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_a_look_takes_nobodys_word_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        generate(folder, option)


def add_to(path: str) -> Callable[[Path], None]:
    """Adds a comment to a file."""

    def change(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n# a comment\n")

    return change


def add_action(folder: Path) -> None:
    """Adds a file to the spec."""
    [first] = sorted((folder / "spec" / "actions").glob("*.yaml"))[:1]
    text = first.read_text("utf-8").replace(f"action: {first.stem}", "action: another")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("result:"))
    (folder / "spec" / "actions" / "another.yaml").write_text(text, "utf-8")


def remove_output(folder: Path) -> None:
    """Removes a generated file."""
    next((folder / "generated").rglob("client.py")).unlink()


def remove_manifest(folder: Path) -> None:
    """Removes what says which files were generated."""
    next((folder / "generated").rglob(".actionspec.json")).unlink()


@pytest.mark.parametrize(
    "change",
    [
        add_to("spec/api.yaml"),
        add_to("spec/errors.yaml"),
        add_to("older/api.yaml"),
        add_action,
        remove_output,
        remove_manifest,
    ],
)
def test_whatever_changes_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    change(folder)
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        generate(folder)


def test_another_program_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionspec.unchanged.identity", lambda: "another")
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        generate(folder)


def test_an_edit_is_still_refused(folder: Path) -> None:
    client = next((folder / "generated").rglob("client.py"))
    client.write_text(client.read_text("utf-8") + "# mine\n", "utf-8")
    done = run("generate", "spec", "--target", "python", cwd=folder)
    assert done.exit_code == 2
    assert "edited" in done.stderr


def test_a_cache_that_cannot_be_written_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("", "utf-8")
    monkeypatch.setenv(VARIABLE, str(folder / "file"))
    assert generate(folder).endswith("is up to date\n")
    damaged = folder / "damaged"
    for file in [one for one in (folder / "cache").rglob("*") if one.is_file()]:
        place = damaged / file.relative_to(folder / "cache")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("{", "utf-8")
    monkeypatch.setenv(VARIABLE, str(damaged))
    assert generate(folder).endswith("is up to date\n")
