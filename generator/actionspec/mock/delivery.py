"""Postbacks on their way: sent one after another, and again where they were not taken."""

from __future__ import annotations

import heapq
import re
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import count
from time import monotonic
from urllib.parse import urlsplit

from actionspec.mock.postbacks import SentPostback
from actionspec.mock.problem import SetUpError
from actionspec.model import Callbacks

_TAKEN = 200
_MOST_READ = 65_536
_LAST_MOMENT = 2.0


class Courier:
    """Sends postbacks to one address, from a thread of its own.

    A postback that was not taken does not keep the others waiting: it is sent again later.

    Attributes:
        sent: Everything that was sent at least once, in order.
        tell: What to do with a line about each attempt.
    """

    def __init__(self, url: str, callbacks: Callbacks, pause: float | None = None) -> None:
        """Check the address.

        Args:
            url: Where postbacks go.
            callbacks: How long to wait for an answer, and how often to try.
            pause: Seconds between two attempts, if not as the service has it.

        Raises:
            SetUpError: It is no address.
        """
        self.sent: list[SentPostback] = []
        self.tell: Callable[[str], None] = lambda _: None
        self._url = url
        self._connect, self._host, self._port, self._target = _address(url)
        self._timeout, self._retries = callbacks.timeout, callbacks.retries
        self._pause = callbacks.pause if pause is None else pause
        self._changed = threading.Condition()
        self._numbers = count()
        self._waiting: list[tuple[float, int, SentPostback]] = []
        self._open = 0
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._connection: HTTPConnection | None = None

    def expect(self, postbacks: Sequence[SentPostback]) -> None:
        """Count postbacks that will be sent, so that `wait` waits for them."""
        with self._changed:
            self._open += len(postbacks)

    def send(self, postbacks: Sequence[SentPostback]) -> None:
        """Send postbacks that were counted before; returns at once."""
        with self._changed:
            if self._stopped:
                return
            for postback in postbacks:
                self._add(postback, 0)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="postbacks", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, timeout: float | None = None) -> None:
        """Wait until every postback is delivered or given up.

        Raises:
            TimeoutError: Some are still on their way.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._stopped or not self._open, timeout):
                raise TimeoutError(f"{self._open} postbacks are still on their way")

    def stop(self) -> None:
        """Send nothing any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            opened = self._connection.sock if self._connection else None
        if opened:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        if self._thread:
            self._thread.join(_LAST_MOMENT)

    def _add(self, postback: SentPostback, delay: float) -> None:
        heapq.heappush(self._waiting, (monotonic() + delay, next(self._numbers), postback))

    def _run(self) -> None:
        while postback := self._next():
            status, told = self._attempt(postback)
            with self._changed:
                if self._stopped:
                    return
                postback.attempts += 1
                postback.status = status
                if postback.attempts == 1:
                    self.sent.append(postback)
                if status != _TAKEN and postback.attempts <= self._retries:
                    self._add(postback, self._pause)
                    told += f", again in {self._pause:g} s"
                else:
                    self._open -= 1
                    if status != _TAKEN and self._retries:
                        told += f", given up after {postback.attempts} attempts"
                self.tell(f"{postback.class_name} {self._url} {told}")
                self._changed.notify_all()

    def _next(self) -> SentPostback | None:
        """The next postback, as soon as it is due; None once the courier has stopped."""
        with self._changed:
            while not self._stopped:
                delay = self._waiting[0][0] - monotonic() if self._waiting else None
                if delay is not None and delay <= 0:
                    return heapq.heappop(self._waiting)[2]
                self._changed.wait(delay)
            return None

    def _attempt(self, postback: SentPostback) -> tuple[int | None, str]:
        """The HTTP status of the answer, if there is one, and the status or what went wrong."""
        connection = self._connect(self._host, self._port, timeout=self._timeout)
        with self._changed:
            self._connection = connection
        headers = {"Content-Type": postback.content_type, "Connection": "close"}
        try:
            connection.request("POST", self._target, postback.body, headers)
            answer = connection.getresponse()
            answer.read(_MOST_READ)
        except TimeoutError:
            return None, f"no answer within {self._timeout:g} s"
        except HTTPException:
            return None, "no HTTP answer"
        except OSError as error:
            return None, error.strerror or str(error)
        except ValueError as error:
            # The name of the host cannot be written.
            return None, str(error)
        finally:
            connection.close()
        return answer.status, str(answer.status)


def _address(url: str) -> tuple[type[HTTPConnection], str, int | None, str]:
    """The kind of a connection, its host and port, and what to ask for."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SetUpError(f"{url!r} is no address: {error}") from None
    if not host or not re.fullmatch(r"https?://[!-~]+", url, re.IGNORECASE):
        raise SetUpError(f"{url!r} is no address of HTTP or HTTPS")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
