"""Files that are written all or none, and copies of a spec that leave nothing behind."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from actionspec.staging import contents, staged, write_all


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "b").write_text("no folder", "utf-8")
    with pytest.raises(OSError, match="b"):
        write_all({tmp_path / "a": "new", tmp_path / "b" / "c": "new"})
    assert (tmp_path / "a").read_text("utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


def test_where_the_last_file_is_a_folder_all_stay_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    (tmp_path / "z").mkdir()
    with pytest.raises(OSError, match="z"):
        write_all({tmp_path / "a": "new", tmp_path / "b/c/d": "new", tmp_path / "z": "new"})
    assert (tmp_path / "a").read_text("utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "z"]


def test_what_is_written_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old", "utf-8")
    (tmp_path / "target").chmod(0o640)
    (tmp_path / "link").symlink_to("target")
    write_all({tmp_path / "link": "new\n", tmp_path / "more/new": "new\n"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new\n"
    assert stat.S_IMODE((tmp_path / "target").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "more/new").stat().st_mode) & 0o600 == 0o600


def test_what_somebody_saved_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("old", "utf-8")
    (tmp_path / "b.yaml").write_text("old", "utf-8")
    before = contents(tmp_path)
    (tmp_path / "b.yaml").write_text("saved", "utf-8")
    texts = {tmp_path / "a.yaml": "new", tmp_path / "b.yaml": "new", tmp_path / "c.yaml": "new"}
    with pytest.raises(OSError, match=r"b\.yaml was saved meanwhile"):
        write_all(texts, before)
    assert (tmp_path / "a.yaml").read_text("utf-8") == "old"
    assert (tmp_path / "b.yaml").read_text("utf-8") == "saved"
    before = contents(tmp_path)
    (tmp_path / "c.yaml").write_text("saved", "utf-8")
    with pytest.raises(OSError, match=r"c\.yaml was saved meanwhile"):
        write_all(texts, before)
    write_all(texts, contents(tmp_path))
    assert (tmp_path / "b.yaml").read_text("utf-8") == "new"


def test_a_copy_has_no_repository_and_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "spec/.git").mkdir(parents=True)
    (tmp_path / "spec/actions").mkdir()
    (tmp_path / "spec/api.yaml").touch()
    os.mkfifo(tmp_path / "spec/actions/pipe")
    with staged(tmp_path / "spec") as copy:
        copied = {one.relative_to(copy).as_posix() for one in copy.rglob("*")}
    assert copied == {"actions", "api.yaml"}


@pytest.mark.parametrize("path", ["spec", "spec/../spec", "spec/.", "one.yaml", "gone", "far/gone"])
def test_a_copy_is_beside_and_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/api.yaml").write_text("a", "utf-8")
    (tmp_path / "one.yaml").write_text("a", "utf-8")
    monkeypatch.chdir(tmp_path)
    with staged(Path(path)) as copy:
        assert copy.parent == tmp_path
        assert copy.is_dir() == path.startswith("spec")
        assert copy.is_file() == path.endswith("yaml")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["one.yaml", "spec"]
