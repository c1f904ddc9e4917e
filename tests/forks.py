"""Child processes of a test, and a server that tells connections apart."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count

from servers import PATIENCE


def in_a_child(do: Callable[[], object]) -> str:
    """What something comes to in a forked process, as text; empty if it never ends."""
    return Child(do).told()


class Child:
    """A forked process that does one thing and ends, while this process goes on."""

    def __init__(self, do: Callable[[], object]) -> None:
        self._end, end = os.pipe()
        self._process = os.fork()
        if not self._process:
            # A lock that nobody opens any more would keep it waiting.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(PATIENCE)
            try:
                os.write(end, str(do()).encode())
            except BaseException as error:
                os.write(end, repr(error).encode())
            finally:
                os._exit(0)
        os.close(end)

    def told(self) -> str:
        """What it came to."""
        with os.fdopen(self._end) as pipe:
            text = pipe.read()
        os.waitpid(self._process, 0)
        return text


@contextmanager
def numbering() -> Iterator[str]:
    """The URL of a server whose answers name the number of the connection that they come by."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(PATIENCE)
    threads: list[threading.Thread] = []
    opened: list[socket.socket] = []

    def serve() -> None:
        with suppress(OSError):
            for number in count(1):
                connection, _ = listener.accept()
                connection.settimeout(PATIENCE)
                opened.append(connection)
                threads.append(threading.Thread(target=_answer, args=(connection, number)))
                threads[-1].start()

    accepting = threading.Thread(target=serve)
    accepting.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        # An accept that waits in another thread is woken by this, not by a mere close.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for connection in opened:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()


def _answer(connection: socket.socket, number: int) -> None:
    body = f"<RESPONSE><STATUS>Success</STATUS><TRACKINGID>{number}</TRACKINGID></RESPONSE>"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    with connection, suppress(OSError):
        while _read_query(connection):
            connection.sendall((head + body).encode())


def _read_query(connection: socket.socket) -> bytes:
    """A request without a body; nothing if the connection ends."""
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        received = connection.recv(65536)
        if not received:
            return b""
        data += received
    return data
