"""YAML into plain data that remembers file, line and column.

The YAML read here is the core of YAML 1.2: only `true` and `false` are booleans, a date is a
string, and digits with a leading zero stay the string that they look like.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import islice
from math import isfinite
from os.path import realpath
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from actionspec.base import lay_over
from actionspec.beside import beside
from actionspec.characters import UNSEEN, UNSEEN_IN_FILE, in_words, is_blank
from actionspec.expand import expand
from actionspec.files import spec_files, whole_spec
from actionspec.problem import Problem, SpecError
from actionspec.source import Document, Kind, Mark, Place, Source, Steps
from actionspec.syntax import DEEPEST_NESTING, depth_problem, syntax_problem

# What YAML takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes of one file that are read at the most."""

MOST_VALUES = 1_000_000
"""Keys and values in one file, aliases expanded: a few lines of anchors can stand for billions."""

MOST_VALUES_OF_ALL = 10_000_000
"""Keys and values in all files of one spec."""

MOST_BASES = 20
"""Specs that may stand on one another."""

LONGEST_KEY = 200
"""Characters of a key."""

LONGEST_NUMBER = 100
"""Characters of a number: Python reads no number of thousands of digits."""

MOST_UNSEEN = 20
"""Characters that cannot be seen, of which one file is told."""

_PART = 64 * 1024

MOST_PROBLEMS = 100
"""Problems with the YAML of one file that are told at the most."""


def load(path: Path) -> Source:
    """Read the spec of one API: a folder with `api.yaml`, or a single file that holds everything.

    Raises:
        MissingSpecError: There is no such file, or no api.yaml in the folder.
        SpecError: A file is not YAML, not text, too large or not one that a spec has. All problems
            of all files come at once.
    """
    return expand(_source(path, ()))


