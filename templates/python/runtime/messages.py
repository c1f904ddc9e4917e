"""The HTTP message of a request: where it goes, what it says, how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from .people import mask_fields
from .records import Action
from .secrets import mask, mask_users


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
