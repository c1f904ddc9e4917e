"""Sends a request and reads its answer, once for synchronous and once for asynchronous callers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx2

from .errors import (
    EXCERPT,
    CallError,
    Outcome,
    ProtocolError,
    TransportError,
    UnreadableError,
    UnwritableError,
)
from .fields import Fields
from .records import Action, Answers, Failure, Notice, Paged, Record, Request, refused
from .secrets import MASK, Secrets, hidden, mask
from .transports import Message, Signing, Transport
from .tree import Exact, Tree, merged

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
HttpT = TypeVar("HttpT", httpx2.Client, httpx2.AsyncClient)
ClientT = TypeVar("ClientT", bound="Client")
AsyncClientT = TypeVar("AsyncClientT", bound="AsyncClient")

# Only these prove that no byte of the request left.
_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class Service:
    """How one API writes requests and tells outcomes.

    Attributes:
        transports: The ways to write a request, by name; the first is the usual one.
        common: The fields of every request, for the name of an action on the wire.
        headers: The HTTP headers of a request; None if there are none.
        path: What is appended to the URL, with {action} for the action's name.
        signing: The signature of requests, with its secret; None if there is none.
        answers: The format of answers.
        root: The root element of answers; None if an action names it, or any will do.
        failure_roots: The root elements that failures can have beside it.
        failure: The failure that an answer tells of; None if it tells of none.
        error_of: The exception for a code and a message.
        malformed: The exception for a value that no transport can write.
        unwritable: The exception for a text that a transport cannot write.
    """

    transports: Mapping[str, Transport]
    common: Callable[[str, Any], Tree]
    answers: Answers
    failure: Callable[[Fields], Failure | None]
    error_of: Callable[[str | None, str | None], CallError]
    malformed: type[CallError]
    unwritable: type[CallError]
    headers: Callable[[str, Any], dict[str, str]] | None = None
    path: str | None = None
    signing: Callable[[Any], Signing] | None = None
    root: str | None = None
    failure_roots: tuple[str, ...] = ()


class _Exchange(Generic[HttpT]):
    """What a call does before its request leaves and after its answer has come."""

    def __init__(
        self,
        service: Service,
        credentials: Secrets,
        *,
        base_url: str,
        transport: str,
        timeout: float,
        validate: bool,
        http_client: HttpT | None,
        settings: Record | None = None,
    ) -> None:
        if transport not in service.transports:
            known = " or ".join(repr(name) for name in service.transports)
            raise ValueError(f"transport is {known}, not {transport!r}")
        try:
            httpx2.URL(base_url).host.encode("idna")
        except (httpx2.InvalidURL, UnicodeError):
            raise ValueError(f"base_url is no address: {_without_user(base_url)!r}") from None
        self._service = service
        self._credentials = credentials
        self._base_url = base_url
        self._transport = transport
        self._timeout = timeout
        self._validate = validate
        self._settings = settings
        self._owns_http = http_client is None
        self._http: HttpT = http_client or self._open_http()

    def __repr__(self) -> str:
        url = _without_user(self._base_url)
        return f"{type(self).__name__}(base_url={url!r}, transport={self._transport!r})"

    def _open_http(self) -> HttpT:
        raise NotImplementedError

    def _prepare(self, request: Request[ResultT]) -> httpx2.Request:
        if self._validate:
            request.check()
            request.check_settings(self._settings)
        action = request.action
        name = self._transport
        if action.transports and name not in action.transports:
            name = action.transports[0]
        transport = self._service.transports[name]
        wire = transport.actions(action.wire or action.name)
        try:
            message = transport.message(wire, self._tree(request, name, wire), self._signing())
        except (UnwritableError, UnicodeError) as error:
            raise refused(request, self._service.unwritable, error) from None
        except ValueError as error:
            raise refused(request, self._service.malformed, error) from None
        try:
            return self._http_request(message, wire)
        except (httpx2.InvalidURL, UnicodeError) as error:
            text = f"the request cannot be sent: {error}"
            raise request.refuse(TransportError, text) from None

    def _tree(self, request: Request[Any], transport: str, wire: str) -> Tree:
        spelled = request.action.spelled.get(transport, {})
        written = request.write()
        if spelled:
            written = {
                Exact(spelled[name]) if name in spelled else name: value
                for name, value in written.items()
            }
        return merged(
            self._service.common(wire, self._credentials),
            self._service.transports[transport].constants,
            request.action.constants,
            written,
        )

    def _signing(self) -> Signing | None:
        return self._service.signing(self._credentials) if self._service.signing else None

    def _http_request(self, message: Message, wire: str) -> httpx2.Request:
        url = self._base_url
        if self._service.path:
            url = f"{url.rstrip('/')}/{self._service.path.replace('{action}', wire)}"
        headers = self._service.headers(wire, self._credentials) if self._service.headers else {}
        if any(re.search(r"[\r\n\0]", value) for value in headers.values()):
            raise UnicodeError("a header cannot hold the end of a line")
        if message.content_type:
            headers["Content-Type"] = message.content_type
        prepared = self._http.build_request(
            message.method, url, content=message.body, headers=headers, timeout=self._timeout
        )
        if message.query is not None:
            # Set afterwards: parameters of a client that was handed in would replace the query.
            prepared.url = httpx2.URL(f"{url}{'&' if '?' in url else '?'}{message.query}")
        return prepared

    def _finish(self, request: Request[ResultT], response: httpx2.Response) -> ResultT:
        try:
            return self._result(request, response)
        except CallError as error:
            error.status = response.status_code
            error.answer = _shown(response, request.action)
            raise

    def _result(self, request: Request[ResultT], response: httpx2.Response) -> ResultT:
        action = request.action
        try:
            answer = self._parse(action, response)
            failure = request.failure(answer, self._service.failure)
            if failure and _only_empty(failure, action):
                return request.read({})
            if failure is None:
                if not response.is_success:
                    raise UnreadableError("the HTTP status tells of a failure, the answer does not")
                if not request.succeeded(answer):
                    raise UnreadableError("the answer tells neither success nor failure")
                return request.read(answer)
        except UnreadableError as error:
            problem = error.problem if action.tells_secrets else str(error)
            raise ProtocolError(mask(problem)[:EXCERPT], action=action.name) from None
        refusal = self._refusal(failure, action)
        if _may_tell_success(request, answer):
            # An answer that tells of both may have been carried out in part.
            refusal.outcome = Outcome.UNKNOWN
        raise refusal

    def _parse(self, action: Action, response: httpx2.Response) -> Fields:
        answers = action.answers or self._service.answers
        answer = answers.parse(response.content, response.charset_encoding)
        wanted = self._service.root if action.root is None and not action.answers else action.root
        root = answer.get("$root")
        if wanted and root not in (wanted, *self._service.failure_roots):
            raise UnreadableError(f"the root is {str(root)[:40]!r}, not {wanted!r}")
        answer["$status"] = str(response.status_code)
        return answer

    def _refusal(self, failure: Failure, action: Action) -> CallError:
        told = failure.errors or [Notice()]
        refusal, *others = [self._service.error_of(one.code, one.message) for one in told]
        for error in (refusal, *others):
            error.action = action.name
        refusal.others = tuple(others)
        refusal.details = {
            name: mask(value)
            for name, value in failure.details.items()
            if name not in action.tells_secrets
        }
        if any(error.outcome is Outcome.UNKNOWN for error in others):
            refusal.outcome = Outcome.UNKNOWN
        return refusal


class Client(_Exchange[httpx2.Client]):
    """The part of a synchronous client that does not depend on the API."""

    def _open_http(self) -> httpx2.Client:
        return httpx2.Client()

    def __enter__(self: ClientT) -> ClientT:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if self._owns_http:
            self._http.close()

    def _call(self, request: Request[ResultT]) -> ResultT:
        with hidden(request):
            try:
                response = self._http.send(self._prepare(request), follow_redirects=False)
            except httpx2.HTTPError as error:
                raise _lost(error, request) from None
            return self._finish(request, response)

    def _walk(self, request: Paged[ResultT, ItemT]) -> Iterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = _Walk(request)
        while page:
            result = self._call(page)
            yield from walk.items(page, result)
            page = walk.following(page, result)


class AsyncClient(_Exchange[httpx2.AsyncClient]):
    """The part of an asynchronous client that does not depend on the API."""

    def _open_http(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient()

    async def __aenter__(self: AsyncClientT) -> AsyncClientT:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless they belong to an HTTP client that was handed in."""
        if self._owns_http:
            await self._http.aclose()

    async def _call(self, request: Request[ResultT]) -> ResultT:
        with hidden(request):
            try:
                response = await self._http.send(self._prepare(request), follow_redirects=False)
            except httpx2.HTTPError as error:
                raise _lost(error, request) from None
            return self._finish(request, response)

    async def _walk(self, request: Paged[ResultT, ItemT]) -> AsyncIterator[ItemT]:
        """The elements of all pages, each page called for when its first element is."""
        page: Paged[ResultT, ItemT] | None = request
        walk = _Walk(request)
        while page:
            result = await self._call(page)
            for item in walk.items(page, result):
                yield item
            page = walk.following(page, result)


