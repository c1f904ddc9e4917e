"""Texts by path onto the disk: only what changed, and never over a hand's work.

A manifest in the output folder records what was generated, with hashes. A file whose text is
neither the recorded nor the new one was edited by somebody, and stops the run.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".actionspec.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do to an output folder; all paths are relative to it.

    Attributes:
        written: Files that are new or change.
        removed: Files that were generated before and are so no longer.
        edited: Files among those that somebody changed since.
    """

    folder: Path
    files: Mapping[str, str]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        """Every path that would change, sorted."""
        return tuple(sorted((*self.written, *self.removed)))


def plan(folder: Path, files: Mapping[str, str], parts: Iterable[str]) -> Plan:
    """Compare texts with an output folder.

    Args:
        folder: The output folder. It need not exist.
        files: The texts by their paths in it.
        parts: The sub-folders that this run writes anew. What was generated elsewhere stays.

    Raises:
        OSError: A file cannot be read, or stands where a folder should be.
    """
    recorded = _recorded(folder)
    anew = tuple(f"{part}/" for part in parts)
    kept = {
        path: digest
        for path, digest in recorded.items()
        if path not in files and not path.startswith(anew)
    }
    manifest = {**kept, **{path: _digest(text.encode()) for path, text in files.items()}}
    complete = {**files, MANIFEST: json.dumps(manifest, indent=2, sort_keys=True) + "\n"}
    on_disk = {path: _read(folder / path) for path in sorted({*complete, *recorded})}
    written = tuple(
        path for path, text in sorted(complete.items()) if on_disk[path] != text.encode()
    )
    removed = tuple(
        path for path in sorted(recorded) if path not in manifest and on_disk[path] is not None
    )
    edited = tuple(
        path
        for path in (*written, *removed)
        if path != MANIFEST
        and (found := on_disk[path]) is not None
        and _digest(found) != recorded.get(path)
    )
    return Plan(folder, complete, written, removed, edited)


class EditedError(Exception):
    """Generated files were edited by hand, and writing would drop the edits."""

    def __init__(self, todo: Plan) -> None:
        edited = "".join(f"\n  {(todo.folder / path).as_posix()}" for path in todo.edited)
        super().__init__(
            f"these files were edited by hand:{edited}\n"
            "nothing was written: move the edits away, or drop them with --force"
        )


def apply(todo: Plan, *, force: bool) -> None:
    """Do what a plan says. Every text is on the disk before the first one takes its place.

    Raises:
        EditedError: Somebody edited a file that would change, and `force` is not set.
        OSError: The folder cannot be written. What has changed by then is new as a whole file.
    """
    if todo.edited and not force:
        raise EditedError(todo)
    if not todo.changes:
        return
    todo.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".actionspec-", dir=todo.folder) as staging:
        for path in todo.written:
            staged = Path(staging, path)
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_text(todo.files[path], encoding="utf-8", newline="\n")
        # The manifest comes last: a run that is cut short leaves files that the next one knows.
        for path in sorted(todo.written, key=lambda path: path == MANIFEST):
            target = todo.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(staging, path), target)
    for path in todo.removed:
        target = todo.folder / path
        target.unlink()
        while (target := target.parent) != todo.folder and not any(target.iterdir()):
            target.rmdir()


def _recorded(folder: Path) -> dict[str, str]:
    text = _read(folder / MANIFEST)
    if text is None:
        return {}
    try:
        recorded = json.loads(text)
    except (ValueError, RecursionError):
        recorded = None
    if not isinstance(recorded, dict) or not all(map(_is_record, recorded.items())):
        raise OSError(f"{folder / MANIFEST} is damaged; bring it back, or empty the folder")
    return recorded


def _is_record(record: tuple[object, object]) -> bool:
    path, digest = record
    if not isinstance(path, str) or "\0" in path:
        return False
    inside = not Path(path).is_absolute() and ".." not in Path(path).parts
    return inside and isinstance(digest, str) and re.fullmatch("[0-9a-f]{64}", digest) is not None


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
