"""Known attacks, one by one: what a spec may not hold, and files that are none."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import ROOT, run, run_process
from hostile_fills import fit
from hostile_judge import TEXTS, escaped, judged, neutral_files, shape
from hostile_skeletons import RICH, filled, neutral, skeleton

from actionspec import files, load
from actionspec.problem import Problem, SpecError
from actionspec.render import find_targets, render
from actionspec.source import LONGEST_LINE

CORPUS = ROOT / "tests" / "hostile"
REFUSED: list[dict[str, Any]] = yaml.safe_load((CORPUS / "refused.yaml").read_text("utf-8"))


def with_value(data: Any, at: list[str | int], value: Any) -> Any:
    """Data with another value at a place, which may not have been there."""
    if not at:
        return value
    step, *others = at
    if isinstance(step, int):
        return [with_value(one, others, value) if n == step else one for n, one in enumerate(data)]
    return {**data, step: with_value(data.get(step, {}), others, value)}


def rich() -> Any:
    """A valid spec: the credential, the transport and the parameter of the corpus are in it."""
    data = filled(skeleton(RICH), neutral)
    data["transports"] = {"get": {"format": "query", "description": "A way."}}
    return data


def test_the_spec_of_the_corpus_is_fine(tmp_path: Path) -> None:
    assert judged(rich(), tmp_path)[1] == ()


@pytest.mark.parametrize("attack", REFUSED, ids=lambda one: f"{one['at'][-1]}-{one['says']}"[:50])
def test_an_attack_is_refused(attack: dict[str, Any], tmp_path: Path) -> None:
    _, problems = judged(with_value(rich(), attack["at"], attack["value"]), tmp_path)
    assert any(attack["says"] in problem for problem in problems), problems
    assert [*tmp_path.iterdir()] == [tmp_path / "bell.yaml"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_a_text_in_every_place(text: str, tmp_path: Path) -> None:
    """The same text everywhere, so that two of its kind stand side by side too."""
    data = filled(skeleton(RICH), lambda hole: fit(hole, text))
    written, problems = judged(data, tmp_path)
    assert problems == ()
    assert not escaped(written, neutral_files(RICH), {}, data)


# Files.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A valid spec in a folder, with a file for each action."""
    data = rich()
    spec = tmp_path / "bell"
    (spec / "actions").mkdir(parents=True)
    (spec / "actions" / "ring.yaml").write_text(yaml.safe_dump(data.pop("actions")[0]))
    (spec / "api.yaml").write_text(yaml.safe_dump(data))
    (tmp_path / "outside.yaml").write_text("secret: 1\n")
    assert run("check", str(spec)).exit_code == 0
    return spec


def told(spec: Path) -> list[str]:
    """The messages of the problems of a spec."""
    with pytest.raises(SpecError) as caught:
        load.load(spec)
    assert all(line.isprintable() for line in str(caught.value).split("\n"))
    return [problem.message for problem in caught.value.problems]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "actions" / "x.yaml").symlink_to("../../outside.yaml")
    (folder / "errors.yaml").symlink_to("/etc/passwd")
    assert told(folder) == ["this link leads out of the folder of the spec"] * 2


def test_a_link_inside_the_folder_is_a_file(folder: Path) -> None:
    (folder / "types.yaml").symlink_to("actions/ring.yaml")
    assert "TypeName" not in {document.part for document in load.load(folder).documents}


def test_a_pipe_or_a_socket_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "actions" / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as one:
        # The path of a socket has to be short.
        os.chdir(folder)
        one.bind("actions/socket.yaml")
    (folder / "actions" / "zero.yaml").mkdir()
    assert told(folder) == ["this file cannot be read: it is a folder, a pipe or a device"] * 3


def test_a_device_is_not_read() -> None:
    assert told(Path("/dev/zero")) == [
        "this file cannot be read: it is a folder, a pipe or a device"
    ]


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31m", "a\u202eb", "a\u200bb"])
def test_the_name_of_a_file_can_be_shown(folder: Path, name: str) -> None:
    (folder / "actions" / f"{name}.yaml").write_text("a: 1\n")
    assert told(folder) == ["the name of this file holds a character that cannot be seen"]


def test_the_name_of_a_file_need_not_be_text(folder: Path) -> None:
    (folder / "actions" / os.fsdecode(b"\xff.yaml")).write_text("a: 1\n")
    for more in ([], ["--json"]):
        done = run_process("check", str(folder), *more)
        assert done.returncode == 1
        assert "the name of this file" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_spec_has_a_number_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 5)
    for number in range(6):
        (folder / "actions" / f"{number}.yaml").write_text("a: 1\n")
    assert told(folder) == ["the spec has more than 5 files"]