def _source(path: Path, above: tuple[Path, ...]) -> Source:
    """The documents of a spec, those of its base under them.

    Args:
        path: Where it is.
        above: The specs that have it as their base.
    """
    path = whole_spec(path)
    documents: list[Document] = []
    problems: list[Problem] = []
    values = 0
    for file, kind in spec_files(path, problems):
        if values > MOST_VALUES_OF_ALL:
            message = f"the files before this one have more than {MOST_VALUES_OF_ALL:,} values"
            problems.append(
                Problem(
                    file.as_posix(), 1, 1, message, "describe less in one spec", code="too-large"
                )
            )
            break
        try:
            part = file.relative_to(path).as_posix() if path.is_dir() else file.name
            documents.append(read_document(file, part, kind))
            values += len(documents[-1].values) + len(documents[-1].keys)
        except SpecError as error:
            problems.extend(error.problems)
    if problems:
        raise SpecError(problems)
    read = {path: {one.name: one.digest for one in documents}}
    api = Place(documents[0], (), documents[0].data)
    if "without" in api and "base" not in api:
        hint = "name a base, or take this away"
        message = "without a base there is nothing to leave out"
        raise SpecError(
            [api["without"].problem(message, hint, at_key=True, code="unknown-without")]
        )
    if not isinstance(api.get("base"), str):
        return Source(tuple(documents), read)
    if len(above) >= MOST_BASES:
        hint = "let it stand on one of the others directly"
        message = f"more than {MOST_BASES} specs stand on one another"
        raise SpecError([api["base"].problem(message, hint, code="endless-bases")])
    base = beside(path, api["base"])
    if realpath(base) in {realpath(one) for one in (path, *above)}:
        message = "this spec would be its own base"
        raise SpecError(
            [
                api["base"].problem(
                    message, "name another one, or take it away", code="endless-bases"
                )
            ]
        )
    under = _source(base, (path, *above))
    return Source(lay_over(tuple(documents), under.documents), {**read, **under.read})


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
        # Whoever opens a pipe waits for its other end.
        if not S_ISREG(file.stat().st_mode):
            message = "this file cannot be read: it is a folder, a pipe or a device"
            raise SpecError([Problem(name, 1, 1, message, code="unreadable-file")])
        with file.open("rb") as opened:
            # Room for all that a file may have would be made for each, however small.
            parts = islice(iter(partial(opened.read, _PART), b""), LARGEST_FILE // _PART + 1)
            raw = b"".join(parts)
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        raise SpecError([Problem(name, 1, 1, message, code="unreadable-file")]) from None
    if len(raw) > LARGEST_FILE:
        message = f"the file has more than {LARGEST_FILE // 1024 // 1024} MiB"
        raise SpecError([Problem(name, 1, 1, message, "write several files", code="too-large")])
    digest = sha256(raw).hexdigest()
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
        line, column = good.count("\n"), len(good) - good.rfind("\n") - 1
        shown = good.splitlines()[line:]
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        problem = Problem(
            name,
            line + 1,
            column + 1,
            message,
            "save the file as UTF-8",
            shown[0] if shown else "",
            code="not-utf-8",
        )
        raise SpecError([problem]) from None
    document = Document(name, part, kind, tuple(_LINE_END.split(text)))
    if problems := [*islice(_unseen_problems(document, text), MOST_UNSEEN)]:
        raise SpecError(problems)
    node = _compose(document, text)
    builder = _Builder(document)
    data = builder.build(node, (), 0)
    if builder.problems:
        raise SpecError(builder.problems)
    return replace(document, data=data, digest=digest)


def _unseen_problems(document: Document, text: str) -> Iterator[Problem]:
    """What stands in a file and cannot be seen there, in comments too."""
    line, start = 0, 0
    for found in UNSEEN_IN_FILE.finditer(text):
        # No sign that is found ends a line before it.
        for end in _LINE_END.finditer(text, start, found.start()):
            line, start = line + 1, end.end()
        mark = Mark(line, found.start() - start)
        yield _unseen_problem(document, mark, found[0])
        if found[0] in "\r\x85\u2028\u2029":
            line, start = line + 1, found.end()


def _unseen_problem(document: Document, mark: Mark, character: str) -> Problem:
    hint = "take it away, or write what it stands for"
    return document.problem(
        mark, f"{in_words(character)} cannot stand here", hint, code="unseen-character"
    )


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
        if _may_be_too_large(text):
            _check_size(document, text)
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SpecError([syntax_problem(document, error)]) from None
    if node is None:
        raise SpecError([document.problem(Mark(0, 0), "the file is empty", code="empty-file")])
    return node


def _may_be_too_large(text: str) -> bool:
    """Whether a text may be nested too deep, or have too many values, by its signs alone."""
    # Each level takes a column of indent, one of these signs in front, or a bracket.
    indent = max((len(line) - len(line.lstrip(" -?")) for line in text.split("\n")), default=0)
    depth = indent + text.count("[") + text.count("{")
    return depth >= DEEPEST_NESTING or len(text) >= MOST_VALUES


def _check_size(document: Document, text: str) -> None:
    """Refuse what is nested too deep or has too many values, before any of it is kept."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Composer):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            values += 1
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > DEEPEST_NESTING or values > MOST_VALUES:
                start = event.start_mark
                mark = Mark(start.line, start.column) if start else Mark(0, 0)
                raise SpecError([_size_problem(document, mark, depth)])


def _size_problem(document: Document, mark: Mark, depth: int) -> Problem:
    if depth > DEEPEST_NESTING:
        return depth_problem(document, mark)
    message = f"the file has more than {MOST_VALUES:,} keys and values, those of aliases included"
    return document.problem(
        mark, message, "write several files, and fewer aliases", code="too-large"
    )


class _Builder:
    """Turns YAML nodes into plain data and notes where everything stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._values = 0

    def build(self, node: yaml.Node, steps: Steps, depth: int) -> Any:
        mark = _mark(node)
        self._count(mark, depth)
        self.document.values[steps] = mark
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
        self._tell(mark, message, "take the tag away", code="yaml-tag")
        return None

    def _count(self, mark: Mark, depth: int) -> None:
        """Count a key or a value: aliases stand for more than the text shows."""
        self._values += 1
        if self._values > MOST_VALUES or depth > DEEPEST_NESTING:
            raise SpecError([_size_problem(self.document, mark, depth)])

    def _tell(self, mark: Mark, message: str, hint: str = "", *, code: str) -> None:
        self._note(self.document.problem(mark, message, hint, code=code))

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise SpecError(self.problems)

    def _mapping(self, node: yaml.MappingNode, steps: Steps, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = _mark(key_node)
            self._count(mark, depth)
            if not isinstance(key_node, yaml.ScalarNode):
                self._tell(mark, "a key is a single word", code="unfit-key")
                continue
            key = str(key_node.value)
            if len(key) > LONGEST_KEY:
                hint = f"keep it at or below {LONGEST_KEY}"
                self._tell(mark, f"a key of {len(key)} characters", hint, code="too-long")
                continue
            if found := UNSEEN.search(key):
                self._note(_unseen_problem(self.document, mark, found[0]))
                continue
            if key and is_blank(key):
                self._tell(mark, "nothing of this key can be seen", "write a word", code="blank")
                continue
            where = (*steps, key)
            if key in data:
                first = self.document.keys[where].line + 1
                hint = f"first in line {first}; keep one of them"
                self._tell(mark, f'the key "{key}" stands here twice', hint, code="duplicate-key")
                continue
            self.document.keys[where] = mark
            data[key] = self.build(value_node, where, depth + 1)
        return data

    def _scalar(self, name: str, text: str, mark: Mark) -> Any:
        if found := UNSEEN.search(text):
            self._note(_unseen_problem(self.document, mark, found[0]))
            return None
        # Of spaces alone the schema tells, where they mean nothing.
        if is_blank(text) and text.strip():
            self._tell(mark, "nothing of this text can be seen", "write something", code="blank")
            return None
        try:
            if name in {"int", "float"} and len(text) > LONGEST_NUMBER:
                raise ValueError
            value = _SCALARS[name](text)
            if isinstance(value, float) and not isfinite(value):
                raise ValueError
        except ValueError:
            self._tell(mark, "this number cannot be read", code="unfit-number")
            return None
        return value


def _mark(node: yaml.Node) -> Mark:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Mark(start.line, start.column, max(1, width))
