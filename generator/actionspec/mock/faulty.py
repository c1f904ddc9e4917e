"""Answers on their way, and what can go wrong there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import Response

from actionspec.mock.damage import damaged, flood
from actionspec.mock.steps import Step
from actionspec.mock.writing import Answer

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

CONNECTION = "actionspec.connection"
"""Where the scope of a request has its connection, as an `asyncio.Transport`."""

MOST_DRIPS = 10_000
"""Bytes that come one by one at the most; the others come together at the end."""

_BETWEEN_DRIPS = 0.01
_NO_CONTENT = {204, 205, 304}


def response(answer: Answer, step: Step, later: BackgroundTask | None) -> Response:
    """An answer as it goes back: as it is, or delayed, damaged or lost as a step says.

    Args:
        answer: What the service answers.
        step: What goes wrong.
        later: What to do when the answer is on its way.
    """
    damage = damaged(answer, step.fault)
    body = b"" if damage.status in _NO_CONTENT else damage.body
    headers = {} if step.retry_after is None else {"Retry-After": str(step.retry_after)}
    if not step.delay and not step.fault:
        return Response(body, damage.status, headers, damage.content_type, later)
    faulty = _FaultyResponse(body, damage.status, headers, damage.content_type, later)
    faulty.answer, faulty.step = replace(damage, body=body), step
    return faulty


class _FaultyResponse(Response):
    """An answer that comes late, slowly or not at all."""

    answer: Answer
    step: Step

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        step = self.step
        # One task waits for the client to leave, since nobody else may receive any more.
        left = asyncio.ensure_future(_left(receive))
        if step.delay and step.fault != "drip":
            await asyncio.wait({left}, timeout=step.delay)
        match step.fault:
            case "drop":
                scope[CONNECTION].abort()
                await left
            case "lose":
                scope[CONNECTION].close()
                await left
            case "cut":
                await self._start(send)
                await _send(send, self.answer.body[: len(self.answer.body) // 2], more=True)
                scope[CONNECTION].close()
                await left
            case "drip":
                await self._drip(send, _BETWEEN_DRIPS if step.delay is None else step.delay, left)
            case "flood":
                await self._flood(send, left)
            case _:
                await self._start(send)
                await _send(send, self.answer.body)
        left.cancel()
        if self.background:
            await self.background()

    async def _start(self, send: Send) -> None:
        headers = self.raw_headers
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})

    async def _drip(self, send: Send, delay: float, left: asyncio.Future[None]) -> None:
        await self._start(send)
        for index in range(min(len(self.answer.body), MOST_DRIPS)):
            await _send(send, self.answer.body[index : index + 1], more=True)
            await asyncio.wait({left}, timeout=delay)
            if left.done():
                return
        await _send(send, self.answer.body[MOST_DRIPS:])

    async def _flood(self, send: Send, left: asyncio.Future[None]) -> None:
        # Without a length that a client could be warned by.
        self.raw_headers = [one for one in self.raw_headers if one[0] != b"content-length"]
        await self._start(send)
        for chunk in flood(self.answer):
            await _send(send, chunk, more=True)
            await asyncio.sleep(0)
            if left.done():
                return
        await _send(send, b"")


async def _send(send: Send, body: bytes, *, more: bool = False) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _left(receive: Receive) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
