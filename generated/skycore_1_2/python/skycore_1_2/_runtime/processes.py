"""Locks that a forked process finds open, whoever held them when it began."""

from __future__ import annotations

import os
import threading
from typing import Any
from weakref import WeakSet

_locks: WeakSet[Lock] = WeakSet()


class Lock:
    """A lock for `with`. Copies and pickles have one of their own."""

    def __init__(self) -> None:
        # A handler of a signal may come while the same thread holds it.
        self._lock = threading.RLock()
        _locks.add(self)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def __reduce__(self) -> tuple[type[Lock], tuple[Any, ...]]:
        return Lock, ()

    def renew(self) -> None:
        """Forget who held it."""
        self._lock = threading.RLock()


def _renew_all() -> None:
    for lock in _locks:
        lock.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
