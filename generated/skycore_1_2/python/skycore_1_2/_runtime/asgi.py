"""A receiver of postbacks as an ASGI application, which Starlette or FastAPI can route to."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, TypeAlias

from .receiver import BaseReceiver, Delivery, Handler

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


class AsgiReceiver:
    """Answers the requests of the service, and lets the handlers run after that.

    Args:
        receiver: What has the handlers.
    """

    def __init__(self, receiver: BaseReceiver) -> None:
        self._receiver = receiver

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or go through the life of a server."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._respond(scope, receive, send)
        else:
            raise ValueError(f"postbacks do not come by {scope['type']}")

    async def _respond(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _answer(send, HTTPStatus.METHOD_NOT_ALLOWED, (b"allow", b"POST"))
            return
        body = await _body(receive, self._receiver.largest)
        if body is None:
            return
        status, delivery = self._receiver.receive(body, _content_type(scope))
        try:
            await _answer(send, status)
        except OSError:
            self._receiver.log.info("nobody waited for the answer")
        if delivery:
            await self._handle(delivery)

    async def _handle(self, delivery: Delivery) -> None:
        # What remembers postbacks may be far away, so that asking it takes a thread.
        for handler in await asyncio.to_thread(self._receiver.handlers, delivery):
            try:
                await _call(handler, delivery)
            except Exception:
                self._receiver.failed(delivery, handler)


async def _body(receive: Receive, largest: int) -> bytes | None:
    """The body of a request, or the beginning of one that is too large; None if it was cut off."""
    body = bytearray()
    more = True
    while more and len(body) <= largest:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


async def _call(handler: Handler, delivery: Delivery) -> None:
    if inspect.iscoroutinefunction(handler):
        await handler(delivery.postback)
        return
    result = await asyncio.to_thread(handler, delivery.postback)
    if inspect.isawaitable(result):
        await result


async def _answer(send: Send, status: HTTPStatus, *headers: tuple[bytes, bytes]) -> None:
    length = (b"content-length", b"0")
    start = {"type": "http.response.start", "status": status.value, "headers": [length, *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": b""})


async def _live(receive: Receive, send: Send) -> None:
    for step in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{step}.complete"})


def _content_type(scope: Message) -> str | None:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value, "latin-1")
    return None
