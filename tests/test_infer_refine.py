"""`actionspec infer`: more samples of an action change what they have to, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import run
from test_infer import files

from actionspec.infer.edit import _dumped, _loaded
from actionspec.read import read

REQUEST = "https://a.example/?action=ask&id=1"
ANSWER = "<a><ok>1</ok><count>5</count><item><name>x</name><price>3</price></item></a>"


def inferred(folder: Path, *samples: str, spec: str = "asked", action: str = "") -> str:
    """What is printed when samples are given, of which the first is a request, or None is."""
    options: list[str] = ["--action", action] if action else []
    for number, text in enumerate(samples):
        kind = "request" if number == 0 else "response"
        (folder / f"{kind}-{number}").write_text(text, "utf-8")
        options += [f"--{kind}", f"{kind}-{number}"]
    done = run("infer", spec, *options, cwd=folder)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def action(tmp_path: Path) -> Path:
    """The file of an action that was begun by samples."""
    inferred(tmp_path, REQUEST, ANSWER)
    return tmp_path / "asked/actions/ask.yaml"


def shown(action: Path) -> list[Any]:
    """The values of the examples of an action."""
    examples = yaml.safe_load(action.read_text("utf-8"))["examples"]
    return [(one.get("request"), one.get("result")) for one in examples]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: _dumped(_loaded(text), (4, 6, 4)),
        lambda text: _dumped(_loaded(text), (2, 2, 0)),
        lambda text: text + "\n# The end of the page.\n\n# Really.\n",
        lambda text: "# The page.\n---\n" + text,
        lambda text: text.replace("returns:\n", "returns:  # what comes back\n\n"),
        lambda text: text.replace("type: integer, ", "type: integer,  "),
    ],
    ids=["no end", "crlf", "indent", "lists", "closing comment", "head", "comment", "spaces"],
)
def test_a_file_keeps_its_form(action: Path, tmp_path: Path, change: Any) -> None:
    text = change(action.read_text("utf-8"))
    action.write_bytes(text.encode("utf-8"))
    inferred(tmp_path, REQUEST + "&more=2", ANSWER.replace("5", "6"))
    after = action.read_bytes().decode("utf-8")
    left = iter(after.splitlines(keepends=True))
    lines = text.splitlines(keepends=True)
    lines[-1] = lines[-1].rstrip("\r\n") + ("\r\n" if "\r\n" in text else "\n")
    assert [line for line in lines if line not in left] == []
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
    assert [request for request, _ in shown(action)] == [{"id": 1}, {"id": 1, "more": 2}]
    if "Really" in text:
        assert after.endswith("\n# The end of the page.\n\n# Really.\n")
    read(tmp_path / "asked")


@pytest.mark.parametrize(
    ("answer", "count", "price", "values"),
    [
        (ANSWER.replace("5", "6.50"), "decimal", "integer", [("5", 3), ("6.50", 3)]),
        (ANSWER.replace("5", "6.525"), "number", "integer", [(5, 3), (6.525, 3)]),
        (ANSWER.replace("5", "many"), None, "integer", [("5", 3), ("many", 3)]),
        (ANSWER.replace("3", "3.99"), "integer", "decimal", [(5, "3"), (5, "3.99")]),
        (ANSWER.replace("3", "free"), "integer", None, [(5, "3"), (5, "free")]),
    ],
)
def test_a_field_bears_what_all_samples_hold(
    action: Path, tmp_path: Path, answer: str, count: str, price: str, values: list[Any]
) -> None:
    inferred(tmp_path, REQUEST, answer)
    returns = yaml.safe_load(action.read_text("utf-8"))["returns"]
    types = yaml.safe_load((tmp_path / "asked/types.yaml").read_text("utf-8"))
    assert returns["count"].get("type") == count
    assert types["Item"]["fields"]["price"].get("type") == price
    results = [result for _, result in shown(action)]
    assert [(one["count"], one["item"]["price"]) for one in results] == values
    read(tmp_path / "asked")


def test_what_comes_several_times_is_a_list(action: Path, tmp_path: Path) -> None:
    item = "<item><name>y</name><price>4</price></item>"
    inferred(tmp_path, REQUEST, ANSWER.replace("</a>", f"{item}</a>"))
    text = action.read_text("utf-8")
    assert "list_of: Item" in text
    first, second = (result["item"] for _, result in shown(action))
    assert first == [{"name": "x", "price": 3}]
    assert second == [{"name": "x", "price": 3}, {"name": "y", "price": 4}]


def test_what_a_sample_lacks_may_be_missing(action: Path, tmp_path: Path) -> None:
    inferred(tmp_path, REQUEST, "<a><ok>1</ok><item><name>x</name></item></a>")
    returns = yaml.safe_load(action.read_text("utf-8"))["returns"]
    types = yaml.safe_load((tmp_path / "asked/types.yaml").read_text("utf-8"))
    assert {name: one.get("optional", False) for name, one in returns.items()} == {
        "count": True,
        "item": False,
    }
    assert types["Item"]["fields"]["price"]["optional"]


def test_a_comment_and_names_by_transports_stay(action: Path, tmp_path: Path) -> None:
    api = tmp_path / "asked/api.yaml"
    text = api.read_text("utf-8").replace(
        "transports:\n", "transports:\n  post: {format: form, description: A form.}\n"
    )
    api.write_text(text, "utf-8")
    written = action.read_text("utf-8")
    field = "  id: {type: integer, description: Id., status: observed}\n"
    assert field in written
    kept = ["    # The id.\n", "    wire: {query: id, post: ident}  # two names\n"]
    lines = ["  id:\n", *kept, "    type: integer  # digits\n"]
    lines += ["    description: Id.\n", "    status: observed\n"]
    action.write_text(written.replace(field, "".join(lines)), "utf-8")
    inferred(tmp_path, "https://a.example/?action=ask&id=one", ANSWER)
    after = action.read_text("utf-8")
    assert "".join(kept) in after
    assert "    type: string   # digits\n" in after
    assert shown(action)[0][0] == {"id": "1"}


def test_a_structure_where_a_text_was_is_told(action: Path, tmp_path: Path) -> None:
    before = action.read_text("utf-8")
    told = inferred(tmp_path, REQUEST, ANSWER.replace("5", "<all>5</all>"))
    assert "contradicted: ask.yaml:9: count is a structure in a sample" in told
    assert action.read_text("utf-8") == before


def test_an_action_of_a_base_is_refined_in_the_spec_above(action: Path, tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    (above / "api.yaml").write_text("base: asked\npackage: above\nname: Above\n", "utf-8")
    below = files(tmp_path / "asked")
    answer = ANSWER.replace("<price>3</price>", "<price>3.99</price><size>1</size>")
    inferred(tmp_path, REQUEST, answer, spec="above")
    assert files(tmp_path / "asked") == below
    types = yaml.safe_load((above / "types.yaml").read_text("utf-8"))
    assert types["Item"]["fields"]["price"]["type"] == "decimal"
    assert [*types["Item"]["fields"]] == ["name", "price", "size"]
    assert len(shown(above / "actions/ask.yaml")) == 2
    assert len(read(above).actions) == 1


def test_what_only_another_transport_says_is_described(tmp_path: Path) -> None:
    (tmp_path / "request-a").write_text("<r><action>ask</action><id>1</id></r>", "utf-8")
    (tmp_path / "request-b").write_text(REQUEST + "&format=short", "utf-8")
    (tmp_path / "response").write_text(ANSWER, "utf-8")
    options = ["--request", "request-a", "--request", "request-b", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    [only] = read(tmp_path / "asked").actions
    assert [one.name for one in only.parameters] == ["id", "format"]
    assert "not known: what request-b is answered" in done.stdout


def test_another_request_with_a_known_answer_is_an_example(action: Path, tmp_path: Path) -> None:
    inferred(tmp_path, "https://a.example/?action=ask&id=2", ANSWER)
    assert [request for request, _ in shown(action)] == [{"id": 1}, {"id": 2}]


def test_an_action_without_examples_gets_some(action: Path, tmp_path: Path) -> None:
    text = action.read_text("utf-8")
    action.write_text(text[: text.index("examples:")], "utf-8")
    inferred(tmp_path, REQUEST, ANSWER)
    assert action.read_text("utf-8") == text


def test_a_spec_with_a_problem_is_told_and_stays(action: Path, tmp_path: Path) -> None:
    text = action.read_text("utf-8").replace("returns:", "rules:\nreturns:")
    action.write_text(text, "utf-8")
    (tmp_path / "request").write_text(REQUEST, "utf-8")
    (tmp_path / "response").write_text(ANSWER.replace("5", "6"), "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 2
    assert "asked/actions/ask.yaml:" in done.stderr
    assert action.read_text("utf-8") == text


def test_an_action_is_found_however_it_is_written(action: Path, tmp_path: Path) -> None:
    renamed = action.with_name("other.yaml")
    text = action.read_text("utf-8").replace("action: ask\n", "'action' : 'ask'\n")
    renamed.write_text(text, "utf-8")
    action.unlink()
    inferred(tmp_path, REQUEST, ANSWER.replace("5", "6"))
    assert not action.exists()
    assert len(shown(renamed)) == 2
    shutil.rmtree(tmp_path / "asked")


EMPTY = "<a><ok>1</ok><count>0</count><rows/></a>"
FULL = "<a><ok>1</ok><count>2</count><rows><row>x</row><row>y</row></rows></a>"


@pytest.mark.parametrize("answers", [(FULL, EMPTY), (EMPTY, FULL)])
def test_a_list_may_be_empty_before_and_behind(tmp_path: Path, answers: tuple[str, str]) -> None:
    for answer in answers:
        inferred(tmp_path, REQUEST, answer)
    action = tmp_path / "asked/actions/ask.yaml"
    returns = yaml.safe_load(action.read_text("utf-8"))["returns"]
    assert [one for name, one in returns.items() if name != "count"] == [
        {"wire": "rows/row", "list_of": "string", "description": "Rows.", "status": "observed"}
    ]
    read(tmp_path / "asked")


def test_a_list_by_numbers_that_a_spec_describes_is_one(tmp_path: Path) -> None:
    inferred(tmp_path, REQUEST, ANSWER)
    action = tmp_path / "asked/actions/ask.yaml"
    servers = "{wire: ns, list_of: string, lists: {template: '{name}{i}'}, description: Servers.}"
    text = action.read_text("utf-8").replace("returns:", f"  servers: {servers}\nreturns:")
    action.write_text(text, "utf-8")
    inferred(tmp_path, REQUEST + "&ns1=a&ns2=b", ANSWER)
    assert shown(action)[-1][0] == {"id": 1, "servers": ["a", "b"]}
    assert "ns1:" not in action.read_text("utf-8")
