"""What is wrong with the way answers are read: their form, and how they tell an outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.check.wire import map_problems, own_answer_lists
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean

_ONLY_IN = {
    "root": ("xml", "json"),
    "keyed": ("xml",),
    "patterns": ("text",),
    "each_line": ("text",),
    "lists": ("xml", "json", "lines", "form", "text"),
    "envelope": ("xml", "json"),
}
_FLAT = ("lines", "form", "text")
_TESTS = ("equals", "above", "matches", "present", "absent")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an answer, as far as it decides which fields there can be."""

    format: str
    groups: frozenset[str] | None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Form:
        """The form that a response describes."""
        groups: set[str] | None = None
        if data.get("format") == "text":
            groups = {"*"} if data.get("each_line") else set()
            for pattern in data.get("patterns", ()):
                groups.update(re.findall(r"\(\?P<(\w+)>", pattern))
        return cls(data.get("format", "xml"), None if groups is None else frozenset(groups))


def response_problems(response: Place, merged: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with the form of an answer.

    Args:
        response: What an API or an action says of it.
        merged: The same, with what an action takes over from its API.
    """
    form = merged.get("format", "xml")
    for key, formats in _ONLY_IN.items():
        if key in response and form not in formats:
            message = f'"{key}" has no meaning in an answer of format {form}'
            yield response[key].problem(message, "take it away", at_key=True)
    if form == "text" and "patterns" not in merged:
        hint = "add patterns: with a regular expression for each form that the text has"
        yield response.problem("nothing takes the text apart", hint, at_key=True)
    for pattern in response.elements("patterns"):
        yield from _pattern_problems(pattern)
        if "(?P<" not in pattern.data:
            hint = "name what matters: (?P<code>[0-9]+)"
            yield pattern.problem("the pattern gives no field", hint)
    if "lists" in response:
        yield from own_answer_lists(response["lists"])
    if "maps" in response:
        yield from map_problems(response["maps"])


def _pattern_problems(pattern: Place) -> Iterator[Problem]:
    try:
        re.compile(pattern.data)
    except (re.error, OverflowError, RecursionError) as error:
        yield pattern.problem(f"this is no regular expression: {error}", "see Python's re module")


def path_problems(place: Place, form: Form, path: str) -> Iterator[Problem]:
    """What is wrong with a path, seen from the top of an answer."""
    if path.startswith("$"):
        formats = {"$root": ("xml", "json"), "$text": ("text",)}.get(path, (form.format,))
        if form.format not in formats:
            yield place.problem(f"an answer of format {form.format} has no {path}", "take it away")
        return
    if "@" in path and form.format != "xml":
        hint = "write the name without the @"
        yield place.problem(f"an answer of format {form.format} has no attributes", hint)
    elif "/" in path and form.format in _FLAT:
        hint = "its fields stand beside each other; write the last name alone"
        yield place.problem(f"an answer of format {form.format} has nothing inside", hint)
    elif form.groups is not None and path not in form.groups:
        hint = did_you_mean(path, form.groups) or f"add (?P<{path}>...) to a pattern"
        yield place.problem(f'no pattern has the group "{path}"', hint)


def outcome_problems(outcome: Place, merged: dict[str, Any], form: Form) -> Iterator[Problem]:
    """What is wrong with how an answer tells its outcome.

    Args:
        outcome: What an API or an action says of it.
        merged: The same, with what an action takes over from its API.
        form: The form of the answer.
    """
    for kind in ("failure", "success", "partial"):
        for condition in outcome.elements(kind):
            yield from condition_problems(condition)
            yield from path_problems(condition["field"], form, condition.data["field"])
            if re.search(r"\{\w+\}", condition.data["field"]):
                hint = "write one of the names that it stands for, like Err1"
                yield condition["field"].problem("a condition looks at one field", hint)
            if kind == "failure" and "{action}" in str(condition.get("equals", "")):
                hint = "write the value itself"
                yield condition["equals"].problem("only a success can hold {action}", hint)
    for key in ("failure", "success"):
        if not merged.get(key):
            yield outcome.problem(f"there is no condition of {key}", f"add {key}:", at_key=True)
    yield from _notice_problems(outcome, merged, form, "errors")
    if "warnings" in outcome:
        warnings = outcome["warnings"]
        inner = {"errors": warnings.get("at", merged.get("errors")), **warnings.data}
        if inner["errors"] is None:
            hint = "add at: with the element of one warning"
            yield warnings.problem("nothing says where warnings stand", hint, at_key=True)
        yield from _notice_problems(warnings, inner, form, "at")


def _notice_problems(
    notices: Place, merged: dict[str, Any], form: Form, key: str
) -> Iterator[Problem]:
    at = merged.get("errors")
    if key in notices:
        yield from _element_problems(notices[key], form)
    if "where" in notices and at is None:
        hint = "add errors: with the element of one error"
        yield notices["where"].problem("nothing says where errors stand", hint, at_key=True)
    for condition in notices.elements("where"):
        yield from condition_problems(condition)
    for name in ("code", "message"):
        if name in notices and at is None:
            if notices.data[name] == ".":
                hint = "write the field that holds it"
                yield notices[name].problem("the whole answer has no text of its own", hint)
            yield from path_problems(notices[name], form, notices.data[name])


def _element_problems(place: Place, form: Form) -> Iterator[Problem]:
    if place.data.startswith("$") or place.data == ".":
        yield place.problem(f'"{place.data}" is no element', "name the element of one error")
    elif form.groups is None:
        yield from path_problems(place, form, place.data)


def condition_problems(condition: Place) -> Iterator[Problem]:
    """What is wrong with one condition, wherever it stands."""
    tests = [test for test in _TESTS if test in condition]
    if len(tests) > 1:
        hint = "write two conditions, or keep one of the two"
        message = f'"{tests[0]}" and "{tests[1]}" stand in one condition'
        yield condition[tests[1]].problem(message, hint, at_key=True)
    if "matches" in condition:
        yield from _pattern_problems(condition["matches"])
