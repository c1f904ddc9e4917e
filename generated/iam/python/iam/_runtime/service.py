"""How one API writes requests and tells outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from .errors import CallError
from .fields import Fields
from .records import Answers, Failure
from .transports import Signing, Transport
from .tree import Tree


class Service(msgspec.Struct, frozen=True):
    """How one API writes requests and tells outcomes.

    Attributes:
        transports: The ways to write a request, by name; the first is the usual one.
        common: The fields of every request, for the name of an action on the wire.
        headers: The HTTP headers of a request; None if there are none.
        path: What is appended to the URL, with {action} for the action's name.
        signing: The signature of requests, with its secret; None if there is none.
        answers: The format of answers.
        root: The root element of answers; None if an action names it, or any will do.
        failure_roots: The root elements that failures can have beside it.
        failure: The failure that an answer tells of; None if it tells of none.
        success: Whether an answer that tells of no failure tells of success.
        error_of: The exception for a code and a message.
        malformed: The exception for a value that no transport can write.
        unwritable: The exception for a text that a transport cannot write.
    """

    transports: Mapping[str, Transport]
    common: Callable[[str, Any], Tree]
    answers: Answers
    failure: Callable[[Fields], Failure | None]
    success: Callable[[Fields], bool]
    error_of: Callable[[str | None, str | None], CallError]
    malformed: type[CallError]
    unwritable: type[CallError]
    headers: Callable[[str, Any], dict[str, str]] | None = None
    path: str | None = None
    signing: Callable[[Any], Signing] | None = None
    root: str | None = None
    failure_roots: tuple[str, ...] = ()
