"""YAML into plain data that remembers file, line and column.

The YAML read here is the core of YAML 1.2: only `true` and `false` are booleans, a date is a
string, and digits with a leading zero stay the string that they look like.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

from actionspec.expand import expand
from actionspec.problem import Problem, SpecError
from actionspec.source import Document, Kind, Mark, Source, Steps

# What YAML takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

# A value in braces, brackets or quotes, with more behind it.
_QUOTES_MISSING = re.compile(r""":\s*(\{[^}]*\}|\[[^]]*\]|"[^"]*"|'[^']*')\s*[^\s#,]""")

# What stands beside api.yaml where a spec is a folder.
_PARTS = ("errors.yaml", "types.yaml", "actions", "postbacks")

# The folders beside api.yaml, and what each file in one describes.
_FOLDERS: dict[str, Kind] = {"actions": "action", "postbacks": "postback"}

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of one file that are read at the most."""

DEEPEST_NESTING = 40
"""How deep a value may be nested; every real spec stays below ten."""

MOST_VALUES = 200_000
"""Values in one file, aliases expanded: a few lines of anchors can stand for billions."""


class MissingSpecError(Exception):
    """There is no spec at a path."""

    def __init__(self, path: Path) -> None:
        near = [folder.parent.as_posix() for folder in sorted(path.parent.glob("*/api.yaml"))]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"there is no {path.as_posix()}{hint}")


def load(path: Path) -> Source:
    """Read the spec of one API: a folder with `api.yaml`, or a single file that holds everything.

    Raises:
        MissingSpecError: There is no such file, or no api.yaml in the folder.
        SpecError: A file is not YAML, not text, too large or not one that a spec has. All problems
            of all files come at once.
    """
    if path.name == "api.yaml" and any((path.parent / part).exists() for part in _PARTS):
        path = path.parent
    documents: list[Document] = []
    problems: list[Problem] = []
    for file, kind in _files(path, problems):
        try:
            part = file.relative_to(path).as_posix() if path.is_dir() else file.name
            documents.append(read_document(file, part, kind))
        except SpecError as error:
            problems.extend(error.problems)
    if problems:
        raise SpecError(problems)
    return expand(Source(tuple(documents)))


def _files(path: Path, problems: list[Problem]) -> Iterator[tuple[Path, Kind]]:
    if not path.is_dir():
        if not path.exists():
            raise MissingSpecError(path)
        yield path, "api"
        return
    if not (path / "api.yaml").exists():
        raise MissingSpecError(path / "api.yaml")
    at_top: dict[str, Kind] = {"api.yaml": "api", "errors.yaml": "errors", "types.yaml": "types"}
    for name, kind in at_top.items():
        if (path / name).exists():
            yield path / name, kind
    for file in sorted(path.rglob("*.y*ml")):
        inside = file.relative_to(path)
        folder = inside.parent.as_posix()
        if folder in _FOLDERS and file.suffix == ".yaml":
            yield file, _FOLDERS[folder]
        elif str(inside) not in at_top:
            hint = "a spec has api.yaml, errors.yaml, types.yaml, actions/*.yaml, postbacks/*.yaml"
            problems.append(Problem(file.as_posix(), 1, 1, "this file is not read", hint))


def read_document(file: Path, part: str, kind: Kind) -> Document:
    """Read one YAML file.

    Args:
        file: The file.
        part: Its path inside the spec.
        kind: What it describes.

    Raises:
        SpecError: It cannot be read, or is not YAML; the exception holds all of its problems.
    """
    name = file.as_posix()
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        raise SpecError([Problem(name, 1, 1, message)]) from None
    if size > LARGEST_FILE:
        limit = f"at most {LARGEST_FILE // 1024 // 1024} MiB are read"
        raise SpecError([Problem(name, 1, 1, f"the file has {size} bytes; {limit}")])
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
        line, column = good.count("\n"), len(good) - good.rfind("\n") - 1
        shown = good.splitlines()[line:]
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        problem = Problem(
            name, line + 1, column + 1, message, "save the file as UTF-8", shown[0] if shown else ""
        )
        raise SpecError([problem]) from None
    document = Document(name, part, kind, tuple(_LINE_END.split(text)))
    node = _compose(document, text)
    builder = _Builder(document)
    data = builder.build(node, (), 0)
    if builder.problems:
        raise SpecError(builder.problems)
    return replace(document, data=data)


class _Composer(yaml.CSafeLoader):
    """libyaml's parser with the scalars of the YAML 1.2 core schema."""


_Composer.yaml_implicit_resolvers = {}
_TAG = "tag:yaml.org,2002:"
_SCALARS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": float,
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
for _name, _pattern, _first in (
    ("null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]),
    ("bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")),
    ("int", _INTEGER, list("-+0123456789")),
    ("float", _NUMBER, list("-+0123456789")),
):
    _Composer.add_implicit_resolver(_TAG + _name, _pattern, _first)


