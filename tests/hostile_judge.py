"""What a hostile text may not change: the shape of every file that is written."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from apis import ROOT
from hostile_skeletons import Hole, filled, holes, neutral, skeleton
from markdown_it import MarkdownIt
from markdown_it.token import Token

from actionspec.problem import SpecError
from actionspec.read import read
from actionspec.render import Target, find_targets, render

TEXTS: list[str] = yaml.safe_load((ROOT / "tests/hostile/texts.yaml").read_text("utf-8"))

# Code in backticks is what the language of specs has; all other markup is a template's.
_WORDS = {"text", "softbreak", "code_inline"}
_SIMPLE = re.compile(r"[A-Za-z0-9_.:=/+@ -]+")
_RUNTIME = re.compile(r"^( *from )\.+_runtime\b", re.MULTILINE)

# What turns bare addresses into links too, where it is installed.
LINKS = find_spec("linkify_it") is not None

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": LINKS})


@cache
def own_targets() -> tuple[Target, ...]:
    """All targets without the files that are copied: these are the same for every spec."""
    return tuple(
        replace(target, files=tuple(file for file in target.files if "copy" not in file))
        for target in find_targets().values()
    )


def written(data: Any, folder: Path) -> dict[str, str]:
    """What is written for a spec, by path.

    Raises:
        SpecError: The spec is refused.
    """
    file = folder / "bell.yaml"
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    return render(read(file), own_targets())


def judged(data: Any, folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is written for a spec, or the messages for one that is refused, each with its place."""
    try:
        return written(data, folder), ()
    except SpecError as error:
        file = folder / "bell.yaml"
        lines = file.read_text("utf-8").split("\n")
        for problem in error.problems:
            assert problem.file == file.as_posix()
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            assert problem.message
            shown = str(problem).split("\n")
            assert len(shown) <= len(["message", "line", "caret"])
            assert all(line.isprintable() for line in shown)
        return {}, tuple(problem.message for problem in error.problems)


@cache
def neutral_files(number: int) -> Mapping[str, str]:
    """What is written for a skeleton with texts that mean nothing."""
    with TemporaryDirectory() as folder:
        return written(filled(skeleton(number), neutral), Path(folder))


@cache
def neutral_shape(number: int, path: str) -> Any:
    """The shape of a file of a skeleton with texts that mean nothing."""
    return shape(path, neutral_files(number)[path])


@cache
def holes_of(number: int) -> list[Hole]:
    """The holes of a skeleton."""
    return holes(skeleton(number))


@lru_cache(maxsize=2_000)
def shape(path: str, text: str) -> Any:
    """All of a file but what its texts say."""
    suffix = path.rpartition(".")[2]
    if suffix == "py":
        return python_shape(text)
    if suffix == "md":
        return markdown_shape(text)
    if suffix == "toml":
        return toml_shape(text)
    if suffix == "json":
        return json_shape(json.loads(text))
    return text


class _Blank(ast.NodeTransformer):
    """Takes the texts out of Python, and what stands for their pieces."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """A text without its words."""
        return ast.Constant("") if isinstance(node.value, str) else node


def python_shape(text: str) -> str:
    """The syntax tree without texts."""
    return ast.dump(_Blank().visit(ast.parse(text)))


def comments(text: str) -> list[str]:
    """The comments of a Python file, which tools obey."""
    assert all(one.isprintable() or one == "\n" for one in text)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def markdown_shape(text: str) -> list[Any]:
    """The tree of a page without words: blocks, markup, and where links lead."""
    found: list[Any] = []
    for token in MARKDOWN.parse(text):
        assert not token.type.startswith("html"), token.content
        found.append((token.type, token.level, token.info, token.markup[:3]))
        found += [_inline(child) for child in token.children or () if child.type not in _WORDS]
        for child in token.children or ():
            assert (
                child.type != "code_inline"
                or _SIMPLE.fullmatch(child.content)
                or (child.content in text)
            )
    return found


def _inline(token: Token) -> tuple[Any, ...]:
    assert not token.type.startswith("html"), token.content
    return token.type, token.level, sorted(token.attrs.items())


def toml_shape(text: str) -> Any:
    """The table of a project without its description."""
    data = tomllib.loads(text)
    assert isinstance(data["project"].pop("description"), str)
    return data


def json_shape(data: Any) -> Any:
    """Data without texts; keys that are free texts stand in a list."""
    match data:
        case dict():
            return {key: json_shape(value) for key, value in data.items()}
        case list():
            return [json_shape(one) for one in data]
        case str():
            return ""
        case _:
            return data


def with_shared_runtime(text: str) -> str:
    """A generated Python file that imports a runtime which several packages share."""
    return _RUNTIME.sub(r"\1shared_runtime", text)
