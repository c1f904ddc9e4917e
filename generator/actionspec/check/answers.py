"""What is wrong with the way answers are read: their form, and how they tell an outcome."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

from actionspec.check.blow_up import blow_up, too_many_groups
from actionspec.check.forms import Form, inner_problems, path_problems
from actionspec.check.known import twice
from actionspec.check.layouts import answer_list_problems, answer_map_problems
from actionspec.problem import Problem
from actionspec.source import Place

_ONLY_IN = {
    "root": ("xml", "json"),
    "keyed": ("xml",),
    "patterns": ("text",),
    "each_line": ("text",),
    "maps": ("xml", "json"),
    "envelope": ("xml", "json"),
}
_TESTS = ("equals", "above", "matches", "present", "absent")


def response_problems(response: Place, form: Form) -> Iterator[Problem]:
    """What is wrong with the form of an answer.

    Args:
        response: What an API or an action says of it.
        form: The same, with what an action takes over from its API.
    """
    for key, formats in _ONLY_IN.items():
        if key in response and form.format and form.format not in formats:
            message = f'"{key}" has no meaning in an answer of format {form.format}'
            yield response[key].problem(
                message, "take it away", at_key=True, code="meaningless-key"
            )
    if form.format == "text" and "patterns" not in form.data:
        hint = "add patterns: with a regular expression for each form that the text has"
        yield response.problem(
            "nothing takes the text apart", hint, at_key=True, code="pattern-without-use"
        )
    for pattern in response.elements("patterns"):
        yield from _pattern_problems(pattern)
        if "(?P<" not in pattern.data:
            hint = "name what matters: (?P<code>[0-9]+)"
            yield pattern.problem("the pattern gives no field", hint, code="pattern-without-use")
    for key in ("root", "envelope"):
        if key in response and form.format == "xml":
            yield from inner_problems(response[key], Form({"format": "xml"}), response.data[key])
    if "keyed" in response:
        yield from _keyed_problems(response["keyed"])
    if "lists" in response:
        yield from answer_list_problems(response["lists"], form)
    if "maps" in response and not form.flat:
        yield from answer_map_problems(response["maps"])


def _keyed_problems(keyed: Place) -> Iterator[Problem]:
    """The elements that would say two kinds of value."""
    elements = [keyed["entry"]]
    for kind in ("structures", "lists", "values"):
        elements += keyed.elements(kind)
    places = ((element.data, element) for element in elements)
    yield from twice(places, lambda name: f'"{name}" stands for two kinds of value')


def _pattern_problems(pattern: Place) -> Iterator[Problem]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern.data)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        yield pattern.problem(
            f"this is no regular expression: {error}", "see Python's re module", code="bad-pattern"
        )
        return
    if found := blow_up(pattern.data) or too_many_groups(pattern.data):
        yield pattern.problem(found.message, found.hint, code="slow-pattern")


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
                yield condition["field"].problem(
                    "a condition looks at one field", hint, code="unfit-condition"
                )
            if kind == "failure" and "{action}" in str(condition.get("equals", "")):
                hint = "write the value itself"
                yield condition["equals"].problem(
                    "only a success can hold {action}", hint, code="unfit-condition"
                )
            if kind == "success" and condition.data in merged.get("failure", ()):
                hint = "failure is looked for first; say what only a success has"
                yield condition.problem(
                    "this is a condition of failure too", hint, code="unfit-condition"
                )
            if kind == "failure" and condition.data["field"] == "$root":
                yield from _root_problems(condition, form)
    successes = merged.get("success", ())
    told = not successes or any(not one.get("absent") for one in successes)
    if form.format == "xml" and not form.data.get("root") and not told:
        hint = "add root: to `response`, or name a field that a success has"
        key = "success" if "success" in outcome else next(iter(outcome.keys))
        yield outcome[key].problem(
            "any page of HTML would be a success", hint, at_key=True, code="page-is-success"
        )
    yield from _notice_problems(outcome, merged.get("errors"), form, "errors")
    if "warnings" in outcome:
        notices = outcome["warnings"]
        yield from _notice_problems(notices, notices.get("at", merged.get("errors")), form, "at")


def inherited_problems(
    response: Place, own: dict[str, Any], usual: dict[str, Any], forms: tuple[Form, Form]
) -> Iterator[Problem]:
    """What an API says of outcomes that the answers of an action cannot tell.

    Args:
        response: What the action says of the form of its answers.
        own: What it says of outcomes.
        usual: What the API says of outcomes.
        forms: The form of the API's answers and that of the action's.
    """
    paths = {
        key: [one["field"] for one in usual[key] if not one.get("absent")]
        for key in ("failure", "success")
    }
    paths |= {key: [usual[key]] for key in ("errors", "code", "message") if key in usual}
    impossible: dict[str, str] = {}
    for key in {*paths} - {*own}:
        inside = key in {"code", "message"} and "errors" in usual
        judge = inner_problems if inside else path_problems
        now = [[*judge(response, forms[1], path)] for path in paths[key]]
        before = [problem for path in paths[key] for problem in judge(response, forms[0], path)]
        if now and all(now) and not before:
            impossible[key] = now[0][0].message
    if impossible:
        told = ", ".join(key for key in paths if key in impossible)
        message = next(impossible[key] for key in paths if key in impossible)
        hint = f"add outcome: with {told} of this action's answers"
        message = f"the API tells {told} by what this answer lacks: {message}"
        yield response.problem(message, hint, at_key=True, code="inherited-outcome")


def _root_problems(condition: Place, form: Form) -> Iterator[Problem]:
    """Whether the root element that tells of a failure is that of every answer."""
    wanted = condition.get("equals", [])
    if form.data.get("root") in ([wanted] if isinstance(wanted, str) else wanted):
        hint = "name the root that a failure has instead, or what else it has"
        yield condition["equals"].problem(
            "every answer has this root", hint, code="unfit-condition"
        )


def _notice_problems(notices: Place, at: str | None, form: Form, key: str) -> Iterator[Problem]:
    """What is wrong with the place of errors or warnings, whose element has a key of its own."""
    if key in notices:
        yield from _element_problems(notices[key], form)
    if "where" in notices and at is None:
        hint = f"add {key}: with the element of one"
        yield notices["where"].problem(
            "nothing says where these stand", hint, at_key=True, code="no-place"
        )
    places = [notices[name] for name in ("code", "message") if name in notices]
    for condition in notices.elements("where"):
        yield from condition_problems(condition)
        places.append(condition["field"])
    for place in places:
        if at is None:
            yield from path_problems(place, form, place.data)
        elif form.flat and at != "*" and ("{field}" in at) == (place.data == "."):
            wanted = "the name of a field" if "{field}" in at else '"."'
            what = "several fields" if "{field}" in at else "a single text"
            yield place.problem(
                f'"{at}" stands for {what}', f"write {wanted} here", code="wrong-place"
            )
        else:
            yield from (path_problems if at == "*" else inner_problems)(place, form, place.data)


def _element_problems(place: Place, form: Form) -> Iterator[Problem]:
    if place.data.startswith("$") or place.data == ".":
        yield place.problem(
            f'"{place.data}" is no element', "name the element of one error", code="wrong-place"
        )
    else:
        yield from path_problems(place, form, place.data)


def condition_problems(condition: Place) -> Iterator[Problem]:
    """What is wrong with one condition, wherever it stands."""
    tests = [test for test in _TESTS if test in condition]
    if len(tests) > 1:
        hint = "write two conditions, or keep one of the two"
        message = f'"{tests[0]}" and "{tests[1]}" stand in one condition'
        yield condition[tests[1]].problem(message, hint, at_key=True, code="contradiction")
    if "matches" in condition:
        yield from _pattern_problems(condition["matches"])
        if "{action}" in condition.data["matches"]:
            hint = "write equals: with it, or a pattern for all names"
            yield condition["matches"].problem(
                "a pattern cannot hold {action}", hint, code="unfit-condition"
            )
    if "equals" in condition:
        yield from _value_problems(condition["equals"], condition.data["field"])


def _value_problems(equals: Place, path: str) -> Iterator[Problem]:
    several = isinstance(equals.data, list)
    for value in [equals[index] for index in range(len(equals.data))] if several else [equals]:
        if path == "$status" and not re.fullmatch(r"[1-5][0-9][0-9]", value.data):
            hint = 'write one like "404", or matches: with a pattern like 4..'
            yield value.problem(f'"{value.data}" is no HTTP status', hint, code="unfit-condition")
        if path == "$root" and ":" in value.data:
            hint = f"write {value.data.rpartition(':')[2]}"
            yield value.problem("the root is read without its prefix", hint, code="prefixed-name")
