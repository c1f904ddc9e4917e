"""What the service reports later about a request that it accepted."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from actionspec.mock.draft import Draft
from actionspec.mock.results import add_result, any_result
from actionspec.mock.spelling import spelled
from actionspec.mock.values import has_type
from actionspec.mock.writing import written
from actionspec.model import (
    Action,
    Api,
    Callbacks,
    Field,
    Member,
    Postback,
    PostbackGroup,
    Response,
    Structure,
)

# Values that are the same in an answer, in a request and in a postback, however each writes others.
_PLAIN = {"string", "integer", "number", "decimal", None}

_Source = Mapping[str, tuple[Member, Any]]
"""Values with what they are values of, by Python names."""


@dataclass(slots=True)
class SentPostback:
    """A postback, and how its delivery went.

    Attributes:
        class_name: The class that it becomes.
        attempts: How often it was sent.
        status: The HTTP status of the last answer; None if there was none.
    """

    class_name: str
    body: bytes
    content_type: str
    attempts: int = 0
    status: int | None = None


def kinds_of(
    api: Api, action: Action, given: Container[str], chosen: Iterable[str]
) -> tuple[Postback, ...]:
    """The postbacks that follow a successful request.

    Args:
        api: The API.
        action: The action that was called.
        given: The names of the parameters that were sent.
        chosen: The classes to send; without any, all that come when all goes well. One that no
            action lists, such as a message that somebody sends, may follow any that is reported on.
    """
    names = {*chosen}
    reports = [one for one in action.reports if not one.condition or one.condition.name in given]
    if not names:
        return tuple(report.postback for report in reports if report.usual)
    listed = {one.postback.structure.name for other in api.actions for one in other.reports}
    free = [kind for kind in api.postback_kinds if kind.structure.name not in listed]
    following = (*(report.postback for report in reports), *free)
    return tuple(kind for kind in following if kind.structure.name in names)


def postbacks(
    api: Api,
    action: Action,
    kinds: Iterable[Postback],
    values: Mapping[str, Any],
    result: Mapping[str, Any],
) -> Iterator[SentPostback]:
    """The postbacks about a request, for each element that succeeded if there are several.

    Args:
        api: The API.
        action: The action that was called.
        kinds: What to report.
        values: What was sent, by Python names.
        result: What was answered, by Python names.
    """
    if api.callbacks is None:
        return
    listed = {report.postback.structure.name for report in action.reports}
    sent = {one.name: (one, values[one.name]) for one in action.parameters if one.name in values}
    answered = _values(action.result, result, _telling(action))
    for element in _elements(action.result, result, api.callbacks.form):
        for kind in kinds:
            # What no action brings about, such as a message that came in, is about something else.
            sources = (element, answered, sent) if kind.structure.name in listed else ()
            yield _postback(api, api.callbacks, kind, sources)


def _telling(action: Action) -> set[str]:
    """The fields of a result that only tell of success and failure."""
    outcome, envelope = action.outcome, action.response.envelope
    paths = {condition.field for condition in (*outcome.failure, *outcome.success)}
    paths |= {outcome.errors.message, outcome.errors.code or ""}
    way = f"{action.response.for_action(envelope, action.wire)}/" if envelope else ""
    return {field.name for field in action.result.fields if f"{way}{field.wire}" in paths}


def _values(structure: Structure, data: Mapping[str, Any], telling: set[str]) -> _Source:
    return {
        field.name: (field, data[field.name])
        for field in structure.fields
        if data.get(field.name) is not None and field.name not in telling
    }


def _elements(structure: Structure, result: Mapping[str, Any], form: Response) -> Iterator[_Source]:
    """What succeeded, one by one; nothing, once, where that is the whole request."""
    judged = structure.judged
    if not judged:
        yield {}
    outcomes = [one.structure.outcome for one in judged if one.structure and one.structure.outcome]
    # Beside a list of nothing but failures, all that stands in other lists has succeeded.
    beside = structure.unjudged if any(not one.failure for one in outcomes) else ()
    for field in (*judged, *beside):
        for element in result.get(field.name, ()):
            if field.structure and _has_succeeded(field.structure, element, form):
                yield _values(field.structure, element, _judging(field.structure))


def _judging(structure: Structure) -> set[str]:
    """The fields of an element that only tell of its success or failure."""
    if structure.outcome is None:
        return set()
    outcome = structure.outcome
    conditions = (*outcome.failure, *outcome.success)
    return {outcome.code, outcome.message, *(condition.field for condition in conditions)}


def _has_succeeded(structure: Structure, element: Mapping[str, Any], form: Response) -> bool:
    outcome = structure.outcome
    if outcome is None or not outcome.failure:
        return outcome is None
    told = {
        field.name: spelled(field, element[field.name])
        for field in structure.fields
        if field.shape == "one" and not field.structure and field.name in element
    }
    draft = Draft(form, "", "", data=told)
    failed = draft.meets(outcome.failure)
    return not failed and (not outcome.success or draft.meets(outcome.success))


def _postback(
    api: Api, callbacks: Callbacks, kind: Postback, sources: Sequence[_Source]
) -> SentPostback:
    group = next(one for one in api.postbacks if kind in one.kinds)
    draft = Draft(callbacks.form, "", callbacks.form.root or "postback")
    if callbacks.topic and group.topic:
        draft.put(callbacks.topic, group.topic)
    draft.put(group.code, kind.code)
    add_result(draft, kind.structure, _fields(group, kind, sources))
    answer = written(draft)
    return SentPostback(kind.structure.name, answer.body, answer.content_type)


def _fields(group: PostbackGroup, kind: Postback, sources: Sequence[_Source]) -> dict[str, Any]:
    """The fields of a postback: as they are known, or else as an example has them, or made up.

    Where an example of the kind leaves out what is optional, so does the postback, unless the
    request has it.
    """
    examples = [one for one in group.examples if one.fields is not None]
    own = next((one.fields for one in examples if one.kind == kind), None)
    example = own or next((one.fields for one in examples), None) or {}
    fields = {**any_result(kind.structure), **example}
    for field in kind.structure.fields:
        known = sources
        if field.optional and own is not None and field.name not in own:
            if _is_time(field):
                continue
            known = sources[-1:]
        found = (_carried(field, *source[field.name]) for source in known if field.name in source)
        usual = fields.get(field.name) if known is sources else None
        value = next((one for one in found if one is not None), usual)
        if value is not None:
            fields[field.name] = _now(field) if _is_time(field) else value
    return fields


def _carried(field: Field, member: Member, value: Any) -> Any:
    """A value of an answer or a request as a postback's field holds it; None if it cannot."""
    if isinstance(member, Field) and (member.type, member.shape) == (field.type, field.shape):
        return value
    shapes, types = {field.shape, member.shape}, {field.scalar, member.scalar}
    if shapes != {"one"} or field.structure or member.structure or not types <= _PLAIN:
        return None
    text = str(value)
    if not has_type(field, text):
        return None
    return float(text) if field.scalar == "number" else text


def _is_time(field: Field) -> bool:
    return field.shape == "one" and field.scalar == "datetime"


def _now(field: Field) -> str:
    zone = None if field.notation.zone == "none" else UTC
    return datetime.now(zone).isoformat(timespec="microseconds")
