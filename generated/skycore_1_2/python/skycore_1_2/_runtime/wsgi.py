"""A receiver of postbacks as a WSGI application."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING

from .receiver import BaseReceiver, Delivery, Handler

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


class WsgiReceiver:
    """Answers the requests of the service, and lets the handlers run after that.

    Args:
        receiver: What has the handlers.
    """

    def __init__(self, receiver: BaseReceiver) -> None:
        self._receiver = receiver

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> EmptyBody:
        """Answer one request."""
        if environ["REQUEST_METHOD"] != "POST":
            _start(start_response, HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "POST"))
            return EmptyBody()
        status, delivery = self._receiver.receive(
            _body(environ, self._receiver.largest), environ.get("CONTENT_TYPE")
        )
        _start(start_response, status)
        return EmptyBody(lambda: self._handle(delivery) if delivery else None)

    def _handle(self, delivery: Delivery) -> None:
        for handler in self._receiver.handlers(delivery):
            try:
                _call(handler, delivery)
            except Exception:
                self._receiver.failed(delivery, handler)


class EmptyBody:
    """The body of an answer, which a server closes when it has sent the answer.

    Args:
        then: What to do then, once.
    """

    def __init__(self, then: Callable[[], None] | None = None) -> None:
        self._then = then

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        """Do what is left to do after the answer."""
        then, self._then = self._then, None
        if then:
            then()


def _body(environ: WSGIEnvironment, largest: int) -> bytes:
    """The body of a request, or the beginning of one that is too large."""
    given = environ.get("CONTENT_LENGTH") or ""
    if given.isascii() and given.isdecimal():
        length = min(int(given[:18]), largest + 1)
    else:
        # Without a length, only some servers can tell where a body ends.
        length = largest + 1 if environ.get("wsgi.input_terminated") else 0
    body: bytes = environ["wsgi.input"].read(length)
    return body


def _start(start_response: StartResponse, status: HTTPStatus, *headers: tuple[str, str]) -> None:
    line = f"{status.value} {status.phrase}"
    write = start_response(
        line, [("Content-Type", "text/plain"), ("Content-Length", "0"), *headers]
    )
    if callable(write):
        # Without it, some servers would send the answer after they closed its body.
        write(b"")


def _call(handler: Handler, delivery: Delivery) -> None:
    result = handler(delivery.postback)
    if inspect.isawaitable(result):
        # In a thread of its own, since this one may run an event loop already.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, _wait(result)).result()


async def _wait(result: Awaitable[object]) -> None:
    await result
