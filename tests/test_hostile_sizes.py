"""Specs that are huge but legal: read and written in a time that grows with them, or refused.

They run in a process whose processor time is limited: what grows faster would take hours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_mock_spec import SPEC

from actionspec.load import MOST_PROBLEMS

D = {"description": "D."}


def ring(name: str = "ring", **more: Any) -> dict[str, Any]:
    return {"action": name, "summary": "S.", "effect": "read", **more}


def sent(**types: Any) -> dict[str, Any]:
    """Structures of which a request and an answer hold the first."""
    first = {"one": {"type": next(iter(types)), **D}}
    return {**SPEC, "types": types, "actions": [ring(parameters=first, returns=first)]}


def error(number: int) -> dict[str, Any]:
    more = {"category": "RefusedError", "cause": "A.", "remedy": "B.", "general": True}
    return {"class": f"E{number}Error", "message": "No", **more}


def parameters(n: int) -> Any:
    return {**SPEC, "actions": [ring(parameters={f"p{i}": D for i in range(n)})]}


def actions(n: int) -> Any:
    return {**SPEC, "actions": [ring(f"ring{i}", parameters={"one": D}) for i in range(n)]}


def codes(n: int) -> Any:
    own = {**SPEC["errors"]["codes"], **{f"E{i}": error(i) for i in range(n)}}
    return {**SPEC, "errors": {**SPEC["errors"], "codes": own}}


def settings(n: int) -> Any:
    names = {f"p{i}": D for i in range(n)}
    return {**SPEC, "settings": names, "credentials": {f"c{i}": D for i in range(n)}}


def choices(n: int) -> Any:
    """Two to the power of n forms of a call."""
    rules = [{"exactly_one_of": [f"p{i}", f"p{i + n}"]} for i in range(n)]
    return {**SPEC, "actions": [ring(parameters={f"p{i}": D for i in range(2 * n)}, rules=rules)]}


def diamonds(n: int) -> Any:
    """Two to the power of n ways from the first structure to the last."""
    held = [
        {"one": {"type": f"T{i + 1}", **D}, "two": {"type": f"T{i + 1}", **D}} for i in range(n)
    ]
    return sent(**{f"T{i}": {**D, "fields": one} for i, one in enumerate([*held, {"one": D}])})


def dense(n: int) -> Any:
    fields = {f"f{i}": {"type": f"T{i}", "optional": True, **D} for i in range(n)}
    return sent(**{f"T{i}": {**D, "fields": fields} for i in range(n)})


def ids(n: int) -> Any:
    thing = {"one": {"refers_to": "x", **D}, "two": {"creates": "x", **D}}
    return {**SPEC, "actions": [ring(f"ring{i}", parameters=thing) for i in range(n)]}


def members(n: int) -> Any:
    tone = {**D, "members": {f"m{i}": f"v{i}" for i in range(n)}}
    return {**SPEC, "types": {**SPEC["types"], "Pitch": tone}}


def unknown_codes(n: int) -> Any:
    return {**codes(n), "actions": [ring(f"ring{i}", errors=[f"F{i}"]) for i in range(n)]}


def wrong_keys(n: int) -> Any:
    return {**SPEC, "actions": [{**ring(f"ring{i}"), "sumary": "S."} for i in range(n)]}


def nested(n: int) -> Any:
    """Structures in one another, as deep as there are."""
    held = [{"one": {"type": f"T{i + 1}", **D}} for i in range(n)]
    return sent(**{f"T{i}": {**D, "fields": one} for i, one in enumerate([*held, {"one": D}])})


def extended(n: int) -> Any:
    own = [{**D, "extends": f"T{i - 1}", "fields": {f"f{i}": D}} for i in range(1, n)]
    types = {f"T{i + 1}": one for i, one in enumerate(own)}
    return {**SPEC, "types": {**dict(reversed(types.items())), "T0": {**D, "fields": {}}}}


def inside(n: int) -> Any:
    """Parameters that all stand inside the same element."""
    held = {f"p{i}": {"wire": f"Outer/p{i}", **D} for i in range(n)}
    return {**SPEC, "actions": [ring(parameters=held, errors=["F0"])]}


def circle(n: int) -> Any:
    """Structures in groups of a hundred, each of which always holds the next of its group."""
    ends = range(n)
    held = [{"one": {"type": f"T{i + 1 if (i + 1) % 100 else i - 99}", **D}} for i in ends]
    types = {f"T{i}": {**D, "fields": one} for i, one in enumerate(held)}
    return {**SPEC, "types": {**SPEC["types"], **types}}


def chains(n: int) -> Any:
    """As many structures as codes and actions, that extend and hold one another in part."""
    types: dict[str, Any] = {f"T{i}": {**D, "fields": {f"f{i}": D}} for i in range(n)}
    for i in range(n):
        if i % 40:
            types[f"T{i}"]["extends"] = f"T{i - 1}"
    told = [
        ring(f"ring{i}", errors=[f"E{i}"], returns={"a": {"type": f"T{i}", **D}}) for i in range(n)
    ]
    return {**codes(n), "types": {**SPEC["types"], **types}, "actions": told}


def tangle(n: int) -> Any:
    """Structures that each lead to all others."""
    fields = [
        {f"f{j}": {"type": f"T{(i + j) % n}", "optional": True, **D} for j in range(30)}
        for i in range(n)
    ]
    types = {f"T{i}": {**D, "fields": one} for i, one in enumerate(fields)}
    return {**SPEC, "types": {**SPEC["types"], **types}}


def families(n: int) -> Any:
    """A hundred codes with a text of many parts each."""
    family = {**error(1), "class": "E{number}Error", "numbered": {"count": 100}}
    own = {**SPEC["errors"]["codes"], "E100": {**family, "remedy": ["a"] * n}}
    return {**SPEC, "errors": {**SPEC["errors"], "codes": own}}


def strangers(n: int) -> Any:
    """Keys that mean nothing, none like another."""
    return {**SPEC, **{f"stranger{i}": None for i in range(n)}}


def misspelt(n: int) -> Any:
    """Codes that the table does not have, though it has many that are like them."""
    actions = [ring(f"ring{i}", errors=[f"F{i}"]) for i in range(n // 10)]
    return {**codes(n), "actions": actions}


def one_of_many(n: int) -> Any:
    names = [f"p{i}" for i in range(n)]
    rules = [{"exactly_one_of": names}]
    return {**SPEC, "actions": [ring(parameters=dict.fromkeys(names, D), rules=rules)]}


LEGAL: list[tuple[Callable[[int], Any], int]] = [
    (parameters, 2_000),
    (actions, 300),
    (codes, 2_000),
    (settings, 500),
    (choices, 60),
    (diamonds, 100),
    (dense, 20),
    (ids, 300),
    (members, 5_000),
    (nested, 140),
    (extended, 40),
    (one_of_many, 50),
    (chains, 400),
]
REFUSED: list[tuple[Callable[[int], Any], int, str]] = [
    (unknown_codes, 300, "the error table has no code"),
    (wrong_keys, 2_000, 'the key "sumary" means nothing here'),
    (inside, 10_000, 'the error table has no code "F0"'),
    (circle, 3_000, "T0 always contains itself"),
    (tangle, 1_000, "T0 holds more than 150 structures, one in another"),
    (families, 100_000, "these codes would have 10,000,900 values, more than 100,000"),
    (strangers, 100_000, 'the key "stranger0" means nothing here'),
    (misspelt, 10_000, 'the error table has no code "F0"'),
    (nested, 400, "T0 holds more than 150 structures, one in another"),
    (extended, 900, "more than 50 structures extend one another"),
    (one_of_many, 51, "51 elements are too many"),
]

JUDGE = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from actionspec.problem import SpecError
from actionspec.read import read
from actionspec.render import find_targets, render
try:
    files = render(read(Path(sys.argv[1])), find_targets().values())
    print(json.dumps([len(files)]))
except SpecError as error:
    print(json.dumps([problem.message for problem in error.problems]))
"""


