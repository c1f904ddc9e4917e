"""`actionspec infer`: samples become a spec that checks, and whose client does what they show."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from apis import ROOT, run
from hypothesis import given
from hypothesis import strategies as st
from inferred import assert_examples_hold

from actionspec.infer.actions import Inferred, infer_action
from actionspec.infer.curl import read_curl
from actionspec.infer.known import Data, Known, known_of
from actionspec.infer.patterns import patterns_of, with_fields
from actionspec.infer.requests import take_apart
from actionspec.infer.samples import read_request, read_response
from actionspec.infer.times import time_format
from actionspec.infer.tree import folded
from actionspec.load import load
from actionspec.problem import SpecError
from actionspec.read import read
from actionspec.schema import EDITOR_FOLDER

CASES = sorted(one for one in (ROOT / "tests/infer").iterdir() if one.is_dir())


def begun(case: Path, folder: Path) -> Path:
    """The spec that a case begins with, if there is one, in a folder of its own."""
    spec = folder / case.name.replace("-", "_")
    if (case / "before").is_dir():
        shutil.copytree(case / "before", spec)
    if (case / "before.yaml").is_file():
        spec = spec.with_suffix(".yaml")
        shutil.copy(case / "before.yaml", spec)
    return spec


def samples(case: Path) -> list[str]:
    """The options that name the samples of a case."""
    found = sorted(one for one in case.iterdir() if one.name.startswith(("request", "response")))
    return [word for one in found for word in (f"--{one.stem.split('-')[0]}", str(one))]


def files(spec: Path) -> dict[str, str]:
    """The files of a spec, but for the copies of the schemas."""
    if spec.is_file():
        return {"spec.yaml": spec.read_text("utf-8")}
    found = (one for one in spec.rglob("*.yaml") if EDITOR_FOLDER not in one.parts)
    return {one.relative_to(spec).as_posix(): one.read_text("utf-8") for one in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    spec = begun(case, tmp_path)
    done = run("infer", spec.name, *samples(case), cwd=tmp_path)
    assert done.exit_code == 0, done.output
    made = {"printed.txt": done.stdout, **files(spec)}
    if os.environ.get("UPDATE"):
        shutil.rmtree(case / "expected", ignore_errors=True)
        for path, text in made.items():
            (case / "expected" / path).parent.mkdir(parents=True, exist_ok=True)
            (case / "expected" / path).write_text(text, "utf-8")
    expected = {one for one in (case / "expected").rglob("*") if one.is_file()}
    assert made == {
        one.relative_to(case / "expected").as_posix(): one.read_text("utf-8") for one in expected
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_time_nothing_is_new(case: Path, tmp_path: Path) -> None:
    spec = begun(case, tmp_path)
    assert run("infer", spec.name, *samples(case), cwd=tmp_path).exit_code == 0
    before = files(spec)
    again = run("infer", spec.name, *samples(case), cwd=tmp_path)
    assert again.exit_code == 0
    assert "wrote" not in again.stdout
    assert files(spec) == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_client_does_what_the_samples_show(case: Path, tmp_path: Path) -> None:
    spec = begun(case, tmp_path)
    assert run("infer", spec.name, *samples(case), cwd=tmp_path).exit_code == 0
    done = run("generate", spec.name, "--out", "out", "--target", "python", cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert_examples_hold(read(spec), tmp_path / "out/python")


@pytest.mark.parametrize(
    ("command", "address", "body"),
    [
        ("curl -sSLX POST https://a.example/x -d a=1 -db=2", "https://a.example/x", "a=1&b=2"),
        ("curl --url=a.example --data-urlencode 'm=b & c'", "http://a.example", "m=b+%26+c"),
        ("curl -G 'a.example/?a=1' --data-urlencode 'm=ü'", "http://a.example/?a=1&m=%C3%BC", ""),
        ("curl -H 'A: b' -u me:key https://a.example --json '{}'", "https://a.example", "{}"),
        ("curl \\\n  --request POST \\\n https://a.example -o out", "https://a.example", ""),
    ],
)
def test_a_command_is_what_it_sends(command: str, address: str, body: str) -> None:
    found = read_curl(command)
    assert (found.address, found.body) == (address, body)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("curl https://a.example -d @body.xml", "put what body.xml holds in its place"),
        ("curl https://a.example -F file=@a.pdf", "several parts"),
        ("curl -d a=1", "no address"),
        ("curl 'https://a.example", "not a command: No closing quotation"),
        ("curl https://a.example --wierd 5", "--wierd"),
    ],
)
def test_a_command_that_cannot_be_read_is_told(tmp_path: Path, command: str, told: str) -> None:
    (tmp_path / "request").write_text(command, "utf-8")
    (tmp_path / "response").write_text("OK: 17", "utf-8")
    options = ["--request", "request", "--response", "response", "--action", "ask"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "asked").exists()


def test_a_look_at_a_new_spec_leaves_nothing(tmp_path: Path) -> None:
    case = next(one for one in CASES if one.name == "plain-text")
    done = run("infer", "far/off", *samples(case), "--diff", cwd=tmp_path)
    assert done.exit_code == 0
    assert "+++ far/off/api.yaml" in done.stdout
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("text", ["ab " * 30_000, "a" * 90_000, "ERR " + "1" * 90_000])
def test_a_long_text_is_a_value(tmp_path: Path, text: str) -> None:
    (tmp_path / "response").write_text(text, "utf-8")
    answers = [read_response(tmp_path / "response")]
    [answer] = with_fields(answers, patterns_of(answers))
    assert answer.tree == {"value": [text.strip()]}


@pytest.mark.parametrize("name", ["../../../other", "/other", "a b", "a" * 81, ""])
def test_the_name_of_an_action_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "other.yaml").write_text("mine: true\n", "utf-8")
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    (tmp_path / "request").write_text("<request><id>1</id></request>", "utf-8")
    (tmp_path / "response").write_text("<response><status>ok</status></response>", "utf-8")
    options = ["--request", "request", "--response", "response", "--action", name]
    for spec, more in (
        ("spec/my_api", "--diff"),
        ("spec/my_api", "--json"),
        ("spec/new", "--diff"),
    ):
        done = run("infer", spec, *options, more, cwd=tmp_path)
        assert done.exit_code == 2
        assert "action" in done.output
    assert (tmp_path / "other.yaml").read_text("utf-8") == "mine: true\n"
    assert not (tmp_path / "spec/new").exists()


def test_requests_of_different_actions_are_told(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("https://a.example/?action=ask&n=1", "utf-8")
    (tmp_path / "two").write_text("https://a.example/?action=tell&n=1", "utf-8")
    (tmp_path / "response").write_text("<a><ok>1</ok></a>", "utf-8")
    options = ["--request", "one", "--request", "two", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 2
    assert "different actions" in done.stderr


def test_a_number_without_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "response").write_text('{"n": ' + "1" * 5000 + "}", "utf-8")
    with pytest.raises(SpecError, match="a number without end"):
        read_response(tmp_path / "response")


def test_a_page_of_html_is_told(tmp_path: Path) -> None:
    (tmp_path / "request").write_text("https://a.example/?action=ask", "utf-8")
    (tmp_path / "response").write_text("<!DOCTYPE html>\n<html><p>502</p></html>", "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 2
    assert "response:1:1: error: this is a page of HTML" in done.stderr


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["2026-02-03 04:05:06", ""], "%Y-%m-%d %H:%M:%S"),
        (["01.02.2026 03:04"], "%d.%m.%Y %H:%M"),
        (["31/12/2026"], "%d/%m/%Y"),
        (["12/31/2026"], "%m/%d/%Y"),
        (["20261231"], "%Y%m%d"),
        # The day and the month cannot be told apart, and the others are no times.
        (["01/02/2026"], ""),
        (["1/2/2026"], ""),
        (["31.13.2026"], ""),
        (["20261341"], ""),
        (["soon"], ""),
    ],
)
def test_the_format_of_a_time_is_told_where_it_is_clear(texts: list[str], written: str) -> None:
    assert time_format("sent_on", texts) == written


def test_digits_are_a_date_where_the_name_says_so() -> None:
    assert time_format("number", ["20261231"]) == ""


def test_a_look_writes_nothing(tmp_path: Path) -> None:
    case = next(one for one in CASES if one.name == "refined")
    spec = begun(case, tmp_path)
    before = files(spec)
    done = run("infer", spec.name, *samples(case), "--diff", cwd=tmp_path)
    assert done.exit_code == 0
    assert "+  verbose:" in done.stdout
    assert "-  # The page calls it the number." not in done.stdout
    assert files(spec) == before


def described(members: Data, types: Data, way: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Each field by its way on the wire: its name in Python, its type, whether it is a list."""
    for name, data in members.items():
        wire = data.get("wire", name)
        path = wire.get("xml", name) if isinstance(wire, dict) else wire
        kind = data.get("list_of") or data.get("type", "string")
        inner = types.get(kind, {})
        what = "structure" if "fields" in inner else "string" if "members" in inner else kind
        here = (*way, *(folded(one.lstrip("@")) for one in path.split("/")))
        yield here, (name, what, "list_of" in data)
        if "fields" in inner and len(way) < 4:
            yield from described(inner["fields"], types, here)


