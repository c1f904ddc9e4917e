"""The worked example against the mock server, whose postbacks come to a real receiver."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from queue import Queue
from typing import Any

import pytest
import uvicorn
from apis import ROOT, read_api
from servers import wsgiref_running
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
        wsgiref_running(receiver.wsgi) as port,
        running(mock_reporting_to(f"http://127.0.0.1:{port}/", kinds)) as mock,
        Skycore("any key", base_url=mock.url, retry=None) as skycore,
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
                async with AsyncSkycore(
                    "any key", base_url=mock.url, transport="get", retry=None
                ) as skycore:
                    fates = await send_offer_asynchronously(skycore, came)
                await asyncio.to_thread(expect_fates, fates, kind, mock)

    asyncio.run(offer())
