"""The bases of requests and results: immutable, compared by value, printed with their fields."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import msgspec

from .errors import CallError, ItemsFailedError, Outcome
from .fields import Fields

ResultT = TypeVar("ResultT")
ErrorT = TypeVar("ErrorT", bound=CallError)


class Record(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, repr_omit_defaults=True
):
    """Something that an answer holds."""


class Request(msgspec.Struct, Generic[ResultT], frozen=True, kw_only=True, repr_omit_defaults=True):
    """The parameters of one call, and all that is particular to its action."""

    action: ClassVar[str]

    def check(self) -> None:
        """Raise what the service would answer if these parameters break a rule."""
        raise NotImplementedError

    def encode(self, transport: str, credentials: Any) -> str:
        """The request as a transport sends it: a document, or a query string."""
        raise NotImplementedError

    def succeeded(self, answer: Fields) -> bool:
        """Whether an answer that tells of no failure tells of success."""
        raise NotImplementedError

    def read(self, answer: Fields) -> ResultT:
        """The result in an answer that tells of success."""
        raise NotImplementedError

    def refuse(self, error: type[ErrorT], message: str = "") -> ErrorT:
        """The exception for parameters that break a rule, before anything is sent."""
        return error(message, action=self.action, outcome=Outcome.NOT_SENT)

    def lacks(self, name: str) -> bool:
        """Whether a caller who minds no types left a required parameter out."""
        return getattr(self, name) is None

    def check_types(self, error: type[CallError]) -> None:
        """Raise an error if a parameter is not of its type, or is no finite number."""
        values = msgspec.structs.asdict(self)
        for name, value in values.items():
            if isinstance(value, float) and not isfinite(value):
                raise self.refuse(error, f"{name}: {value} is no number that can be sent")
        try:
            msgspec.convert(values, type(self))
        except msgspec.ValidationError as problem:
            what, _, where = str(problem).partition(" - at `$.")
            message = f"{where.rstrip('`')}: {what}".replace("| null", "| None")
            raise self.refuse(error, message) from None


class Item(Protocol):
    """An element of an answer that succeeds or fails for itself."""

    @property
    def error(self) -> CallError | None:
        """Why it failed; None if it succeeded."""
        ...


def raise_for_items(result: Any, items: Sequence[Item], action: str) -> None:
    """Raise if any element of a result failed.

    Raises:
        ItemsFailedError: Its outcome is REJECTED if every element was, and else UNKNOWN: some may
            have been carried out, so that nobody should send the whole request again.
    """
    failures = tuple(error for item in items if (error := item.error))
    if not failures:
        return
    for failure in failures:
        failure.action = action
    rejected = [failure for failure in failures if failure.outcome is Outcome.REJECTED]
    raise ItemsFailedError(
        f"{len(failures)} of {len(items)} failed; the first: {failures[0].message}",
        result=result,
        failures=failures,
        action=action,
        outcome=Outcome.REJECTED if len(rejected) == len(items) else Outcome.UNKNOWN,
    )


def raise_if_all_failed(result: Any, items: Sequence[Item], action: str) -> None:
    """Raise if an answer holds elements and every one of them failed.

    Raises:
        ItemsFailedError: As for `raise_for_items`.
    """
    if all(item.error for item in items):
        raise_for_items(result, items, action)
