"""The files of a spec, changed in place: what somebody wrote there stays, comments and all."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from actionspec.infer.known import Data
from actionspec.schema import EDITOR_FOLDER

_SCHEMA_LINE = "# yaml-language-server: $schema="


class Files:
    """The files of a spec, of which some are changed.

    Args:
        spec: A folder, or a single file.
    """

    def __init__(self, spec: Path) -> None:
        self.spec = spec
        self.is_folder = not spec.is_file()
        self._open: dict[Path, Any] = {}

    def api(self) -> Any:
        """What `api.yaml`, or the single file, says."""
        return self.open(self.spec / "api.yaml" if self.is_folder else self.spec)

    def open(self, path: Path) -> Any:
        """The content of a file that is changed, empty if there is none."""
        if path not in self._open:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            self._open[path] = (_yaml().load(text) if text.strip() else None) or CommentedMap()
        return self._open[path]

    def action(self, name: str) -> tuple[Path, Any]:
        """Where an action is described, or would be, and its content."""
        if not self.is_folder or (self._section("actions") is not None):
            path = self.spec / "api.yaml" if self.is_folder else self.spec
            section = self.api().setdefault("actions", CommentedSeq())
            found = next((one for one in section if one.get("action") == name), None)
            if found is None:
                found = CommentedMap()
                section.append(found)
            return path, found
        for path in sorted((self.spec / "actions").glob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            # At the top: other places name actions, too.
            if re.search(rf"^action: *[\"']?{re.escape(name)}[\"']?\s*(#|$)", text, re.MULTILINE):
                return path, self.open(path)
        path = self.spec / "actions" / f"{name}.yaml"
        return path, self.open(path)

    def section(self, kind: str) -> Any:
        """The content of the error table or of the types, wherever it stands."""
        own = self._section(kind)
        if own is not None:
            return own
        if not self.is_folder:
            return self.api().setdefault(kind, CommentedMap())
        return self.open(self.spec / f"{kind}.yaml")

    def _section(self, kind: str) -> Any:
        path = self.spec / "api.yaml" if self.is_folder else self.spec
        if not path.is_file() or f"\n{kind}:" not in path.read_text(encoding="utf-8"):
            return None
        return self.api().get(kind)

    def texts(self, schema_folder: str) -> dict[Path, str]:
        """The files that are different now.

        Args:
            schema_folder: Where new files find their schemas, seen from `api.yaml`.
        """
        found: dict[Path, str] = {}
        for path, content in self._open.items():
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            written = _dumped(content)
            if not before:
                found[path] = self._schema_line(path, schema_folder) + written
            elif (same := _dumped(_yaml().load(before))) != written:
                found[path] = _patched(before, same, written)
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
    return patched if plain.load(patched) == plain.load(changed) else changed


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
            if all(not isinstance(one, dict | list) for one in data) and len(str(data)) < 90:
                several.fa.set_flow_style()
            return several
        case str() if "\n" in data:
            return LiteralScalarString(data)
        case str() if data[:1].isdigit() or data.lower() in {"yes", "no", "on", "off", "null", "~"}:
            return DoubleQuotedScalarString(data)
        case _:
            return data


def _is_short(data: Data) -> bool:
    plain = all(not isinstance(one, dict | list) and "\n" not in str(one) for one in data.values())
    return plain and sum(len(f"{key}: {one}, ") for key, one in data.items()) < 80


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 4096  # no text that stands in one line is broken
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(content: Any) -> str:
    into = StringIO()
    _yaml().dump(content, into)
    return into.getvalue()
