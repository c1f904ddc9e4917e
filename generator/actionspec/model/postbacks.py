"""What a service reports to its users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actionspec.model.text import Status, Text
from actionspec.model.types import Structure
from actionspec.model.wire import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Callbacks:
    """How the service sends its postbacks.

    Attributes:
        form: The form of a postback's body, as that of an answer.
        field: The form field that may hold the document instead of the body.
        topic: The field that says what a postback is about; None if its code tells.
        code: The field that says what happened.
        timeout: Seconds in which a receiver has to answer.
        retries: How often a postback is repeated that was not answered with status 200.
        pause: Seconds between two attempts.
    """

    form: Response
    field: str | None
    topic: str | None
    code: str
    timeout: float
    retries: int
    pause: float
    description: Text | None
    source: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postback:
    """One kind of postback.

    Attributes:
        code: The code that tells it.
        structure: Its class, whose parent is that of its group.
        bad: Whether it tells that something failed.
    """

    code: str
    structure: Structure
    bad: bool
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PostbackExample:
    """A postback as it was printed or seen.

    Attributes:
        kind: What it becomes; None for a code that the spec does not list.
        fields: Its fields by their Python names; None where the spec does not tell them.
    """

    name: str
    body: Text
    kind: Postback | None
    fields: Mapping[str, Any] | None
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PostbackGroup:
    """Postbacks that belong together.

    Attributes:
        structure: The class of what they have in common.
        topic: The value of the topic's field; None if there is no such field.
        code: The field that says what happened.
        recurs: Whether two of them can have the same content and yet be two events.
        kinds: The kinds by code, in the order of the spec.
    """

    structure: Structure
    topic: Text | None
    code: str
    recurs: bool
    kinds: tuple[Postback, ...]
    notes: tuple[Text, ...]
    examples: tuple[PostbackExample, ...]
    file: Text
    source: Text | None
    status: Status
