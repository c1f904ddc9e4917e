"""Sends a request and reads its answer, once for synchronous and once for asynchronous callers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import httpx2

from .errors import CallError, Outcome, ProtocolError, TransportError
from .fields import Fields, UnreadableError
from .records import Request
from .secrets import MASK, Secrets, mask

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
class Failure:
    """What a failed answer says."""

    code: str | None
    message: str | None
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Service:
    """How one API writes requests and tells outcomes.

    Attributes:
        content_types: The content type of each transport that posts a body; None for a GET.
        parse: The fields of an answer's body, whose HTTP header may name a character set.
        failure: The failure that an answer tells of; None if it tells of none.
        error_of: The exception for a code and a message.
        unwritable: The exception for a value that a transport cannot write.
    """

    content_types: Mapping[str, str | None]
    parse: Callable[[bytes, str | None], Fields]
    failure: Callable[[Fields], Failure | None]
    error_of: Callable[[str | None, str | None], CallError]
    unwritable: type[CallError]


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
    ) -> None:
        if transport not in service.content_types:
            known = " or ".join(repr(name) for name in service.content_types)
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
        try:
            text = request.encode(self._transport, self._credentials)
        except ValueError as error:
            raise request.refuse(self._service.unwritable, str(error)) from None
        content_type = self._service.content_types[self._transport]
        try:
            if content_type is None:
                separator = "&" if "?" in self._base_url else "?"
                prepared = self._http.build_request("GET", self._base_url, timeout=self._timeout)
                # Set afterwards: parameters of a client that was handed in would replace the query.
                prepared.url = httpx2.URL(self._base_url + separator + text)
                return prepared
            return self._http.build_request(
                "POST",
                self._base_url,
                content=text.encode(),
                headers={"Content-Type": content_type},
                timeout=self._timeout,
            )
        except httpx2.InvalidURL as error:
            message = f"the request cannot be sent: {mask(str(error))}"
            raise request.refuse(TransportError, message) from None

    def _finish(self, request: Request[ResultT], response: httpx2.Response) -> ResultT:
        try:
            answer = self._service.parse(response.content, response.charset_encoding)
            failure = self._service.failure(answer)
            if failure is None:
                if not response.is_success:
                    raise UnreadableError("the HTTP status tells of a failure, the answer does not")
                if not request.succeeded(answer):
                    raise UnreadableError("the answer tells neither success nor failure")
                return request.read(answer)
        except UnreadableError as error:
            raise ProtocolError(
                mask(str(error)),
                status=response.status_code,
                answer=_shown(response),
                action=request.action,
            ) from None
        refusal = self._service.error_of(failure.code, failure.message)
        refusal.action = request.action
        refusal.details = {name: mask(value) for name, value in failure.details.items()}
        refusal.answer = _shown(response)
        if request.succeeded(answer):
            # An answer that tells of both may have been carried out in part.
            refusal.outcome = Outcome.UNKNOWN
        raise refusal


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
        try:
            response = self._http.send(self._prepare(request), follow_redirects=False)
        except httpx2.HTTPError as error:
            raise _lost(error, request) from None
        return self._finish(request, response)


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
        try:
            response = await self._http.send(self._prepare(request), follow_redirects=False)
        except httpx2.HTTPError as error:
            raise _lost(error, request) from None
        return self._finish(request, response)


def _without_user(url: str) -> str:
    return re.sub("//[^/]*@", f"//{MASK}@", url)


def _shown(response: httpx2.Response) -> str:
    """The body of an answer as text in which secrets are masked."""
    return mask(response.content.decode("utf-8", "replace"))


def _lost(error: httpx2.HTTPError, request: Request[ResultT]) -> TransportError:
    # The library's own exception holds the request, and with it the key: it is no cause to pass on.
    outcome = Outcome.NOT_SENT if isinstance(error, _NOT_SENT) else Outcome.UNKNOWN
    message = f"{type(error).__name__}: {mask(str(error))}".removesuffix(": ")
    return TransportError(message, action=request.action, outcome=outcome)
