"""What the service answers to a request that fails."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from actionspec.mock.answers import empty_code, printed_answer, written_answer
from actionspec.mock.draft import Draft
from actionspec.mock.rewording import reworded
from actionspec.mock.writing import Answer, printed
from actionspec.model import Action, Api, ErrorCode, Notices, Outcome


def refusal(
    api: Api, action: Action | None, error: ErrorCode, message: str | None = None
) -> Answer:
    """The answer of a failed request: the action's own example of the code, if it has one.

    Args:
        api: The API that answers.
        action: The action that was called, if it is known.
        error: The code to answer.
        message: A text to answer instead of the code's own.
    """
    if action and message is None:
        for example in action.examples:
            failure = example.failure
            told = failure.error.code if failure else empty_code(action, example)
            if told == error.code:
                return printed_answer(action, example)
    draft = Draft.of(api, action)
    outcome = (action or api).outcome
    words = {outcome.errors.message: message or filled(error)}
    if outcome.errors.code:
        words = {outcome.errors.code: error.code, **words}
    if draft.form.format != "text" and _tell(draft, outcome, words):
        return written_answer(api, draft)
    return _reworded(api, action, words) or written_answer(api, draft)


def filled(error: ErrorCode, values: Mapping[str, str | int] = MappingProxyType({})) -> str:
    """The message of a code, with values in its placeholders, made up where none is told."""
    made_up = {one.name: "5" if one.type == "integer" else one.name for one in error.placeholders}
    told = {**made_up, **values}
    return re.sub(r"\{(\w+)\}", lambda found: str(told[found[1]]), error.message)


def _tell(draft: Draft, outcome: Outcome, words: Mapping[str, str]) -> bool:
    """Put an error into a draft; whether the draft tells of a failure now."""
    notices = outcome.errors
    places = {_place(draft, notices, name): text for name, text in words.items()}
    for place, text in places.items():
        draft.put(place, text)
    where = [replace(one, field=_place(draft, notices, one.field)) for one in notices.where]
    draft.meet(where, keep=places)
    return draft.meet(outcome.failure, keep=places)


def _place(draft: Draft, notices: Notices, name: str) -> str:
    """Where the first error has a field."""
    place = notices.at or ""
    if "{field}" in place:
        place = place.replace("{field}", name)
    else:
        place = f"{place}/{name}" if place else name
    return place.replace("{i}", str(draft.form.lists.first))


def _reworded(api: Api, action: Action | None, words: Mapping[str, str]) -> Answer | None:
    """The answer of a failed example, with other words in it where that is possible."""
    form = (action or api).response.format
    owners = [action] if action else []
    owners += [one for one in api.actions if one.response.format == form]
    examples = [(owner, one) for owner in owners for one in owner.examples if one.failure]
    for owner, example in examples:
        if text := reworded(owner.response, example.response, words):
            return printed(text, example.http_status, form)
    return printed_answer(*examples[0]) if examples else None
