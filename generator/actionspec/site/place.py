"""Where a site is put: it replaces only a site that was put there before."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from actionspec.write import WriteError
from actionspec.write.exchange import exchange
from actionspec.write.paths import place_of
from actionspec.write.staging import Staging, new_staging

MARKER = ".actionspec-site"

_MARKED = "`actionspec docs build` wrote this folder, and replaces it as a whole.\n"


class ForeignFolderError(WriteError):
    """The folder holds something that no site is."""


def refuse_foreign(folder: Path) -> None:
    """Stop before a folder whose content is somebody's own.

    Raises:
        ForeignFolderError: It holds something, and was not written by this program.
        NotADirectoryError: It is no folder.
    """
    place = place_of(folder)
    if not place.exists():
        return
    if not place.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "the site needs a folder", folder.as_posix())
    if any(place.iterdir()) and not (place / MARKER).is_file():
        raise ForeignFolderError(
            f"{folder.as_posix()} holds something else; give the site a folder of its own"
        )


def _swap(staging: Staging, place: Path) -> None:
    """Replace a folder where two cannot change places in one step."""
    old = staging.folder / "old"
    place.rename(old)
    try:
        staging.tree.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old)


def take_place(built: Path, folder: Path) -> None:
    """Put a site where it belongs, in one step where the system can do that.

    Raises:
        ForeignFolderError: The folder holds something else.
        OSError: It cannot be written. What was there is still there.
    """
    refuse_foreign(folder)
    place = place_of(folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    staging = new_staging(place.parent, f".{place.name}.actionspec-")
    try:
        shutil.copytree(built, staging.tree)
        (staging.tree / MARKER).write_text(_MARKED, encoding="utf-8")
        if not place.exists():
            staging.tree.rename(place)
            return
        try:
            exchange(staging.tree, place)
        except OSError:
            _swap(staging, place)
    finally:
        staging.discard()
