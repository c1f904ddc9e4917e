"""How HTTP libraries, and a client that openapi-python-client made, send the same request."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import httpx
import httpx2
import requests
import urllib3
from pyreqwest.client import ClientBuilder, SyncClientBuilder

DISTRIBUTIONS = (
    "pyreqwest",
    "urllib3",
    "httpx",
    "httpx2",
    "requests",
    "aiohttp",
    "openapi-python-client",
)

BODY = (
    b"<REQUEST><ACTION>sendMessageBySubscriberRef</ACTION><API_KEY>a1b2c3d4e5f6a7b8</API_KEY>"
    b"<TEXT>Hello, the shop is open until 8 on Sunday</TEXT>"
    b"<SUBSCRIBERREF>ACCT-123232</SUBSCRIBERREF><CAMPAIGNREF>Campaign123</CAMPAIGNREF></REQUEST>"
)
KEY = "a1b2c3d4e5f6a7b8"
HEADERS = {"Content-Type": "text/xml; charset=utf-8"}

_DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "sending", "version": "1"},
    "paths": {
        "/": {
            "post": {
                "operationId": "send",
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "text": {"type": "string"},
                                    "subscriber_ref": {"type": "string"},
                                    "campaign_ref": {"type": "string"},
                                },
                            }
                        }
                    }
                },
                "responses": {"204": {"description": "It is sent."}},
            }
        }
    },
}


def made_client(folder: Path):
    """The package that openapi-python-client makes of one operation, which reads no answer."""
    document = folder / "sending.json"
    document.write_text(json.dumps(_DOCUMENT), "utf-8")
    command = [Path(sys.executable).parent / "openapi-python-client", "generate", "--path"]
    subprocess.run([*command, document, "--meta", "none"], cwd=folder, check=True)
    sys.path.insert(0, str(folder))
    from sending_client import Client
    from sending_client.api.default import send
    from sending_client.models import SendBody

    message = SendBody(
        text="Hello, the shop is open until 8 on Sunday",
        subscriber_ref="ACCT-123232",
        campaign_ref="Campaign123",
    )
    return Client, send, message


def _request(url):
    host = urlsplit(url).netloc.encode()
    head = b"POST / HTTP/1.1\r\nHost: %b\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
    return head % (host, len(BODY)) + BODY


def sync_subjects(url, answer):
    """What to call for a round trip, by the library's name."""
    place = urlsplit(url)
    raw = socket.create_connection((place.hostname, place.port))
    request = _request(url)

    def raw_socket():
        raw.sendall(request)
        left = len(answer)
        while left:
            left -= len(raw.recv(65536))

    connection = http.client.HTTPConnection(place.hostname, place.port)

    def with_http_client():
        connection.request("POST", "/", BODY, HEADERS)
        return connection.getresponse().read()

    pool, session = urllib3.PoolManager(), requests.Session()
    old, new, quick = httpx.Client(), httpx2.Client(), SyncClientBuilder().build()

    def with_pyreqwest():
        made = quick.post(url).headers(HEADERS).body_bytes(BODY).build()
        return made.send().bytes()

    return {
        "raw socket": raw_socket,
        "pyreqwest": with_pyreqwest,
        "http.client": with_http_client,
        "urllib3": lambda: pool.request("POST", url, body=BODY, headers=HEADERS).data,
        "httpx": lambda: old.post(url, content=BODY, headers=HEADERS).content,
        "httpx2": lambda: new.post(url, content=BODY, headers=HEADERS).content,
        "requests": lambda: session.post(url, data=BODY, headers=HEADERS).content,
    }


class _Raw(asyncio.Protocol):
    def __init__(self, size):
        self._size, self._left, self._done = size, 0, None

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._left -= len(data)
        if not self._left:
            self._done.set_result(None)

    def send(self, request):
        self._left, self._done = self._size, asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._done


async def async_subjects(url, answer, many):
    """What to await for a round trip, by the library's name; and what closes it all."""
    place, request = urlsplit(url), _request(url)
    loop = asyncio.get_running_loop()
    idle = [
        (await loop.create_connection(lambda: _Raw(len(answer)), place.hostname, place.port))[1]
        for _ in range(many)
    ]

    async def raw_protocol():
        one = idle.pop()
        await one.send(request)
        idle.append(one)

    old = httpx.AsyncClient(limits=httpx.Limits(max_connections=many))
    new, quick = httpx2.AsyncClient(), ClientBuilder().build()
    session = aiohttp.ClientSession()

    async def with_pyreqwest():
        made = quick.post(url).headers(HEADERS).body_bytes(BODY).build()
        return await (await made.send()).bytes()

    async def with_aiohttp():
        async with session.post(url, data=BODY, headers=HEADERS) as response:
            return await response.read()

    async def with_httpx():
        return (await old.post(url, content=BODY, headers=HEADERS)).content

    async def with_httpx2():
        return (await new.post(url, content=BODY, headers=HEADERS)).content

    async def close():
        for one in idle:
            one._transport.close()
        await old.aclose()
        await new.aclose()
        await quick.close()
        await session.close()

    subjects = {
        "raw protocol": raw_protocol,
        "pyreqwest": with_pyreqwest,
        "aiohttp": with_aiohttp,
        "httpx": with_httpx,
        "httpx2": with_httpx2,
    }
    return subjects, close