def used(action: Data, types: Data) -> set[str]:
    """The structures that an action needs."""
    found: set[str] = set()
    waiting = [action.get("parameters", {}), action.get("returns", {})]
    while waiting:
        for data in waiting.pop().values():
            kinds = {str(data[key]) for key in ("type", "list_of", "map_of") if key in data}
            for kind in kinds & types.keys() - found:
                found.add(kind)
                waiting.append(types[kind].get("fields", {}))
    return found


def inferred(whole: Known, name: str, folder: Path) -> tuple[Known, Inferred]:
    """An action that a spec does not have, from the samples that are printed on its page."""
    action = whole.actions[name]
    others = {key: one for key, one in whole.actions.items() if key != name}
    shared = set[str]().union(*(used(one, whole.types) for one in others.values()))
    types = {key: one for key, one in whole.types.items() if key in shared}
    known = Known(whole.api, whole.codes, whole.categories, types, others)
    sent, answers = [], []
    for number, example in enumerate(action.get("examples", [])):
        asked, answered = folder / f"{name}-{number}.req", folder / f"{name}-{number}.res"
        answered.write_text(example["response"], "utf-8")
        answers.append(read_response(answered))
        if text := example.get("wire", {}).get("xml"):
            asked.write_text(text, "utf-8")
            sent.append(take_apart(read_request(asked), known))
    return known, infer_action(known, [one for one in sent if one], answers, name, {})


