"""Files are replaced one by one, where a folder cannot be exchanged as a whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from actionspec.write.found import Kind, State, look
from actionspec.write.manifest import MANIFEST, manifest_text
from actionspec.write.plan import Plan
from actionspec.write.staging import Staging, leftovers, new_staging, remove_empty_parents

_PREFIX = ".actionspec-"


def write_one_by_one(todo: Plan) -> None:
    """Do what a plan says, file by file, each of them old or new as a whole.

    Every text is on the disk before the first one takes its place. A run that is cut short leaves
    a manifest that knows old and new texts, so that the next one completes it.

    Raises:
        OSError: The folder cannot be written, or somebody changed a file since the plan was made.
    """
    todo.place.mkdir(parents=True, exist_ok=True)
    _refuse_read_only(todo)
    staging = new_staging(todo.place, _PREFIX)
    try:
        staging.tree.mkdir()
        for path in {*todo.written, MANIFEST}:
            staging.write(path, todo.files[path], todo.shown(path))
        _allow_both(todo, staging)
        seen = {found.at: found.state for found in todo.found.values()}
        for path in sorted({*todo.removed, *todo.edited}):
            _refuse_news(todo, path, seen)
            (todo.place / path).unlink(missing_ok=True)
        for path in todo.removed:
            remove_empty_parents(todo.place, path)
        for path in todo.written:
            if path != MANIFEST:
                _refuse_news(todo, path, seen)
                (todo.place / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(staging.tree / path, todo.place / path)
        os.replace(staging.tree / MANIFEST, todo.place / MANIFEST)
    finally:
        staging.discard()


def remove_leftovers(place: Path) -> None:
    """Remove what killed runs left in an output folder."""
    for staging in leftovers(place, _PREFIX):
        staging.discard()


def _refuse_read_only(todo: Plan) -> None:
    """Stop before the first file is replaced, rather than at one that cannot be."""
    for path in todo.changes:
        parents = (parent.as_posix() for parent in PurePosixPath(path).parents)
        folder = next(parent for parent in parents if (todo.place / parent).is_dir())
        if not os.access(todo.place / folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "nothing can be written here", todo.shown(folder))


def _allow_both(todo: Plan, staging: Staging) -> None:
    """Record old and new texts as ours, until the last file has taken its place."""
    both = {
        path: todo.recorded.get(path, frozenset()) | todo.hashes.get(path, frozenset())
        for path in {*todo.recorded, *todo.hashes}
    }
    mixed = staging.folder / "mixed.json"
    mixed.write_text(manifest_text(both), encoding="utf-8", newline="\n")
    os.replace(mixed, todo.place / MANIFEST)


def _refuse_news(todo: Plan, path: str, seen: Mapping[str, State | None]) -> None:
    """Stop before a file that somebody has changed since the plan was made."""
    now = look(todo.place, path)
    if now.kind is not Kind.NOTHING and seen.get(path) != now.state:
        raise OSError(errno.EBUSY, "somebody has just changed this; run again", todo.shown(path))
