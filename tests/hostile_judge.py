"""What a hostile text may not change: the shape of every file that is written."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from apis import ROOT
from hostile_skeletons import PLAIN, TAME, Hole, filled, holes, neutral, skeleton
from markdown_it import MarkdownIt
from markdown_it.token import Token

from actionspec.filters.markdown import anchor
from actionspec.names import camel_case
from actionspec.problem import SpecError
from actionspec.read import read
from actionspec.render import Target, find_targets, render

TEXTS: list[str] = yaml.safe_load((ROOT / "tests/hostile/texts.yaml").read_text("utf-8"))

# Code in backticks is what the language of specs has; all other markup is a template's.
_WORDS = {"text", "softbreak", "code_inline"}
_SIMPLE = re.compile(r"[A-Za-z0-9_.:=/+@ -]+")
# Read from the top, this finds each literal as a whole, so that no sign in it begins a comment.
_STRING_OR_COMMENT = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(\#[^\n]*)""",
    re.DOTALL,
)

# What becomes of a name: a class, a constant; and of a code of the service: a part of an anchor.
_OF_A_NAME: tuple[Callable[[str], str], ...] = (str, camel_case, str.upper)
_OF_DATA: tuple[Callable[[str], str], ...] = (str, anchor)

# What turns bare addresses into links too, where it is installed.
LINKS = find_spec("linkify_it") is not None

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": LINKS})


@cache
def own_targets() -> tuple[Target, ...]:
    """All targets without what is copied, and without pages that the site shares with the docs."""
    return tuple(
        replace(target, files=tuple(file for file in target.files if _is_own(file, target)))
        for target in find_targets().values()
    )


def _is_own(file: Mapping[str, str], target: Target) -> bool:
    return "copy" not in file and file["template"].split("/")[0] in {file["template"], target.name}


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
def holes_of(number: int) -> list[Hole]:
    """The holes of a skeleton."""
    return holes(skeleton(number))


def escaped(
    files: Mapping[str, str], tame: Mapping[str, str], names: Mapping[str, str], data: Any
) -> list[str]:
    """What in files is more than texts and names.

    Args:
        files: What is written for a hostile spec.
        tame: What is written for the same spec without a text or a name that means anything.
        names: What the names of the tame spec are in the hostile one.
        data: The hostile spec.
    """
    forms = {
        form(one): form(other)
        for one, other in names.items()
        for form in (_OF_A_NAME if one.islower() else _OF_DATA)
    }
    texts = "\n".join(" ".join(text.split()) for text in strings(data))

    def renamed(text: str) -> str:
        return TAME.sub(lambda found: forms.get(found[0], found[0]), text)

    expected = {renamed(path): (path, text) for path, text in tame.items()}
    found = [f"{path} is there, or is not" for path in files.keys() ^ expected.keys()]
    for path in sorted(files.keys() & expected.keys()):
        try:
            told = _differences(path, files[path], shape(*expected[path]), renamed, texts)
            found += [f"{path}: {one}" for one in told]
        except (AssertionError, SyntaxError, ValueError) as error:
            found.append(f"{path}: {error!r}")
    return found


def _differences(
    path: str, text: str, wanted: Shape, renamed: Callable[[str], str], texts: str
) -> Iterator[str]:
    found = shape(path, text)
    yield from unlike(found.data, wanted.data, renamed)
    if found.tree != renamed(wanted.tree):
        yield difference(found.tree, renamed(wanted.tree))
    yield from alien_code(found.code, [[*map(renamed, line)] for line in wanted.code], texts)