def _without_user(url: str) -> str:
    return re.sub("//[^/]*@", f"//{MASK}@", url)


class _Walk(Generic[ResultT, ItemT]):
    """How far a walk through pages has come. Pages that come again would never end."""

    def __init__(self, first: Paged[ResultT, ItemT]) -> None:
        self._seen = 0
        self._pages = 0
        self._items: Sequence[ItemT] = ()
        self._mark = first

    def items(self, page: Paged[ResultT, ItemT], result: ResultT) -> Sequence[ItemT]:
        """The elements of a page.

        Raises:
            ProtocolError: They are those of the page before.
        """
        items = page.items(result)
        if items and items == self._items:
            raise ProtocolError("the page before came again", action=page.action.name)
        self._items = items
        self._seen += len(items)
        return items

    def following(
        self, page: Paged[ResultT, ItemT], result: ResultT
    ) -> Paged[ResultT, ItemT] | None:
        """The request for the next page; None behind the last.

        Raises:
            ProtocolError: It is that of an earlier page.
        """
        following = page.following(result, self._seen)
        if following == self._mark:
            raise ProtocolError("the next page is an earlier one", action=page.action.name)
        self._pages += 1
        # A mark at the page 1, 2, 4, 8, ... is met again by any circle, however long.
        if following and self._pages & (self._pages - 1) == 0:
            self._mark = following
        return following


def _only_empty(failure: Failure, action: Action) -> bool:
    """Whether a failure says no more than that there is nothing to list."""
    return bool(failure.errors) and all(one.code in action.empty for one in failure.errors)


def _may_tell_success(request: Request[Any], answer: Fields) -> bool:
    try:
        return request.succeeded(answer)
    except UnreadableError:
        return True


def _shown(response: httpx2.Response, action: Action) -> str:
    """The body of an answer as text in which secrets are masked."""
    if action.tells_secrets:
        return "(not shown: it may hold a secret)"
    return mask(response.content.decode("utf-8", "replace"))


def _lost(error: httpx2.HTTPError, request: Request[Any]) -> TransportError:
    # The library's own exception holds the request, and with it the key: it is no cause to pass on.
    outcome = Outcome.NOT_SENT if isinstance(error, _NOT_SENT) else Outcome.UNKNOWN
    message = f"{type(error).__name__}: {mask(str(error))}".removesuffix(": ")
    return TransportError(message, action=request.action.name, outcome=outcome)
