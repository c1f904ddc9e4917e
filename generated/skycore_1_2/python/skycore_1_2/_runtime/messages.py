"""The HTTP message of a request: where it goes, what it says, how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import httpx2
import msgspec

from .people import mask_fields
from .records import Action
from .secrets import mask, mask_users

# Reading an address takes as long as all that this client does for a call.
_url_of = lru_cache(maxsize=128)(httpx2.URL)
_TIMEOUTS = ("connect", "read", "write", "pool")


class HttpMessage(msgspec.Struct, frozen=True):
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
            _url_of(self.url),
            content=self.body,
            headers=self.headers,
            extensions={"trace": trace, "timeout": dict.fromkeys(_TIMEOUTS, timeout)},
        )
        if self.query is not None:
            # Set afterwards: parameters of a client that was handed in would replace the query.
            prepared.url = httpx2.URL(self.address)
        return prepared


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
