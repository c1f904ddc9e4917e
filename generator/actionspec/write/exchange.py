"""Two folders change places in one system call, where the system has one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the current directory
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def can_exchange() -> bool:
    """Whether the system has the call. Not every file system has it, too."""
    return os.name == "posix" and any(
        hasattr(ctypes.CDLL(None), name) for name in ("renameat2", "renamex_np")
    )


def exchange(one: Path, other: Path) -> None:
    """Let two paths change places: at no moment is there none, or half of one.

    Raises:
        OSError: The system or the file system cannot do it. Nothing has changed.
    """
    paths = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = _call(library, "renameat2")(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = _call(library, "renamex_np")(*paths, _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(one), None, os.fspath(other))


def _call(library: ctypes.CDLL | None, name: str) -> Callable[..., int]:
    call: Callable[..., int] = getattr(library, name)
    return call
