"""The table of all that can go wrong with a request: what the server does, what it amounts to."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote_plus

from actionspec.mock import Step
from skycore import (
    CalledTooSoonError,
    InternalServiceError,
    NumberBlacklistedError,
    Outcome,
    ProtocolError,
    SkycoreError,
    ThroughputExceededError,
    TransportError,
    UnknownCodeError,
)

Effect = Literal["read", "write", "send"]

KEY = "aS3cr3t+/Key&1"
NUMBER = "16505550199"
"""A phone number, which is personal."""

UNLISTED = "E4040"
"""A code that the service answers and the spec does not know."""

IN_AN_HOUR = 3600

# What the connection, the HTTP library or the server on the way makes of a request.
LOST, PAGE = TransportError, ProtocolError
NOT_SENT, REJECTED, UNKNOWN = Outcome.NOT_SENT, Outcome.REJECTED, Outcome.UNKNOWN

# Whether the service does what the request asks for, and whether a request could be repeated.
DONE, IGNORED = True, False
AGAIN, ONCE = True, False


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong.

    Attributes:
        name: What it is called in the name of a test.
        step: What the server does; None if nobody listens.
        error: What the client raises.
        outcome: What it says about the request.
        again: Whether another try may end better.
        done: Whether the service does what the request asks for.
        options: What the client is set to.
    """

    name: str
    step: Step | None
    error: type[SkycoreError]
    outcome: Outcome
    again: bool
    done: bool
    options: dict[str, Any] = field(default_factory=dict)

    def tries(self, effect: Effect, allowed: int) -> int:
        """How often a client sends a request that ends so every time."""
        harmless = self.outcome is not UNKNOWN or effect == "read"
        return allowed if self.again and harmless else 1

    def __str__(self) -> str:
        return self.name


def always(**step: Any) -> Step:
    return Step(times="always", **step)


SOON, LATE = {"seconds": 0}, {"seconds": IN_AN_HOUR}
IMPATIENT = {"timeout": 1.0}
BOUNDED = {"deadline": 1.0}
SMALL = {"largest_answer": 20_000}

FAULTS = [
    # the service refuses
    Fault("wait", always(code="E106", values=SOON), CalledTooSoonError, REJECTED, AGAIN, IGNORED),
    Fault("hour", always(code="E106", values=LATE), CalledTooSoonError, REJECTED, ONCE, IGNORED),
    Fault("later", always(code="E113"), ThroughputExceededError, REJECTED, AGAIN, IGNORED),
    Fault("never", always(code="E114"), NumberBlacklistedError, REJECTED, ONCE, IGNORED),
    Fault("unknown", always(code="E503"), InternalServiceError, UNKNOWN, AGAIN, IGNORED),
    Fault("unlisted", always(code=UNLISTED), UnknownCodeError, UNKNOWN, ONCE, IGNORED),
    # the connection breaks
    Fault("refused", None, LOST, NOT_SENT, AGAIN, IGNORED),
    Fault("drop", always(fault="drop"), LOST, UNKNOWN, AGAIN, IGNORED),
    Fault("lose", always(fault="lose"), LOST, UNKNOWN, AGAIN, DONE),
    Fault("cut", always(fault="cut"), LOST, UNKNOWN, AGAIN, DONE),
    Fault("delay", always(delay=IN_AN_HOUR), LOST, UNKNOWN, AGAIN, DONE, IMPATIENT),
    Fault("drip", always(fault="drip", delay=0.02), LOST, UNKNOWN, ONCE, DONE, BOUNDED),
    # the answer is damaged
    Fault("truncate", always(fault="truncate"), PAGE, UNKNOWN, AGAIN, DONE),
    Fault("garble", always(fault="garble"), PAGE, UNKNOWN, AGAIN, DONE),
    Fault("flood", always(fault="flood"), PAGE, UNKNOWN, ONCE, DONE, SMALL),
    Fault("deep", always(fault="deep"), PAGE, UNKNOWN, AGAIN, DONE),
    Fault("dtd", always(fault="dtd"), PAGE, UNKNOWN, AGAIN, DONE),
    # somebody on the way answers
    Fault("html", always(fault="html"), PAGE, UNKNOWN, AGAIN, IGNORED),
    Fault("500", always(status=500), PAGE, UNKNOWN, AGAIN, IGNORED),
    Fault("502", always(status=502), PAGE, UNKNOWN, AGAIN, IGNORED),
    Fault("503", always(status=503), PAGE, UNKNOWN, AGAIN, IGNORED),
    Fault("429", always(status=429), PAGE, REJECTED, AGAIN, IGNORED),
    Fault("429-now", always(status=429, retry_after=0), PAGE, REJECTED, AGAIN, IGNORED),
    Fault("429-hour", always(status=429, retry_after=IN_AN_HOUR), PAGE, REJECTED, ONCE, IGNORED),
]


def given_away(text: str, *others: str) -> list[str]:
    """What a text tells of the key, or of other values, in whichever form they are written."""
    before, plain = "", text
    while plain != before:
        before = plain
        plain = html.unescape(unquote_plus(plain.replace("\\u00", "%").replace("\\x", "%")))
    wanted = "|".join(map(re.escape, ("aS3cr3t", "Key&1", *others)))
    return re.findall(wanted, text + plain)
