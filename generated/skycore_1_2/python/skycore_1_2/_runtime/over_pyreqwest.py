"""Carries messages with pyreqwest, which takes a fraction of the time that httpx2 does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import TypeVar

import anyio.lowlevel
from pyreqwest import exceptions
from pyreqwest.client import BaseClientBuilder, ClientBuilder, SyncClientBuilder
from pyreqwest.request import BaseRequestBuilder, StreamRequest, SyncStreamRequest
from pyreqwest.response import Response, SyncResponse

from .carriers import Breaks, Patience, told_by
from .errors import Outcome, TransportError
from .messages import HttpMessage

BuilderT = TypeVar("BuilderT", bound=BaseClientBuilder)
ResultT = TypeVar("ResultT")
RequestT = TypeVar("RequestT", bound=BaseRequestBuilder)

# As many as httpx2 opens.
_MOST_CONNECTIONS = 100

# The library counts in a type that has an end.
_LONGEST = 366 * 86_400.0
_LITTLE = timedelta(seconds=0.05)


def _is_unsent(error: Exception | None) -> bool:
    """Whether an exception proves that no byte of the request left.

    The class does not: a connection that breaks behind the request ends in a ConnectError too.
    """
    if isinstance(error, exceptions.PoolTimeoutError | exceptions.BuilderError):
        return True
    return "client error (Connect)" in _causes(error)


def _tell(error: Exception) -> str:
    """What an exception says, by its causes behind the one that holds the address.

    Its class may say another thing: it is chosen by words, even by those in the address.
    """
    if isinstance(error, exceptions.DetailedPyreqwestError):
        return ": ".join(_causes(error)[1:]) or error.message
    return told_by(error)


def _causes(error: Exception | None) -> list[str]:
    """What led to an exception of the library, step by step."""
    if not isinstance(error, exceptions.DetailedPyreqwestError):
        return []
    return [cause["message"] for cause in error.details.get("causes") or ()]


_BREAKS = Breaks(
    is_unsent=_is_unsent,
    passing=(exceptions.RequestError,),
    lasting=(exceptions.RedirectError, exceptions.RequestPanicError),
    unsendable=(exceptions.BuilderError, ValueError),
    tells_all=False,
    tell=_tell,
)

# The processes in which the library was used: a fork of one cannot use it.
_processes: set[int] = set()


def _built(builder: BuilderT, seconds: float) -> BuilderT:
    if _processes - {os.getpid()}:
        raise TransportError(
            "pyreqwest was used before the process forked: spawn processes, or begin with httpx2",
            outcome=Outcome.NOT_SENT,
        )
    _processes.add(os.getpid())
    limit = timedelta(seconds=min(seconds, _LONGEST))
    builder = builder.follow_redirects(False).max_connections(_MOST_CONNECTIONS)
    # The time to read begins before there is a connection, and its end would not tell of that.
    return builder.connect_timeout(limit).read_timeout(limit + _LITTLE).pool_timeout(limit)


def _filled(builder: RequestT, message: HttpMessage, patience: Patience) -> RequestT:
    builder = builder.headers({**message.headers})
    if message.body is not None:
        builder = builder.body_bytes(message.body)
    if patience.whole is not None:
        builder = builder.timeout(timedelta(seconds=min(patience.whole, _LONGEST)))
    return builder


class Pyreqwest:
    """Carries messages, and waits for the answers.

    Args:
        seconds: How long to wait for the connection, and for each part of an answer.
    """

    breaks = _BREAKS

    def __init__(self, seconds: float) -> None:
        self._http = _built(SyncClientBuilder(), seconds).build()
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it carries no more."""
        return self._closed

    def prepare(
        self,
        message: HttpMessage,
        patience: Patience,
        left: Callable[[], object],
    ) -> SyncStreamRequest:
        """The request of the library, which does not tell when it leaves."""
        builder = self._http.request(message.method, message.address)
        return _filled(builder, message, patience).build_streamed()

    def send(self, prepared: SyncStreamRequest) -> _Reply:
        """Send a message."""
        return _Reply(prepared)

    def close(self) -> None:
        """Close the connections."""
        self._closed = True
        self._http.close()


class _Reply:
    """An answer that comes part by part."""

    def __init__(self, request: SyncStreamRequest) -> None:
        self._request = request
        self._response: SyncResponse = request.__enter__()
        self.status_code = self._response.status
        self.headers: Mapping[str, str] = self._response.headers

    def iter_bytes(self) -> Iterator[bytes]:
        """Its parts."""
        read = self._response.body_reader.read_chunk
        while (part := read()) is not None:
            yield bytes(part)

    def close(self) -> None:
        """Take no more of it."""
        self._request.__exit__(None, None, None)


class AsyncPyreqwest:
    """Carries messages, and is awaited in an event loop of asyncio.

    Args:
        seconds: How long to wait for the connection, and for each part of an answer.
    """

    breaks = _BREAKS

    def __init__(self, seconds: float) -> None:
        self._http = _built(ClientBuilder(), seconds).build()
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it carries no more."""
        return self._closed

    def prepare(
        self,
        message: HttpMessage,
        patience: Patience,
        left: Callable[[], object],
    ) -> StreamRequest:
        """The request of the library, which does not tell when it leaves."""
        builder = self._http.request(message.method, message.address)
        return _filled(builder, message, patience).build_streamed()

    async def send(self, prepared: StreamRequest) -> _AsyncReply:
        """Send a message."""
        return _AsyncReply(prepared, await _cancellable(prepared.__aenter__()))

    async def aclose(self) -> None:
        """Close the connections."""
        self._closed = True
        await self._http.close()


class _AsyncReply:
    """An answer that comes part by part."""

    def __init__(self, request: StreamRequest, response: Response) -> None:
        self._request, self._response = request, response
        self.status_code = response.status
        self.headers: Mapping[str, str] = response.headers

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Its parts."""
        read = self._response.body_reader.read_chunk
        while (part := await _cancellable(read())) is not None:
            yield bytes(part)

    async def aclose(self) -> None:
        """Take no more of it."""
        await self._request.__aexit__(None, None, None)


async def _cancellable(awaited: Awaitable[ResultT]) -> ResultT:
    """What the library gives, unless this task is cancelled."""
    try:
        return await awaited
    except asyncio.CancelledError:
        # The library raises one of its own, which does not tell whose time is up.
        await anyio.lowlevel.checkpoint_if_cancelled()
        raise
