"""Every name that generated code, Python or a file system uses: refused, or harmless in a spec."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from apis import ROOT
from hostile_fills import TAKEN
from hostile_judge import escaped, holes_of, judged, neutral_files
from hostile_packages import Packages
from hostile_skeletons import RICH, Hole, filled, neutral, skeleton
from test_mock_spec import SPEC

from actionspec.names import Owner, camel_case, is_reserved_class, taken_by
from actionspec.render import find_targets

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
ODD = ("aux", "com1", "con", "lpt9", "nul", "prn", "cls", "init", "setup", "test", "tests", "site")
PARTS = ("*.py", "actions/*.py")
D = {"description": "D."}
KINDS = ("datetime", "decimal", "string", "boolean")


def names_in(file: Path) -> Iterator[str]:
    """The names that a Python file binds, reads or looks up."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Attribute(attr=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield from (other or name).split(".")


@cache
def every_name() -> tuple[str, ...]:
    """The names that generated packages have in common, those of Python, and those of devices."""
    packages = [
        {name for part in PARTS for file in folder.glob(part) for name in names_in(file)}
        for folder in (ROOT / "generated/iam/python/iam", ROOT / "generated/skycore/python/skycore")
    ]
    found = {*ODD, *dir(builtins), *keyword.kwlist, *keyword.softkwlist}
    # What any generated file may import, though neither of the two need do it.
    found.update(find_targets()["python"].imports)
    return tuple(sorted(filter(SNAKE.fullmatch, found.union(set.intersection(*packages)))))


def free(owner: Owner, *others: str) -> list[str]:
    """The names that a spec may give."""
    return [name for name in every_name() if not taken_by(name, owner) and name not in others]


def members(names: list[str], **more: Any) -> dict[str, Any]:
    """Parameters or fields of several types."""
    return {
        name: {**D, "wire": f"w_{name}", "type": KINDS[number % len(KINDS)], **more}
        for number, name in enumerate(names)
    }


def error(name: str, number: int) -> dict[str, Any]:
    """A code whose message holds a placeholder."""
    kind = "integer" if number % 2 else "string"
    return {
        "class": f"P{number}Error",
        "category": "RefusedError",
        "message": f"a {{{name}}} b",
        "placeholders": {name: {"type": kind, **D}},
        "cause": "A.",
        "remedy": "B.",
        "general": True,
    }


def action(name: str, number: int) -> dict[str, Any]:
    """An action that has overloads, a time and another name."""
    return {
        "action": name,
        "name": name,
        "summary": "S.",
        "effect": "read",
        "parameters": {"one": D, "two": {**D, "type": "datetime"}},
        "rules": [{"exactly_one_of": ["one", "two"]}],
        "result": f"R{number}",
        "returns": {"when": {"type": "datetime", **D}},
    }


def rich_action() -> dict[str, Any]:
    """An action whose parameters and fields have all names, and that has been renamed."""
    number = {"type": "integer", **D}
    old = {"deprecated": "Old.", "renamed_from": "was_wanted", **D}
    parameters = {"door": {"type": "Door", **D}, "wanted": old, "page_no": number}
    doors = {"list_of": "Door", "renamed_from": "houses", **D}
    return {
        "action": "z_ring",
        "summary": "S.",
        "effect": "read",
        "deprecated": "Old.",
        "renamed_from": "z_old",
        "parameters": {**members(free("parameter", "item")), **parameters},
        "returns": {**members(free("field"), optional=True), "doors": doors},
        "pages": {"items": "doors", "page": "page_no"},
    }


def spec() -> dict[str, Any]:
    """The small spec with every name that each part of a spec may have."""
    fields = free("field")
    arguments = free("argument", "action")
    codes = SPEC["errors"]["codes"]
    postback_fields = free("field", "classmethod", "code", "from_fields", "recurs", "topic")
    return {
        **SPEC,
        "credentials": {name: {**D, "wire": f"c_{name}"} for name in arguments[::2]},
        "settings": {name: D for name in arguments[1::2] if not taken_by(name, "field")},
        "errors": {
            **SPEC["errors"],
            "codes": {
                **codes,
                **{f"E{n}": error(name, n) for n, name in enumerate(free("attribute"))},
            },
        },
        "types": {
            "Door": {
                **D,
                "fields": {
                    **members(fields, optional=True),
                    "wanted": {**D, "optional": True, "max_length": 3, "renamed_from": "longed"},
                },
                "rules": [{"exactly_one_of": ["wanted", fields[0]]}],
            },
            "Tone": {**D, "members": {name: f"v-{name}" for name in every_name()}},
        },
        "callbacks": {"format": "json", "code": "code"},
        "postbacks": [
            {
                "postback": "Rung",
                **D,
                "fields": {
                    **members(postback_fields, optional=True),
                    "moved": {**D, "optional": True, "renamed_from": "shifted"},
                },
                "codes": {"N1": {"class": "RungOnce", **D}},
            }
        ],
        "actions": [
            *(
                action(name, number)
                for number, name in enumerate(free("method"))
                if not is_reserved_class(camel_case(name))
            ),
            rich_action(),
        ],
    }


def test_every_name_is_refused_or_harmless(tmp_path: Path, tally: Counter[str]) -> None:
    assert len(every_name()) > 150
    files, problems = judged(spec(), tmp_path)
    assert problems == ()
    packages = Packages(tmp_path / "packages")
    packages.add(files)
    (told,) = packages.imported().values()
    assert (told.events, told.failure) == ([], "")
    assert not packages.judged_by_mypy(tmp_path / "cache")
    tally["names tried in every place"] += len(every_name())


@pytest.mark.parametrize("name", TAKEN)
def test_a_taken_name_is_refused_or_harmless_in_every_place(name: str, tmp_path: Path) -> None:
    for place in {one for one in holes_of(RICH) if one.kind == "name"}:

        def text(hole: Hole, place: Hole = place) -> str:
            return name if hole == place else neutral(hole)

        data = filled(skeleton(RICH), text)
        files, problems = judged(data, tmp_path)
        if not problems:
            assert not escaped(files, neutral_files(RICH), {neutral(place): name}, data)


@pytest.mark.parametrize("owner", ["method", "package"])
@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt0"])
def test_no_file_is_a_device(owner: Owner, name: str) -> None:
    assert taken_by(name, owner) == "a device of Windows, which has no such file"
    assert not taken_by(name, "parameter")
