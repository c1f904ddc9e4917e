"""A spec that says only what differs from its base is the spec that says everything.

Broken on purpose, in a copy of the tree: with whole error tables in place of their entries, with
the base's files beside those that replace them, and with the base's own `previous` taken over,
tests of this file fail.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from apis import ROOT

from actionspec.dump import dump
from actionspec.history import read_history
from actionspec.load import load
from actionspec.problem import SpecError
from actionspec.read import read, read_spec

PARCEL = ROOT / "tests" / "cases" / "generate-previous"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A folder with the specs of two versions, of which `older` has `spec` as its base."""
    shutil.copytree(PARCEL / "spec", tmp_path / "spec")
    shutil.copytree(PARCEL / "older", tmp_path / "older")
    return tmp_path


def test_it_is_what_the_same_spec_in_full_is(specs: Path) -> None:
    full = specs / "full"
    shutil.copytree(specs / "spec", full)
    shutil.copytree(specs / "older" / "actions", full / "actions", dirs_exist_ok=True)
    api = yaml.safe_load((full / "api.yaml").read_text("utf-8"))
    del api["previous"]
    api |= {"package": "parcel_1", "version": "1"}
    (full / "api.yaml").write_text(yaml.safe_dump(api, sort_keys=False), "utf-8")
    errors = yaml.safe_load((full / "errors.yaml").read_text("utf-8"))
    errors["codes"] |= yaml.safe_load((specs / "older/errors.yaml").read_text("utf-8"))["codes"]
    (full / "errors.yaml").write_text(yaml.safe_dump(errors, sort_keys=False), "utf-8")
    assert dump(read(specs / "older")) == dump(read(full))


def test_one_file_can_hold_what_differs(specs: Path) -> None:
    older = specs / "older"
    api = yaml.safe_load((older / "api.yaml").read_text("utf-8"))
    api["errors"] = yaml.safe_load((older / "errors.yaml").read_text("utf-8"))
    api["actions"] = [
        yaml.safe_load(file.read_text("utf-8")) for file in sorted(older.glob("actions/*.yaml"))
    ]
    in_one = specs / "in_one.yaml"
    in_one.write_text(yaml.safe_dump(api, sort_keys=False), "utf-8")
    told = dump(read(in_one)).replace("in_one.yaml", "actions/trackParcel.yaml")
    assert told == dump(read(older))


def test_what_it_takes_over_changes_with_the_base(specs: Path) -> None:
    file = specs / "spec" / "errors.yaml"
    file.write_text(file.read_text("utf-8").replace("Bad request", "Very bad request"), "utf-8")
    errors = {error.code: error for error in read(specs / "older").errors}
    assert errors["400"].message == "Very bad request"
    assert errors["404"].class_name == "NoParcelError"


def test_a_problem_in_the_base_is_told_where_it_stands(specs: Path) -> None:
    file = specs / "spec" / "types.yaml"
    file.write_text(file.read_text("utf-8").replace("description", "desription", 1), "utf-8")
    with pytest.raises(SpecError) as caught:
        read(specs / "older")
    assert {problem.file for problem in caught.value.problems} == {file.as_posix()}


def test_a_problem_with_a_key_of_the_base_is_told_where_the_base_is_named(specs: Path) -> None:
    file = specs / "older" / "api.yaml"
    file.write_text(file.read_text("utf-8") + "without: ['400']\n", "utf-8")
    with pytest.raises(SpecError) as caught:
        read(specs / "older")
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (file.as_posix(), 2)
    assert problem.message == 'the error table has no code "400"'


def test_actions_codes_and_types_can_be_left_out(specs: Path) -> None:
    second = (specs / "spec/actions/trackParcel.yaml").read_text("utf-8")
    (specs / "spec/actions/findParcel.yaml").write_text(
        second.replace("trackParcel", "findParcel").replace("renamed_from: zip, ", ""), "utf-8"
    )
    types = specs / "spec" / "types.yaml"
    types.write_text(types.read_text("utf-8") + "Van:\n  description: A van.\n  fields: {}\n")
    api = specs / "older" / "api.yaml"
    api.write_text(api.read_text("utf-8") + "without: [findParcel, Van]\n", "utf-8")
    newer, older = read(specs / "spec"), read(specs / "older")
    assert [action.name for action in newer.actions] == ["find_parcel", "track_parcel"]
    assert [action.name for action in older.actions] == ["track_parcel"]
    assert [one.name for one in newer.types] == ["Stop", "Van"]
    assert [one.name for one in older.types] == ["Stop"]


def test_bases_can_have_bases(specs: Path) -> None:
    (specs / "first").mkdir()
    text = 'actionspec: 1\nbase: older\npackage: parcel_0\nversion: "0.9"\n'
    (specs / "first" / "api.yaml").write_text(text, "utf-8")
    first = read(specs / "first")
    assert (first.version, first.package, first.title) == ("0.9", "parcel_0", "Parcel API")
    assert [one.name for one in first.actions[0].parameters] == ["number", "zip", "name"]


def test_bases_that_go_round_in_a_circle_are_refused(specs: Path) -> None:
    for name, base in (("one", "two"), ("two", "one")):
        (specs / name).mkdir()
        text = f'actionspec: 1\nbase: {base}\npackage: {name}\nversion: "1"\n'
        (specs / name / "api.yaml").write_text(text, "utf-8")
    with pytest.raises(SpecError, match="this spec would be its own base"):
        read(specs / "one")


