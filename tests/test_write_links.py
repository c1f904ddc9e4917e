"""Links, files in the way and odd paths: nothing outside the output folder is ever touched."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from outputs import NEW, assert_new, change, contents, look_at, old_output, put, stay

from actionspec.write import WriteError


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent."""
    return old_output(tmp_path)


def test_the_output_folder_may_be_a_link(out: Path) -> None:
    link = out.parent.parent / "link"
    link.symlink_to("parent/out")
    put(link, NEW)
    assert link.is_symlink()
    assert_new(out)


@pytest.mark.parametrize("path", ["model.json", "docs/gone/b.md", "docs/a.md", "docs", "python/x"])
@pytest.mark.parametrize("whole_folder", [True, False], ids=["whole", "one by one"])
def test_a_link_is_never_followed(out: Path, path: str, whole_folder: bool) -> None:
    if not whole_folder:
        stay(out)
    aside = out.parent.parent / "aside"
    (out / path).rename(aside)
    (out / path).symlink_to(aside)
    before = contents(out.parent.parent)
    with pytest.raises(WriteError, match=rf"out/{path} \(.*a symbolic link"):
        put(out, NEW)
    assert contents(out.parent.parent) == before
    kept = contents(aside) if aside.is_dir() else aside.read_bytes()
    put(out, NEW, force=True)
    assert_new(out)
    assert not (out / path).is_symlink()
    assert (contents(aside) if aside.is_dir() else aside.read_bytes()) == kept


def test_what_is_beyond_a_link_is_not_removed(out: Path) -> None:
    aside = out.parent.parent / "aside"
    (out / "docs/gone").rename(aside)
    (out / "docs/gone").symlink_to(aside)
    put(out, NEW, force=True)
    assert (aside / "b.md").read_text(encoding="utf-8") == "b\n"
    assert not look_at(out, NEW).changes


@pytest.mark.parametrize("whole_folder", [True, False], ids=["whole", "one by one"])
def test_a_file_where_a_folder_has_to_be(out: Path, whole_folder: bool) -> None:
    if not whole_folder:
        stay(out)
    change(out / "docs/new", "mine")
    with pytest.raises(WriteError, match=r"docs/new \(a file where a folder has to be\)"):
        put(out, NEW)
    put(out, NEW, force=True)
    assert_new(out)


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_where_a_file_has_to_be(out: Path, force: bool) -> None:
    change(out / "docs/new/d.md/own.md", "mine")
    before = contents(out)
    with pytest.raises(IsADirectoryError, match=r"this is a folder, and .* move it away"):
        put(out, NEW, force=force)
    assert contents(out) == before


def test_something_that_is_neither_is_not_read(out: Path) -> None:
    os.mkfifo(out / "python/x/d.py")
    with pytest.raises(WriteError, match="neither a file nor a folder"):
        put(out, {**NEW, "python/x/d.py": "d = 1\n"})
    os.mkfifo(out / "own")
    put(out, NEW)
    assert_new(out)
    assert stat.S_ISFIFO((out / "own").stat().st_mode)


@pytest.mark.parametrize("whole_folder", [True, False], ids=["whole", "one by one"])
def test_files_become_folders_and_folders_files(tmp_path: Path, whole_folder: bool) -> None:
    folder = tmp_path / "out"
    one = {"docs/a": "1\n", "docs/b/c/d": "2\n", "docs/b/e": "3\n"}
    other = {"docs/a/c": "1\n", "docs/b": "2\n"}
    put(folder, one)
    if not whole_folder:
        stay(folder)
    for files in (other, one):
        put(folder, files)
        manifest = {".actionspec.json", ".git/", ".git"}
        found = {path: text for path, text in contents(folder).items() if path not in manifest}
        assert {path: text for path, text in found.items() if text} == {
            path: text.encode() for path, text in files.items()
        }
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/proc/actionspec/x", "names and single slashes"),
        ("../x", "names and single slashes"),
        ("docs/../../x", "names and single slashes"),
        ("docs//x", "names and single slashes"),
        ("docs/./x", "names and single slashes"),
        ("", "names and single slashes"),
        ("docs/", "names and single slashes"),
        ("docs\\..\\x", "not every system allows '\\\\\\\\'"),
        ("C:/x", "not every system allows ':'"),
        ("docs/x:y", "not every system allows ':'"),
        ("docs/\0", "not every system allows '\\\\x00'"),
        ("docs/\x1b", "not every system allows '\\\\x1b'"),
        ("docs/x ", "no dot and no space"),
        ("docs/x.", "no dot and no space"),
        ("docs/con.md", "Windows keeps the name 'con' to itself"),
        ("docs/NUL", "Windows keeps the name 'NUL' to itself"),
        ("com1/x.py", "Windows keeps the name 'com1' to itself"),
        (".git/hooks/pre-commit", "begins with a dot"),
        ("docs/.github/x.yaml", "begins with a dot"),
    ],
)
def test_a_path_that_may_not_be_written(out: Path, path: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        put(out, {path: "x"}, force=True)
    (out / ".actionspec.json").write_text(json.dumps({path: "0" * 64}), encoding="utf-8")
    with pytest.raises(WriteError, match="is damaged"):
        put(out, NEW, force=True)


def test_names_that_only_look_reserved(tmp_path: Path) -> None:
    files = {
        "docs/console.md": "1\n",
        "docs/com1_": "2\n",
        "docs/com10.md": "3\n",
        "docs/ü.md": "4",
    }
    put(tmp_path / "out", files)
    assert (tmp_path / "out/docs/ü.md").exists()