def difference(one: str, other: str) -> str:
    """Where two shapes begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((at for at, (sign, wanted) in pairs if sign != wanted), min(len(one), len(other)))
    return f"{one[max(0, at - 90) : at + 90]}\n{other[max(0, at - 90) : at + 90]}"


def strings(data: Any) -> Iterator[str]:
    """Every text of a spec."""
    match data:
        case str():
            yield data
        case dict():
            for key, value in data.items():
                yield from (*strings(key), *strings(value))
        case list():
            for one in data:
                yield from strings(one)


def alien_code(
    code: Collection[list[str]], wanted: Collection[list[str]], texts: str
) -> Iterator[str]:
    """The code of a page that neither its template nor a text has, each paragraph by itself.

    Texts may have simple words as code, which the language of specs allows in them.
    """
    if len(code) != len(wanted):
        return
    for found, expected in zip(code, wanted, strict=True):
        more, missing = Counter(found), Counter(expected)
        yield from missing - more
        for one in more - missing:
            if not _SIMPLE.fullmatch(one) or f"`{one}`" not in texts:
                yield one


class Shape(NamedTuple):
    """A file without its words.

    Attributes:
        tree: The syntax and the comments of Python; the blocks, markup, HTML and links of a page.
        code: What is code inside the lines of each paragraph, heading or cell of a page.
        data: What TOML or JSON says.
    """

    tree: str = ""
    code: tuple[list[str], ...] = ()
    data: Any = None


@lru_cache(maxsize=2_000)
def shape(path: str, text: str) -> Shape:
    """All of a file but what its texts say."""
    suffix = path.rpartition(".")[2]
    if suffix == "py":
        return Shape("\n".join([outline(ast.parse(text)), *comments(text)]))
    if suffix == "md":
        return page(text)
    if suffix == "toml":
        return Shape(data=tomllib.loads(text))
    if suffix == "json":
        return Shape(data=json.loads(text))
    return Shape(text)


def outline(node: object) -> str:
    """A syntax tree without texts, and without what stands for their pieces."""
    if isinstance(node, ast.Constant):
        return "text" if isinstance(node.value, str) else repr(node.value)
    if isinstance(node, ast.AST):
        parts = [outline(getattr(node, name)) for name in node._fields if name != "ctx"]
        return f"{type(node).__name__}({','.join(parts)})"
    if isinstance(node, list):
        return f"[{','.join(map(outline, node))}]"
    return repr(node)


def comments(text: str) -> list[str]:
    """The comments of a Python file, which tools obey."""
    assert text.replace("\n", "").isprintable()
    return [found[1] for found in _STRING_OR_COMMENT.finditer(text) if found[1]]


def page(text: str) -> Shape:
    """The shape of Markdown."""
    found: list[Any] = []
    code: list[list[str]] = []
    for token in MARKDOWN.parse(text):
        own = token.content if token.type == "html_block" else token.markup[:3]
        found.append((token.type, token.level, token.info, own, token.attrs))
        if token.type == "inline":
            children = token.children or ()
            found += [_inline(child) for child in children if child.type not in _WORDS]
            code.append([child.content for child in children if child.type == "code_inline"])
    return Shape("\n".join(map(str, found)), tuple(code))


def _inline(token: Token) -> tuple[Any, ...]:
    return token.type, token.level, sorted(token.attrs.items()), token.content


def unlike(found: Any, wanted: Any, renamed: Callable[[str], str], at: str = "") -> Iterator[str]:
    """Where data differ in more than names and texts."""
    match wanted, found:
        case dict(), dict():
            names = {renamed(key): value for key, value in wanted.items()}
            yield from (f"{at}/{key} is there, or is not" for key in names.keys() ^ found.keys())
            for key in names.keys() & found.keys():
                yield from unlike(found[key], names[key], renamed, f"{at}/{key}")
        case list(), list() if len(found) == len(wanted):
            for number, (one, other) in enumerate(zip(found, wanted, strict=True)):
                yield from unlike(one, other, renamed, f"{at}/{number}")
        case str(), str():
            if not PLAIN.search(wanted) and found != renamed(wanted):
                yield f"{at} is {found!r}, not {renamed(wanted)!r}"
        case _:
            if found != wanted or type(found) is not type(wanted):
                yield f"{at} is {found!r}, not {wanted!r}"