def test_printed_samples_tell_nearly_what_a_page_tells(tmp_path: Path, tally: Counter[str]) -> None:
    """Each action of a real API is left out of its spec, and inferred from its samples alone."""
    whole = known_of(load(ROOT / "spec" / "skycore"))
    alike: Counter[str] = Counter()
    for name, action in whole.actions.items():
        known, found = inferred(whole, name, tmp_path)
        types = {**known.types, **found.structures.new}
        for side in ("parameters", "returns"):
            by_hand = dict(described(action.get(side, {}), whole.types))
            for way, (called, kind, many) in described(found.action.get(side, {}), types):
                alike["fields"] += 1
                hand = by_hand.get(way, ("", "", None))
                alike["names"] += called == hand[0]
                alike["types"] += kind == hand[1]
                alike["structure"] += many == hand[2] and (kind, hand[1]).count("structure") != 1
        codes = {one["failure"]["code"] for one in action["examples"] if "failure" in one}
        told = {one["failure"]["code"] for one in found.action["examples"] if "failure" in one}
        alike["codes printed"] += len(codes)
        alike["codes"] += len(codes & told)
    for what in ("names", "types", "structure"):
        share = alike[what] / alike["fields"]
        tally[
            f"of 1,000 fields inferred from samples have the {what} of the hand-written ones"
        ] += round(1000 * share)
    assert alike["fields"] > 300
    assert alike["names"] >= 0.9 * alike["fields"]
    assert alike["structure"] >= 0.9 * alike["fields"]
    assert alike["codes"] == alike["codes printed"]


