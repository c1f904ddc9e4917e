"""One call: the tries that it takes, and what it comes to."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from email.message import Message
from functools import lru_cache
from time import monotonic
from typing import Any, ClassVar, Generic, Self, TypeVar
from uuid import uuid4

from .carriers import AnyCarrier, Begun, Breaks, Patience, told_by
from .errors import CallError, Outcome, ProtocolError, TransportError, UnreadableError
from .hooks import Exchange, Hook
from .messages import shown
from .records import Request
from .service import Service
from .setup import Setup
from .verdict import HIDDEN_ANSWER, Answer, read

ResultT = TypeVar("ResultT")

_log = logging.getLogger(__name__.partition("._runtime")[0])

# A timeout of the HTTP library that is as long as the call may last ends a little before it.
_TICK = 0.02

# Nobody waits longer than a day for a call.
_LONGEST_PAUSE = 86_400.0

# What to do where the spec names nothing that tells.
_NOTHING_TELLS = "ask the service, since no action tells"


class Call(Generic[ResultT]):
    """One call: a request, the tries to send it, and what the last of them ended in.

    It is a context, in which an interruption gets a note of what became of the request. Iterating
    gives the seconds to wait next, or 0.0 when it is time for a try: `begin` it, `prepare` says
    what to send, `take` wants to know what came of it.

    Args:
        request: What is called.
        service: The API.
        setup: How the client makes its calls.
        traced: Whether the HTTP client is one that tells of each request that leaves. One that was
            handed in may send in ways that it does not tell of.

    Raises:
        CallError: The request breaks a rule, or cannot be written.
    """

    _kept: ClassVar = True

    def __init__(
        self, request: Request[ResultT], service: Service, setup: Setup, *, traced: bool
    ) -> None:
        if setup.validate:
            request.check()
            request.check_settings(setup.settings)
        self._request = request
        self._action = request.action
        self._service = service
        self._setup = setup
        self._message = setup.writers.written(request, service, setup)
        self._ends = monotonic() + setup.deadline
        self._name = ""
        self._tries = 0
        self._traced = traced
        self._breaks: Breaks | None = None
        self._left = False
        self._in_doubt = False
        self._status = 0
        self._headers: Mapping[str, str] = {}
        self._charset: str | None = None
        self._body = bytearray()
        self._late = False
        self._answer: Answer | None = None
        self._began = 0.0
        self._result: ResultT | None = None
        self._error: CallError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error is None or isinstance(error, Exception):
            return
        # A task that is cancelled, or Ctrl-C: it should say what became of the request.
        error.add_note(f"{self._action.name}: {self._so_far()}")
        # The library's frames and exceptions hold the request, and with it the key.
        error.__traceback__ = error.__context__ = error.__cause__ = None

    def __iter__(self) -> Iterator[float]:
        while True:
            if turn := self._turn():
                yield turn
            yield 0.0
            pause = self._pause()
            if pause is None:
                return
            if pause:
                yield pause

    @property
    def remaining(self) -> float:
        """Seconds until the call has to end."""
        return max(0.001, self._ends - monotonic())

    def begin(self) -> None:
        """Begin a try: forget the answer of the one before."""
        self._began = monotonic()
        self._left = self._late = False
        self._status, self._body, self._answer = 0, bytearray(), None
        self._error = None

    def prepare(self, carrier: AnyCarrier) -> Any:
        """What to send in this try.

        Raises:
            TransportError: It cannot be sent.
        """
        self._breaks = carrier.breaks
        remaining = self.remaining
        patience = Patience(min(self._setup.timeout, remaining), remaining if self._kept else None)
        try:
            prepared = carrier.prepare(self._message, patience, self._leave)
        except carrier.breaks.unsendable as error:
            refusal = self._request.refuse(TransportError, f"the request cannot be sent: {error}")
            raise refusal from None
        self._tries += 1
        self._show(self._setup.on_request)
        return prepared

    def _leave(self) -> None:
        """Note that the request begins to leave."""
        self._left = True

    def open(self, reply: Begun) -> None:
        """Take note of the beginning of an answer."""
        self._status = reply.status_code
        self._headers = reply.headers
        self._charset = _charset_of(self._headers.get("content-type", ""))

    def keep(self, part: bytes) -> None:
        """Take a part of an answer.

        Raises:
            UnreadableError: The answer is larger than it may be.
            TimeoutError: It takes longer than it may.
        """
        if self._late:
            raise TimeoutError
        self._body += part
        if len(self._body) > self._setup.largest_answer:
            raise too_large(self._setup.largest_answer)
        # It may have been the last part. Nobody throws a whole answer away for coming late.
        self._late = monotonic() > self._ends

    def finish(self) -> None:
        """Take note that the answer is whole."""
        self._answer = Answer(self._status, self._headers, self._charset, bytes(self._body))

    @property
    def answer(self) -> Answer | None:
        """The answer to the last try, if it came whole."""
        return self._answer

    def take(self, came: Answer | Exception) -> None:
        """Learn what came of a try: an answer, or what broke."""
        tried = not isinstance(came, CallError)
        self._error = None
        if isinstance(came, Exception):
            self._error = came if isinstance(came, CallError) else self._lost(came)
        else:
            try:
                self._result = self._judge(came)
            except CallError as error:
                # The frames of the reader hold the whole answer, and tell users nothing.
                self._error = error.with_traceback(None)
            else:
                self._setup.budget.earn()
        if self._error:
            self._error.action = self._action.name
            self._error.tries = self._tries
            if self._in_doubt:
                # An earlier try may have been carried out, whatever became of this one.
                self._error.outcome = Outcome.UNKNOWN
            if self._error.outcome is Outcome.UNKNOWN and self._action.effect != "read":
                self._error.find_out = self._action.find_out or _NOTHING_TELLS
                self._in_doubt = True
        ended = "accepted" if self._error is None else _brief(self._error)
        _log.debug("%s, try %d: %s", self._action.name, self._tries, ended)
        if tried:
            self._show(self._setup.on_answer)

    def result(self) -> ResultT:
        """What the call comes to.

        Raises:
            CallError: It failed.
        """
        if self._result is None:
            raise self._error or TransportError("nothing was sent", action=self._action.name)
        return self._result

    def _judge(self, answer: Answer) -> ResultT:
        """The result that an answer tells."""
        return read(self._service, self._request, answer)

    def _turn(self) -> float:
        """Seconds until the rate limit lets a request leave."""
        limit = self._setup.rate_limit
        turn = limit.reserve() if limit else 0.0
        # Whoever limits the rate wants to wait: the deadline is about the service.
        self._ends += turn
        return turn

    def _pause(self) -> float | None:
        """Seconds until the request is sent again; None if it is not."""
        retry, error = self._setup.retry, self._error
        if error is None or not retry.allows(error, self._action.effect, self._tries):
            return None
        pause = retry.pause(error, self._tries)
        # What leaves just before the deadline would only turn a known outcome into an unknown one.
        if pause + min(1.0, self._setup.deadline / 10) >= self.remaining or pause > _LONGEST_PAUSE:
            error.add_note(f"not sent again: after {pause:.1f} s, no time would be left")
            return None
        # Where the service says when to come back, coming back is no burden to it.
        if not error.wait and not self._setup.budget.take():
            error.add_note("not sent again: the budget for retries is used up")
            return None
        _log.info("%s goes out again in %.1f s: %s", self._action.name, pause, _brief(error))
        return pause

    def _lost(self, error: Exception) -> CallError:
        # The library's own exception holds the request, and with it the key: nobody gets it.
        told = self._breaks.tell(error) if self._breaks else told_by(error)
        problem = shown(told, self._action)
        lost: CallError
        if isinstance(error, UnreadableError):
            lost = ProtocolError(str(error))
        elif type(error) is TimeoutError or monotonic() >= self._ends - _TICK:
            lost = TransportError(f"no answer within {self._setup.deadline:g} seconds")
        else:
            lost = TransportError(problem)
            if breaks := self._breaks:
                passes = isinstance(error, breaks.passing)
                lost.transient = passes and not isinstance(error, breaks.lasting)
        lost.outcome = self._outcome(error)
        lost.status = self._status
        lost.answer = self._shown_answer()
        return lost

    def _outcome(self, error: Exception | None = None) -> Outcome:
        """What became of a request whose answer did not come."""
        breaks = self._breaks
        told = self._traced and breaks is not None and breaks.tells_all
        proven = breaks is None or breaks.is_unsent(error)
        return Outcome.NOT_SENT if not self._left and (told or proven) else Outcome.UNKNOWN

    def _so_far(self) -> str:
        """What became of the request until now, and how to find out where nobody knows."""
        if self._result is not None:
            return "carried out"
        if self._error:
            outcome = self._error.outcome
        elif self._in_doubt:
            outcome = Outcome.UNKNOWN
        else:
            outcome = self._outcome() if self._tries else Outcome.NOT_SENT
        doubtful = outcome is Outcome.UNKNOWN and self._action.effect != "read"
        advice = (self._action.find_out or _NOTHING_TELLS) if doubtful else ""
        return outcome.value + (f"; to find out, {advice}" if advice else "")

    def _shown_answer(self) -> str:
        if self._action.tells_secrets and self._body:
            return HIDDEN_ANSWER
        return shown(bytes(self._body), self._action)

    def _show(self, hook: Hook | None) -> None:
        """Call a hook. Whatever it does wrong, the call goes on: a message may be under way."""
        if hook is None:
            return
        try:
            hook(self.exchange())
        except Exception:
            _log.exception("%s: a hook failed", self._action.name)

    def exchange(self) -> Exchange:
        """The last try, as people may see it; before the first, what it would send."""
        message, action = self._message, self._action
        self._name = self._name or uuid4().hex
        return Exchange(
            call=self._name,
            action=action.name,
            number=self._tries,
            method=message.method,
            url=shown(message.address, action),
            headers={name: shown(value, action) for name, value in message.headers.items()},
            body=shown(message.body, action),
            status=self._status,
            answer=self._shown_answer(),
            outcome=self._error.outcome.name if self._error else None,
            error=str(self._error) if self._error else None,
            seconds=monotonic() - self._began,
        )


def too_large(most: int) -> UnreadableError:
    """The exception for an answer that is larger than it may be."""
    return UnreadableError(f"the answer has more than {most:,} bytes")


@lru_cache(maxsize=32)
def _charset_of(content_type: str) -> str | None:
    """The character set that an HTTP header names."""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_charset()


def _brief(error: CallError) -> str:
    """An exception without any text of the answer."""
    code = f" {error.code}" if error.code else ""
    return f"{type(error).__name__}{code} ({error.outcome.value})"
