"""The clients, synchronous and asynchronous: whose connections carry the calls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing
from copy import copy
from time import sleep
from typing import Any, ClassVar, Generic, TypeVar

import anyio
import httpx2

from .call import Call
from .connections import Connections, this_loop, this_process
from .errors import TransportError
from .hooks import Hook
from .rate import RateLimit
from .records import Paged, Record, Request
from .retry import Retry
from .secrets import Secrets, hidden
from .service import Service
from .setup import ONCE, Setup
from .verdict import Answer
from .walk import Walk

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)
ClientT = TypeVar("ClientT", bound="Client")
AsyncClientT = TypeVar("AsyncClientT", bound="AsyncClient")


class _Caller(Generic[HttpT]):
    """What both kinds of clients have: how they call, and their connections."""

    _service: ClassVar[Service]

    def __init__(
        self,
        credentials: Secrets,
        *,
        settings: Record | None = None,
        base_url: str,
        transport: str,
        timeout: float,
        deadline: float,
        largest_answer: int,
        retry: Retry | None,
        rate_limit: RateLimit | None,
        validate: bool,
        on_request: Hook | None,
        on_answer: Hook | None,
        http_client: HttpT | None,
    ) -> None:
        self._setup = Setup(
            credentials=credentials,
            settings=settings,
            base_url=base_url,
            transport=transport,
            timeout=timeout,
            deadline=deadline,
            largest_answer=largest_answer,
            retry=ONCE if retry is None else retry,
            rate_limit=rate_limit,
            validate=validate,
            on_request=on_request,
            on_answer=on_answer,
        )
        self._setup.check(self._service)
        self._connections: Connections[HttpT] = self._connect(http_client)

    def __repr__(self) -> str:
        setup = self._setup
        return f"{type(self).__name__}(base_url={setup.address!r}, transport={setup.transport!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_connections": copy(self._connections)}

    def _connect(self, http_client: HttpT | None) -> Connections[HttpT]:
        raise NotImplementedError

    def _begin(self, request: Request[ResultT]) -> Call[ResultT]:
        if self._connections.closed:
            raise request.refuse(TransportError, "the client is closed")
        return Call(request, self._service, self._setup, traced=self._connections.owned)


class Client(_Caller[httpx2.Client]):
    """The part of a synchronous client that does not depend on the API."""

    def _connect(self, http_client: httpx2.Client | None) -> Connections[httpx2.Client]:
        return Connections(httpx2.Client, http_client, this_process)

    def __enter__(self: ClientT) -> ClientT:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if http := self._connections.close():
            http.close()

    def _call(self, request: Request[ResultT]) -> ResultT:
        with hidden(request), self._begin(request) as call:
            for seconds in call:
                if seconds:
                    sleep(seconds)
                else:
                    call.take(self._send(call))
            return call.result()

    def _send(self, call: Call[ResultT]) -> Answer | Exception:
        call.begin()
        try:
            http = self._connections.here()
            prepared = call.http_request(http, call.trace)
            response = http.send(prepared, stream=True, follow_redirects=False)
            with closing(response):
                call.open(response)
                for part in response.iter_bytes():
                    call.keep(part)
                call.finish()
        except Exception as error:
            return call.answer or error
        return call.answer or TransportError("no answer came")

    def _walk(self, request: Paged[ResultT, ItemT]) -> Iterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = Walk(request)
        while page:
            result = self._call(page)
            yield from walk.items(page, result)
            page = walk.following(page, result)


class AsyncClient(_Caller[httpx2.AsyncClient]):
    """The part of an asynchronous client that does not depend on the API."""

    def _connect(self, http_client: httpx2.AsyncClient | None) -> Connections[httpx2.AsyncClient]:
        return Connections(httpx2.AsyncClient, http_client, this_loop)

    async def __aenter__(self: AsyncClientT) -> AsyncClientT:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if http := self._connections.close():
            await http.aclose()

    async def _call(self, request: Request[ResultT]) -> ResultT:
        with hidden(request), self._begin(request) as call:
            for seconds in call:
                if seconds:
                    await anyio.sleep(seconds)
                else:
                    call.take(await self._send(call))
            return call.result()

    async def _send(self, call: Call[ResultT]) -> Answer | Exception:
        call.begin()
        try:
            with anyio.fail_after(call.remaining):
                http = self._connections.here()
                prepared = call.http_request(http, call.trace_async)
                response = await http.send(prepared, stream=True, follow_redirects=False)
                async with aclosing(response):
                    call.open(response)
                    async for part in response.aiter_bytes():
                        call.keep(part)
                    call.finish()
        except Exception as error:
            return call.answer or error
        return call.answer or TransportError("no answer came")

    async def _walk(self, request: Paged[ResultT, ItemT]) -> AsyncIterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = Walk(request)
        while page:
            result = await self._call(page)
            for item in walk.items(page, result):
                yield item
            page = walk.following(page, result)
