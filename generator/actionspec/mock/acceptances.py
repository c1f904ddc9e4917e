"""What the service answers to a request that succeeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from actionspec.mock.answers import empty_code, printed_answer, written_answer
from actionspec.mock.draft import Draft
from actionspec.mock.results import add_result, any_result
from actionspec.mock.writing import Answer
from actionspec.model import Action, Api, Example, Structure

Renew = Callable[[Structure, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The answer of a successful request.

    Attributes:
        result: The fields of the result, by their Python names, as an example tells them; None
            where the answer says that there is nothing.
    """

    answer: Answer
    result: Mapping[str, Any] | None


def acceptance(
    api: Api, action: Action, values: Mapping[str, Any], renew: Renew | None = None
) -> Acceptance:
    """The answer of a successful request: that of the example most like it.

    A field that has the name and the type of a parameter gets the value that was sent.

    Args:
        api: The API.
        action: The action that was called.
        values: What was sent, by Python names.
        renew: Gives a result other ids, if whatever is created should have one of its own.
    """
    renew = renew or _as_told
    example = _closest(action, values)
    if example is None:
        made_up = renew(action.result, any_result(action.result))
        echoed = _echoed(action, values)
        draft, result = _draft(api, action, 200, made_up, echoed)
        draft.meet(action.outcome.success)
        return Acceptance(written_answer(api, draft), result)
    if not empty_code(action, example) and action.response.format != "text":
        told = renew(action.result, example.result or {})
        draft, result = _draft(api, action, example.http_status, told, _echoed(action, values))
        if draft.meets(action.outcome.success) or draft.meet(action.outcome.success):
            return Acceptance(written_answer(api, draft), result)
    return as_printed(action, example)


def as_printed(action: Action, example: Example) -> Acceptance:
    """The answer of an example, as it was printed."""
    result = None if empty_code(action, example) else example.result
    return Acceptance(printed_answer(action, example), result)


def _as_told(_: Structure, result: Mapping[str, Any]) -> Mapping[str, Any]:
    return result


def _draft(
    api: Api, action: Action, status: int, told: Mapping[str, Any], echoed: Mapping[str, Any]
) -> tuple[Draft, Mapping[str, Any]]:
    draft = Draft.of(api, action)
    draft.status = status
    result = {**told, **echoed}
    add_result(draft, action.result, result)
    # What was sent must not make the answer a failure.
    if echoed and draft.meets(action.outcome.failure):
        return _draft(api, action, status, told, {})
    return draft, result


def _closest(action: Action, values: Mapping[str, Any]) -> Example | None:
    """The example most like a request; one without elements only where the request is its own."""

    def likeness(example: Example) -> tuple[bool, int, bool]:
        names, same = _likeness(example, values)
        return same or not empty_code(action, example), names, same

    accepted = (one for one in action.examples if one.result is not None)
    return max(accepted, key=likeness, default=None)


def _likeness(example: Example, values: Mapping[str, Any]) -> tuple[int, bool]:
    """How much an example looks like a request: by its parameters, then by all their values."""
    request = example.request or {}
    given, other = {name for name, value in values.items() if value}, set(request)
    same = given == other and all(str(values[name]) == str(request[name]) for name in given)
    return len(given & other) - len(given ^ other), same


def _echoed(action: Action, values: Mapping[str, Any]) -> dict[str, Any]:
    types = {
        one.name: one.type
        for one in action.parameters
        if one.shape == "one" and one.scalar in {"string", "integer"} and values.get(one.name)
    }
    # A token that led to this page would lead to it again.
    token = action.pages and action.pages.field
    return {
        field.name: values[field.name]
        for field in action.result.fields
        if field.shape == "one" and field != token and types.get(field.name) == field.type
    }
