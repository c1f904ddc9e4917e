"""One run at a time for an output folder."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from actionspec.write.error import WriteError
from actionspec.write.paths import place_of


class BusyError(WriteError):
    """Another run is writing the same output folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs of the same user out of an output folder, however they call it.

    The lock is one of the operating system, on a file in the user's temporary folder: it ends with
    its process, however that ends, and is never beside the output. Runs that share no temporary
    folder do not see it; they may write one after the other, but never lose anything.

    Raises:
        BusyError: Another run is writing it.
        OSError: The temporary folder cannot be written.
    """
    from filelock import FileLock, Timeout

    place = os.path.normcase(place_of(folder))
    name = hashlib.sha256(os.fsencode(place)).hexdigest()
    lock = FileLock(_folder_of_locks() / f"{name}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        message = f"another run is writing {folder.as_posix()}; wait until it has ended"
        raise BusyError(message) from error
    try:
        yield
    finally:
        # Who opened the file before it was unlinked finds that out once it has the lock.
        with suppress(OSError):
            os.unlink(lock.lock_file)
        lock.release()


def _folder_of_locks() -> Path:
    # Users of one machine may share the temporary folder; its files belong to one of them.
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir(), f"actionspec-{user}")
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if os.name == "posix" and (status.st_uid != user or status.st_mode & 0o022):
        reason = "others can write this folder, in which the locks are; remove it"
        raise PermissionError(errno.EACCES, reason, str(folder))
    return folder
