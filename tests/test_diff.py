"""Each folder `cases/diff-*`: two versions of a spec, and what `diff` says of them.

`UPDATE=1 pytest tests/test_diff.py` writes what comes out, for you to read before a commit.
"""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from apis import GENERATED_CASES, ROOT, SPECS, read_api, run, run_process
from diffs import read_data, shuffled, whole
from markdown_it import MarkdownIt
from rich.console import Console

from actionspec.cli.changes import Report
from actionspec.diff import KINDS, SEVERITIES, Change, compare, locate
from actionspec.diff.change import instead
from actionspec.diff.kinds import read_kinds
from actionspec.load import load
from actionspec.read import read_spec

CASES = sorted(path.parent for path in ROOT.glob("tests/cases/diff-*/old.yaml"))
UPDATE = bool(os.environ.get("UPDATE"))

# Which kind is the other one when the versions change places.
OPPOSITES = {"added": "removed", "removed": "added", "tightened": "loosened"}


def changes(case: Path) -> tuple[Change, ...]:
    return compare(read_api(case / "old.yaml"), read_api(case / "new.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    done = run("diff", "old.yaml", "new.yaml", cwd=case)
    assert (done.exit_code, done.stderr) == (0, "")
    if UPDATE:
        (case / "stdout.txt").write_text(done.stdout, encoding="utf-8")
    assert done.stdout == (case / "stdout.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_case_of_its_name(kind: str) -> None:
    found = changes(ROOT / "tests" / "cases" / f"diff-{kind}")
    assert kind in [change.kind for change in found]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_each_kind_says_what_it_means_and_what_to_do(kind: Any) -> None:
    assert kind.severity in SEVERITIES
    assert kind.meaning.endswith(".")
    assert bool(kind.advice) == (kind.severity in {"breaking", "risky"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_added_is_removed_when_the_versions_change_places(case: Path) -> None:
    forth = {change.kind for change in changes(case)}
    back = {
        change.kind for change in compare(read_api(case / "new.yaml"), read_api(case / "old.yaml"))
    }
    assert bool(forth) == bool(back)
    for kind in forth:
        base, _, end = kind.rpartition("-")
        opposite = f"{base}-{OPPOSITES.get(end)}"
        # Nothing is said of the limits of a value that has another type.
        retyped = end in {"tightened", "loosened"} and any(
            one.endswith("-type-changed") for one in back
        )
        # What has come out of another thing becomes one with it on the way back.
        merged = end == "added" and "parameters-merged" in back
        if opposite in KINDS and not retyped and not merged:
            assert opposite in back


@pytest.mark.parametrize(
    "spec", [*SPECS, *(case / "spec" for case in GENERATED_CASES)], ids=lambda spec: str(spec)[-40:]
)
def test_what_only_stands_in_another_order_is_no_change(spec: Path) -> None:
    data = whole(spec)
    old, new = read_data(data), read_data(shuffled(data))
    assert compare(old, read_data(data)) == ()
    assert compare(old, new) == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("| lost | braeking | It is. | Do. | |", 'lost is "braeking", which is none of breaking, '),
        ("| lost | safe | It | is. | | |", "a row of kinds.md has 6 cells instead of 5: "),
        ("| lost | safe | It is. | | |\n| lost | docs | It is. | | |", "two rows for lost"),
    ],
)
def test_a_table_of_kinds_that_is_wrong_is_refused_at_once(row: str, told: str) -> None:
    head = "| kind | severity | means | do | author |\n| --- | --- | --- | --- | --- |\n"
    with pytest.raises(ValueError, match=re.escape(told)):
        read_kinds(head + row)


@pytest.mark.parametrize(
    ("new", "old", "told"),
    [
        ("b" * 40, "a" * 40, f"`{'b' * 40}` instead of `{'a' * 40}`"),
        (f"{'x' * 50}2", f"{'x' * 50}1", f"`…{'x' * 20}2` instead of `…{'x' * 20}1`"),
        ("x" * 60, "x" * 50, f"`…{'x' * 30}` instead of `…{'x' * 20}`"),
        (f"a{'x' * 50}", f"b{'x' * 50}", f"`a{'x' * 39}…` instead of `b{'x' * 39}…`"),
        ("x" * 50, "", f"`{'x' * 40}…` instead of an empty text"),
    ],
)
def test_where_long_values_begin_to_differ_is_shown(new: str, old: str, told: str) -> None:
    assert instead(new, old) == told


def test_changes_are_sorted_by_severity_and_then_by_subject() -> None:
    skycore, iam = (read_api(ROOT / "spec" / name) for name in ("skycore", "iam"))
    found = compare(skycore, iam)
    assert {change.severity for change in found} == {*SEVERITIES}
    keys = [(SEVERITIES.index(one.severity), one.subject, one.kind) for one in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("severity", "case", "exit_code"),
    [
        ("breaking", "diff-parameter-removed", 1),
        ("breaking", "diff-deprecated", 0),
        ("risky", "diff-deprecated", 1),
        ("safe", "diff-deprecated", 1),
        ("safe", "diff-texts-changed", 0),
        ("docs", "diff-texts-changed", 1),
        ("docs", "diff-nothing", 0),
    ],
)
def test_fail_on_a_severity(severity: str, case: str, exit_code: int) -> None:
    folder = ROOT / "tests" / "cases" / case
    done = run("diff", "old.yaml", "new.yaml", "--fail-on", severity, cwd=folder)
    assert done.exit_code == exit_code


def test_json_has_all_that_is_known() -> None:
    folder = ROOT / "tests" / "cases" / "diff-parameter-removed"
    done = run("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder)
    told = json.loads(done.stdout)
    (change,) = told.pop("changes")
    assert told == {
        "counts": {"breaking": 1, "risky": 0, "safe": 0, "docs": 0},
        "bump": "major",
        "old_version": "1.0",
        "new_version": "1.0",
        "asked_version": "2.0.0",
    }
    assert change == {
        "kind": "parameter-removed",
        "severity": "breaking",
        "subject": "ring",
        "message": "The parameter `tune` is gone.",
        "advice": KINDS["parameter-removed"].advice,
        "names": ["Bell.ring(tune=)"],
        "old": "old.yaml:39:5",
        "new": None,
    }


def test_no_text_of_a_spec_is_markup_in_markdown() -> None:
    folder = ROOT / "tests" / "cases" / "diff-hostile-texts"
    done = run("diff", "old.yaml", "new.yaml", "--format", "markdown", cwd=folder)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(done.stdout)
    inner = [child for token in tokens for child in token.children or []]
    assert "img" in done.stdout
    assert {token.type for token in inner} == {"text", "code_inline", "strong_open", "strong_close"}
    assert {token.type for token in tokens}.isdisjoint({"html_block", "fence"})
    rows = [line for line in done.stdout.splitlines() if line.startswith("| `")]
    cells = sum(token.type == "td_open" for token in tokens)
    assert rows
    assert cells == 5 * len(rows)


def test_nothing_steers_a_terminal(tmp_path: Path) -> None:
    case = ROOT / "tests" / "cases" / "diff-default-changed"
    folder = tmp_path / "bell\x1b[31m"
    folder.mkdir()
    paths = [f"{folder.name}/{name}.yaml" for name in ("old", "new")]
    for path in paths:
        (tmp_path / path).write_text((case / Path(path).name).read_text("utf-8"), encoding="utf-8")
    for form in ("text", "markdown", "json"):
        done = run("diff", *paths, "--format", form, cwd=tmp_path)
        assert done.exit_code == 0
        assert "\x1b" not in done.stdout


@pytest.mark.parametrize("broken", ["old.yaml", "new.yaml"])
def test_the_problems_of_either_spec_are_told(tmp_path: Path, broken: str) -> None:
    case = ROOT / "tests" / "cases" / "diff-nothing"
    for name in ("old.yaml", "new.yaml"):
        text = (case / name).read_text("utf-8")
        harmed = text.replace("effect: send", "effect: none") if name == broken else text
        (tmp_path / name).write_text(harmed, encoding="utf-8")
    done = run("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert done.exit_code == 2
    assert f"{broken}:36:11: error: " in done.stderr


def test_there_is_no_such_spec() -> None:
    done = run("diff", "spec/skycore", "spec/skyocre")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no spec/skyocre" in done.stderr


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_a_spec_does_not_differ_from_itself(spec: Path) -> None:
    for form, told in (("text", "no changes\n"), ("markdown", "**no changes**\n")):
        done = run("diff", str(spec), str(spec), "--format", form)
        assert (done.exit_code, done.stdout) == (0, told)
    done = run("diff", str(spec), str(spec), "--format", "json")
    assert json.loads(done.stdout)["changes"] == []


@pytest.mark.parametrize(
    ("case", "old", "new", "told"),
    [
        ("diff-parameter-removed", "1.3", "2.0", "a major version: 2.0.0 after 1.3"),
        ("diff-parameter-removed", "1.3", "1.4", "a major version: 2.0.0 after 1.3, but the"),
        ("diff-parameter-removed", "0.3", "0.4", "a minor version: 0.4.0 after 0.3"),
        ("diff-parameter-removed", "2010.5.8.1", "2011.1.1.1", "a major version"),
        ("diff-deprecated", "1.3.5", "1.4", "a minor version: 1.4.0 after 1.3.5"),
        ("diff-parameter-added", "1.3", "1.3", "a minor version: 1.4.0 after 1.3, but the"),
        ("diff-texts-changed", "1.3", "1.3.1", "a patch version: 1.3.1 after 1.3"),
    ],
)
def test_the_version_that_changes_ask_for(
    tmp_path: Path, case: str, old: str, new: str, told: str
) -> None:
    folder = ROOT / "tests" / "cases" / case
    for name, version in (("old.yaml", old), ("new.yaml", new)):
        text = (folder / name).read_text("utf-8").replace("version: '1.0'", f"version: '{version}'")
        (tmp_path / name).write_text(text, encoding="utf-8")
    summary = run("diff", "old.yaml", "new.yaml", cwd=tmp_path).stdout.splitlines()[-1]
    asked = summary.partition("semantic versioning asks for ")[2]
    assert asked.startswith(told)
    assert ("but the new spec says" in asked) == told.endswith("but the")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_change_has_its_place(case: Path) -> None:
    """The line that is shown holds a word of the way to the change, on either side."""
    for change in changes(case):
        for name, steps in (("old.yaml", change.old), ("new.yaml", change.new)):
            if steps is not None:
                file, line, column = locate(load(case / name), steps).rsplit(":", 2)
                text = (case / name).read_text("utf-8").splitlines()[int(line) - 1]
                assert file == (case / name).as_posix()
                assert 1 <= int(column) <= len(text)
                # An element of a list, or the begin of the spec, which does not say it.
                begins = text.lstrip().startswith(("- ", "actionspec"))
                assert begins or any(str(step) in text for step in steps)


def test_places_in_the_files_of_a_folder() -> None:
    source = load(ROOT / "spec" / "skycore")

    def place(*steps: str | int) -> str:
        return locate(source, steps).removeprefix(f"{(ROOT / 'spec').as_posix()}/")

    action = "skycore/actions/sendSMS.yaml"
    assert place() == "skycore/api.yaml:2:1"
    assert place("actions", "sendSMS", "parameters", "text").startswith(f"{action}:")
    assert place("actions", "sendSMS") == place("actions", "sendSMS", "nothing")
    assert place("actions", "sendSMS") == f"{action}:2:1"
    assert place("errors", "codes", "E100").startswith("skycore/errors.yaml:")
    # A code of a family stands where the family does.
    assert place("errors", "codes", "E951") == place("errors", "codes", "E950")
    assert place("types", "Slide", "fields", "text").startswith("skycore/types.yaml:")
    assert place("transports", "get").startswith("skycore/api.yaml:")
    assert place("postbacks", "SmsPostback").startswith("skycore/postbacks/SMS_MT.yaml:")
    assert place("actions", "noSuchAction") == "skycore/api.yaml:2:1"


def test_a_terminal_of_80_columns_shows_everything() -> None:
    old, new = (read_spec(ROOT / "spec" / name) for name in ("skycore", "iam"))
    report = Report(old, new, compare(old.api, new.api))
    text = io.StringIO()
    Console(file=text, force_terminal=True, width=80, highlight=False).print(report.styled())
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text.getvalue())
    assert max(len(line) for line in plain.splitlines()) <= 80
    assert "\x1b[1;31mbreaking (" in text.getvalue()
    words = " ".join(plain.split())
    for change in report.changes:
        assert " ".join(change.message.split()[:4]) in words
    assert words.endswith(report.summary())


def test_a_stream_that_cannot_hold_a_character_is_no_traceback() -> None:
    case = "tests/cases/diff-parameter-removed"
    arguments = ("diff", f"{case}/old.yaml", f"{case}/new.yaml", "--format", "markdown")
    done = run_process(*arguments, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "**1 breaking;" in done.stdout
