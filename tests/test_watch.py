"""`actionspec generate --watch`: each save is followed by what it changes, whatever it is."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from apis import run
from commands import command, line, until

import actionspec.watch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a new spec, and with another one that says only what differs from it."""
    for name in ("my_api", "twin"):
        assert run("new", name, cwd=tmp_path).exit_code == 0
    twin = tmp_path / "spec" / "twin"
    shutil.rmtree(twin)
    twin.mkdir()
    (twin / "api.yaml").write_text(
        'actionspec: 1\nname: Twin\npackage: twin\nversion: "2"\nbase: my_api\n', "utf-8"
    )
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A run that watches the spec, and has generated once."""
    with command("generate", "spec/twin", "--watch", "--target", "python", cwd=folder) as process:
        assert line(process) == "watching spec/twin; stop with Ctrl-C"
        until(process, "generated in", "stdout")
        yield process


def save(file: Path, old: str, new: str) -> None:
    """Save a file as many editors do: another one takes its place."""
    text = file.read_text("utf-8")
    assert old in text
    beside = file.with_name("." + file.name)
    beside.write_text(text.replace(old, new), "utf-8")
    beside.replace(file)


def test_a_save_is_followed_by_what_it_changes(
    folder: Path, watching: subprocess.Popen[str]
) -> None:
    save(folder / "spec/my_api/actions/sendNote.yaml", "Send a note", "Post a note")
    told = until(watching, "generated in", "stdout")
    assert "wrote generated/twin/python/twin/actions/send_note.py" in told
    assert not [one for one in told if "get_note.py" in one]


def test_a_broken_spec_is_told_and_mended_by_the_next_save(
    folder: Path, watching: subprocess.Popen[str]
) -> None:
    errors = folder / "spec/my_api/errors.yaml"
    save(errors, "codes:", "codes: [")
    [told] = until(watching, "errors.yaml:")
    assert "error: a comma or the closing bracket is missing here" in told
    save(errors, "codes: [", "codes:")
    assert line(watching) == "generated/twin is up to date"
    save(errors, "message: Unknown key", "message: No such key")
    until(watching, "generated in", "stdout")
    save(errors, "category: RefusedError", "category: RefusalError")
    assert "did you mean" in "".join(until(watching, "problems"))


def test_new_files_and_folders_are_seen(folder: Path, watching: subprocess.Popen[str]) -> None:
    action = (folder / "spec/my_api/actions/getNote.yaml").read_text("utf-8")
    (folder / "spec/twin/actions").mkdir()
    more = action.replace("getNote", "findNote").replace("FoundNote", "OtherNote")
    (folder / "spec/twin/actions/findNote.yaml").write_text(more, "utf-8")
    told = "wrote generated/twin/python/twin/actions/find_note.py"
    until(watching, told, "stdout")
    until(watching, "generated in", "stdout")
    (folder / "spec/twin/actions/findNote.yaml").unlink()
    until(watching, told.replace("wrote", "removed"), "stdout")


def test_a_whole_spec_can_be_put_in_the_place_of_another(
    folder: Path, watching: subprocess.Popen[str]
) -> None:
    shutil.copytree(folder / "spec/twin", folder / "other")
    save(folder / "other/api.yaml", 'version: "2"', 'version: "3"')
    (folder / "spec/twin").rename(folder / "gone")
    (folder / "other").rename(folder / "spec/twin")
    until(watching, "wrote generated/twin/python/pyproject.toml", "stdout")


def test_an_edit_by_hand_is_kept_and_told(folder: Path, watching: subprocess.Popen[str]) -> None:
    generated = folder / "generated/twin/python/twin/actions/send_note.py"
    generated.write_text("# mine\n", "utf-8")
    save(folder / "spec/my_api/actions/sendNote.yaml", "Send a note", "Post a note")
    until(watching, "edited")
    assert generated.read_text("utf-8") == "# mine\n"


def test_a_saved_template_is_followed_too(folder: Path) -> None:
    own = folder / "own" / "table"
    own.mkdir(parents=True)
    (own / "target.yaml").write_text("summary: T\nfiles: [{template: a.jinja, path: a}]\n", "utf-8")
    (own / "a.jinja").write_text("one\n", "utf-8")
    options = ("--templates", "own", "--target", "table")
    with command("generate", "spec/twin", "--watch", *options, cwd=folder) as process:
        until(process, "generated in", "stdout")
        save(own / "a.jinja", "one", "two")
        until(process, "generated in", "stdout")
        assert (folder / "generated/twin/table/a").read_text("utf-8") == "two\n"
        save(own / "a.jinja", "two", "{{ three }}")
        assert "own/table/a.jinja:1: 'three' is undefined" in until(process, "three")[-1]


def test_it_ends_with_an_interrupt(watching: subprocess.Popen[str]) -> None:
    watching.send_signal(signal.SIGINT)
    assert watching.wait(timeout=20) == 0
    assert watching.stderr
    assert not watching.stderr.read()


@pytest.mark.parametrize("option", ["--check", "--diff", "--json"])
def test_what_makes_no_sense_beside_it_is_told(folder: Path, option: str) -> None:
    done = run("generate", "spec/my_api", "--watch", option, cwd=folder)
    assert done.exit_code == 2
    assert "--watch writes and goes on" in done.output


def test_a_folder_may_go_away_before_it_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spec").mkdir()
    begun = 0

    def vanishing(*folders: Path, **options: Any) -> Iterator[set[Any]]:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise FileNotFoundError
        yield from real(*folders, **options)

    real = watchfiles.watch
    monkeypatch.setattr(actionspec.watch, "watch", vanishing)
    next(actionspec.watch.changes(lambda: [tmp_path / "spec"]))
    assert begun == 2
