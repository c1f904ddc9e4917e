"""The kinds of problems: each is in the table, has a case, and stands on the page that lists them.

`UPDATE=1 pytest tests/test_problems.py` writes the page.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apis import ROOT, run

from actionspec.kinds import kinds
from actionspec.schema import KINDS, read_schema

PAGE = ROOT / "spec" / "PROBLEMS.md"
SOURCES = sorted((ROOT / "generator" / "actionspec").rglob("*.py"))

# What `check` cannot come across: scripts of the mock server, and samples.
ELSEWHERE = {"unfit-step", "unknown-in-script", "unreadable-sample"}

_TOLD = re.compile(r"^(.+): error: (.+) \[([a-z0-9-]+)\]$")

INTRODUCTION = """# Problems of a spec

What `actionspec check` can find wrong, by the code that stands in brackets behind each message.
`actionspec check --explain CODE` shows an entry, `actionspec check SPEC --fix` mends what is
certain: a misspelt word that only one other can be, and numbers that want quotes. Each example is
one of the [cases](../tests/cases) that a test runs.
"""


def codes_in_the_program() -> set[str]:
    """Each code that some place in the program tells."""
    found: set[str] = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "code":
                found |= {one for one in texts(node.value) if re.fullmatch("[a-z0-9-]+", one)}
            if isinstance(node, ast.FunctionDef) and node.name == "_value_problem":
                found |= {
                    str(one.value.elts[-1].value)
                    for one in ast.walk(node)
                    if isinstance(one, ast.Return)
                    and isinstance(one.value, ast.Tuple)
                    and isinstance(one.value.elts[-1], ast.Constant)
                }
    return found


def texts(node: ast.expr) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def told() -> dict[str, tuple[str, list[str]]]:
    """An example of each code: its case, and the lines that are printed."""
    found: dict[str, tuple[str, list[str]]] = {}
    for file in sorted(ROOT.glob("tests/cases/*/stderr.txt")):
        lines = file.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            match = _TOLD.match(line)
            shorter = match and (match[3] not in found or len(lines) < found[match[3]][1].__len__())
            if match and shorter:
                behind = [one for one in lines[number + 1 : number + 3] if one[:1] == " "]
                found[match[3]] = (file.parent.name, [line, *behind])
    return found


def test_each_problem_has_a_row_and_each_row_a_problem() -> None:
    own = {one for one in codes_in_the_program() if one in kinds() or "-" in one}
    assert own == {*kinds()}


def test_the_rows_are_sentences_in_order() -> None:
    assert [*kinds()] == sorted(kinds())
    assert len(kinds()) >= 40
    for kind in kinds().values():
        for text in (kind.cause, kind.mend):
            assert re.match(r"[A-Z`\"<].*[.]$", text), text
    assert max(Counter(kind.cause for kind in kinds().values()).values()) == 1


@pytest.mark.parametrize("code", sorted({*kinds()} - ELSEWHERE))
def test_each_kind_has_a_case(code: str) -> None:
    assert code in told()


def test_the_page_lists_them_all(tally: Counter[str]) -> None:
    shown = told()
    parts = [INTRODUCTION]
    for code, kind in kinds().items():
        parts.append(f"## `{code}`\n\n{kind.cause} {kind.mend}\n")
        if code in shown:
            case, lines = shown[code]
            example = "\n".join(line.replace(f"{case}/", "") for line in lines)
            parts.append(f"```text\n{example}\n```\n")
    page = "\n".join(parts)
    if os.environ.get("UPDATE"):
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page
    tally["kinds of problems, each with a case"] += len(kinds()) - len(ELSEWHERE)


def test_a_kind_can_be_explained() -> None:
    for code, kind in kinds().items():
        done = run("check", "--explain", code)
        assert done.exit_code == 0
        assert done.stdout == f"{code}: {kind.cause}\n{kind.mend}\n"
    done = run("check", "--explain", "unknown-code", "--json")
    assert json.loads(done.stdout)["code"] == "unknown-code"
    assert run("check", "--explain", "unkown-code").exit_code == 2
    assert run("check").exit_code == 2


def keywords(schema: Any) -> Iterator[str]:
    """The keywords of a schema and of all in it that say what is allowed."""
    for key, inner in schema.items():
        if key in {"properties", "definitions"}:
            for one in inner.values():
                yield from keywords(one)
        else:
            yield key
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, dict) and key not in {"default", "const"}:
                    yield from keywords(one)


def test_every_keyword_of_the_schemas_has_its_words() -> None:
    silent = {"$schema", "title", "description", "default", "x-hint", "$ref", "items", "if", "then"}
    silent |= {"allOf", "not", "propertyNames"}
    spoken = {"type", "enum", "const", "pattern", "minLength", "minProperties", "minItems"}
    spoken |= {
        "maxLength",
        "maxItems",
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "uniqueItems",
        "required",
    }
    spoken |= {"additionalProperties"}
    for kind in (*KINDS, "common"):
        assert {*keywords(read_schema(kind))} <= silent | spoken


def test_programs_get_the_code_too(tmp_path: Path) -> None:
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    action = tmp_path / "spec/my_api/actions/sendNote.yaml"
    action.write_text(action.read_text("utf-8").replace("effect: send", "effect: sendd"), "utf-8")
    problems = json.loads(run("check", "spec/my_api", "--json", cwd=tmp_path).stdout)["problems"]
    assert [one["code"] for one in problems] == ["not-a-choice"]
    assert problems[0]["mend"] == "send"