def test_all_files_have_a_number_of_values(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MOST_VALUES_OF_ALL", 10)
    assert told(folder) == ["the files before this one have more than 10 values"]


def test_a_file_has_a_size(folder: Path) -> None:
    (folder / "api.yaml").write_text("a: " + "x" * load.LARGEST_FILE)
    assert told(folder) == ["the file has more than 16 MiB"]


def test_specs_do_not_stand_on_one_another_for_ever(tmp_path: Path) -> None:
    for number in range(load.MOST_BASES + 2):
        (tmp_path / f"v{number}.yaml").write_text(f"actionspec: 1\nbase: v{number + 1}\n")
    assert told(tmp_path / "v0.yaml") == ["more than 20 specs stand on one another"]


@pytest.mark.parametrize("content", ["[1]", "1", "{errors: 1}", "{types: [1], actions: {a: 1}}"])
def test_a_base_of_another_form_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "below.yaml").write_text(content)
    (tmp_path / "above.yaml").write_text("actionspec: 1\nbase: below\nwithout: [x]\n")
    done = run_process("check", str(tmp_path / "above.yaml"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


# What a file shows, and what of it is shown.


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: a\u202eb\n", (1, 9)),
        ("# a comment \u2066 that hides\ntitle: x\n", (1, 13)),
        ("title: x # a\rhidden: 1\n", (1, 13)),
        ("a: b\nc\u200b: d\n", (2, 2)),
        ("a: b\r\nc: d\u2028\n", (2, 5)),
        ('a: "b"\nc: "\\u202e"\n', (2, 4)),
        ('a: b\n"c\\0": d\n', (2, 1)),
        ("a: |\n  b\n  c\x07\n", (3, 4)),
    ],
)
def test_what_cannot_be_seen_is_told(tmp_path: Path, text: str, place: tuple[int, int]) -> None:
    (tmp_path / "x.yaml").write_bytes(text.encode())
    with pytest.raises(SpecError) as caught:
        load.load(tmp_path / "x.yaml")
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == place
    assert "cannot stand here" in problem.message


def test_a_text_that_cannot_be_seen_is_not_told_for_ever(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: " + "\u200b" * 1000, "utf-8")
    assert len(told(tmp_path / "x.yaml")) == load.MOST_UNSEEN


def test_scripts_and_emoji_need_their_joiners(tmp_path: Path) -> None:
    data = with_value(rich(), ["title"], "می‌خواهم 👨‍👩‍👧 ไทย हिन्दी")
    written, problems = judged(data, tmp_path)
    assert problems == ()
    for path, content in written.items():
        assert shape(path, content) is not None


@pytest.mark.parametrize("number", ["1" * 5000, "-" + "9" * 101, "1e99999999999", "0." + "1" * 200])
def test_a_number_has_a_length(tmp_path: Path, number: str) -> None:
    (tmp_path / "x.yaml").write_text(f"a: {number}\n")
    assert told(tmp_path / "x.yaml") == ["this number cannot be read"]


def test_a_key_has_a_length(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"? {'k' * 5000}\n: 1\n")
    assert told(tmp_path / "x.yaml") == ["a key of 5000 characters"]


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("{" + "a: b, " * 100_000 + "}\n")
    done = run_process("check", str(tmp_path / "x.yaml"))
    assert done.returncode == 1
    assert max(map(len, done.stderr.splitlines())) <= LONGEST_LINE + 200
    assert done.stderr.endswith("100 problems\n")


def test_a_message_is_a_line_of_its_own() -> None:
    forged = "x\nspec/api.yaml:1:1: error: forged"
    problem = Problem(forged, 1, 1, forged, forged, forged, code="blank")
    assert [line.count("error:") > 0 for line in str(problem).split("\n")] == [True, True, True]
    assert len(str(problem).split("\n")) == len(["message", "line", "caret"])


# The output folder.


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "a//x", "a\\..\\x", "C:x", "a/.hidden", "a\nb", "", "~/x"]
)
def test_no_path_leads_out_of_the_output(path: str, tmp_path: Path) -> None:
    (tmp_path / "x.jinja").write_text("x")
    any_target, *_ = find_targets().values()
    file = {"template": "x.jinja", "path": path}
    target = replace(any_target, folder=tmp_path, files=(file,))
    api = neutral_api(tmp_path)
    with pytest.raises(ValueError, match="outside the output folder"):
        render(api, [target])


def neutral_api(folder: Path) -> Any:
    """The model of the spec of the corpus."""
    from actionspec.read import read

    judged(rich(), folder)
    return read(folder / "bell.yaml")
