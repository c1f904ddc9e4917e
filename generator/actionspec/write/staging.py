"""Folders in which runs prepare what is to appear, and what killed runs left of them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_MARKER = "actionspec-staging"
_MARKED = "A run of actionspec prepares its output here. Once it is over, this can be deleted.\n"


class Staging:
    """A folder that is ours: as long as we live, no other run takes it for a leftover.

    Attributes:
        folder: Where it is.
        tree: The folder inside it that is to appear.
    """

    def __init__(self, folder: Path, lock: BaseFileLock) -> None:
        self.folder = folder
        self.tree = folder / "tree"
        self._lock = lock

    def write(self, path: str, content: bytes, shown: str) -> None:
        """Write a file of the output into the tree, which has to exist.

        Raises:
            OSError: It cannot be written, told by the path that the user knows.
        """
        try:
            for parent in reversed(PurePosixPath(path).parents[:-1]):
                (self.tree / parent).mkdir(exist_ok=True)
            (self.tree / path).write_bytes(content)
        except OSError as error:
            raise OSError(error.errno, error.strerror, shown) from error

    def discard(self) -> None:
        """Delete it, its mark last, so that the next run goes on if this is cut short."""
        if self.tree.exists():
            shutil.rmtree(self.tree)
        for file in self.folder.iterdir():
            if file.name != _MARKER:
                file.unlink()
        self.disown()
        # Empty and without its mark, it may be removed by any run.
        with suppress(FileNotFoundError):
            self.folder.rmdir()

    def disown(self) -> None:
        """Take the mark off, so that no run deletes what is here."""
        # A system that keeps what is open removes it with the lock.
        with suppress(OSError):
            (self.folder / _MARKER).unlink()
        self._lock.release()


def new_staging(parent: Path, prefix: str) -> Staging:
    """Make a staging folder, marked as ours.

    Raises:
        OSError: The parent cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    lock = _lock_of(folder)
    staging = Staging(folder, lock)
    try:
        # Where the disk has no locks, nobody can tell later whether we live: what we leave stays.
        with suppress(OSError):
            lock.acquire(blocking=False)
        (folder / _MARKER).write_text(_MARKED, encoding="utf-8")
    except OSError:
        with suppress(OSError):
            staging.discard()
        raise
    return staging


def leftovers(parent: Path, prefix: str) -> Iterator[Staging]:
    """The staging folders of runs that were killed, locked. Those of living runs are left out."""
    # The random part is that of tempfile.
    name = re.compile(re.escape(prefix) + "[a-z0-9_]{8}")
    try:
        folders = sorted(parent.iterdir())
    except OSError:
        return
    for folder in folders:
        if name.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
            if (folder / _MARKER).is_file():
                if staging := _taken_over(folder):
                    yield staging
            else:
                # Killed before it was marked, it is empty; anything else is somebody's.
                with suppress(OSError):
                    folder.rmdir()


def _taken_over(folder: Path) -> Staging | None:
    """A marked folder, if its run is over and it may be changed by us."""
    lock = _lock_of(folder)
    try:
        lock.acquire(blocking=False)
    except OSError:
        return None
    return Staging(folder, lock)


def _lock_of(folder: Path) -> BaseFileLock:
    from filelock import FileLock

    return FileLock(folder / _MARKER, fallback_to_soft=False)


def remove_empty_parents(tree: Path, path: str) -> None:
    """Remove the folders of a file that is gone, as far as nothing else is in them."""
    for parent in Path(path).parents[:-1]:
        try:
            (tree / parent).rmdir()
        except OSError:
            return
