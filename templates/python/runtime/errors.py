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

LONGEST_MESSAGE = 1000
"""Characters of a message in which placeholders are looked for."""


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
        details: The other fields of a failed answer, by their names on the wire.
    """

    code: str | None = None
    template: ClassVar[str] = ""
    usual_outcome: ClassVar[Outcome] = Outcome.REJECTED

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        action: str | None = None,
        outcome: Outcome | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.template or "no reason is given"
        super().__init__(self.message)
        if code is not None:
            self.code = code
        self.action = action
        self.outcome = outcome or self.usual_outcome
        self.details = dict(details or {})

    def __str__(self) -> str:
        where = f"{self.action}, " if self.action else ""
        code = f"{self.code}: " if self.code else ""
        return f"{code}{self.message} ({where}{self.outcome.value})"

    def __repr__(self) -> str:
        name, outcome = type(self).__name__, self.outcome.name
        return f"{name}({self.message!r}, code={self.code!r}, action={self.action!r}, {outcome})"

    def _placeholder(self, name: str) -> str | None:
        """The text that the message has where the template has `{name}`; None if they differ."""
        parts = re.split(r"\{(\w+)\}", self.template)
        pattern = "".join(
            f"(?P<{part}>.*?)" if index % 2 else _loosely(part) for index, part in enumerate(parts)
        )
        found = re.fullmatch(pattern, self.message[:LONGEST_MESSAGE], re.IGNORECASE | re.DOTALL)
        return found[name] if found else None

    def _number(self, name: str) -> int | None:
        """The whole number that the message has where the template has `{name}`."""
        text = self._placeholder(name)
        return int(text) if text is not None and re.fullmatch(r"[0-9]{1,18}", text) else None


def _loosely(text: str) -> str:
    """A pattern for a text whose punctuation and spaces may differ at its ends."""
    words = text.strip(" .").split()
    return r"[\s.]*" + r"\s+".join(re.escape(word) for word in words) + r"[\s.]*"


class TransportError(CallError):
    """The request or its answer was lost on the way."""

    usual_outcome = Outcome.UNKNOWN


class ProtocolError(CallError):
    """The answer is not one that the service gives: it cannot be read, or tells no outcome.

    Attributes:
        status: The HTTP status.
        excerpt: The beginning of the answer, with secrets masked.
    """

    usual_outcome = Outcome.UNKNOWN

    def __init__(
        self, message: str = "", *, status: int = 0, excerpt: str = "", **others: Any
    ) -> None:
        super().__init__(message, **others)
        self.status = status
        self.excerpt = excerpt

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
