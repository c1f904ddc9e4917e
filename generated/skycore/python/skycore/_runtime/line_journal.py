"""What became of each line of a table, in a file that outlives the process that writes it.

A line is noted as begun, on the disk, before its request leaves. So whatever kills a run, the next
one knows which lines may have gone out.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

import msgspec

Fate: TypeAlias = Literal["begun", "accepted", "partly failed", "rejected", "not sent", "unknown"]


# O_BINARY is for Windows, which would write other ends of lines.
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class JournalError(Exception):
    """A file of results that cannot be used."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of a file have in common.

    Attributes:
        action: The action that was called.
        base_url: Where the requests went.
    """

    action: str
    base_url: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a line of a table.

    Attributes:
        line: Its number in the file.
        digest: What tells whether it has been changed since.
        fate: What became of its request.
        again: Whether the service asks to send it later.
        code: The service's code of a failure.
        message: What happened, masked.
        result: What was answered, without secrets.
    """

    line: int
    digest: str
    fate: Fate
    again: bool = False
    code: str | None = None
    message: str | None = None
    result: Any = None


class Journal:
    """A file of results, which one process at a time may have.

    Args:
        path: Where it is, or shall be. Only its owner may read it.
        head: What it has to be about.

    Attributes:
        entries: What was noted last of each line, by its number and what tells its values; the
            latest is the last one.

    Raises:
        JournalError: Another process has it, it is about something else, or it is no such file.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self.path = path
        self.entries: dict[tuple[int, str], Entry] = {}
        try:
            self._file = os.open(path, _FLAGS, 0o600)
        except OSError as problem:
            raise JournalError(f"{path}: {problem.strerror}") from None
        if not S_ISREG(os.fstat(self._file).st_mode):
            os.close(self._file)
            raise JournalError(f"{path}: this is no file")
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise JournalError(f"{path}: another run is writing it") from None
        try:
            self._read(head)
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        # Each line that was begun is on the disk anyway.
        with suppress(OSError):
            os.fsync(self._file)
        os.close(self._file)

    def note(self, entry: Entry) -> None:
        """Note what is known of a line. That it is begun is on the disk when this returns.

        Raises:
            JournalError: It cannot be written.
        """
        self._keep(entry)
        try:
            if entry.fate == "begun":
                self._refuse_if_taken_away()
            self._write(entry)
            if entry.fate == "begun":
                os.fsync(self._file)
        except OSError as problem:
            raise JournalError(f"{self.path}: {problem.strerror}") from None

    def _keep(self, entry: Entry) -> None:
        key = (entry.line, entry.digest)
        self.entries.pop(key, None)
        self.entries[key] = entry

    def _refuse_if_taken_away(self) -> None:
        """Stop where the next run would not find what is noted, and would send it again."""
        if not os.path.samestat(os.fstat(self._file), self.path.stat()):
            raise JournalError(f"{self.path}: another file has taken its place")

    def _write(self, what: msgspec.Struct) -> None:
        left = msgspec.json.encode(what) + b"\n"
        while left:
            left = left[os.write(self._file, left) :]

    def _read(self, head: Head) -> None:
        whole = self.path.read_bytes()
        complete = whole[: whole.rfind(b"\n") + 1]
        place = f"{self.path}:1"
        if not complete:
            if not msgspec.json.encode(head).startswith(whole):
                raise JournalError(f"{place}: this is no file of results")
            self._begin(head)
            return
        first, *others = complete.splitlines()
        try:
            found = msgspec.json.decode(first, type=Head)
            for number, text in enumerate(others, 2):
                place = f"{self.path}:{number}"
                entry = msgspec.json.decode(text, type=Entry)
                self._keep(entry)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise JournalError(f"{place}: this is no file of results: {problem}") from None
        same_place = found.base_url.rstrip("/") == head.base_url.rstrip("/")
        if found.action != head.action or not same_place:
            raise JournalError(
                f"{self.path} is about {found.action} at {found.base_url}; name another file with "
                "--results, into which all lines are sent, those that were sent before too"
            )
        # A run that was killed while it wrote a line had not begun what the line was to tell.
        if len(complete) < len(whole):
            os.ftruncate(self._file, len(complete))

    def _begin(self, head: Head) -> None:
        try:
            os.ftruncate(self._file, 0)
            self._write(head)
            _keep_name(self.path)
        except OSError as problem:
            raise JournalError(f"{self.path}: {problem.strerror}") from None


def _keep_name(path: Path) -> None:
    """See to it that a new file still has its name after a power failure."""
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        """Lock a file until the process ends, far behind all that it will ever hold."""
        os.lseek(file, 1 << 40, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        """Lock a file until the process ends."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