def test_what_a_spec_says_already_is_not_said_again(tmp_path: Path) -> None:
    """The samples of each action of a real API, held against its whole spec."""
    for name in ("skycore", "skycore_1_2"):
        shutil.copytree(ROOT / "spec" / name, tmp_path / name)
    spec = tmp_path / "skycore"
    before = files(spec)
    contradicted: list[str] = []
    for name, action in known_of(load(spec)).actions.items():
        options: list[str] = []
        for number, example in enumerate(action.get("examples", [])):
            for kind, text in (
                ("request", example.get("wire", {}).get("xml")),
                ("response", example["response"]),
            ):
                if text:
                    (tmp_path / f"{kind}-{number}").write_text(text, "utf-8")
                    options += [f"--{kind}", f"{kind}-{number}"]
        if "--request" in options:
            done = run("infer", "skycore", *options, "--action", name, cwd=tmp_path)
            told = [one for one in done.stdout.splitlines() if one.startswith("contradicted")]
            contradicted += told
            # A sample that is against what somebody wrote changes nothing, either.
            assert done.exit_code == 0, (name, done.output)
            assert files(spec) == before, name
    # One parameter has another name in each transport, and is called as no sample calls it.
    assert len(contradicted) <= 2


TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["<a/>", "<a><b/></a>", "{}", '{"a": [{}]}', "a=b", "https://a.example/?a=b"]),
    st.recursive(
        st.sampled_from(["x", "1", "", "true", "2026-01-01", "&#1;"]),
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
            st.sampled_from(["request", "response", "action", "status", "from", "a-b", "ID", "_"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=8,
    ),
)


@given(TEXTS, TEXTS, st.booleans())
def test_whatever_a_sample_is_there_is_no_traceback(
    request: str, response: str, is_new: bool
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "request").write_text(request, "utf-8", newline="")
        (folder / "response").write_text(response, "utf-8", newline="")
        if not is_new:
            assert run("new", "my_api", cwd=folder).exit_code == 0
        spec = folder / "spec" / "my_api"
        before = files(spec) if spec.exists() else {}
        options = ["--request", "request", "--response", "response", "--action", "doThis"]
        done = run("infer", "spec/my_api", *options, cwd=folder)
        assert done.exit_code in {0, 1, 2}
        if done.exit_code:
            assert (files(spec) if spec.exists() else {}) == before
        else:
            read(spec)


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("", "request:1:1: error: the file is empty"),
        ("<request><action>", "request:1:18: error: not XML"),
        ("<!DOCTYPE a><a/>", "request:1:1: error: a sample declares no document type"),
        ('{"action": }', "request:1:12: error: not JSON"),
        ('{"action": "sendNote"}', "no transport of the spec writes requests as this one"),
        ("<request><to>Ann</to></request>", "name it with --action"),
        ("curl -d 'a=b", "error: not a command"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, request_text: str, told: str) -> None:
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    (tmp_path / "request").write_text(request_text, "utf-8")
    (tmp_path / "response").write_text("<response><status>ok</status></response>", "utf-8")
    before = files(tmp_path / "spec/my_api")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "spec/my_api", *options, cwd=tmp_path)
    assert done.exit_code == 2
    assert told in done.stderr
    assert files(tmp_path / "spec/my_api") == before
