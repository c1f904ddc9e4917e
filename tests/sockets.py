"""The sockets that this process has open: clients and servers of a test share it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress

from servers import PATIENCE

_OPEN_FILES = "/proc/self/fd" if os.path.exists("/proc/self/fd") else "/dev/fd"


def open_sockets() -> int:
    """How many there are; a connection to a server of the same process counts twice."""
    found = 0
    for name in os.listdir(_OPEN_FILES):
        with suppress(OSError):
            found += stat.S_ISSOCK(os.fstat(int(name)).st_mode)
    return found


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, or so long that it never will."""
    end = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < end:
        time.sleep(0.001)
