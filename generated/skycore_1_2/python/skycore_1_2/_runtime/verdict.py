"""What the answer to a request means: a result, or the exception that it amounts to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from .errors import EXCERPT, CallError, Outcome, ProtocolError, UnreadableError
from .fields import Fields
from .messages import shown
from .people import Details, texts_among
from .records import Action, Failure, Notice, Request
from .secrets import mask
from .service import Service

ResultT = TypeVar("ResultT")

HIDDEN_ANSWER = "(not shown: it may hold a secret)"
"""What stands for an answer that may hold one."""

MOST_TOLD = 200
"""People of whom an answer may tell that is shown with what is personal masked."""

TOO_MANY_REQUESTS = 429
SERVER_ERRORS = range(500, 600)

# What a server on the way says, and no part of an answer of the service.
_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!doctype\s+html|<html|\Z)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP.

    Attributes:
        status: The HTTP status.
        headers: The HTTP headers.
        charset: The character set that the headers name; None if they name none.
        body: The body.
    """

    status: int
    headers: Mapping[str, str]
    charset: str | None
    body: bytes

    def __repr__(self) -> str:
        return f"Answer({self.status}, {len(self.body)} bytes)"


def read(service: Service, request: Request[ResultT], answer: Answer) -> ResultT:
    """The result that an answer tells.

    Raises:
        CallError: It tells of a failure, or cannot be read.
    """
    result = _read_at_once(service, request, answer)
    return _read_whole(service, request, answer) if result is None else result


def _read_at_once(service: Service, request: Request[ResultT], answer: Answer) -> ResultT | None:
    """The result of an answer whose records are read while it is parsed.

    It is None where only the whole of the answer says what it means, and what to mask in it.
    """
    if not (repeated := request.repeated()):
        return None
    try:
        fields = repeated.parse(answer.body, answer.charset)
        fields = _checked(service, request.action, fields, answer)
        return _result(service, request, fields, answer.status)
    except Exception:
        return None


def read_streamed(
    service: Service,
    request: Request[ResultT],
    answer: Answer,
    beside: dict[str, Any] | None,
    *,
    whole: bool,
) -> ResultT:
    """The result that an answer tells whose records are handed out one by one.

    Args:
        service: The API.
        request: What was asked.
        answer: The answer; without its body, once records were handed out.
        beside: Its fields, without the records; None if they cannot be read.
        whole: Whether the answer has its body.

    Raises:
        CallError: It tells of a failure, or cannot be read.
    """
    if beside is not None:
        with suppress(Exception):
            fields = _checked(service, request.action, beside, answer)
            return _result(service, request, fields, answer.status)
    _read_whole(service, request, answer, None if whole else beside)
    problem = ProtocolError("its records cannot be read one by one")
    raise _placed(problem, request.action, answer, [])


def _read_whole(
    service: Service,
    request: Request[ResultT],
    answer: Answer,
    beside: dict[str, Any] | None = None,
) -> ResultT:
    action = request.action
    fields: Fields | None = None
    try:
        parsed = beside or (action.answers or service.answers).parse(answer.body, answer.charset)
        fields = _checked(service, action, parsed, answer)
        return _result(service, request, fields, answer.status)
    except UnreadableError as error:
        problem = error.problem if action.tells_secrets else str(error)
        failure: CallError = ProtocolError(problem)
        # What is no document was damaged on its way; one that does not fit would come again.
        failure.transient = fields is None
        _judge_status(failure, answer)
    except CallError as error:
        failure = error
    except Exception as error:
        # Whatever broke: an answer came, and nobody may believe that nothing was sent.
        failure = ProtocolError(f"the answer cannot be read: {type(error).__name__}")
    if beside is not None and action.names_people:
        # It may tell of people whose records were handed out, so that nobody could mask them.
        failure.message = HIDDEN_ANSWER
    told = [*dict.fromkeys(texts_among(fields or {}, action.names_people))]
    raise _placed(failure, action, answer, told)


def _placed(failure: CallError, action: Action, answer: Answer, told: Sequence[str]) -> CallError:
    """An exception with all that is known about where it comes from."""
    failure.message = mask(failure.message, told)
    if isinstance(failure, ProtocolError):
        if not 200 <= answer.status < 300:
            failure.message = f"HTTP status {answer.status}: {failure.message}"
        failure.message = failure.message[:EXCERPT]
    failure.args = (failure.message,)
    failure.action = action.name
    failure.status = answer.status
    if action.tells_secrets or len(told) > MOST_TOLD:
        failure.answer = HIDDEN_ANSWER
    else:
        failure.answer = shown(answer.body, action, told)
    if failure.wait is None:
        failure.wait = _told_wait(answer.headers)
    return failure


def _judge_status(failure: CallError, answer: Answer) -> None:
    """What the HTTP status says about an answer that cannot be understood."""
    if answer.status == TOO_MANY_REQUESTS or answer.status in SERVER_ERRORS:
        failure.transient = True
    if answer.status == TOO_MANY_REQUESTS and _PAGE.match(answer.body):
        # Anything else may be what is left of an answer that tells of a success.
        failure.outcome = Outcome.REJECTED


def _told_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds that the header Retry-After names, or that are left until its date."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
        # Without a zone, or with -0000, it is the time of Greenwich.
        date = date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def _checked(
    service: Service, action: Action, fields: dict[str, Any], answer: Answer
) -> dict[str, Any]:
    """The fields of an answer whose root is one that the service gives, with its HTTP status."""
    wanted = service.root if action.root is None and not action.answers else action.root
    root = fields.get("$root")
    if wanted and root not in (wanted, *service.failure_roots):
        raise UnreadableError(f"the root is {mask(str(root))[:40]!r}, not {wanted!r}")
    fields["$status"] = str(answer.status)
    return fields


def _result(service: Service, request: Request[ResultT], fields: Fields, status: int) -> ResultT:
    failure = request.failure(fields, service.failure)
    if failure is None:
        if not 200 <= status < 300:
            raise UnreadableError("the HTTP status tells of a failure, the answer does not")
        if not request.succeeded(fields, service.success):
            raise UnreadableError("the answer tells neither success nor failure")
        return request.read(fields)
    if _only_empty(failure, request.action):
        return request.read({})
    refusal = _refusal(service, failure, request.action)
    if _may_tell_success(service, request, fields):
        # An answer that tells of both may have been carried out in part.
        refusal.outcome = Outcome.UNKNOWN
    raise refusal


def _only_empty(failure: Failure, action: Action) -> bool:
    """Whether a failure says no more than that there is nothing to list."""
    return bool(failure.errors) and all(one.code in action.empty for one in failure.errors)


def _may_tell_success(service: Service, request: Request[Any], fields: Fields) -> bool:
    try:
        return request.succeeded(fields, service.success)
    except UnreadableError:
        return True


def _refusal(service: Service, failure: Failure, action: Action) -> CallError:
    told = failure.errors or [Notice()]
    refusal, *others = errors = [service.error_of(one.code, one.message) for one in told]
    for error in errors:
        error.action = action.name
    refusal.others = tuple(others)
    refusal.transient = all(error.transient for error in errors)
    refusal.wait = max((error.wait for error in errors if error.wait is not None), default=None)
    refusal.details = Details(
        {
            name: mask(value)
            for name, value in failure.details.items()
            if name not in action.tells_secrets
        },
        action.names_people,
    )
    if any(error.outcome is Outcome.UNKNOWN for error in others):
        refusal.outcome = Outcome.UNKNOWN
    return refusal
