"""Folders in which runs prepare what is to appear, and what killed runs left of them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TREE = "tree"
"""The folder inside a staging folder that is to appear."""

_MARKER = "actionspec-staging"
_MARKED = "A run of actionspec prepares its output here. Once it is over, this can be deleted.\n"


def new_staging(parent: Path, prefix: str) -> Path:
    """Make a staging folder, marked as ours.

    Raises:
        OSError: The parent cannot be written.
    """
    staging = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        (staging / _MARKER).write_text(_MARKED, encoding="utf-8")
    except OSError:
        discard(staging)
        raise
    return staging


def leftovers(parent: Path, prefix: str) -> Iterator[Path]:
    """The staging folders of runs that were killed. Nobody else may be writing the output."""
    # The random part is that of tempfile.
    name = re.compile(re.escape(prefix) + "[a-z0-9_]{8}")
    try:
        folders = sorted(parent.iterdir())
    except OSError:
        return
    for folder in folders:
        if name.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
            if (folder / _MARKER).is_file():
                yield folder
            else:
                # Killed before it was marked, it is empty; anything else is somebody's.
                with suppress(OSError):
                    folder.rmdir()


def discard(staging: Path) -> None:
    """Delete a staging folder, its mark last, so that the next run goes on if this is cut short."""
    if (staging / TREE).exists():
        shutil.rmtree(staging / TREE)
    for file in sorted(staging.iterdir(), key=lambda file: file.name == _MARKER):
        file.unlink()
    staging.rmdir()


def disown(staging: Path) -> None:
    """Take the mark off a folder, so that no run deletes it."""
    (staging / _MARKER).unlink()


def write_text(tree: Path, path: str, text: str, shown: str) -> None:
    """Write a text of the output into a staging folder.

    Raises:
        OSError: It cannot be written, told by the path that the user knows.
    """
    try:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OSError(error.errno, error.strerror, shown) from error


def remove_empty_parents(tree: Path, path: str) -> None:
    """Remove the folders of a file that is gone, as far as nothing else is in them."""
    for parent in Path(path).parents[:-1]:
        try:
            (tree / parent).rmdir()
        except OSError:
            return