def test_a_file_can_be_the_base_of_a_file(specs: Path) -> None:
    whole = ROOT / "tests" / "cases" / "generate-bare" / "spec" / "api.yaml"
    shutil.copy(whole, specs / "bell.yaml")
    text = 'actionspec: 1\nbase: bell\npackage: bell_of_a_twin\nversion: "7"\nname: Twin\n'
    (specs / "twin.yaml").write_text(text, "utf-8")
    twin = read(specs / "twin.yaml")
    assert (twin.name, twin.version) == ("Twin", "7")
    assert [action.name for action in twin.actions] == ["ring"]


@pytest.mark.parametrize(
    "name", ["../spec", "/etc/hostname", "spec/..", "spec/api.yaml", ".", "..", "a b", "~"]
)
def test_a_base_stands_beside_its_spec(specs: Path, name: str) -> None:
    file = specs / "older" / "api.yaml"
    file.write_text(file.read_text("utf-8").replace("base: spec", f"base: '{name}'"), "utf-8")
    with pytest.raises(SpecError) as caught:
        read(specs / "older")
    assert {problem.line for problem in caught.value.problems} == {2}


def test_a_spec_is_found_from_inside_its_folder(
    specs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(specs / "older")
    assert read(Path()).title == "Parcel API"
    assert {Path(one.name).parts[0] for one in load(Path()).documents} == {
        "..",
        "api.yaml",
        "actions",
        "errors.yaml",
    }


def test_a_category_and_a_code_of_one_name_are_two_things(specs: Path) -> None:
    table = specs / "spec" / "errors.yaml"
    told = "class: NoError, category: RefusedError, message: No, cause: So., remedy: No."
    code = f"  RefusedError: {{{told}}}"
    table.write_text(f"{table.read_text('utf-8').rstrip()}\n{code}\n", "utf-8")
    older = specs / "older" / "errors.yaml"
    older.write_text(
        f"{older.read_text('utf-8').rstrip()}\n{code.replace('So.', 'Why.')}\n", "utf-8"
    )
    api = read(specs / "older")
    assert [one.class_name for one in api.categories] == ["RefusedError"]
    assert {one.code: one.cause for one in api.errors}["RefusedError"] == "Why."


def test_a_spec_can_be_named_by_its_file(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(specs / "older")
    assert dump(read(Path("api.yaml"))) == dump(read(specs / "older"))
    assert read_history(read_spec(specs / "spec" / "api.yaml"))[0].previous == "1"


def test_of_a_base_that_is_one_file_whole_sections_are_replaced(specs: Path) -> None:
    shutil.copy(ROOT / "tests/cases/generate-bare/spec/api.yaml", specs / "bell.yaml")
    text = 'actionspec: 1\nbase: bell\npackage: twin\nversion: "7"\nwithout: [ring]\n'
    (specs / "twin.yaml").write_text(text, "utf-8")
    with pytest.raises(SpecError, match="of which only whole sections can be replaced"):
        read(specs / "twin.yaml")


def test_two_versions_are_two_packages(specs: Path) -> None:
    file = specs / "older" / "api.yaml"
    file.write_text(file.read_text("utf-8").replace("parcel_1", "parcel"), "utf-8")
    with pytest.raises(SpecError, match='both versions are the package "parcel"'):
        read_history(read_spec(specs / "spec"))


@pytest.mark.parametrize("content", ["[1]", "1", "text"])
def test_a_base_that_is_no_mapping_is_told_where_it_stands(specs: Path, content: str) -> None:
    (specs / "bare.yaml").write_text(content, "utf-8")
    (specs / "twin.yaml").write_text("actionspec: 1\nbase: bare\npackage: p\nversion: '1'\n")
    with pytest.raises(SpecError, match="a base is a mapping of keys") as caught:
        read(specs / "twin.yaml")
    assert [problem.file for problem in caught.value.problems] == [(specs / "bare.yaml").as_posix()]


def test_a_wrong_value_is_told_in_the_lowest_of_several_bases(specs: Path) -> None:
    (specs / "one.yaml").write_text("name: One\nfaults: 3\n", "utf-8")
    (specs / "two.yaml").write_text("base: one\ntitle: 4\n", "utf-8")
    (specs / "three.yaml").write_text("actionspec: 1\nbase: two\n", "utf-8")
    with pytest.raises(SpecError) as caught:
        read(specs / "three.yaml")
    told = {(Path(one.file).name, one.line) for one in caught.value.problems}
    assert told == {("one.yaml", 2), ("two.yaml", 2), ("three.yaml", 2)}
    missing = {one.message for one in caught.value.problems if Path(one.file).name == "three.yaml"}
    assert 'the key "package" is missing' in missing
    assert 'the key "name" is missing' not in missing


@pytest.mark.parametrize("key", ["base", "previous"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_link_beside_a_spec_leads_to_another_one_there(specs: Path, key: str, kind: str) -> None:
    inner = specs / "inner"
    inner.mkdir()
    bell = ROOT / "tests" / "cases" / "generate-bare" / "spec" / "api.yaml"
    text = 'actionspec: 1\nbase: bell\npackage: twin\nversion: "7"\n'
    if key == "previous":
        text = bell.read_text("utf-8").replace("package: bell", "package: twin")
        text = f"{text}\nprevious: bell\n"
    (inner / "twin.yaml").write_text(text, "utf-8")
    for place in (specs / "outside", inner / "inside"):
        place.mkdir()
        shutil.copy(bell, place / "api.yaml")
    link, end = (inner / "bell", "") if kind == "folder" else (inner / "bell.yaml", "api.yaml")
    link.symlink_to(specs / "outside" / end)
    with pytest.raises(SpecError, match="this link leads out of the folder that the specs stand"):
        read_history(read_spec(inner / "twin.yaml"))
    link.unlink()
    link.symlink_to(inner / "inside" / end)
    read_history(read_spec(inner / "twin.yaml"))
