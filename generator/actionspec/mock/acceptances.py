"""What the service answers to a request that succeeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionspec.mock.answers import printed_answer, written_answer
from actionspec.mock.draft import Draft
from actionspec.mock.results import add_result, any_result
from actionspec.mock.writing import Answer
from actionspec.model import Action, Api, Example


def acceptance(api: Api, action: Action, values: Mapping[str, Any]) -> Answer:
    """The answer of a successful request: that of the example most like it.

    A field that has the name and the type of a parameter gets the value that was sent.
    """
    examples = [one for one in action.examples if one.result is not None]
    example = max(examples, key=lambda one: _likeness(one, values), default=None)
    if example is None:
        draft = _draft(api, action, 200, any_result(action.result), _echoed(action, values))
        draft.meet(action.outcome.success)
        return written_answer(api, draft)
    if action.response.format != "text":
        result = example.result or {}
        draft = _draft(api, action, example.http_status, result, _echoed(action, values))
        if draft.meets(action.outcome.success) or draft.meet(action.outcome.success):
            return written_answer(api, draft)
    return printed_answer(action, example)


def _draft(
    api: Api, action: Action, status: int, result: Mapping[str, Any], echoed: Mapping[str, Any]
) -> Draft:
    draft = Draft.of(api, action)
    draft.status = status
    add_result(draft, action.result, {**result, **echoed})
    # What was sent must not make the answer a failure.
    if echoed and draft.meets(action.outcome.failure):
        return _draft(api, action, status, result, {})
    return draft


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
