"""What keeps the mock from answering as the service would."""

from __future__ import annotations


class UnreadableRequestError(Exception):
    """A body that is not what its transport sends."""


class UnknownWishError(Exception):
    """A header that asks for a code or an example that the spec does not have."""
