"""The HTTP message of a request: where it goes, what it says, how it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import httpx2

from .errors import TransportError, UnwritableError
from .people import mask_fields
from .records import Action, Request, refused
from .secrets import mask, mask_users
from .service import Service
from .setup import Setup
from .transports import Message
from .tree import Exact, Tree, merged


class HttpMessage(NamedTuple):
    """What is sent for a request.

    Attributes:
        method: The HTTP method.
        url: The address, without the query string of the request.
        query: What stands behind the question mark; None for nothing.
        headers: The HTTP headers.
        body: The body; None if there is none.
    """

    method: str
    url: str
    query: str | None
    headers: Mapping[str, str]
    body: bytes | None

    def __repr__(self) -> str:
        return f"HttpMessage({self.method})"

    @property
    def address(self) -> str:
        """The address with the query string."""
        if self.query is None:
            return self.url
        return f"{self.url}{'&' if '?' in self.url else '?'}{self.query}"

    def http_request(
        self, http: httpx2.Client | httpx2.AsyncClient, timeout: float, trace: Any
    ) -> httpx2.Request:
        """The request of the HTTP library.

        Args:
            http: The HTTP client that will send it, with headers of its own.
            timeout: Seconds to wait for the connection, and for each part of the answer.
            trace: What to call as the request proceeds.
        """
        prepared = http.build_request(
            self.method,
            self.url,
            content=self.body,
            headers=dict(self.headers),
            timeout=timeout,
            extensions={"trace": trace},
        )
        if self.query is not None:
            # Set afterwards: parameters of a client that was handed in would replace the query.
            prepared.url = httpx2.URL(self.address)
        return prepared


def written(request: Request[Any], service: Service, setup: Setup) -> HttpMessage:
    """The HTTP message of a request.

    Raises:
        CallError: It cannot be written, or sent to such an address.
    """
    action = request.action
    name = setup.transport
    if action.transports and name not in action.transports:
        name = action.transports[0]
    transport = service.transports[name]
    wire = transport.actions(action.wire or action.name)
    signing = service.signing(setup.credentials) if service.signing else None
    try:
        message = transport.message(wire, _tree(request, service, setup, name, wire), signing)
    except (UnwritableError, UnicodeError) as error:
        refusal = refused(request, service.unwritable, error)
    except ValueError as error:
        refusal = refused(request, service.malformed, error)
    else:
        return _addressed(request, message, service, setup, wire)
    raise refusal


def _tree(request: Request[Any], service: Service, setup: Setup, transport: str, wire: str) -> Tree:
    spelled = request.action.spelled.get(transport, {})
    fields = request.write()
    if spelled:
        fields = {
            Exact(spelled[name]) if name in spelled else name: value
            for name, value in fields.items()
        }
    return merged(
        service.common(wire, setup.credentials),
        service.transports[transport].constants,
        request.action.constants,
        fields,
    )


def _addressed(
    request: Request[Any], message: Message, service: Service, setup: Setup, wire: str
) -> HttpMessage:
    url = setup.base_url
    if service.path:
        url = f"{url.rstrip('/')}/{service.path.replace('{action}', wire)}"
    headers = service.headers(wire, setup.credentials) if service.headers else {}
    if any(re.search(r"[\r\n\0]", value) for value in headers.values()):
        raise request.refuse(TransportError, "a header cannot hold the end of a line")
    if message.content_type:
        headers["Content-Type"] = message.content_type
    return HttpMessage(message.method, url, message.query, headers, message.body)


def shown(text: str | bytes | None, action: Action, told: Sequence[str] = ()) -> str:
    """A text as people may see it: what is secret or personal is masked.

    Args:
        text: A URL, or a body.
        action: The action that it is about.
        told: Further values that nobody may see.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return mask_fields(mask_users(mask(text or "", told)), action.names_people)