def _compose(document: Document, text: str) -> yaml.Node:
    try:
        # libyaml composes by recursion in C, which no Python limit stops.
        _check_depth(document, text)
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.reader.ReaderError as error:
        # libyaml counts in bytes.
        good = text.encode()[: error.position].decode(errors="ignore")
        line, column = good.count("\n"), len(good) - good.rfind("\n") - 1
        message = f"the control character U+{error.character:04X} cannot stand in YAML"
        raise SpecError([document.problem(Mark(line, column), message)]) from None
    except yaml.MarkedYAMLError as error:
        raise SpecError([_syntax_problem(document, error)]) from None
    if node is None:
        raise SpecError([document.problem(Mark(0, 0), "the file is empty")])
    return node


def _check_depth(document: Document, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Composer):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_NESTING:
                start = event.start_mark
                mark = Mark(start.line, start.column) if start else Mark(0, 0)
                message = f"values are nested more than {DEEPEST_NESTING} deep here"
                raise SpecError([document.problem(mark, message)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax_problem(document: Document, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Mark(mark.line, mark.column) if mark else Mark(0, 0)
    text = document.lines[place.line] if place.line < len(document.lines) else ""
    problem = error.problem or "the file is not YAML"
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        place = Mark(place.line, indent.index("\t"))
        return document.problem(place, "a tab cannot indent YAML", "use spaces")
    if "mapping values are not allowed" in problem:
        if ":" in text[: place.column]:
            hint = "put quotes around a text that holds a colon and a space"
            return document.problem(place, "a second colon on this line", hint)
        hint = "line it up with the keys that it belongs to"
        return document.problem(place, "this key is indented deeper than those before it", hint)
    if "could not find expected ':'" in problem and error.context_mark:
        place = Mark(error.context_mark.line, error.context_mark.column)
        return document.problem(place, "a key without a colon", "write it as key: value")
    if "did not find expected key" in problem and _QUOTES_MISSING.search(text):
        hint = "put quotes around a text that starts with a bracket, a brace or a quote"
        return document.problem(place, "something follows where this value has ended", hint)
    if "did not find expected key" in problem:
        hint = "give all keys of one mapping the same indent"
        return document.problem(place, "this does not line up with what is before it", hint)
    if "did not find expected ','" in problem:
        hint = "put quotes around a text that holds brackets, braces or commas"
        return document.problem(place, "a comma or the closing bracket is missing here", hint)
    if "expected a single document" in (error.context or ""):
        return document.problem(place, "a second YAML document starts here", "keep one per file")
    context = f" {error.context}" if error.context else ""
    return document.problem(place, f"not YAML: {problem}{context}")


class _Builder:
    """Turns YAML nodes into plain data and notes where everything stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._values = 0

    def build(self, node: yaml.Node, steps: Steps, depth: int) -> Any:
        self._values += 1
        mark = _mark(node)
        self.document.values[steps] = mark
        if self._values > MOST_VALUES:
            message = f"the file stands for more than {MOST_VALUES} values"
            raise SpecError([self.document.problem(mark, message, "anchors repeat too much")])
        if depth > DEEPEST_NESTING:
            message = f"values are nested more than {DEEPEST_NESTING} deep here"
            raise SpecError([self.document.problem(mark, message)])
        name = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and name == "map":
            return self._mapping(node, steps, depth)
        if isinstance(node, yaml.SequenceNode) and name == "seq":
            return [
                self.build(item, (*steps, index), depth + 1)
                for index, item in enumerate(node.value)
            ]
        if isinstance(node, yaml.ScalarNode) and name in _SCALARS:
            return self._scalar(name, str(node.value), mark)
        message = f"the YAML tag {node.tag.replace(_TAG, '!!')} means nothing here"
        self.problems.append(self.document.problem(mark, message, "take the tag away"))
        return None

    def _mapping(self, node: yaml.MappingNode, steps: Steps, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = _mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(self.document.problem(mark, "a key is a single word"))
                continue
            key = str(key_node.value)
            where = (*steps, key)
            if key in data:
                first = self.document.keys[where].line + 1
                message = f'the key "{key}" stands here twice'
                hint = f"first in line {first}; keep one of them"
                self.problems.append(self.document.problem(mark, message, hint))
                continue
            self.document.keys[where] = mark
            data[key] = self.build(value_node, where, depth + 1)
        return data

    def _scalar(self, name: str, text: str, mark: Mark) -> Any:
        try:
            value = _SCALARS[name](text)
            if isinstance(value, float) and not isfinite(value):
                raise ValueError
        except ValueError:
            self.problems.append(self.document.problem(mark, "this number cannot be read"))
            return None
        return value


def _mark(node: yaml.Node) -> Mark:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Mark(start.line, start.column, max(1, width))
