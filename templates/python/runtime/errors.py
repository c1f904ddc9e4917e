"""What can go wrong in a call, whatever the API.

CallError
├── TransportError      the request or its answer was lost on the way
├── ProtocolError       the answer is not one that the service gives
├── UnknownCodeError    the service failed with a code that is not in its table
└── ItemsFailedError    some or all elements of an answer failed
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar

EXCERPT = 300
"""Characters of an unreadable answer that its exception shows."""

UNTOLD = "…"
"""What stands in a message for a value that the service did not tell."""


class UnreadableError(ValueError):
    """An answer that does not have the form that it should have.

    Attributes:
        problem: What is wrong, without any text of the answer.
    """

    def __init__(self, problem: str, text: str | None = None) -> None:
        super().__init__(problem if text is None else f"{text[:40]!r} {problem}")
        self.problem = problem if text is None else f"a value {problem}"

    def at(self, name: str) -> UnreadableError:
        """The same, with the field that it was found in."""
        placed = UnreadableError(f"{name}: {self}")
        placed.problem = f"{name}: {self.problem}"
        return placed


class UnsendableError(ValueError):
    """A value that cannot be written.

    Attributes:
        value: The value.
    """

    def __init__(self, problem: str, value: object) -> None:
        super().__init__(problem)
        self.value = value


class UnwritableError(UnsendableError):
    """A text with a character that a transport cannot write."""


class Outcome(Enum):
    """What became of a request that ended in an exception."""

    NOT_SENT = "not sent"
    """It never left: sending it again cannot do anything twice."""

    REJECTED = "rejected"
    """The service refused it and carried nothing out."""

    UNKNOWN = "unknown"
    """It may have been carried out, in whole or in part. Find out before you send it again."""


class CallError(Exception):
    """A call that did not succeed.

    Attributes:
        code: The service's error code; None where none is involved.
        message: What happened: the service's own text where it gave one.
        action: The action that was called; None before a call.
        outcome: Whether the request was carried out.
        find_out: How to find out whether it was, where the outcome is unknown and the action does
            more than read.
        transient: Whether what caused it may pass by itself. This says nothing about whether the
            request can be sent again without doing something twice: `outcome` does.
        wait: Seconds to wait before that; None if nobody said.
        tries: How often the request was sent.
        details: The other fields of a failed answer, by their names on the wire.
        others: The further errors of the same answer.
        status: The HTTP status of the answer; 0 where none came.
        answer: The whole answer, with secrets and what is personal masked; empty where none came.
    """

    code: str | None = None
    transient = False
    template: ClassVar[str] = ""
    usual_outcome: ClassVar[Outcome] = Outcome.REJECTED
    waits: ClassVar[str | float | None] = None
    """The seconds to wait, or the placeholder that tells them."""
    docs: ClassVar[str] = ""
    """Where the docs are published that explain each code; empty if they are not."""

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        action: str | None = None,
        outcome: Outcome | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or untold(self.template) or "no reason is given"
        super().__init__(self.message)
        if code is not None:
            self.code = code
        self.action = action
        self.outcome = outcome or self.usual_outcome
        self.find_out = ""
        self.wait = self._number(self.waits) if isinstance(self.waits, str) else self.waits
        self.tries = 0
        self.details: Mapping[str, str] = dict(details or {})
        self.others: tuple[CallError, ...] = ()
        self.status = 0
        self.answer = ""

    @property
    def page(self) -> str:
        """The address of the page that explains the code; empty if none is published."""
        return f"{self.docs}errors/{type(self).__name__}/" if self.docs else ""

    def __str__(self) -> str:
        where = f"{self.action}, " if self.action else ""
        code = f"{self.code}: " if self.code else ""
        advice = f"; to find out, {self.find_out}" if self.find_out else ""
        page = f"; see {self.page}" if self.page else ""
        return f"{code}{self.message} ({where}{self.outcome.value}{advice}{page})"

    def __repr__(self) -> str:
        name, outcome = type(self).__name__, self.outcome.name
        return f"{name}({self.message!r}, code={self.code!r}, action={self.action!r}, {outcome})"

    @classmethod
    def describes(cls, message: str) -> bool:
        """Whether a message of the service could be this error's, whatever its placeholders."""
        parts = re.split(r"\{\w+\}", cls.template.rstrip(" ."))
        first, *others = (" ".join(part.split()).casefold() for part in parts)
        told = " ".join(message.split()).casefold().rstrip(".")
        if not others:
            return told == first
        *middle, last = others
        if not (told.startswith(first) and told.endswith(last)):
            return False
        begin, end = len(first), len(told) - len(last)
        for part in middle:
            begin = told.find(part, begin + 1, end)
            if begin < 0:
                return False
            begin += len(part)
        return begin < end

    def _placeholder(self, name: str) -> str | None:
        """The text that the message has where the template has `{name}`; None if they differ."""
        before, *rest = re.split(r"\{(\w+)\}", self.template)
        message = self.message.strip()
        found = _literal(before, r"\A").match(message)
        for placeholder, behind in zip(rest[::2], rest[1::2], strict=True):
            if found is None:
                return None
            begin = found.end()
            found = _literal(behind, r"\Z").search(message, begin)
            if found and placeholder == name:
                value = message[begin : found.start()].strip(" .")
                return None if value in {"", UNTOLD} else value
        return None

    def _number(self, name: str) -> int | None:
        """The whole number that the message has where the template has `{name}`."""
        text = self._placeholder(name)
        return int(text) if text is not None and re.fullmatch(r"[0-9]{1,18}", text) else None


def _literal(text: str, edge: str) -> re.Pattern[str]:
    """A pattern for a part of a template whose case, spaces and final period may differ.

    A part without words is the edge of the message.
    """
    words = map(re.escape, text.strip(" .").split())
    return re.compile(r"\s+".join(words) or edge, re.IGNORECASE)


def untold(template: str) -> str:
    """A template of the error table as a message, without the values that nobody told."""
    return re.sub(r"\{\w+\}", UNTOLD, template)


class TransportError(CallError):
    """The request or its answer was lost on the way."""

    usual_outcome = Outcome.UNKNOWN


class ProtocolError(CallError):
    """The answer is not one that the service gives: it cannot be read, or tells no outcome."""

    usual_outcome = Outcome.UNKNOWN

    @property
    def excerpt(self) -> str:
        """The beginning of the answer."""
        return self.answer[:EXCERPT]

    def __str__(self) -> str:
        return f"{super().__str__()}; HTTP {self.status}, {self.excerpt!r}"


class UnknownCodeError(CallError):
    """The service failed with a code that is not in its table, or with none.

    Nobody knows whether such a code means that the request was carried out.
    """

    usual_outcome = Outcome.UNKNOWN


class ItemsFailedError(CallError):
    """Some or all elements of an answer failed.

    Attributes:
        result: The whole answer, with what succeeded.
        failures: One exception for each element that failed.
    """

    def __init__(
        self,
        message: str = "",
        *,
        result: Any = None,
        failures: tuple[CallError, ...] = (),
        **others: Any,
    ) -> None:
        super().__init__(message, **others)
        self.result = result
        self.failures = failures
