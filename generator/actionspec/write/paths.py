"""Which paths an output folder may hold: those that every system can write, inside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from actionspec.write.error import WriteError

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\ud800-\udfff]')


class PathError(WriteError, ValueError):
    """A path that leaves the output folder, or that not every system can write."""


def check_path(path: str) -> None:
    r"""Let a relative path with slashes pass, such as `docs/errors.md`.

    Raises:
        PathError: It is absolute, holds `..`, a backslash, a drive letter or a control character,
            a name that begins with a dot, or one that Windows does not allow.
    """
    for part in path.split("/"):
        if reason := _why_not(part):
            raise PathError(f"{ascii(path)[1:-1]} cannot be a path in the output folder: {reason}")


def place_of(folder: Path) -> Path:
    """Where an output folder is, if it is called by a symbolic link, say. It need not exist."""
    return Path(os.path.realpath(folder))


def _why_not(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "it has to lead from the folder down to a file, by names and single slashes"
    if part[0] == ".":
        return "what begins with a dot belongs to other tools, such as .git; take the dot away"
    if found := _FORBIDDEN.search(part):
        return f"not every system allows {found.group()!a} in a name; take it out"
    if part[-1] in ". ":
        return "Windows allows no dot and no space at the end of a name; take it away"
    if _RESERVED.fullmatch(part):
        return f"Windows keeps the name {part.partition('.')[0]!r} to itself; choose another"
    return None
