"""The HTTP client behind a client: one for each process, and for each event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from .carriers import AnyCarrier
from .errors import Outcome, TransportError
from .processes import Lock

CarrierT = TypeVar("CarrierT", bound=AnyCarrier)


class Connections(Generic[CarrierT]):
    """The connections of a client, which are opened where they are needed.

    Two processes must not read from one connection, and two event loops cannot. What a forked
    process got from the other one it keeps and does not use: closing it would disturb that one.

    Args:
        open_carrier: Opens connections.
        given: What an HTTP client carries that was handed in.
        where: Tells two places apart that cannot share connections.
    """

    def __init__(
        self,
        open_carrier: Callable[[], CarrierT],
        given: CarrierT | None,
        where: Callable[[], tuple[object, ...]],
    ) -> None:
        self._open_carrier: Callable[[], CarrierT] = open_carrier
        self._given: CarrierT | None = given
        self._where = where
        self._process = os.getpid()
        self._opened: dict[tuple[object, ...], CarrierT] = {}
        self._closed = False
        self._lock = Lock()

    def __getstate__(self) -> dict[str, Any]:
        if self._given is not None:
            raise TypeError("a client with an HTTP client of your own cannot be copied or pickled")
        return {**self.__dict__, "_opened": {}}

    @property
    def owned(self) -> bool:
        """Whether nobody else uses them."""
        return self._given is None

    @property
    def closed(self) -> bool:
        """Whether they are used no more."""
        return self._closed

    def here(self) -> CarrierT:
        """What carries messages in this process and event loop.

        Raises:
            TransportError: All is closed, or the HTTP client was handed in and belongs to another
                process, or is closed itself.
        """
        with self._lock:
            if self._closed:
                # Closed while a call waited: nobody would close what is opened now.
                raise TransportError("the client is closed", outcome=Outcome.NOT_SENT)
            if self._given is not None:
                if self._process != os.getpid():
                    raise TransportError(
                        "the HTTP client was made before the process forked: hand in one for each",
                        outcome=Outcome.NOT_SENT,
                    )
                if self._given.is_closed:
                    raise TransportError("the HTTP client is closed", outcome=Outcome.NOT_SENT)
                return self._given
            where = self._where()
            if where not in self._opened:
                self._opened = {
                    place: carrier for place, carrier in self._opened.items() if not _is_over(place)
                }
                self._opened[where] = self._open_carrier()
            return self._opened[where]

    def close(self) -> CarrierT | None:
        """Open and use none any more; what is left to close here, if there is anything."""
        with self._lock:
            self._closed = True
            return self._opened.pop(self._where(), None)


def this_process() -> tuple[object, ...]:
    """This process."""
    return (os.getpid(),)


def this_loop() -> tuple[object, ...]:
    """This process and its event loop, where asyncio runs one."""
    try:
        return os.getpid(), asyncio.get_running_loop()
    except RuntimeError:
        return this_process()


def _is_over(place: tuple[object, ...]) -> bool:
    return any(isinstance(one, asyncio.AbstractEventLoop) and one.is_closed() for one in place)
