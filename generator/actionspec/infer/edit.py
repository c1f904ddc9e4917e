"""The files of a spec, changed in place: what somebody wrote there stays, comments and all."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from actionspec.infer.known import Data
from actionspec.schema import EDITOR_FOLDER
from actionspec.source import Kind, Place, Source

Layout: TypeAlias = "tuple[int, int, int]"
"""The indent of mappings, that of lists, and where in the latter the dash stands."""

_USUAL: Layout = (2, 4, 2)
_LAYOUTS: tuple[Layout, ...] = (_USUAL, (2, 2, 0), (4, 6, 4), (4, 4, 2), (4, 4, 0))

_NO_TEXTS = frozenset(["yes", "no", "on", "off", "null", "~"])
"""Words that some readers of YAML take for something else."""

_SCHEMA_LINE = "# yaml-language-server: $schema="


@dataclass(frozen=True)
class _File:
    """A file as somebody wrote it.

    Attributes:
        text: What it says, its lines ended by line feeds.
        tail: The comments at its end, which belong to the whole file.
        newline: What ends its lines.
    """

    text: str
    tail: str
    newline: str

    @classmethod
    def read(cls, path: Path) -> _File:
        whole = path.read_bytes().decode("utf-8-sig")
        newline = "\r\n" if "\r\n" in whole else "\n"
        whole = whole.replace("\r\n", "\n")
        found = re.search(r"(?:^(?:#.*)?(?:\n|\Z))+\Z", whole, re.MULTILINE)
        text = (whole[: found.start()] if found else whole).rstrip("\n") + "\n"
        tail = whole[found.start() :] if found and found[0].strip() else ""
        return cls(text, tail, newline)

    @cached_property
    def layout(self) -> Layout:
        """How it indents: in the way that changes the fewest of its lines."""
        content, lines = self.content(), Counter(self.text.splitlines())

        def kept(layout: Layout) -> int:
            return (lines & Counter(_dumped(content, layout).splitlines())).total()

        return max(_LAYOUTS, key=kept)

    def content(self) -> Any:
        """What it says, to be changed."""
        return _loaded(self.text)

    def says(self, content: Any) -> bool:
        """Whether this is what it says already, in the same order and style."""
        return _dumped(content, _USUAL) == _dumped(self.content(), _USUAL)

    def with_text(self, text: str) -> str:
        """The file with something else in it."""
        return (text + self.tail).replace("\n", self.newline)


class Files:
    """The files of a spec, of which some are changed.

    Args:
        spec: A folder, or a single file.
        source: What it says; nothing if it is not there yet.
    """

    def __init__(self, spec: Path, source: Source | None) -> None:
        self.spec = spec
        self.is_folder = not spec.is_file()
        self._source = source
        self._files: dict[Path, _File] = {}
        self._open: dict[Path, Any] = {}

    def api(self) -> Any:
        """What `api.yaml`, or the single file, says."""
        return self.open(self._api)

    @property
    def _api(self) -> Path:
        return self.spec / "api.yaml" if self.is_folder else self.spec

    def open(self, path: Path) -> Any:
        """The content of a file that is changed, empty if there is none."""
        if path not in self._open:
            if path.is_file():
                self._files[path] = _File.read(path)
                self._open[path] = self._files[path].content()
            else:
                self._open[path] = CommentedMap()
        return self._open[path]

    def action(self, name: str) -> tuple[Path, Any]:
        """Where an action is described, or would be, and its content."""
        content: Any = CommentedMap()
        for root in self._roots("action"):
            if root.get("action") == name:
                path, content = self._content(root)
                if self._is_own(path):
                    return path, content
        if not self.is_folder or "actions" in self.api():
            self.api().setdefault("actions", CommentedSeq()).append(content)
            return self._api, content
        path = self.spec / "actions" / f"{name}.yaml"
        self._open[path] = content
        return path, content

    def section(self, kind: Literal["errors", "types"]) -> Any:
        """The content of the error table or of the types, wherever it stands."""
        for root in self._roots(kind):
            path, content = self._content(root)
            if self._is_own(path):
                return content
        if not self.is_folder:
            return self.api().setdefault(kind, CommentedMap())
        return self.open(self.spec / f"{kind}.yaml")

    def type(self, name: str) -> tuple[Path, Any]:
        """Where a structure is described, and its content; that of a base gets a copy."""
        for root in self._roots("types"):
            path, types = self._content(root)
            if name in types and self._is_own(path):
                return path, types[name]
            if name in types:
                return path, self.section("types").setdefault(name, types[name])
        return self._api, self.section("types").setdefault(name, CommentedMap())

    def has_category(self, name: str) -> bool:
        """Whether the spec has a category of errors, or its base has it."""
        return any(name in root.get("categories", {}) for root in self._roots("errors"))

    def _roots(self, kind: Kind) -> list[Place]:
        return self._source.roots(kind) if self._source else []

    def _content(self, root: Place) -> tuple[Path, Any]:
        """What stands at a place, to be changed; of a base only a copy."""
        path = Path(root.document.origin(root.steps).name)
        content = self.open(path) if self._is_own(path) else _File.read(path).content()
        for step in root.steps:
            content = content[step]
        return path, content

    def _is_own(self, path: Path) -> bool:
        return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(self.spec))

    def texts(self, schema_folder: str) -> dict[Path, str]:
        """The files that are different now.

        Args:
            schema_folder: Where new files find their schemas, seen from `api.yaml`.
        """
        found: dict[Path, str] = {}
        for path, content in self._open.items():
            file = self._files.get(path)
            if file is None and content:
                found[path] = self._schema_line(path, schema_folder) + _dumped(content, _USUAL)
            if file and not file.says(content):
                same, changed = (_dumped(one, file.layout) for one in (file.content(), content))
                found[path] = file.with_text(_patched(file.text, same, changed))
        return found

    def _schema_line(self, path: Path, folder: str) -> str:
        if not self.is_folder:
            return ""
        inside = path.relative_to(self.spec).parts
        kind = "action" if len(inside) > 1 else path.stem
        return f"{_SCHEMA_LINE}{'../' * (len(inside) - 1)}{folder}/{kind}.json\n"


def _patched(text: str, same: str, changed: str) -> str:
    """A text with a change that was made to another way to write it.

    Args:
        text: The text, as somebody wrote it.
        same: What it says, written in another way.
        changed: The same, changed.
    """
    own, before, after = (one.splitlines(keepends=True) for one in (text, same, changed))
    at: dict[int, int] = {}
    for block in SequenceMatcher(None, before, own, autojunk=False).get_matching_blocks():
        at.update({block.a + n: block.b + n for n in range(block.size)})
    at[len(before)] = len(own)
    made = [*own]
    for tag, i1, i2, j1, j2 in reversed(
        SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    ):
        if tag == "equal":
            continue
        # Behind the line before it: the one after it may be a comment's.
        begin = at[i1 - 1] + 1 if i1 - 1 in at and i1 == i2 else at.get(i1)
        end = begin if i1 == i2 else at.get(i2 - 1, -2) + 1
        if begin is None or end is None or end < begin:
            return changed
        made[begin:end] = after[j1:j2]
    patched = "".join(made)
    plain = YAML(typ="safe", pure=True)
    try:
        says_the_same = plain.load(patched) == plain.load(changed)
    except YAMLError:
        return changed
    return patched if says_the_same else changed


def schema_folder(spec: Path) -> str:
    """Where the files of a spec find their schemas, seen from `api.yaml`."""
    api = spec / "api.yaml"
    first = api.read_text(encoding="utf-8").split("\n", 1)[0] if api.is_file() else ""
    if first.startswith(_SCHEMA_LINE):
        return first.removeprefix(_SCHEMA_LINE).rpartition("/")[0] or "."
    return EDITOR_FOLDER


def nodes(data: Any, depth: int = 0) -> Any:
    """Plain data as it is to be written: short mappings in braces, several lines as a block."""
    match data:
        case dict():
            found = CommentedMap({key: nodes(one, depth + 1) for key, one in data.items()})
            if depth > 1 and _is_short(data):
                found.fa.set_flow_style()
            return found
        case list():
            several = CommentedSeq(nodes(one, depth + 1) for one in data)
            plain = all(not isinstance(one, dict | list) for one in data)
            if data and plain and len(str(data)) < 90:
                several.fa.set_flow_style()
            return several
        case str() if "\n" in data:
            return LiteralScalarString(data)
        case str() if "?" in data:
            # Some readers of YAML take it for the sign of a key, where it stands in braces.
            return SingleQuotedScalarString(data)
        case str() if data[:1].isdigit() or data.lower() in _NO_TEXTS:
            return DoubleQuotedScalarString(data)
        case _:
            return data


def _is_short(data: Data) -> bool:
    plain = all(not isinstance(one, dict | list) and "\n" not in str(one) for one in data.values())
    return plain and sum(len(f"{key}: {one}, ") for key, one in data.items()) < 80


def _yaml(layout: Layout) -> YAML:
    yaml = YAML()
    yaml.width = 4096  # no text that stands in one line is broken
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    mapping, sequence, offset = layout
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    return yaml


def _loaded(text: str) -> Any:
    return (_yaml(_USUAL).load(text) if text.strip() else None) or CommentedMap()


def _dumped(content: Any, layout: Layout) -> str:
    into = StringIO()
    _yaml(layout).dump(content, into)
    return into.getvalue()
