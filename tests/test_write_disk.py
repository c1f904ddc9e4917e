"""Trouble with the disk: told in one line, with nothing changed."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from apis import run, run_process
from outputs import BARE, NEW, OLD, change, contents, generated, old_output, put, raising, stay

from actionspec.write import WriteError


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent."""
    return old_output(tmp_path)


def assert_untouched(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: ")


def test_a_full_disk(tmp_path: Path) -> None:
    """A limit of the operating system on the size of files stands for the disk."""
    spec = Path(shutil.copytree(BARE, tmp_path / "spec")) / "api.yaml"
    arguments = ["generate", "spec", "--out", "parent/out"]
    assert run(*arguments, cwd=tmp_path).exit_code == 0
    change(spec, spec.read_text(encoding="utf-8").replace("title: Bell", "title: A bell"))
    before = contents(tmp_path / "parent")
    done = subprocess.run(
        [sys.executable, "-m", "actionspec", *arguments],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )
    assert_untouched(done, "error: parent/out/.actionspec.json: File too large")
    assert contents(tmp_path / "parent") == before


@pytest.mark.parametrize("whole_folder", [True, False], ids=["whole", "one by one"])
def test_no_space_left(out: Path, monkeypatch: pytest.MonkeyPatch, whole_folder: bool) -> None:
    if not whole_folder:
        stay(out)
    before = contents(out.parent)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full_after(3, Path.write_bytes))
        with pytest.raises(OSError, match=rf"No space left on device: '{out.as_posix()}/"):
            put(out, NEW)
    assert contents(out.parent) == before
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", raising(errno.ENOSPC))
        with pytest.raises(OSError, match="No space left on device"):
            put(out.parent / "deep/new", NEW)
    assert contents(out.parent) == before


def full_after(times: int, write_bytes: Any) -> Any:
    left = [None] * times

    def limited(file: Path, *arguments: Any, **named: Any) -> int:
        if not left:
            write_bytes(file, b"begun")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left.pop()
        written: int = write_bytes(file, *arguments, **named)
        return written

    return limited


@pytest.mark.parametrize("folder", ["/proc/actionspec", "/sys/actionspec/out", "/dev/null/out"])
def test_a_folder_that_cannot_be_written(folder: str) -> None:
    done = run_process("generate", str(BARE), "--out", folder)
    assert_untouched(done, folder.rpartition("/")[0])


@pytest.mark.parametrize("name", ["parent", "parent/file/out", "parent/loop"])
def test_no_folder_at_all(tmp_path: Path, name: str) -> None:
    (tmp_path / "parent").mkdir()
    (tmp_path / "parent/file").write_text("mine", encoding="utf-8")
    (tmp_path / "parent/loop").symlink_to("loop")
    if name == "parent":
        name = "parent/file"
    done = run_process("generate", str(BARE), "--out", name, cwd=tmp_path)
    assert_untouched(done, name)
    assert (tmp_path / "parent/file").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_file = os.open

    def refusing(path: Any, *arguments: Any, **named: Any) -> int:
        if str(path).endswith("c.py"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return open_file(path, *arguments, **named)

    before = contents(out)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refusing)
        with pytest.raises(PermissionError, match=r"python/x/c\.py"):
            put(out, NEW)
    assert contents(out) == before


@pytest.mark.parametrize("folder", ["", "python/x", "docs"])
def test_a_folder_that_is_read_only(
    out: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """Stopped before anything is written, by what the system says: root may write anywhere."""

    def access(path: Path, mode: int) -> bool:
        return path != out / folder or not mode & os.W_OK

    before = contents(out)
    monkeypatch.setattr(os, "access", access)
    with pytest.raises(PermissionError, match="nothing can be written here") as caught:
        put(out, NEW)
    assert Path(caught.value.filename) == out / folder
    assert contents(out) == before


@pytest.mark.parametrize("what", ["folder", "link"])
def test_a_manifest_that_is_no_file(out: Path, what: str) -> None:
    manifest = out / ".actionspec.json"
    manifest.unlink()
    if what == "folder":
        manifest.mkdir()
    else:
        manifest.symlink_to("docs/a.md")
    with pytest.raises(WriteError, match=rf"/out/\.actionspec\.json is a .*{what}; move it away"):
        put(out, NEW, force=True)
    assert generated(out) == OLD
