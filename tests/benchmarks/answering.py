"""A server in a process of its own that answers each request with the same bytes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

BODY = (
    b"<RESPONSE><SUBSCRIBERREF>ACCT-123232</SUBSCRIBERREF><CAMPAIGNREF>Campaign123</CAMPAIGNREF>"
    b"<SUBSCRIBER><STATUS>Success</STATUS><TRACKINGID>MMS_SMIL_1</TRACKINGID><TO>16505550199</TO>"
    b"</SUBSCRIBER></RESPONSE>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%b" % (
    len(BODY),
    BODY,
)

LONGEST = 900
"""Seconds after which it ends by itself."""


class _Connection(asyncio.Protocol):
    """Answers as often as a whole request has come."""

    def __init__(self) -> None:
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            _, _, length = self._received[:end].lower().partition(b"content-length:")
            size = end + 4 + int(length.partition(b"\r\n")[0] or 0)
            if len(self._received) < size:
                return
            self._received = self._received[size:]
            self._transport.write(ANSWER)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(LONGEST)


@contextmanager
def answering() -> Iterator[str]:
    """The URL of such a server."""
    server = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    asyncio.run(_serve())
