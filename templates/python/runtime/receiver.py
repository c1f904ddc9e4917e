"""Receives postbacks, whatever the server: what is refused, what is new, and who handles it."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

import msgspec

from .postbacks import LARGEST_BODY, Postback, PostbackError, PostbackTable, UnknownPostback
from .repeats import RecentlySeen, SeenPostbacks

if TYPE_CHECKING:
    from .asgi import AsgiReceiver
    from .wsgi import WsgiReceiver

PostbackT = TypeVar("PostbackT", bound=Postback)
ResultT = TypeVar("ResultT")
Handler: TypeAlias = Callable[[Any], object]


class Delivery(msgspec.Struct, frozen=True):
    """A postback that came.

    Attributes:
        postback: The postback.
        key: What is the same whenever it comes.
    """

    postback: Postback
    key: str


class BaseReceiver:
    """Receives postbacks, and hands them on to the handlers of their classes.

    The service waits only for a short time, so that it gets its answer before any handler runs.
    What a handler raises is logged; the service does not send the postback again.

    Args:
        seen: What remembers the postbacks that came; this process if it is not given. Several
            processes need one that they share.
        repeats_within: Seconds in which a postback with the same content is a repeated one; 0 hands
            on all of them.
        largest: Bytes that the body of a request may have.
        clock: What tells the time, in seconds.
    """

    postbacks: ClassVar[PostbackTable]
    log: ClassVar[logging.Logger]
    repeats_within: float

    def __init__(
        self,
        *,
        seen: SeenPostbacks | None = None,
        repeats_within: float | None = None,
        largest: int = LARGEST_BODY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if repeats_within is not None:
            self.repeats_within = repeats_within
        self.largest = largest
        self._seen = RecentlySeen(clock) if seen is None else seen
        self._handlers: list[tuple[type[Postback], Handler]] = []

    def on(
        self, kind: type[PostbackT]
    ) -> Callable[[Callable[[PostbackT], ResultT]], Callable[[PostbackT], ResultT]]:
        """Register the decorated function, be it async or not, for a class and its subclasses.

        With `Postback`, it gets all of them.
        """

        def register(handler: Callable[[PostbackT], ResultT]) -> Callable[[PostbackT], ResultT]:
            self._handlers.append((kind, handler))
            return handler

        return register

    @property
    def asgi(self) -> AsgiReceiver:
        """This receiver as an ASGI application."""
        from .asgi import AsgiReceiver

        return AsgiReceiver(self)

    @property
    def wsgi(self) -> WsgiReceiver:
        """This receiver as a WSGI application."""
        from .wsgi import WsgiReceiver

        return WsgiReceiver(self)

    # What the applications do: first with a request, and after the answer with a postback.

    def receive(self, body: bytes, content_type: str | None) -> tuple[HTTPStatus, Delivery | None]:
        """How to answer a request, and the postback that came with it."""
        if len(body) > self.largest:
            self.log.warning("a request of more than %d bytes", self.largest)
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None
        try:
            fields = self.postbacks.fields_of(body, content_type, self.largest)
        except PostbackError as error:
            self.log.warning("a request without a postback: %s", error)
            return HTTPStatus.BAD_REQUEST, None
        key = sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
        return HTTPStatus.OK, Delivery(self.postbacks.postback_of(fields), key)

    def handlers(self, delivery: Delivery) -> list[Handler]:
        """The handlers of a postback; none if it is a repeated one."""
        postback = delivery.postback
        if not self._is_new(delivery):
            self.log.info("a repeated %s", type(postback).__name__)
            return []
        if isinstance(postback, UnknownPostback):
            topic, code = (postback.topic or "")[:40], postback.code[:40]
            self.log.warning("an unknown postback %r %r: %s", topic, code, postback.problem)
        return [handler for kind, handler in self._handlers if isinstance(postback, kind)]

    def _is_new(self, delivery: Delivery) -> bool:
        if self.repeats_within <= 0 or delivery.postback.recurs:
            return True
        try:
            return self._seen.add(delivery.key, self.repeats_within)
        except Exception:
            # Handled twice is better than never.
            self.log.exception("whether a postback is a repeated one cannot be found out")
            return True

    def failed(self, delivery: Delivery, handler: Handler) -> None:
        """Log what a handler raised."""
        name = getattr(handler, "__qualname__", type(handler).__qualname__)
        self.log.exception("%s failed with a %s", name, type(delivery.postback).__name__)
