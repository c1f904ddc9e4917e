"""What was once made, kept in the user's cache folder by a digest of what it was made from.

Nothing depends on it: an entry that is missing, or cannot be read or written, is made again. Code
comes out of it, so that a folder in which anybody else may write is not used.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

VARIABLE = "ACTIONSPEC_CACHE"
"""The environment variable that names another folder."""

KEPT_FOR = 30 * 24 * 3600
"""Seconds after which an entry that nobody asked for is dropped."""


def cache_folder() -> Path:
    """Where the cache is."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("actionspec", appauthor=False)


def digest_of(*parts: str | bytes) -> str:
    """A digest of texts and bytes, and of where one ends and the next begins."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def recall(kind: str, digest: str) -> bytes | None:
    """What was kept under a digest; None if there is nothing."""
    place = _place(kind, digest)
    try:
        if not _is_ours(cache_folder()):
            return None
        kept = place.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(place)
    return kept


def keep(kind: str, digest: str, data: bytes) -> None:
    """Keep something under a digest, if it can be written."""
    folder, place = cache_folder(), _place(kind, digest)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            put(place, data)
            _drop_old(place.parent)


def put(place: Path, data: bytes) -> None:
    """Write a file that another run may read meanwhile: as a whole, or not at all.

    Raises:
        OSError: It cannot be written.
    """
    with NamedTemporaryFile(dir=place.parent, delete=False) as file:
        try:
            file.write(data)
            file.close()
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _drop_old(folder: Path) -> None:
    latest = time.time() - KEPT_FOR
    for entry in os.scandir(folder):
        if entry.stat().st_mtime < latest:
            Path(entry.path).unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    """Whether nobody else may write in a folder. On Windows, a user's cache is so by itself."""
    if sys.platform == "win32":
        return True
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def _place(kind: str, digest: str) -> Path:
    return cache_folder() / kind / digest[:2] / digest[2:]
