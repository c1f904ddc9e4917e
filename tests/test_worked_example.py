"""The worked example against the mock server, whose postbacks come to a real receiver."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from queue import Queue
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import uvicorn
from apis import ROOT, read_api
from worked_example import Fate, send_offer, send_offer_asynchronously

from actionspec.mock import MockServer, running
from skycore import AsyncSkycore, Skycore
from skycore.postbacks import MmsDelivered, MmsNotDelivered, Postback, PostbackReceiver

API = read_api(ROOT / "spec" / "skycore")
KINDS = [
    (("NumberSubscribed", "MmsEncoded", "MmsSent", "MmsDelivered"), MmsDelivered),
    (("NumberSubscribed", "MmsEncoded", "MmsSent", "MmsNotDelivered"), MmsNotDelivered),
]


def mock_reporting_to(url: str, kinds: Sequence[str]) -> MockServer:
    return MockServer(API, postback_url=url, postback_kinds=kinds, postback_pause=0.1)


def expect_fates(fates: dict[str, Fate], kind: type[Postback], mock: MockServer) -> None:
    assert fates
    assert {type(fate) for fate in fates.values()} == {kind}
    assert len(mock.requests) == len(["create", "subscribe", "save", "send"])
    mock.wait_for_postbacks(timeout=30)
    assert {postback.status for postback in mock.postbacks} == {200}


class Quiet(WSGIRequestHandler):
    """Prints no line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served_by_wsgi(application: Any) -> Iterator[str]:
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/postbacks"
        server.shutdown()
        thread.join()


@asynccontextmanager
async def served_by_asgi(application: Any) -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning"))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/postbacks"
        server.should_exit = True
        await task


@pytest.mark.parametrize(("kinds", "kind"), KINDS)
def test_offer(kinds: Sequence[str], kind: type[Postback]) -> None:
    receiver, came = PostbackReceiver(), Queue[Postback]()
    receiver.on(Postback)(came.put)
    with (
        served_by_wsgi(receiver.wsgi) as address,
        running(mock_reporting_to(address, kinds)) as mock,
        Skycore("any key", base_url=mock.url) as skycore,
    ):
        fates = send_offer(skycore, came)
        expect_fates(fates, kind, mock)


@pytest.mark.parametrize(("kinds", "kind"), KINDS)
def test_offer_asynchronously(kinds: Sequence[str], kind: type[Postback]) -> None:
    async def offer() -> None:
        receiver, came = PostbackReceiver(), asyncio.Queue[Postback]()
        receiver.on(Postback)(came.put)
        async with served_by_asgi(receiver.asgi) as address:
            with running(mock_reporting_to(address, kinds)) as mock:
                async with AsyncSkycore("any key", base_url=mock.url, transport="get") as skycore:
                    fates = await send_offer_asynchronously(skycore, came)
                await asyncio.to_thread(expect_fates, fates, kind, mock)

    asyncio.run(offer())
