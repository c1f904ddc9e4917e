"""What stands where a generated file is expected. Symbolic links are seen, never followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

State = tuple[int, int, int]
"""What tells whether somebody touched a file: its inode, its time in nanoseconds, its size."""


class Kind(Enum):
    """What can stand at a path."""

    NOTHING = "nothing"
    FILE = "a file"
    LINK = "a symbolic link"
    FOLDER = "a folder"
    OTHER = "neither a file nor a folder"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at a path has found.

    Attributes:
        at: Where the look ended: at the path itself, or at what is in the way to it.
        content: Of a file at the path itself.
    """

    at: str
    kind: Kind
    state: State | None = None
    content: bytes = b""


def look(place: Path, path: str) -> Found:
    """See what stands at a path in a folder, or on the way to it.

    Raises:
        OSError: A file cannot be read.
    """
    parts = path.split("/")
    for depth in range(1, len(parts) + 1):
        at = "/".join(parts[:depth])
        try:
            status = os.lstat(f"{place}/{at}")
        except FileNotFoundError:
            return Found(path, Kind.NOTHING)
        kind = _kind(status)
        if at == path and kind is Kind.FILE:
            return _read(place, path)
        if at == path or kind is not Kind.FOLDER:
            return Found(at, kind, state(status))
    raise AssertionError(path)


def below(place: Path, path: str) -> Iterator[tuple[str, bool]]:
    """Everything in a folder of a folder, by its path, and whether it is a folder itself."""
    with os.scandir(place / path) as entries:
        for entry in entries:
            inside = f"{path}/{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False)
            yield inside, is_folder
            if is_folder:
                yield from below(place, inside)


def state(status: os.stat_result) -> State:
    """What to compare later."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def _kind(status: os.stat_result) -> Kind:
    if stat.S_ISREG(status.st_mode):
        return Kind.FILE
    if stat.S_ISDIR(status.st_mode):
        return Kind.FOLDER
    return Kind.LINK if stat.S_ISLNK(status.st_mode) else Kind.OTHER


def _read(place: Path, path: str) -> Found:
    # What is read is what is noted, even if somebody puts another file or a link there just now.
    follow_no_link = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(f"{place}/{path}", follow_no_link), "rb") as file:
        noted = state(os.fstat(file.fileno()))
        return Found(path, Kind.FILE, noted, file.read())
