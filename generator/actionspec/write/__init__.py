"""Texts by path onto the disk: all at once, only what changed, and never over a hand's work.

The new output folder takes the place of the old one in one step, so that a run that is killed
leaves the old one as a whole, or the new one. Where a folder has to stay where it is, files are
replaced one by one, each of them as a whole, and the next run completes what one leaves. That
holds on Windows; on network and layered file systems; for a mount point; for the current directory
and those above it; for a folder that holds a repository; and where the parent cannot be written.

A manifest in the folder records what was generated, with hashes. A file whose text is neither the
recorded nor the new one was edited by somebody, and stops the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from actionspec.write.difference import patches, visible
from actionspec.write.edited import EditedError
from actionspec.write.error import WriteError
from actionspec.write.lock import locked
from actionspec.write.manifest import left_in
from actionspec.write.one_by_one import remove_leftovers, write_one_by_one
from actionspec.write.paths import place_of
from actionspec.write.plan import Plan, plan
from actionspec.write.whole import CannotExchangeError, recover, write_whole

__all__ = ["Plan", "WriteError", "left_in", "patches", "plan", "visible", "write"]


def write(
    folder: Path,
    files: Mapping[str, str | bytes],
    parts: Iterable[str] | None = None,
    *,
    force: bool,
) -> Plan:
    """Bring texts into an output folder, and remove what was generated before and is no longer.

    Args:
        folder: The output folder, or a symbolic link to it. It need not exist.
        files: The texts by their paths in it, in UTF-8 if they are bytes.
        parts: The sub-folders that are written anew. What was generated elsewhere stays. Default:
            the whole folder.
        force: Overwrite and remove what somebody edited or put in the way, too.

    Returns:
        What was done.

    Raises:
        WriteError: Somebody edited a file that would change, and `force` is not set; another run
            is writing the folder; its manifest is damaged; or a path is none that may be written.
        OSError: The folder cannot be read or written.
    """
    with locked(folder):
        _clear(folder)
        todo = plan(folder, files, parts)
        if todo.edited and not force:
            raise EditedError(todo)
        if todo.changes:
            _apply(todo)
    return todo


def _clear(folder: Path) -> None:
    place = place_of(folder)
    recover(place)
    remove_leftovers(place)


def _apply(todo: Plan) -> None:
    missing = [one for one in (todo.place, *todo.place.parents) if not one.exists()]
    try:
        try:
            write_whole(todo)
        except CannotExchangeError:
            write_one_by_one(todo)
    except BaseException:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        raise
