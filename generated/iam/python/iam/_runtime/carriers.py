"""What carries messages over HTTP: the same few methods, whichever library is behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from .messages import HttpMessage

Library: TypeAlias = Literal["httpx2", "pyreqwest"]
"""An HTTP library that can carry messages."""


class Breaks(NamedTuple):
    """What the exceptions of an HTTP library mean.

    Attributes:
        is_unsent: Whether one proves that no byte of the request left.
        passing: Those after which another try may end better.
        lasting: Those among them after which it will not.
        unsendable: Those of a message that the library refuses.
        tells_all: Whether the library tells of each request that leaves.
        tell: What one says, in a few words.
    """

    is_unsent: Callable[[Exception | None], bool]
    passing: tuple[type[Exception], ...]
    lasting: tuple[type[Exception], ...]
    unsendable: tuple[type[Exception], ...]
    tells_all: bool
    tell: Callable[[Exception], str]


def told_by(error: Exception) -> str:
    """What an exception says, with its class."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


class Patience(NamedTuple):
    """How long to wait.

    Attributes:
        part: Seconds to wait for the connection, and for each part of the answer.
        whole: Seconds to wait for the whole answer; None where its parts are handed on.
    """

    part: float
    whole: float | None


class Begun(Protocol):
    """The beginning of an answer."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers, whose names have no case."""
        ...


class Reply(Begun, Protocol):
    """An answer that comes part by part."""

    def iter_bytes(self) -> Iterator[bytes]:
        """Its parts."""
        ...

    def close(self) -> None:
        """Take no more of it."""
        ...


class AsyncReply(Begun, Protocol):
    """An answer that comes part by part."""

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Its parts."""
        ...

    async def aclose(self) -> None:
        """Take no more of it."""
        ...


class AnyCarrier(Protocol):
    """What carriers have in common, whether they wait or are awaited."""

    @property
    def breaks(self) -> Breaks:
        """What exceptions mean."""
        ...

    @property
    def is_closed(self) -> bool:
        """Whether it carries no more."""
        ...

    def prepare(
        self, message: HttpMessage, patience: Patience, left: Callable[[], object], /
    ) -> Any:
        """What to hand to `send`.

        Args:
            message: The message.
            patience: How long to wait.
            left: What to call before its first byte leaves, where the library tells.
        """
        ...


class Carrier(AnyCarrier, Protocol):
    """Carries messages, and waits for the answers."""

    def send(self, prepared: Any) -> Reply:
        """Send a message."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncCarrier(AnyCarrier, Protocol):
    """Carries messages, and is awaited."""

    async def send(self, prepared: Any) -> AsyncReply:
        """Send a message."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
