"""Which HTTP library carries the messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import get_args

import httpx2

from .carriers import AsyncCarrier, Carrier, Library
from .over_httpx2 import AsyncHttpx2, Httpx2


def opening(library: Library, seconds: float) -> Callable[[], Carrier]:
    """What opens connections that are waited for.

    Args:
        library: The library.
        seconds: How long to wait for a connection, and for each part of an answer.

    Raises:
        ValueError: There is no such library.
        ImportError: It is not installed.
    """
    if _is_usual(library):
        return _httpx2
    from .over_pyreqwest import Pyreqwest

    return partial(Pyreqwest, seconds)


def opening_async(library: Library, seconds: float) -> Callable[[], AsyncCarrier]:
    """What opens connections that are awaited.

    Raises:
        ValueError: As for `opening`.
        ImportError: As for `opening`.
    """
    if _is_usual(library):
        return _async_httpx2
    from .over_pyreqwest import AsyncPyreqwest

    return partial(AsyncPyreqwest, seconds)


def _is_usual(library: Library) -> bool:
    if library not in get_args(Library):
        known = " or ".join(map(repr, get_args(Library)))
        raise ValueError(f"http_library is {known}, not {library!r}")
    if library == "httpx2":
        return True
    try:
        import_module("pyreqwest")
    except ImportError:
        package = __name__.partition(".")[0].replace("_", "-")
        raise ImportError(f"pyreqwest is missing: pip install '{package}[fast]'") from None
    return False


def _httpx2() -> Httpx2:
    return Httpx2(httpx2.Client())


def _async_httpx2() -> AsyncHttpx2:
    return AsyncHttpx2(httpx2.AsyncClient())
