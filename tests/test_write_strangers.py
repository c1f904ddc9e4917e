"""Two runs that do not see each other's lock, as in two containers, lose nothing of each other."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from outputs import NEW, OLD, assert_new, contents, generated, old_output, put, stay

from actionspec.write import exchange, lock, staging, whole


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent, and with texts of somebody's own."""
    out = old_output(tmp_path)
    (out / "own.txt").write_text("mine", encoding="utf-8")
    (out / "docs/own.md").write_text("mine", encoding="utf-8")
    return out


def assert_nothing_is_lost(out: Path) -> None:
    assert contents(out)["own.txt"] == contents(out)["docs/own.md"] == b"mine"


def once(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen when the first text of a run is written."""
    write = staging.Staging.write

    def late(self: staging.Staging, path: str, content: bytes, shown: str) -> None:
        monkeypatch.setattr(staging.Staging, "write", write)
        happens()
        write(self, path, content, shown)

    monkeypatch.setattr(staging.Staging, "write", late)


@pytest.mark.parametrize("stays", [False, True], ids=["exchanged", "one by one"])
def test_a_second_run_while_the_first_one_writes(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    if stays:
        stay(out)
    (tmp_path / "other").mkdir()

    def second() -> None:
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(tempfile, "tempdir", str(tmp_path / "other"))
            put(out, NEW)

    once(monkeypatch, second)
    with pytest.raises(OSError, match=r"another run has just|somebody has just"):
        put(out, {**NEW, "model.json": "3\n"})
    assert generated(out) == NEW
    assert_nothing_is_lost(out)
    put(out, NEW)
    assert_new(out)


@pytest.mark.parametrize("killed", [False, True], ids=["told", "killed"])
def test_a_second_run_at_the_last_moment(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    (tmp_path / "other").mkdir()
    exchange_now = exchange.exchange

    def late(one: Path, other: Path) -> None:
        monkeypatch.setattr(whole, "exchange", exchange_now)
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(tempfile, "tempdir", str(tmp_path / "other"))
            put(out, NEW)
        (out / "later.txt").write_text("mine", encoding="utf-8")
        exchange_now(one, other)
        if killed:
            monkeypatch.setattr(whole, "_finish", lambda *_: None)
            raise KeyboardInterrupt

    monkeypatch.setattr(whole, "exchange", late)
    with monkeypatch.context(), pytest.raises(KeyboardInterrupt if killed else OSError):
        put(out, {**NEW, "model.json": "3\n"})
    if killed:
        monkeypatch.undo()
        put(out, NEW, force=True)
    assert generated(out) == NEW
    assert_nothing_is_lost(out)
    assert contents(out)["later.txt"] == b"mine"


def test_a_staging_folder_that_somebody_deletes(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def delete() -> None:
        (prepared,) = (one for one in out.parent.iterdir() if one != out)
        for path in sorted(prepared.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        prepared.rmdir()

    once(monkeypatch, delete)
    with pytest.raises(OSError, match="No such file"):
        put(out, NEW)
    assert generated(out) == OLD
    assert_nothing_is_lost(out)


def test_what_the_new_folder_lost_comes_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange_now = exchange.exchange

    def late(one: Path, other: Path) -> None:
        (one / "own.txt").unlink()
        exchange_now(one, other)

    monkeypatch.setattr(whole, "exchange", late)
    put(out, NEW)
    assert_new(out)
    assert_nothing_is_lost(out)


def test_a_folder_of_locks_that_others_can_write(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with lock.locked(out):
        (folder,) = tmp_path.glob("actionspec-*")
    folder.chmod(0o777)
    with pytest.raises(PermissionError, match="others can write this folder"):
        put(out, NEW)
    assert generated(out) == OLD
    folder.rmdir()
    os.mkdir(tmp_path / "planted")
    folder.symlink_to("planted")
    with pytest.raises(PermissionError, match="others can write this folder"):
        put(out, NEW)
