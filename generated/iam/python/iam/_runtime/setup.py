"""How a client makes its calls: what its user chose, and what its calls share."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType

import httpx2

from .checks import misfit
from .hooks import Hook
from .options import expect, expect_hook, expect_number
from .rate import RateLimit
from .records import Record
from .retry import Budget, Retry
from .secrets import Secrets, mask_users
from .service import Service
from .writers import Writers

ONCE = Retry(tries=1)
"""The policy of a client that never sends a request again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a client makes its calls.

    Attributes:
        credentials: Who sends the requests.
        settings: What the account is set to; None where the API knows no settings.
        base_url: Where requests go.
        transport: How requests are written.
        timeout: Seconds to wait for the connection, and for each part of an answer.
        deadline: Seconds that a whole call may take.
        largest_answer: Bytes that an answer may have.
        retry: When a request is sent again.
        rate_limit: How many requests may leave in a span of time; None for any number.
        validate: Whether to check requests before they are sent.
        on_request: What to call before each try.
        on_answer: What to call after each try.
        budget: The retries that are left.
        writers: What writes the requests.

    Raises:
        TypeError: A value is of another type.
        ValueError: A value makes no sense.
    """

    credentials: Secrets
    settings: Record | None
    base_url: str = field(repr=False)
    transport: str
    timeout: float
    deadline: float
    largest_answer: int
    retry: Retry
    rate_limit: RateLimit | None
    validate: bool
    on_request: Hook | None
    on_answer: Hook | None
    budget: Budget = field(init=False)
    writers: Writers = field(init=False, repr=False, compare=False, default_factory=Writers)

    def __post_init__(self) -> None:
        expect("base_url", self.base_url, str)
        try:
            url = httpx2.URL(self.base_url)
            url.host.encode("idna")
        except (httpx2.InvalidURL, UnicodeError):
            raise ValueError(f"base_url is no address: {self.address!r}") from None
        if url.scheme not in {"http", "https"} or not url.host:
            raise ValueError(f"base_url begins with https:// or http://, not so {self.address!r}")
        for name, seconds in (("timeout", self.timeout), ("deadline", self.deadline)):
            expect_number(name, seconds, "seconds", lambda one: one > 0)
        expect_number("timeout", self.timeout, "seconds up to a day", lambda one: one <= 86_400)
        expect_number("largest_answer", self.largest_answer, "bytes", lambda one: one >= 1)
        expect("retry", self.retry, Retry)
        expect("rate_limit", self.rate_limit, RateLimit, NoneType)
        expect("validate", self.validate, bool)
        expect_hook("on_request", self.on_request)
        expect_hook("on_answer", self.on_answer)
        if self.settings and (problem := misfit(self.settings)):
            raise TypeError(problem)
        object.__setattr__(self, "budget", Budget(self.retry.budget))

    def check(self, service: Service) -> None:
        """Raise an error if the service has no such transport.

        Raises:
            ValueError: It has not.
        """
        if self.transport not in service.transports:
            known = " or ".join(repr(name) for name in service.transports)
            raise ValueError(f"transport is {known}, not {self.transport!r}")

    @property
    def patience(self) -> float:
        """Seconds to wait for a connection, and for each part of an answer, as a call begins."""
        return min(self.timeout, self.deadline)

    @property
    def address(self) -> str:
        """Where requests go, without a user and a password."""
        return mask_users(self.base_url)
