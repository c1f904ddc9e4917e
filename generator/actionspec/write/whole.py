"""The new output folder is built beside the old one, and takes its place in one step."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from stat import S_ISDIR

from actionspec.write.exchange import can_exchange, exchange
from actionspec.write.found import State, below, state
from actionspec.write.plan import Plan
from actionspec.write.staging import Staging, leftovers, new_staging, remove_empty_parents

_NOTED = "noted.json"
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Noted:
    """What a run saw in the old folder.

    Attributes:
        built: The inode of the new folder.
        inode: That of the old one.
        seen: What was in it, by path; None for a folder.
        removed: What the new folder lacks on purpose.
    """

    built: int
    inode: int
    seen: Mapping[str, State | None]
    removed: Set[str]


class CannotExchangeError(Exception):
    """This folder cannot be exchanged as a whole. Nothing has changed."""


def write_whole(todo: Plan) -> None:
    """Do what a plan says in one step: the folder is the old one as a whole, or the new one.

    What stays is linked into the new folder, or copied where the file system has no links. What
    somebody writes into the old folder meanwhile is carried over.

    Raises:
        CannotExchangeError: The folder or its parent has to stay where it is.
        OSError: The disk is full, for instance. Nothing has changed.
    """
    place = todo.place
    if place.exists():
        _refuse_to_move(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        staging = new_staging(place.parent, _prefix(place))
    except OSError as error:
        raise CannotExchangeError from error
    try:
        noted = _build(todo, staging)
        if noted is None:
            staging.tree.rename(place)
        else:
            _note(noted, staging)
            _refuse_another(place, noted)
            try:
                exchange(staging.tree, place)
            except OSError as error:
                raise CannotExchangeError from error
            if staging.tree.stat().st_ino != noted.inode:
                exchange(staging.tree, place)
                raise _another_run(place)
    finally:
        _finish(staging, place)


def recover(place: Path) -> None:
    """Finish or remove what killed runs left beside an output folder.

    Raises:
        OSError: Something that somebody wrote during that run cannot be carried over.
    """
    for staging in leftovers(place.parent, _prefix(place)):
        _finish(staging, place)


def _prefix(place: Path) -> str:
    return f".{place.name}.actionspec-"


def _refuse_to_move(place: Path) -> None:
    if not can_exchange():
        raise CannotExchangeError
    # Who stands in a folder that is exchanged stands in one that is deleted.
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return
    if here.is_relative_to(place) or any(one.is_relative_to(place) for one in _mount_points()):
        raise CannotExchangeError


def _mount_points() -> Iterator[Path]:
    # What the same disk shows in a second place is told by no stat.
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        octal = line.split(" ")[4]
        yield Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), octal))


def _build(todo: Plan, staging: Staging) -> Noted | None:
    """Build the new folder, and note what was seen in the old one, if there is one."""
    noted = None
    if todo.place.exists():
        seen = {at: found.state for at, found in todo.dropped.items()}
        dropped = frozenset({*todo.written, *todo.dropped})
        old = todo.place.stat().st_ino
        _Carrier(todo.place, staging.tree, dropped, seen).carry()
        noted = Noted(staging.tree.stat().st_ino, old, seen, dropped - {*todo.written})
    else:
        staging.tree.mkdir()
    for path in todo.written:
        staging.write(path, todo.files[path], todo.shown(path))
    for path in todo.removed:
        remove_empty_parents(staging.tree, path)
    return noted


class _Carrier:
    """Brings all that stays into the new folder."""

    def __init__(
        self, place: Path, tree: Path, dropped: frozenset[str], noted: dict[str, State | None]
    ) -> None:
        self._place = place
        self._tree = tree
        self._dropped = dropped
        self._noted = noted
        self._device = place.stat().st_dev

    def carry(self, inside: str = "") -> None:
        """Bring a folder, with what is below it."""
        source, folder = self._place / inside, self._tree / inside
        # Where a file may not be made, it may neither be moved: let the other way say so.
        if not os.access(source, os.R_OK | os.W_OK | os.X_OK):
            raise CannotExchangeError
        folder.mkdir()
        with os.scandir(source) as entries:
            for entry in entries:
                path = f"{inside}/{entry.name}".lstrip("/")
                status = entry.stat(follow_symlinks=False)
                # Neither a repository nor another disk should move under its users' feet.
                if entry.name == ".git" or status.st_dev != self._device:
                    raise CannotExchangeError
                if entry.is_dir(follow_symlinks=False):
                    self._noted[path] = None
                    if path not in self._dropped:
                        self.carry(path)
                    else:
                        inside_it = below(self._place, path)
                        self._noted.update((one, None) for one, is_folder in inside_it if is_folder)
                elif path not in self._dropped:
                    self._noted[path] = state(status)
                    _link(Path(entry.path), self._tree / path)
        _make_alike(source, folder)


def _link(source: Path, target: Path) -> None:
    if not source.is_symlink():
        try:
            os.link(source, target)
        except OSError as error:
            # Across a mount, even one of the same disk; or neither a file nor a folder.
            if error.errno == errno.EXDEV or not source.is_file():
                raise CannotExchangeError from error
        else:
            return
    shutil.copyfile(source, target, follow_symlinks=False)
    _make_alike(source, target)


def _make_alike(source: Path, target: Path) -> None:
    """Give a copy the owner, the mode and the times of its source."""
    old, new = source.lstat(), target.lstat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(target, old.st_uid, old.st_gid, follow_symlinks=False)
        except OSError as error:
            raise CannotExchangeError from error
    shutil.copystat(source, target, follow_symlinks=False)


def _refuse_another(place: Path, noted: Noted) -> None:
    """Stop before a folder that another run, one that shares no lock with us, has put here."""
    if place.stat().st_ino != noted.inode:
        raise _another_run(place)


def _another_run(place: Path) -> OSError:
    return OSError(errno.EBUSY, "another run has just written this; run again", str(place))


def _note(noted: Noted, staging: Staging) -> None:
    """Leave a note for the run after this one, should this one be killed."""
    note = {**asdict(noted), "removed": sorted(noted.removed)}
    (staging.folder / _NOTED).write_text(json.dumps(note), encoding="utf-8")


def _noted_at_exchange(staging: Staging) -> Noted | None:
    """What was noted of the folder that is in a staging folder now, if it is the old one."""
    try:
        note = json.loads((staging.folder / _NOTED).read_bytes())
        tree = staging.tree.lstat()
        if not S_ISDIR(tree.st_mode) or tree.st_ino == note["built"]:
            return None
    except (FileNotFoundError, ValueError):  # not yet written, or not as a whole
        return None
    seen = {path: seen and (seen[0], seen[1], seen[2]) for path, seen in note["seen"].items()}
    if tree.st_ino != note["inode"]:
        seen = {}  # it is another run's: nothing in it is known
    return Noted(note["built"], note["inode"], seen, frozenset(note["removed"]))


def _finish(staging: Staging, place: Path) -> None:
    """Delete a staging folder; from an old output folder, carry over what is news to us."""
    noted = _noted_at_exchange(staging)
    if noted is not None:
        try:
            _retire(staging.tree, place, noted)
        except OSError as error:
            staging.disown()
            reason = f"what was written here during the run stays here ({error.strerror})"
            raise OSError(error.errno, reason, str(staging.tree)) from error
    staging.discard()


def _retire(old: Path, new: Path, noted: Noted, inside: str = "") -> None:
    """Delete an old folder, except for what somebody wrote since it was looked at."""
    while True:
        with os.scandir(old / inside) as entries:
            for entry in entries:
                path = f"{inside}/{entry.name}".lstrip("/")
                if entry.is_dir(follow_symlinks=False):
                    if path not in noted.seen:
                        (new / path).mkdir(parents=True, exist_ok=True)
                    _retire(old, new, noted, path)
                elif _is_known(entry, path, new, noted):
                    Path(entry.path).unlink(missing_ok=True)
                else:
                    _carry_over(Path(entry.path), new / path)
        try:
            (old / inside).rmdir()
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
        else:
            return


def _is_known(entry: os.DirEntry[str], path: str, new: Path, noted: Noted) -> bool:
    """Whether a file is as it was seen, and the new folder has it or lacks it on purpose."""
    if noted.seen.get(path) != state(entry.stat(follow_symlinks=False)):
        return False
    return path in noted.removed or os.path.lexists(new / path)


def _carry_over(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)
    # Of two links to the same file, both stay.
    source.unlink(missing_ok=True)
