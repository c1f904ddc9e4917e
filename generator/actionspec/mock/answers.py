"""Answers as they go back: those that an example prints, and those that are made up."""

from __future__ import annotations

import re

from actionspec.mock.draft import Draft
from actionspec.mock.keyed import element_names
from actionspec.mock.writing import Answer, printed, written
from actionspec.model import Action, Api, Example


def printed_answer(action: Action, example: Example) -> Answer:
    """The answer of an example, as it was printed."""
    return printed(example.response, example.http_status, action.response.format)


def written_answer(api: Api, draft: Draft) -> Answer:
    """A draft, written like the examples of its API."""
    examples = (one.response for action in api.actions for one in action.examples)
    return written(draft, element_names(examples) if draft.form.keyed else frozenset())


def empty_code(action: Action, example: Example) -> str | None:
    """The code that an example prints for an empty result; None where its answer is no failure."""
    several = (field.name for field in action.result.fields if field.shape != "one")
    if example.result is None or any(map(example.result.get, several)):
        return None
    return next(
        (one for one in action.outcome.empty if re.search(_word(one), example.response)), None
    )


def _word(code: str) -> str:
    return rf"(?<!\w){re.escape(code)}(?!\w)"