def told(data: Any, folder: Path) -> Any:
    """How many files are written, or what is wrong."""
    return judged(json.dumps(data, indent=1), folder)


def judged(text: str, folder: Path, judge: str = JUDGE) -> Any:
    """What a process whose processor time is limited prints of the text of a spec."""
    (folder / "bell.yaml").write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", judge, str(folder / "bell.yaml")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize(("spec", "number"), LEGAL)
def test_a_huge_spec_is_written(spec: Callable[[int], Any], number: int, tmp_path: Path) -> None:
    (files,) = told(spec(number), tmp_path)
    assert isinstance(files, int), files


@pytest.mark.parametrize(("spec", "number", "message"), REFUSED)
def test_an_absurd_spec_is_refused(
    spec: Callable[[int], Any], number: int, message: str, tmp_path: Path
) -> None:
    assert any(message in one for one in told(spec(number), tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k:\n" * 1_300_000, "the file has more than 1,000,000 keys and values"),
        ("k:\n" * 400_000, 'the key "k" stands here twice'),
        ("{" + "[1]: 1," * 200_000 + "}", "a key is a single word"),
        ("{" + "? ," * 1_300_000 + "}", "the file has more than 1,000,000 keys and values"),
        ("".join(f"{'k' * 300}{i}:\n" for i in range(12_000)), "a key of 30"),
        ("- !x\n" * 400_000, "the YAML tag !x means nothing here"),
    ],
)
def test_a_file_full_of_mistakes_is_not_told_for_ever(
    text: str, message: str, tmp_path: Path
) -> None:
    problems = judged(text, tmp_path)
    assert len(problems) <= MOST_PROBLEMS
    assert problems[0].startswith(message)
