"""Answers whose records are handed out one by one, while the rest of the answer still comes."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, Protocol, TypeVar

from .call import Call, too_large
from .carriers import Begun
from .errors import UnreadableError
from .read_xml import Repeated, Stream
from .records import Request
from .service import Service
from .setup import Setup
from .verdict import Answer, read_streamed

ItemT = TypeVar("ItemT")


class Repeats(Protocol[ItemT]):
    """A request whose answer repeats a structure."""

    def repeated(self) -> Repeated[ItemT]:
        """The structures that an answer repeats."""
        ...


class StreamedCall(Call[Any], Generic[ItemT]):
    """A call whose answer is not kept: `receive` gives the records that each part completes.

    Once it gave any, the request is not sent again, and the deadline counts no more: whoever takes
    the records may take any time.

    Args:
        request: What is called.
        service: The API.
        setup: How the client makes its calls.
        traced: As for `Call`.

    Raises:
        TypeError: The answer to such a request repeats nothing that can be read one by one.
        CallError: As for `Call`.
    """

    _kept: ClassVar = False

    def __init__(
        self, request: Repeats[ItemT], service: Service, setup: Setup, *, traced: bool
    ) -> None:
        repeated = request.repeated() if isinstance(request, Request) else None
        if not isinstance(request, Request) or repeated is None:
            raise TypeError(f"{type(request).__name__} repeats nothing that can be read one by one")
        super().__init__(request, service, setup, traced=traced)
        self._repeated: Repeated[ItemT] = repeated
        self._stream: Stream[ItemT] | None = None
        self._beside: dict[str, Any] | None = None
        self._last: list[ItemT] = []
        self._count = 0

    @property
    def holder(self) -> Request[Any]:
        """What holds the secrets of the call."""
        return self._request

    @property
    def patience(self) -> float | None:
        """Seconds to wait for the next part of the answer; None for as long as HTTP does."""
        return None if self._count else self.remaining

    @property
    def last(self) -> list[ItemT]:
        """The records at the end of an answer that tells of success."""
        return [] if self._error else self._last

    def begin(self) -> None:
        """Begin a try: forget the answer of the one before."""
        super().begin()
        self._stream, self._beside, self._last = None, None, []

    def open(self, reply: Begun) -> None:
        """Take note of the beginning of an answer."""
        super().open(reply)
        self._stream = self._repeated.stream(self._charset)

    def receive(self, part: bytes) -> list[ItemT]:
        """Take a part of an answer; the records that it completes.

        Raises:
            UnreadableError: As for `keep`, which counts what no record has been made of, or what
                comes behind records cannot be read.
            TimeoutError: As for `keep`.
        """
        if not self._count:
            self.keep(part)
        if not self._stream:
            return []
        try:
            records = self._stream.feed(part)
        except UnreadableError as error:
            self._give_up(error)
            return []
        if records:
            self._count += len(records)
            self._body.clear()
        if self._stream.held > self._setup.largest_answer:
            raise too_large(self._setup.largest_answer)
        return records

    def finish(self) -> None:
        """Take note that the answer is whole.

        Raises:
            UnreadableError: What comes behind records cannot be read.
        """
        if self._stream:
            try:
                self._last = self._stream.finish()
                self._beside = self._stream.fields()
            except UnreadableError as error:
                self._give_up(error)
        super().finish()

    def _give_up(self, error: UnreadableError) -> None:
        if self._count:
            # Without the texts of the answer: what to mask in them is gone.
            raise UnreadableError(error.problem) from None
        # The whole of the answer will tell what is wrong.
        self._stream, self._last = None, []

    def _judge(self, answer: Answer) -> Any:
        whole = not self._count
        return read_streamed(self._service, self._request, answer, self._beside, whole=whole)

    def _pause(self) -> float | None:
        if self._error and self._count:
            self._error.add_note(f"not sent again: {self._count:,} records were handed out")
            return None
        return super()._pause()
