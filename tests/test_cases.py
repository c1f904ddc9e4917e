"""Each folder under `cases/`: a spec beside what `check` says, or beside what `generate` writes.

`UPDATE=1 pytest tests/test_cases.py` writes what comes out, for you to read before a commit.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from apis import ROOT, files_below, run

CASES = sorted(path.parent for path in (ROOT / "tests" / "cases").glob("*/spec"))
# What these generate is executed, example by example, and not compared.
STYLES = {case for case in CASES if case.name.startswith("style-")}
UPDATE = bool(os.environ.get("UPDATE"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    done = run("check", "spec", cwd=case)
    if case in STYLES:
        assert done.exit_code == 0, done.stderr
        return
    expected = case / "expected"
    if done.exit_code == 0 and (UPDATE or expected.exists()):
        wrote = run("generate", "spec", "--out", str(tmp_path), cwd=case)
        assert wrote.exit_code == 0
        if UPDATE:
            replace(expected, own_files(tmp_path))
        assert own_files(tmp_path) == files_below(expected)
        return
    assert done.exit_code == 1
    if UPDATE:
        (case / "stderr.txt").write_text(done.stderr, encoding="utf-8")
    assert done.stderr == (case / "stderr.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_is_complete(case: Path) -> None:
    """A message names its place, and shows a line of the file with a caret below it."""
    if case in STYLES:
        assert not (case / "expected").exists()
        assert not (case / "stderr.txt").exists()
        return
    if (case / "expected").exists():
        assert not (case / "stderr.txt").exists()
        return
    text = (case / "stderr.txt").read_text(encoding="utf-8")
    assert re.search(r"^spec/[\w/]+\.ya?ml:\d+:\d+: error: \S", text, re.MULTILINE)
    shown = re.findall(r"^ +\d+ \| ", text, re.MULTILINE)
    carets = re.findall(r"^ +\| +\^", text, re.MULTILINE)
    assert len(shown) == len(carets)
    # Where no line of a file is meant.
    assert shown or re.search(
        r"\[(stray-file|link-elsewhere|unreadable-file)\]$", text, re.MULTILINE
    )
    assert "Traceback" not in text


def own_files(folder: Path) -> dict[str, bytes]:
    """What depends on the spec: the runtime and its hashes are the same for all."""
    return {
        path: content for path, content in files_below(folder).items() if "_runtime" not in path
    }


def replace(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
