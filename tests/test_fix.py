"""`actionspec check --fix`: what is certain is mended where it stands, and nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from apis import run
from hypothesis import given
from hypothesis import strategies as st

from actionspec.fix import fix
from actionspec.problem import did_you_mean
from actionspec.read import read_spec
from actionspec.scaffold import scaffold

SEND = "actions/sendNote.yaml"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return written(tmp_path)


def written(folder: Path) -> Path:
    """A new spec."""
    for path, text in scaffold("my_api").items():
        (folder / "my_api" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "my_api" / path).write_text(text, "utf-8")
    return folder / "my_api"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


MENDED = [
    (SEND, "summary:", "sumary:"),
    (SEND, "effect: send", "effect: sendd"),
    (SEND, "  - exactly_one_of:", "  - exacly_one_of:"),
    ("types.yaml", "type: NoteState,", "type: NoteStat,"),
    (SEND, "  - exactly_one_of: [text, t", "  - exactly_one_of: [txt, t"),
    (SEND, "action: getNote,", "action: getNot,"),
    ("errors.yaml", "category: RefusedError", "category: RefussedError"),
    ("api.yaml", 'version: "1.0" ', "version: 1.0 "),
    ("api.yaml", "dispatch:", "dispacth:"),
    ("types.yaml", "description: How far it has come.}", "descripton: How far it has come.}"),
]


@pytest.mark.parametrize(("file", "right", "wrong"), MENDED, ids=[one for *_, one in MENDED])
def test_what_is_certain_is_mended(spec: Path, file: str, right: str, wrong: str) -> None:
    before = (spec / file).read_text("utf-8")
    change(spec / file, right, wrong)
    looked = run("check", str(spec), "--fix", "--diff")
    assert looked.exit_code == 1
    assert "+++ " in looked.stdout
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 0, done.output
    assert "mended" in done.stdout
    assert (spec / file).read_text("utf-8") == before


UNCERTAIN = [
    # Two words are as near as each other, or none is.
    (SEND, "errors: [E200, E201, E202]", "errors: [E200, E2O1, E202]"),
    (SEND, "effect: send", "effect: transmit"),
    (SEND, "required: E200", "required: E999"),
]


@pytest.mark.parametrize(("file", "right", "wrong"), UNCERTAIN, ids=[one for *_, one in UNCERTAIN])
def test_what_is_not_certain_stays(spec: Path, file: str, right: str, wrong: str) -> None:
    change(spec / file, right, wrong)
    before = (spec / file).read_text("utf-8")
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 1
    assert (spec / file).read_text("utf-8") == before


def test_what_is_left_is_told(spec: Path) -> None:
    change(spec / SEND, "summary:", "sumary:")
    change(spec / SEND, "required: E200", "required: E999")
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 1
    assert (
        done.stdout == f"{spec.as_posix()}/{SEND}:4:1: mended sumary into summary [unknown-key]\n"
    )
    assert "[unknown-code]" in done.stderr


def test_nothing_is_mended_through_a_link(spec: Path) -> None:
    change(spec / SEND, "summary:", "sumary:")
    (spec / SEND).rename(spec / "actions" / ".real")
    (spec / SEND).symlink_to(".real")
    assert run("check", str(spec), "--fix").exit_code == 1
    assert "sumary" in (spec / SEND).read_text("utf-8")


def test_a_right_spec_is_left_alone(spec: Path) -> None:
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 0
    assert done.stdout.endswith("my_api: 2 actions, 7 error codes, 3 examples\n")
    assert run("check", str(spec), "--fix", "--diff").exit_code == 0
    assert run("check", str(spec), "--diff").exit_code == 2


@given(st.data())
def test_whatever_is_misspelt_gets_better_and_comments_stay(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        spec = written(Path(name))
        file = spec / data.draw(st.sampled_from([SEND, "api.yaml", "errors.yaml", "types.yaml"]))
        text = file.read_text("utf-8")
        start = data.draw(st.integers(0, len(text) - 2))
        wrong = data.draw(st.sampled_from(["", "x", text[start + 1] + text[start]]))
        damaged = text[:start] + wrong + text[start + len(wrong) :]
        file.write_text(damaged, "utf-8", newline="")
        fixed = fix(spec)
        assert {*fixed.texts} <= {file}
        mended = fixed.texts.get(file, damaged)
        assert [one.partition("#")[2] for one in mended.split("\n")] == [
            one.partition("#")[2] for one in damaged.split("\n")
        ]
        assert bool(fixed.mended) == (mended != damaged)


def test_a_name_that_is_misspelt_where_it_is_given_is_left_to_its_author(spec: Path) -> None:
    change(spec / "types.yaml", "Note:", "Nota:")
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 1
    assert 'did you mean "Nota"?' in done.output
    assert "mended" not in done.output


def test_only_one_word_may_be_meant() -> None:
    assert getattr(did_you_mean("sumary", ["summary", "effect"]), "instead", None) == "summary"
    assert not hasattr(did_you_mean("E2O1", ["E201", "E202"]), "instead")
    assert not hasattr(did_you_mean("sum", ["summary", "effect"]), "instead")


def test_a_spec_in_the_current_folder_is_mended(tmp_path: Path) -> None:
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    spec = tmp_path / "spec/my_api"
    action = spec / "actions/getNote.yaml"
    right = action.read_text("utf-8")
    action.write_text(right.replace("summary:", "sumary:"), "utf-8")
    done = run("check", ".", "--fix", cwd=spec)
    assert done.exit_code == 0, done.output
    assert "actions/getNote.yaml:3:1: mended sumary into summary" in done.stdout
    assert action.read_text("utf-8") == right
    assert [one.name for one in spec.parent.iterdir()] == ["my_api"]


def test_what_is_saved_while_it_works_is_not_overwritten(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = spec / SEND
    change(file, "summary:", "sumary:")

    def save_and_read(path: Path) -> object:
        if path != spec and not file.read_text("utf-8").endswith("# mine\n"):
            with file.open("a", encoding="utf-8") as opened:
                opened.write("# mine\n")
        return read_spec(path)

    monkeypatch.setattr("actionspec.fix.read_spec", save_and_read)
    done = run("check", str(spec), "--fix")
    assert done.exit_code == 2
    assert "was saved meanwhile; nothing is written" in " ".join(done.stderr.split())
    assert "sumary:" in file.read_text("utf-8")
    assert file.read_text("utf-8").endswith("# mine\n")


def test_a_file_with_a_byte_order_mark_is_mended(spec: Path) -> None:
    file = spec / SEND
    text = "\n".join(line for line in file.read_text("utf-8").split("\n") if line[:1] != "#")
    file.write_bytes(("\ufeff" + text.replace("action:", "acton:", 1)).encode())
    run("check", str(spec), "--fix")
    assert file.read_bytes().decode() == "\ufeff" + text
