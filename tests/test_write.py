"""Writing an output folder: all at once where that can be, and alone."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from apis import ROOT, run, run_process
from outputs import (
    BARE,
    NEW,
    OLD,
    assert_new,
    contents,
    generated,
    look_at,
    old_output,
    put,
    raising,
    stay,
)

from actionspec.write import Plan, WriteError, exchange, lock, one_by_one, staging, whole


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent."""
    return old_output(tmp_path)


@pytest.mark.parametrize("links", [True, False], ids=["linked", "copied"])
def test_what_is_not_generated_stays_as_it_is(
    out: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    own = out / "python/x/own.py"
    own.write_text("OWN = 1\n", encoding="utf-8")
    own.chmod(0o751)
    (out / "empty").mkdir(mode=0o700)
    (out / "link").symlink_to("nowhere")
    (out / "docs/a.md").chmod(0o600)
    kept = ["python/x/own.py", "empty", "link", "docs/a.md"]
    for path in kept:
        os.utime(out / path, (1, 2), follow_symlinks=False)
    if not links:
        monkeypatch.setattr(os, "link", raising(errno.EPERM))
    before = {path: (out / path).lstat() for path in kept}
    inode = out.stat().st_ino
    put(out, NEW)
    assert_new(out)
    assert out.stat().st_ino != inode, "it was not exchanged"
    for path, was in before.items():
        now = (out / path).lstat()
        assert (now.st_mode, now.st_mtime_ns) == (was.st_mode, was.st_mtime_ns), path
        assert not links or path in ("empty", "link") or now.st_ino == was.st_ino
    assert own.read_text(encoding="utf-8") == "OWN = 1\n"
    assert os.readlink(out / "link") == "nowhere"


def test_a_folder_keeps_its_mode(out: Path) -> None:
    out.chmod(0o750)
    put(out, NEW)
    assert stat.S_IMODE(out.stat().st_mode) == 0o750


def write_meanwhile(out: Path) -> None:
    """What somebody does while a run prepares its output."""
    (out / "python/x/own.py").write_text("OWN = 1\n", encoding="utf-8")
    (out / "notes").mkdir()
    (out / "later/deep").mkdir(parents=True)
    (out / "later/deep/own.md").write_text("mine", encoding="utf-8")
    (out / "link").symlink_to("nowhere")
    other = out / "other.tmp"
    other.write_text("saved anew", encoding="utf-8")
    other.replace(out / "kept.txt")
    (out / "python/x/c.py").write_text("c = 3\n", encoding="utf-8")
    with (out / "docs/a.md").open("a", encoding="utf-8") as file:
        file.write("more\n")


def assert_carried_over(out: Path) -> None:
    found = contents(out)
    assert found["python/x/own.py"] == b"OWN = 1\n"
    assert found["notes"] == ""
    assert found["later/deep/own.md"] == b"mine"
    assert found["link"] == "nowhere"
    assert found["kept.txt"] == b"saved anew"
    assert found["python/x/c.py"] == b"c = 3\n"
    assert found["docs/a.md"] == b"a\nmore\n"
    assert found["docs/new/d.md"] == b"d\n"
    assert "docs/gone" not in found
    assert look_at(out, NEW).edited == ("docs/a.md", "python/x/c.py")
    assert os.listdir(out.parent) == [out.name]


def test_what_somebody_writes_meanwhile_is_carried_over(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "kept.txt").write_text("mine", encoding="utf-8")
    exchange_now = exchange.exchange

    def late(one: Path, other: Path) -> None:
        write_meanwhile(out)
        exchange_now(one, other)

    monkeypatch.setattr(whole, "exchange", late)
    put(out, NEW)
    assert_carried_over(out)


def test_what_somebody_wrote_during_a_run_that_was_killed_is_carried_over_by_the_next(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "kept.txt").write_text("mine", encoding="utf-8")
    exchange_now = exchange.exchange

    def late(one: Path, other: Path) -> None:
        write_meanwhile(out)
        exchange_now(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(whole, "exchange", late)
        patch.setattr(whole, "_finish", lambda *_: None)
        put(out, NEW)
    assert len(os.listdir(out.parent)) == 2
    with pytest.raises(WriteError, match="edited by hand"):
        put(out, NEW)
    assert_carried_over(out)


def test_what_cannot_be_carried_over_is_kept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange_now = exchange.exchange

    def late(one: Path, other: Path) -> None:
        (out / "docs/new").write_text("mine", encoding="utf-8")
        exchange_now(one, other)

    monkeypatch.setattr(whole, "exchange", late)
    with pytest.raises(OSError, match="stays here") as caught:
        put(out, NEW)
    assert generated(out) == NEW
    monkeypatch.undo()
    put(out, OLD)
    assert Path(caught.value.filename, "docs/new").read_text(encoding="utf-8") == "mine"


def test_only_our_own_leftovers_are_removed(out: Path) -> None:
    names = {
        ".out.actionspec-abcdefgh": True,
        ".out.actionspec-abcdefg1": None,
        ".out.actionspec-abcdefg2": False,
        ".out.actionspec-abcdefghi": True,
        ".other.actionspec-abcdefgh": True,
        "out.actionspec-abcdefgh": True,
    }
    for name, marked in names.items():
        (out.parent / name).mkdir()
        if marked is not None:
            mark = "actionspec-staging" if marked else "own.txt"
            (out.parent / name / mark).touch()
    (out.parent / ".out.actionspec-abcdefg3").symlink_to(".other.actionspec-abcdefgh")
    (out / ".actionspec-abcdefgh").mkdir()
    (out / ".actionspec-abcdefgh/actionspec-staging").touch()
    put(out, OLD)
    removed = {".out.actionspec-abcdefgh", ".out.actionspec-abcdefg1"}
    left = {*names, "out", ".out.actionspec-abcdefg3"} - removed
    assert {*os.listdir(out.parent)} == left
    assert not (out / ".actionspec-abcdefgh").exists()


@pytest.fixture(
    params=["repository", "current directory", "below it", "mount point", "file system", "parent"]
)
def stays(request: pytest.FixtureRequest, out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that cannot be exchanged."""
    if request.param == "repository":
        stay(out / "docs")
    elif request.param == "current directory":
        monkeypatch.chdir(out)
    elif request.param == "below it":
        monkeypatch.chdir(out / "python/x")
    elif request.param == "mount point":
        (out / "a b").mkdir()
        mounts = out.parent.parent / "mounts"
        mounts.write_text(f"36 35 8:1 / {out}/a\\040b rw - ext4 /dev/sda rw\n", encoding="utf-8")
        monkeypatch.setattr(whole, "_MOUNTS", mounts)
    elif request.param == "file system":
        monkeypatch.setattr(whole, "exchange", raising(errno.EINVAL))
    else:
        monkeypatch.setattr(whole, "new_staging", raising(errno.EACCES))
    return out


def test_a_folder_that_has_to_stay_is_written_file_by_file(stays: Path) -> None:
    inode = stays.stat().st_ino
    (stays / "python/x/own.py").write_text("OWN = 1\n", encoding="utf-8")
    put(stays, NEW)
    assert stays.stat().st_ino == inode
    assert_new(stays)
    assert not (stays / "docs/gone").exists()
    assert (stays / "python/x/own.py").exists()
    put(stays, OLD)
    assert generated(stays) == OLD


def test_what_somebody_writes_while_files_are_replaced_stops_the_run(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def late(parent: Path, prefix: str) -> staging.Staging:
        (out / "python/x/c.py").write_text("c = 3\n", encoding="utf-8")
        return staging.new_staging(parent, prefix)

    stay(out)
    monkeypatch.setattr(one_by_one, "new_staging", late)
    with pytest.raises(OSError, match=r"somebody has just changed this.*python/x/c\.py"):
        put(out, NEW)
    assert (out / "python/x/c.py").read_text(encoding="utf-8") == "c = 3\n"
    assert look_at(out, NEW).edited == ("python/x/c.py",)


def test_a_run_that_was_cut_short_is_completed_for_another_spec_too(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace
    replaced = []

    def cut(source: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) == 4:
            raise OSError(errno.EIO, "cut short")
        replace(source, target)

    stay(out)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut)
        with pytest.raises(OSError, match="cut short"):
            put(out, NEW)
    assert generated(out) not in (OLD, NEW)
    third = {"model.json": "3\n", "python/x/c.py": "c = 4\n"}
    assert not look_at(out, third).edited
    put(out, third)
    assert {"docs", "docs/new"}.isdisjoint(contents(out))
    manifest = json.loads((out / ".actionspec.json").read_bytes())
    assert manifest.keys() == third.keys()
    assert {*map(type, manifest.values())} == {str}


def test_two_runs_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (tmp_path / "link").symlink_to("out")
    with lock.locked(folder):
        for name in ("out", "link"):
            shown = (tmp_path / name).as_posix()
            done = run_process("generate", str(BARE), "--out", shown, cwd=ROOT)
            assert done.returncode == 2
            assert done.stderr == (
                f"error: another run is writing {shown}; wait until it has ended\n"
            )
        other = run("generate", str(BARE), "--out", str(tmp_path / "other"))
        assert other.exit_code == 0
        assert not folder.exists()
        assert run("generate", str(BARE), "--out", str(folder), "--check").exit_code == 1
    assert run("generate", str(BARE), "--out", str(folder)).exit_code == 0


def test_the_plan_is_made_when_nobody_else_writes(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that waits for nothing cannot work with what it saw before another one ended."""
    held = []

    def noted(*_: Any) -> Plan:
        with pytest.raises(WriteError, match="another run"), lock.locked(out):
            pass
        held.append(True)
        return look_at(out, NEW)

    monkeypatch.setattr("actionspec.write.plan", noted)
    put(out, NEW)
    assert held
