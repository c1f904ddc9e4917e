"""The clients, synchronous and asynchronous: whose connections carry the calls."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing, closing
from copy import copy
from time import sleep
from types import NoneType
from typing import Any, ClassVar, Generic, TypeVar

import anyio
import httpx2

from .call import Call
from .carriers import AnyCarrier, AsyncCarrier, Carrier, Library
from .connections import Connections, this_loop, this_process
from .errors import Outcome, TransportError
from .hooks import Exchange, Hook
from .libraries import opening, opening_async
from .options import expect
from .over_httpx2 import AsyncHttpx2, Httpx2
from .rate import RateLimit
from .records import Paged, Record, Request
from .retry import Retry
from .secrets import Secrets, hidden
from .service import Service
from .setup import ONCE, Setup
from .streams import Repeats, StreamedCall
from .verdict import Answer
from .walk import Walk

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
CarrierT = TypeVar("CarrierT", bound=AnyCarrier)
ClientT = TypeVar("ClientT", bound="Client")
AsyncClientT = TypeVar("AsyncClientT", bound="AsyncClient")


class _Caller(Generic[CarrierT]):
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
        http_client: Any,
        http_library: Library,
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
        self._connections: Connections[CarrierT] = self._connect(http_client, http_library)

    def __repr__(self) -> str:
        setup = self._setup
        return f"{type(self).__name__}(base_url={setup.address!r}, transport={setup.transport!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_connections": copy(self._connections)}

    def _connect(self, http_client: Any, library: Library) -> Connections[CarrierT]:
        raise NotImplementedError

    def _begin(self, request: Request[ResultT]) -> Call[ResultT]:
        if self._connections.closed:
            raise request.refuse(TransportError, "the client is closed")
        return Call(request, self._service, self._setup, traced=self._connections.owned)

    def _begin_stream(self, request: Repeats[ItemT]) -> StreamedCall[ItemT]:
        if self._connections.closed:
            raise TransportError("the client is closed", outcome=Outcome.NOT_SENT)
        owned = self._connections.owned
        return StreamedCall(request, self._service, self._setup, traced=owned)


class Client(_Caller[Carrier]):
    """The part of a synchronous client that does not depend on the API."""

    def _connect(self, http_client: httpx2.Client | None, library: Library) -> Connections[Carrier]:
        expect("http_client", http_client, httpx2.Client, NoneType)
        given = Httpx2(http_client) if http_client else None
        return Connections(opening(library, self._setup.patience), given, this_process)

    def __enter__(self: ClientT) -> ClientT:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if carrier := self._connections.close():
            carrier.close()

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
            carrier = self._connections.here()
            with closing(carrier.send(call.prepare(carrier))) as reply:
                call.open(reply)
                for part in reply.iter_bytes():
                    call.keep(part)
                call.finish()
        except Exception as error:
            return call.answer or error
        return call.answer or TransportError("no answer came")

    def each(self, request: Repeats[ItemT]) -> Generator[ItemT, None, None]:
        """The structures that the answer to a request repeats, one by one, while it comes.

        However many there are, no more than a few are in memory. What failed among them is not
        raised: look at `error`, where they have it. At the end, what the whole call failed of is
        raised. `largest_answer` counts what stands beside them, `deadline` until the first comes.

        Args:
            request: A request whose answer repeats a structure, out of the package's `actions`.

        Raises:
            CallError: As for the method of the action.
        """
        with self._begin_stream(request) as call, hidden(call.holder):
            for seconds in call:
                if seconds:
                    sleep(seconds)
                else:
                    # What whoever takes a record raises is no failure of the call.
                    with closing(self._stream(call)) as parts:
                        for records in parts:
                            yield from records
            call.result()

    def _stream(self, call: StreamedCall[ItemT]) -> Generator[list[ItemT], None, None]:
        call.begin()
        try:
            carrier = self._connections.here()
            with closing(carrier.send(call.prepare(carrier))) as reply:
                call.open(reply)
                for part in reply.iter_bytes():
                    yield call.receive(part)
                call.finish()
        except Exception as error:
            call.take(call.answer or error)
        else:
            call.take(call.answer or TransportError("no answer came"))
        yield call.last

    def _walk(self, request: Paged[ResultT, ItemT]) -> Iterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = Walk(request)
        while page:
            result = self._call(page)
            yield from walk.items(page, result)
            page = walk.following(page, result)


# What follows stands outside of the classes, where no name of an action can be in its way.


def transports_of(client: type[Client]) -> list[str]:
    """The ways in which the clients of a class can write requests."""
    return [*client._service.transports]  # pyright: ignore[reportPrivateUsage]


def address_of(client: Client) -> str:
    """Where the requests of a client go, without a user and a password."""
    return client._setup.address  # pyright: ignore[reportPrivateUsage]


def send(client: Client, request: Request[ResultT]) -> ResultT:
    """What a request comes to, for whom its class is more handy than the client's method.

    Raises:
        CallError: As for the method of the action.
    """
    return client._call(request)  # pyright: ignore[reportPrivateUsage]


def verify(client: Client, request: Request[Any]) -> None:
    """Check and write a request as if it were to leave.

    Raises:
        CallError: The request breaks a rule, or cannot be written.
    """
    with hidden(request):
        client._begin(request)  # pyright: ignore[reportPrivateUsage]


def preview(client: Client, request: Request[Any]) -> Exchange:
    """What would leave for a request, which is checked and written, but not sent.

    Raises:
        CallError: The request breaks a rule, or cannot be written.
    """
    with hidden(request):
        call = client._begin(request)  # pyright: ignore[reportPrivateUsage]
        return call.exchange()


class AsyncClient(_Caller[AsyncCarrier]):
    """The part of an asynchronous client that does not depend on the API."""

    def _connect(
        self, http_client: httpx2.AsyncClient | None, library: Library
    ) -> Connections[AsyncCarrier]:
        expect("http_client", http_client, httpx2.AsyncClient, NoneType)
        given = AsyncHttpx2(http_client) if http_client else None
        return Connections(opening_async(library, self._setup.patience), given, this_loop)

    async def __aenter__(self: AsyncClientT) -> AsyncClientT:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if carrier := self._connections.close():
            await carrier.aclose()

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
                carrier = self._connections.here()
                async with aclosing(await carrier.send(call.prepare(carrier))) as reply:
                    call.open(reply)
                    async for part in reply.aiter_bytes():
                        call.keep(part)
                    call.finish()
        except Exception as error:
            return call.answer or error
        return call.answer or TransportError("no answer came")

    async def each(self, request: Repeats[ItemT]) -> AsyncGenerator[ItemT, None]:
        """As `each` of the synchronous client. Whoever leaves early should close it, as
        `contextlib.aclosing` does."""
        with self._begin_stream(request) as call, hidden(call.holder):
            for seconds in call:
                if seconds:
                    await anyio.sleep(seconds)
                else:
                    async with aclosing(self._stream(call)) as parts:
                        async for records in parts:
                            for record in records:
                                yield record
            call.result()

    async def _stream(self, call: StreamedCall[ItemT]) -> AsyncGenerator[list[ItemT], None]:
        call.begin()
        try:
            with anyio.fail_after(call.patience):
                carrier = self._connections.here()
                reply = await carrier.send(call.prepare(carrier))
            async with aclosing(reply):
                call.open(reply)
                parts = reply.aiter_bytes()
                while (part := await self._next(parts, call.patience)) is not None:
                    yield call.receive(part)
                call.finish()
        except Exception as error:
            call.take(call.answer or error)
        else:
            call.take(call.answer or TransportError("no answer came"))
        yield call.last

    async def _next(self, parts: AsyncIterator[bytes], patience: float | None) -> bytes | None:
        # No time limit may last while a record is handed out.
        with anyio.fail_after(patience):
            return await anext(parts, None)

    async def _walk(self, request: Paged[ResultT, ItemT]) -> AsyncIterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = Walk(request)
        while page:
            result = await self._call(page)
            for item in walk.items(page, result):
                yield item
            page = walk.following(page, result)
