"""What is wrong with the steps of a script: unknown names, keys that do not go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from actionspec.model import Action, Api, ErrorCode, ResponseFormat
from actionspec.problem import Problem, did_you_mean
from actionspec.schema import schema_problems
from actionspec.source import Document, Place

# What cannot stand beside a fault, and why.
_AGAINST_FAULT = {
    "drop": (("code", "example", "status", "retry_after"), "nothing is answered then"),
    "lose": (("status", "retry_after"), "nothing is answered then"),
    "html": (("code", "example"), "the answer is a page then"),
}

# The formats that an answer can have with these faults.
_FORMATS: dict[str, tuple[ResponseFormat, ...]] = {"deep": ("xml", "json"), "dtd": ("xml",)}


def script_problems(document: Document, api: Api) -> Iterator[Problem]:
    """What keeps a script from being played to an API."""
    found = list(schema_problems(document))
    yield from found
    if not found:
        for step in Place(document, (), document.data).elements("steps"):
            yield from _step_problems(step, api)


def fits(fault: str | None, form: ResponseFormat) -> bool:
    """Whether an answer of a format can have a fault."""
    return form in _FORMATS.get(fault or "", (form,))


def _step_problems(step: Place, api: Api) -> Iterator[Problem]:
    actions = {one.action: one for one in api.actions}
    errors = {one.code: one for one in api.errors}
    yield from _unknown(step, "action", actions)
    yield from _unknown(step, "code", errors)
    name = step.get("action")
    meant = [one for one in api.actions if name in {None, one.action}]
    if meant:
        yield from _example_problems(step, meant)
        yield from _format_problems(step, meant)
    yield from _number_problems(step)
    yield from _value_problems(step, errors.get(step.get("code", "")))
    yield from _clashes(step)


def _unknown(step: Place, key: str, known: Iterable[str]) -> Iterator[Problem]:
    if key in step and step.get(key) not in known:
        name = step.get(key)
        yield step[key].problem(
            f"there is no {key} '{name}'", did_you_mean(name, known), code="unknown-in-script"
        )


def _example_problems(step: Place, actions: list[Action]) -> Iterator[Problem]:
    names = [example.name for action in actions for example in action.examples]
    if "action" in step and "example" in step and step.get("example") not in names:
        name = step.get("example")
        message = f"{actions[0].action} has no example '{name}'"
        yield step["example"].problem(message, did_you_mean(name, names), code="unknown-in-script")
    else:
        yield from _unknown(step, "example", names)


def _format_problems(step: Place, actions: list[Action]) -> Iterator[Problem]:
    fault = step.get("fault")
    if not any(fits(fault, one.response.format) for one in actions):
        formats = " and ".join(_FORMATS[fault]).upper()
        yield step["fault"].problem(f"{fault} is for answers in {formats}", code="unfit-step")


def _number_problems(step: Place) -> Iterator[Problem]:
    """Numbers that JSON Schema takes for whole ones, and what is no number at all."""
    for key in ("status", "times", "retry_after"):
        if isinstance(step.get(key), float):
            yield step[key].problem(
                f"{key} is a whole number", "write it without a point", code="unfit-step"
            )
    if isinstance(step.get("delay"), float) and not isfinite(step.data["delay"]):
        yield step["delay"].problem("delay is a number of seconds", "like 0.5", code="unfit-step")


def _value_problems(step: Place, error: ErrorCode | None) -> Iterator[Problem]:
    if "values" in step and "code" not in step:
        yield step["values"].problem(
            "these values have no code",
            "name the code whose message holds them",
            at_key=True,
            code="unfit-step",
        )
    if error is None:
        return
    types = {one.name: one.type for one in error.placeholders}
    for name, place in step.members("values"):
        if name not in types:
            message = f"the message of {error.code} has no {{{name}}}"
            yield place.problem(
                message, did_you_mean(name, types), at_key=True, code="unknown-in-script"
            )
        elif types[name] == "integer" and not isinstance(place.data, int):
            yield place.problem(
                f"{name} is a whole number", "take the quotes away", code="unfit-step"
            )


def _clashes(step: Place) -> Iterator[Problem]:
    if "code" in step and "example" in step:
        message = "a code and an example cannot both be answered"
        yield step["example"].problem(message, "keep one of them", at_key=True, code="unfit-step")
    refused, reason = _AGAINST_FAULT.get(step.get("fault", ""), ((), ""))
    for key in refused:
        if key in step:
            message = f'"{key}" cannot stand beside fault: {step.get("fault")}'
            yield step[key].problem(message, reason, at_key=True, code="unfit-step")
    for key in step.keys:
        if "ok" in step and key not in {"ok", "action", "times", "delay"}:
            message = f'"{key}" cannot stand beside ok: true'
            yield step[key].problem(message, "keep one of them", at_key=True, code="unfit-step")
