"""A run that would change nothing reads no YAML, and notices all that could change something."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from apis import ROOT, run
from click.testing import CliRunner

import actionspec.load
from actionspec.cache import VARIABLE, keep, put, recall
from actionspec.cli import app
from actionspec.render import render

CASES = ROOT / "tests" / "cases"
SPEC = CASES / "generate-previous" / "spec"


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


def test_a_spec_that_is_edited_during_a_run_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_to("spec/api.yaml")(folder)

    def edit_too(*arguments: Any, **options: Any) -> Any:
        add_to("spec/errors.yaml")(folder)
        return render(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr("actionspec.render.render", edit_too)
        generate(folder)
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        generate(folder)


def test_a_spec_that_comes_before_the_one_that_was_read_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    single = (CASES / "generate-bare" / "spec" / "api.yaml").read_text("utf-8")
    assert "package: bell" in single
    (folder / "before.yaml").write_text(single.replace("package: bell", "package: before"), "utf-8")
    (folder / "spec.yaml").write_text(f"{single}\nprevious: before\n", "utf-8")
    again = partial(run, "generate", "spec.yaml", "--target", "python", cwd=folder)
    assert again().exit_code == 0
    with monkeypatch.context() as patched:
        forbid_reading(patched)
        assert "is up to date" in again().stdout
    shutil.copytree(folder / "older", folder / "before")
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        again()


def test_no_folder_is_not_a_folder_called_none(folder: Path) -> None:
    assert generate(folder, "--out", "None").startswith("wrote")
    shutil.rmtree(folder / "generated")
    assert generate(folder).startswith("wrote")


def test_a_folder_that_is_gone_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    done = CliRunner().invoke(app, ["generate", str(folder / "spec")])
    assert done.exit_code == 2
    assert "error:" in done.stderr


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


@pytest.mark.parametrize("damage", [b"{", b"[]", b"[" * 100_000, b"null", b"\xff", b'{"read": 1}'])
def test_what_is_damaged_in_the_cache_is_made_again(folder: Path, damage: bytes) -> None:
    files = [one for one in (folder / "cache").rglob("*") if one.is_file()]
    assert files
    for file in files:
        file.write_bytes(damage)
    shutil.rmtree(folder / "generated")
    assert generate(folder).startswith("wrote")
    assert generate(folder).endswith("is up to date\n")


def test_a_cache_in_which_others_may_write_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = folder / "cache"
    assert cache.stat().st_mode & 0o777 == 0o700
    cache.chmod(0o777)
    before = {one: one.stat().st_mtime_ns for one in cache.rglob("*")}
    assert generate(folder).endswith("is up to date\n")
    assert {one: one.stat().st_mtime_ns for one in cache.rglob("*")} == before
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="a spec was read"):
        generate(folder)


def test_what_nobody_asked_for_is_dropped_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    for digest in ("00old", "00asked", "00new"):
        keep("kind", digest, digest.encode())
    for file in (tmp_path / "cache" / "kind" / "00").iterdir():
        os.utime(file, (0, 0))
    assert recall("kind", "00asked") == b"00asked"
    keep("kind", "00new", b"new")
    assert [recall("kind", f"00{name}") for name in ("old", "asked", "new")] == [
        None,
        b"00asked",
        b"new",
    ]


def test_what_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        put(tmp_path / "taken", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
