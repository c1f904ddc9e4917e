"""`actionspec infer`: how a new API tells its outcome, and how values are written in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import run

from actionspec.load import load

REQUEST = "https://a.example/?action=ask&id=1"
GONE = "HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n"


def begun(folder: Path, request: str, *answers: str, action: str = "") -> dict[str, Any]:
    """The `api.yaml` that samples tell."""
    options: list[str] = ["--action", action] if action else []
    for kind, texts in (("request", [request]), ("response", answers)):
        for number, text in enumerate(texts):
            (folder / f"{kind}-{number}").write_text(text, "utf-8")
            options += [f"--{kind}", f"{kind}-{number}"]
    done = run("infer", "asked", *options, cwd=folder)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = load(folder / "asked").api.data
    return found


@pytest.mark.parametrize(
    ("fine", "failing", "failure", "code"),
    [
        ("<a><n>1</n></a>", "<Error><code>7</code></Error>", ("$root", "equals", "Error"), "7"),
        ('{"n": 1}', GONE + '{"code": 7, "text": "gone"}', ("code",), "7"),
        ('{"n": 1, "m": "x"}', GONE + '{"n": 7, "m": "x"}', ("$status", "matches", "[45].."), None),
        ('{"errors": [], "n": 1}', '{"errors": [{"code": 7, "message": "no"}]}', ("errors",), "7"),
        ("<a><transferred>1</transferred></a>", "<a><err>7</err></a>", ("err",), "7"),
        ("<a><rc>0</rc><n>1</n></a>", "<a><rc>7</rc></a>", ("rc", "above", 0), "7"),
    ],
    ids=["root", "field", "status", "list", "word in a word", "number"],
)
def test_what_tells_a_failure_is_found(
    tmp_path: Path, fine: str, failing: str, failure: tuple[Any, ...], code: str | None
) -> None:
    made = begun(tmp_path, REQUEST, fine, failing)
    [condition] = made["outcome"]["failure"]
    assert condition.pop("field").partition("/")[0] == failure[0]
    assert [*condition.items()] == ([failure[1:]] if failure[1:] else [])
    examples = yaml.safe_load((tmp_path / "asked/actions/ask.yaml").read_text("utf-8"))["examples"]
    codes = [one["failure"]["code"] for one in examples if "failure" in one]
    # A failure whose code nobody can tell is no example.
    assert codes == [code] * (code is not None)


def test_the_root_of_answers_follows_the_action(tmp_path: Path) -> None:
    made = begun(
        tmp_path,
        "<getUser><id>1</id></getUser>",
        "<getUserResponse><name>x</name></getUserResponse>",
        action="getUser",
    )
    assert made["response"]["root"] == "{action}Response"
    assert [one["root"] for one in made["transports"].values()] == ["{action}"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("<a><x>Y</x><x>N</x></a>", {"yes": "Y", "no": "N"}),
        # Where fields differ, none of them tells how to write another one.
        ("<a><x>yes</x><x>no</x><z>true</z></a>", None),
        # A country, a gender, a word: it takes both to know.
        ("<a><country>NO</country><x>yes</x></a>", None),
    ],
)
def test_words_for_true_and_false_are_known_by_both(
    tmp_path: Path, answer: str, words: Any
) -> None:
    assert begun(tmp_path, REQUEST, answer).get("values", {}).get("words") == words


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("a[0][b]=1&a[1][b]=2&a[0][c]=x", {"a": [{"b": 1, "c": "x"}, {"b": 2}]}),
        ("user[name]=Ann&user[age]=7", {"user": {"name": "Ann", "age": 7}}),
        ("a[]=x&a[]=y", {"a": ["x", "y"]}),
        ("ids=12,15", {"ids": [12, 15]}),
        ("amount=1,234", {"amount": "1,234"}),
        ("amount=12,5", {"amount": "12,5"}),
        ("place=12,5,7", {"place": [12, 5, 7]}),
    ],
)
def test_the_names_of_fields_tell_lists_and_structures(
    tmp_path: Path, query: str, parameters: dict[str, Any]
) -> None:
    begun(tmp_path, f"https://a.example/?action=ask&{query}", "<a><ok>1</ok></a>")
    [example] = yaml.safe_load((tmp_path / "asked/actions/ask.yaml").read_text("utf-8"))["examples"]
    values = [*example["request"].values()]
    assert values == [*parameters.values()]


@pytest.mark.parametrize(
    ("request_text", "answer", "told"),
    [
        (REQUEST, "<a>" + "<b>" * 200 + "</b>" * 200 + "</a>", "nested too deep"),
        (REQUEST, '{"a": ' + "[" * 200 + "]" * 200 + "}", "nested too deep"),
        (REQUEST, '{"a": [[1, 2], [3]]}', "'a' holds lists in a list"),
        (REQUEST, '{"a": 1, "a": 2}', "has 'a' twice"),
        ("https://[::1/?action=ask", "<a/>", "this is no address"),
        (REQUEST + "&name=%FC", "<a/>", "%FC is not UTF-8"),
        ("curl -X PUT https://a.example/?action=ask", "<a/>", "no transport sends PUT"),
        ("DELETE /x?action=ask HTTP/1.1\nHost: a.example\n\n", "<a/>", "no transport sends DELETE"),
        ("POST /?action=ask HTTP/1.1\nHost: a.example\n\n<a/>", "<a/>", "give the body"),
        ("Send a text to us.", "<a/>", "this is no request"),
        ("a = 1\nb = 2", "<a/>", "this is no request"),
    ],
)
def test_what_cannot_be_a_sample_is_told(
    tmp_path: Path, request_text: str, answer: str, told: str
) -> None:
    (tmp_path / "request").write_text(request_text, "utf-8")
    (tmp_path / "response").write_text(answer, "utf-8")
    done = run("infer", "asked", "--request", "request", "--response", "response", cwd=tmp_path)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "asked").exists()
