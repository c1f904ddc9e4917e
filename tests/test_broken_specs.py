"""Any damage to a spec is told with its position, or harmless: no traceback, no broken Python."""

from __future__ import annotations

import ast
import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import GENERATED_CASES, SPECS, read_api
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionspec.check import check
from actionspec.load import load
from actionspec.problem import SpecError
from actionspec.render import find_targets, render
from actionspec.resolve import resolve

Path_ = tuple[str | int, ...]

# Examples may share a folder, and a busy machine may be slow.
UNCHECKED = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)


def merged(folder: Path) -> Any:
    """A spec in a folder as the data of a single file."""
    source = load(folder)
    data = dict(source.api.data)
    for kind in ("errors", "types"):
        for root in source.roots(kind):
            data[kind] = root.data
    data["actions"] = [root.data for root in source.roots("action")]
    return data


def places(data: Any, path: Path_ = ()) -> list[Path_]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        inner = list(data.items())
    elif isinstance(data, list):
        inner = list(enumerate(data))
    return [path] * bool(path) + [
        place for key, value in inner for place in places(value, (*path, key))
    ]


WHOLE = [merged(folder) for folder in (*SPECS, *(case / "spec" for case in GENERATED_CASES))]
PLACES = [(data, place) for data in WHOLE for place in places(data)]
NAMES = (
    "x",
    "if",
    "str",
    "None",
    "__init__",
    "self",
    "name",
    "mms_id",
    "Item",
    "ValueError",
    "E-1",
)
TEXTS = ("", "a\nb", "../a", '"""', "{x}", "\\", "import os", "1.5", "\u2028", "a" * 5000)
words = st.sampled_from((*NAMES, *TEXTS))
junk = st.one_of(
    words,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(words, max_size=3),
    st.dictionaries(words, words, max_size=3),
)
damage = st.one_of(
    st.tuples(st.just("replace"), junk),
    st.tuples(st.just("remove"), st.none()),
    st.tuples(st.just("rename"), words),
    st.tuples(st.just("copy"), words),
)


def damaged(data: Any, place: Path_, kind: str, value: Any) -> Any:
    data = copy.deepcopy(data)
    *way, last = place
    parent = data
    for step in way:
        parent = parent[step]
    if kind == "replace":
        parent[last] = value
    elif kind == "remove":
        del parent[last]
    elif isinstance(parent, dict):
        parent[value] = parent.pop(last) if kind == "rename" else copy.deepcopy(parent[last])
    else:
        parent.append(copy.deepcopy(parent[last]))
    return data


def write(data: Any, folder: Path, in_files: bool) -> Path:
    """Write a spec into a single file, or into a file for each of its sections."""
    files: dict[str, Any] = {"api.yaml": dict(data)}
    if in_files:
        for section in ("errors", "types"):
            if section in data:
                files[f"{section}.yaml"] = files["api.yaml"].pop(section)
        if isinstance(data.get("actions"), list):
            for number, action in enumerate(files["api.yaml"].pop("actions")):
                files[f"actions/{number}.yaml"] = action
    spec = Path(tempfile.mkdtemp(dir=folder))
    (spec / "actions").mkdir()
    for name, content in files.items():
        text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (spec / name).write_text(text, encoding="utf-8")
    return spec


@settings(max_examples=300, suppress_health_check=UNCHECKED)
@given(place=st.sampled_from(PLACES), harm=damage, in_files=st.booleans())
def test_a_damaged_spec_is_told_or_harmless(
    tmp_path: Path, place: tuple[Any, Path_], harm: tuple[str, Any], in_files: bool
) -> None:
    spec = write(damaged(*place, *harm), tmp_path, in_files)
    try:
        source = load(spec)
        check(source)
    except SpecError as error:
        for problem in error.problems:
            lines = Path(problem.file).read_text("utf-8").splitlines()
            assert 1 <= problem.line <= len(lines) + 1
            assert problem.message
            json.dumps(problem.as_data())
        return
    api = resolve(source)
    for path, text in render(api, find_targets().values()).items():
        if path.endswith(".py"):
            compile(text, path, "exec", ast.PyCF_ONLY_AST)


@settings(suppress_health_check=UNCHECKED)
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_file_is_told_or_harmless(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "any.yaml").write_bytes(content)
    with pytest.raises(SpecError) as caught:
        check(load(tmp_path / "any.yaml"))
    assert str(caught.value)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_no_depth_breaks_the_parser(tmp_path: Path, opening: str) -> None:
    (tmp_path / "deep.yaml").write_text(opening * 200_000, encoding="utf-8")
    with pytest.raises(SpecError, match="nested more than 40 deep"):
        load(tmp_path / "deep.yaml")


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"\xef\xbb\xbfa: \xc3\xa9\nb: \xc3\xa9\xff", 2, 5),
        ("a: éééééé\nb: éé\x01".encode(), 2, 6),
    ],
)
def test_positions_count_characters(tmp_path: Path, content: bytes, line: int, column: int) -> None:
    (tmp_path / "odd.yaml").write_bytes(content)
    with pytest.raises(SpecError) as caught:
        load(tmp_path / "odd.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "actions" / "x.yaml").mkdir(parents=True)
    (tmp_path / "actions" / "y.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SpecError) as caught:
        load(tmp_path)
    assert [problem.message.partition(":")[0] for problem in caught.value.problems] == [
        "this file cannot be read"
    ] * 2


def test_the_undamaged_specs_are_fine() -> None:
    for folder in SPECS:
        assert read_api(folder).actions
