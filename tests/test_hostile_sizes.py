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
]
REFUSED: list[tuple[Callable[[int], Any], int, str]] = [
    (unknown_codes, 300, "the error table has no code"),
    (wrong_keys, 2_000, 'the key "sumary" means nothing here'),
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
    (folder / "bell.yaml").write_text(json.dumps(data, indent=1))
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, str(folder / "bell.yaml")],
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
