"""What was once made, kept in the user's cache folder by a digest of what it was made from.

Nothing depends on it: an entry that is missing, or cannot be read or written, is made again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

VARIABLE = "ACTIONSPEC_CACHE"
"""The environment variable that names another folder."""


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
    try:
        return _place(kind, digest).read_bytes()
    except OSError:
        return None


def keep(kind: str, digest: str, data: bytes) -> None:
    """Keep something under a digest, if it can be written."""
    place = _place(kind, digest)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        # Another run may read it: it is there as a whole, or not at all.
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(place)


def _place(kind: str, digest: str) -> Path:
    return cache_folder() / kind / digest[:2] / digest[2:]
