"""What somebody edited, or put where a generated file goes, is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from apis import ROOT
from outputs import NEW, OLD, assert_new, change, contents, generated, look_at, old_output, put

from actionspec.model import Api
from actionspec.read import read
from actionspec.render import find_targets, render
from actionspec.write import WriteError


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent."""
    return old_output(tmp_path)


def test_an_edit_is_shown_with_what_to_do(out: Path) -> None:
    change(out / "python/x/c.py", "c = 1\nmine = '\x1b[31m\u202e'\n")
    change(out / "docs/gone/b.md", "mine\n")
    change(out / "docs/new/d.md", "mine\n")
    before = contents(out.parent)
    with pytest.raises(WriteError) as caught:
        put(out, NEW)
    shown = out.as_posix()
    assert str(caught.value) == f"""\
these files were edited by hand:
  {shown}/docs/gone/b.md (it is no longer generated)
  {shown}/docs/new/d.md (it was not generated)
  {shown}/python/x/c.py

--- {shown}/docs/new/d.md, as generated
+++ {shown}/docs/new/d.md, as it is
@@ -1 +1 @@
-d
+mine

--- {shown}/python/x/c.py, as generated
+++ {shown}/python/x/c.py, as it is
@@ -1 +1,2 @@
-c = 2
+c = 1
+mine = '\\x1b[31m\\u202e'

nothing was written. To keep an edit, put code of your own, a subclass for instance, into a new \
file, such as {shown}/python/x/own.py: no run touches a file that it did not write, and nothing \
generated is ever called own. To drop the edits, use --force."""
    assert contents(out.parent) == before
    todo = put(out, NEW, force=True)
    assert todo.edited == ("docs/gone/b.md", "docs/new/d.md", "python/x/c.py")
    assert_new(out)


def test_a_long_edit_is_cut(out: Path) -> None:
    change(out / "docs/a.md", "".join(f"{number}\n" for number in range(100)))
    with pytest.raises(WriteError, match=r"\+35\n\.\.\. and 64 more lines\n\nnothing"):
        put(out, NEW)


def test_a_file_that_is_missing_is_written_again(out: Path) -> None:
    (out / "python/x/c.py").unlink()
    assert put(out, OLD).written == ("python/x/c.py",)
    assert generated(out) == OLD


def test_other_line_ends_are_no_edit(out: Path) -> None:
    for path in [*OLD, ".actionspec.json"]:
        file = out / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert not look_at(out, OLD).changes
    todo = look_at(out, NEW)
    assert todo.edited == ()
    assert "docs/a.md" not in todo.written
    put(out, NEW)
    assert not look_at(out, NEW).changes
    assert (out / "python/x/c.py").read_bytes() == b"c = 2\n"
    assert not (out / "docs/gone").exists()


def test_a_lone_carriage_return_is_an_edit(out: Path) -> None:
    (out / "docs/a.md").write_bytes(b"a\r")
    assert look_at(out, NEW).edited == ("docs/a.md",)


def test_force_touches_nothing_but_what_is_generated(out: Path) -> None:
    change(out / "docs/own.md", "mine")
    change(out / "docs/gone/own.md", "mine")
    change(out / "docs/a.md", "mine")
    put(out, NEW, force=True)
    assert_new(out)
    assert (out / "docs/own.md").read_text(encoding="utf-8") == "mine"
    assert (out / "docs/gone/own.md").read_text(encoding="utf-8") == "mine"


def test_nothing_generated_is_called_own() -> None:
    apis: list[Api] = [read(path.parent) for path in ROOT.glob("spec/*/api.yaml")]
    for target in find_targets().values():
        for file in target.files:
            parts = file["path"].split("/")
            assert not [part for part in parts if part.startswith("own")], target.name
        for source in target.folder.rglob("own*"):
            pytest.fail(f"{source} would be written as it is called")
        for api in apis:
            for path in render(api, [target]):
                assert not [part for part in path.split("/") if part.startswith("own")], path
