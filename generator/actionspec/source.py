"""The documents of a spec: plain data that remembers file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from actionspec.problem import Problem

Kind = Literal["api", "errors", "types", "action", "postback", "script", "target"]
Steps = tuple[str | int, ...]

LONGEST_LINE = 300
"""Columns of a source line that a message shows."""

LONGEST_MESSAGE = 400
"""Characters of a message, which may quote a spec."""

# The lists of api.yaml whose elements can stand in files of their own.
_SECTIONS: dict[Kind, str] = {"action": "actions", "postback": "postbacks"}


class Mark(NamedTuple):
    """Where a value stands: line and column, counted from 0, and its width on that line."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data, and where each value and each key of it stands.

    Attributes:
        name: The file's path as the user gave it, for messages.
        part: The file's path inside the spec, the same on every machine.
        kind: What the file describes.
        inherited: The keys that it takes over from its base, each with the file that has it.
        digest: The SHA-256 of the file's bytes as they were read, in hexadecimal.
    """

    name: str
    part: str
    kind: Kind
    lines: tuple[str, ...]
    data: Any = None
    values: dict[Steps, Mark] = field(default_factory=dict[Steps, Mark])
    keys: dict[Steps, Mark] = field(default_factory=dict[Steps, Mark])
    inherited: Mapping[str, Document] = field(default_factory=dict[str, "Document"])
    digest: str = ""

    def origin(self, steps: Steps) -> Document:
        """The file that says what stands at the end of a way: this one, or one of its base."""
        return self.inherited.get(str(steps[0]), self) if steps else self

    def problem(self, mark: Mark, message: str, hint: str = "", *, code: str) -> Problem:
        """A problem at a position of this file."""
        text = self.lines[mark.line] if mark.line < len(self.lines) else ""
        shown = text[:LONGEST_LINE] if mark.column < LONGEST_LINE else ""
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[:LONGEST_MESSAGE]}..."
        place = (self.name, mark.line + 1, mark.column + 1)
        return Problem(*place, message, hint, shown, mark.width, code=code)


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a document, and the way to it."""

    document: Document
    steps: Steps
    data: Any

    def __getitem__(self, step: str | int) -> Place:
        return Place(self.document, (*self.steps, step), self.data[step])

    def __contains__(self, key: str) -> bool:
        return isinstance(self.data, dict) and key in self.data

    def get(self, key: str, default: Any = None) -> Any:
        """The plain data under a key, or the default where the key is absent."""
        return self.data.get(key, default) if isinstance(self.data, dict) else default

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping; nothing where something else stands."""
        return list(self.data) if isinstance(self.data, dict) else []

    def items(self) -> Iterator[tuple[str, Place]]:
        """The keys and places of a mapping, in the order of the file."""
        for key in self.keys:
            yield key, self[key]

    def elements(self, key: str) -> Iterator[Place]:
        """The places in the list under a key; nothing where there is no list."""
        held = self.get(key)
        for index in range(len(held) if isinstance(held, list) else 0):
            yield self[key][index]

    def members(self, key: str) -> Iterator[tuple[str, Place]]:
        """The keys and places in the mapping under a key; nothing where the key is absent."""
        if key in self:
            yield from self[key].items()

    @property
    def mark(self) -> Mark:
        """Where the value stands."""
        return self.document.values.get(self.steps) or Mark(0, 0)

    def problem(self, message: str, hint: str = "", *, code: str, at_key: bool = False) -> Problem:
        """A problem at this value, or at the key that it stands under."""
        marks = self.document.keys if at_key else self.document.values
        return self.document.problem(marks.get(self.steps) or self.mark, message, hint, code=code)


@dataclass(frozen=True, slots=True)
class Source:
    """All documents of one API's spec: `api.yaml` first, then the files beside it.

    Attributes:
        read: Where the spec is, and the specs that it has as its bases; the digests of the files of
            each by their names, also of those that are left out.
    """

    documents: tuple[Document, ...]
    read: Mapping[Path, Mapping[str, str]] = field(default_factory=dict[Path, Mapping[str, str]])

    @property
    def api(self) -> Place:
        """The document that describes the API as a whole."""
        return self.roots("api")[0]

    def roots(self, kind: Kind) -> list[Place]:
        """The places where a kind of content starts: its own files, and sections of the API's."""
        roots: list[Place] = []
        for document in self.documents:
            root = Place(document, (), document.data)
            if document.kind == kind:
                roots.append(root)
            elif document.kind == "api" and kind in _SECTIONS:
                roots.extend(root.elements(_SECTIONS[kind]))
            elif document.kind == "api" and kind in root:
                roots.append(root[kind])
        return roots
