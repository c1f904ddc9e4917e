"""What an editor says while one writes a spec: the real language server, over its protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from apis import ROOT, run
from language_server import Editor, editing

from actionspec.schema import read_schema

ACTION = "actions/sendNote.yaml"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with editing() as found:
        yield found


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec as somebody begins it."""
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    return tmp_path / "spec" / "my_api"


def at(text: str, word: str) -> tuple[int, int]:
    """The line and the column where a word begins, counted from 0."""
    before = text[: text.index(word)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def test_nothing_is_said_of_a_spec_that_is_right(editor: Editor, spec: Path) -> None:
    files = sorted(spec.rglob("*.yaml"))
    assert len(files) == 5
    for file in files:
        assert editor.open(file) == [], file


@pytest.mark.parametrize("api", ["skycore", "iam", "skycore_1_2"])
def test_nothing_is_said_of_the_specs_here(editor: Editor, api: str) -> None:
    for file in sorted((ROOT / "spec" / api).rglob("*.yaml")):
        assert editor.open(file) == [], file


@pytest.mark.parametrize("begun", ["", "e"])
def test_the_keywords_of_rules_are_offered(editor: Editor, spec: Path, begun: str) -> None:
    file = spec / ACTION
    text = file.read_text("utf-8").replace("result: Sent", f"  - {begun}\n\nresult: Sent")
    editor.open(file, text)
    line, column = at(text, f"  - {begun}\n\nresult")
    offered = editor.completions(file, line, column + 4 + len(begun))
    assert {"exactly_one_of", "at_least_one_of", "requires", "forbids"} <= {*offered}


def test_the_keys_of_an_action_are_offered(editor: Editor, spec: Path) -> None:
    file = spec / ACTION
    text = file.read_text("utf-8").replace("summary: Send a note to one or more people.\n", "s\n")
    editor.open(file, text)
    assert "summary" in editor.completions(file, *at(text, "s\neffect"))


@pytest.mark.parametrize(
    ("file", "word", "kind", "way"),
    [
        (ACTION, "effect", "action", ("effect",)),
        (ACTION, "find_out", "action", ("find_out",)),
        (ACTION, "rules", "action", ("rules",)),
        ("api.yaml", "dispatch", "api", ("dispatch",)),
        ("api.yaml", "environment", "api", ()),
    ],
)
def test_a_key_is_explained(
    editor: Editor, spec: Path, file: str, word: str, kind: str, way: tuple[str, ...]
) -> None:
    text = (spec / file).read_text("utf-8")
    editor.open(spec / file)
    told = editor.hover(spec / file, *at(text, f"{word}:"))
    meaning = read_schema(kind)
    for name in way:
        meaning = meaning["properties"][name]
    assert _plain(str(meaning["description"]) if way else "environment variable") in _plain(told)


def test_every_key_is_explained(editor: Editor, spec: Path) -> None:
    for file in sorted(spec.rglob("*.yaml")):
        editor.open(file)
        found = [*keys(yaml.compose(file.read_text("utf-8")))]
        assert len(found) > 5
        for way, line, column in found:
            told = editor.hover(file, line, column).splitlines()
            # The title and the file of the schema stand around what is said of the key itself.
            own = [one for one in told if one and not one.startswith(("####", "Source:"))]
            assert own, (file.name, way)


def keys(node: yaml.Node | None, *way: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Each key of a file, with its line and column; values of examples have keys of their own."""
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                here = (*way, key.value)
                yield here, key.start_mark.line, key.start_mark.column
                if way != ("examples",) or key.value not in {"request", "result"}:
                    yield from keys(value, *here)
        case yaml.SequenceNode():
            for one in node.value:
                yield from keys(one, *way)


def _plain(text: str) -> str:
    """A text without the signs that Markdown writes otherwise."""
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"),
    [
        (ACTION, "summary:", "sumary:", "sumary"),
        (ACTION, "effect: send", "effect: sent", "read"),
        (ACTION, "exactly_one_of", "exactly_one", "exactly_one"),
        ("errors.yaml", "retry: later", "retry: soon", "later"),
        ("types.yaml", "fields:", "feilds:", "feilds"),
        ("api.yaml", "dispatch:", "dispach:", "dispach"),
    ],
)
def test_a_mistake_is_marked_where_it_stands(
    editor: Editor, spec: Path, file: str, right: str, wrong: str, told: str
) -> None:
    text = (spec / file).read_text("utf-8").replace(right, wrong, 1)
    found = editor.open(spec / file, text)
    line, _ = at(text, wrong)
    assert [
        one for one in found if one["range"]["start"]["line"] == line and told in one["message"]
    ], found
