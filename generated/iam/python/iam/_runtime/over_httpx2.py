"""Carries messages with httpx2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

import httpx2

from .carriers import Breaks, Patience, told_by
from .messages import HttpMessage

HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)

_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


def _is_unsent(error: Exception | None) -> bool:
    return isinstance(error, _UNSENT)


_BREAKS = Breaks(
    is_unsent=_is_unsent,
    passing=(httpx2.RequestError,),
    lasting=(httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.TooManyRedirects),
    unsendable=(httpx2.InvalidURL, UnicodeError),
    tells_all=True,
    tell=told_by,
)

_TIMEOUTS = ("connect", "read", "write", "pool")

# To take an address apart takes as long as all that a client does for a call.
_url_of = lru_cache(maxsize=128)(httpx2.URL)


class _Carrier(Generic[HttpT]):
    """What both carriers have in common.

    Args:
        http: The HTTP client.
    """

    breaks = _BREAKS

    def __init__(self, http: HttpT) -> None:
        self._http: HttpT = http

    @property
    def is_closed(self) -> bool:
        """Whether it carries no more."""
        return self._http.is_closed

    def _prepared(self, message: HttpMessage, patience: Patience, trace: Any) -> httpx2.Request:
        prepared = self._http.build_request(
            message.method,
            _url_of(message.url),
            content=message.body,
            headers=message.headers,
            extensions={"trace": trace, "timeout": dict.fromkeys(_TIMEOUTS, patience.part)},
        )
        if message.query is not None:
            # Set afterwards: parameters of a client that was handed in would replace the query.
            prepared.url = httpx2.URL(message.address)
        return prepared


class Httpx2(_Carrier[httpx2.Client]):
    """Carries messages, and waits for the answers."""

    def prepare(
        self, message: HttpMessage, patience: Patience, left: Callable[[], object]
    ) -> httpx2.Request:
        """The request of the library."""

        def trace(event: str, details: Mapping[str, Any]) -> None:
            _note(event, details, left)

        return self._prepared(message, patience, trace)

    def send(self, prepared: httpx2.Request) -> httpx2.Response:
        """Send a message."""
        return self._http.send(prepared, stream=True, follow_redirects=False)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class AsyncHttpx2(_Carrier[httpx2.AsyncClient]):
    """Carries messages, and is awaited."""

    def prepare(
        self, message: HttpMessage, patience: Patience, left: Callable[[], object]
    ) -> httpx2.Request:
        """The request of the library."""

        async def trace(event: str, details: Mapping[str, Any]) -> None:
            _note(event, details, left)

        return self._prepared(message, patience, trace)

    async def send(self, prepared: httpx2.Request) -> httpx2.Response:
        """Send a message."""
        return await self._http.send(prepared, stream=True, follow_redirects=False)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _note(event: str, details: Mapping[str, Any], left: Callable[[], object]) -> None:
    """Note what the library does with a request."""
    if not event.endswith("send_request_headers.started"):
        return
    request = details["request"]
    # CONNECT only asks a proxy for a way to the service.
    if request.method != b"CONNECT":
        left()
        # Nothing that comes later matters.
        request.extensions.pop("trace", None)
