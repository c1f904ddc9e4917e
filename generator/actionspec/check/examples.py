"""What is wrong with an example: its names, and the types of its values."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import SCALARS, Known, code_problems, twice
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean


def example_names(action: Place) -> Iterator[Problem]:
    """The examples of an action that have the same name."""
    names = ((str(example.get("name")), example) for example in action.elements("examples"))
    yield from twice(names, lambda name: f'two examples are called "{name}"')


def example_problems(example: Place, action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one example."""
    parameters = action.get("parameters", {})
    for name, value in example.members("request"):
        if name not in parameters:
            hint = did_you_mean(name, parameters)
            yield value.problem(f'this action has no parameter "{name}"', hint, at_key=True)
        else:
            yield from _value_problems(value, parameters[name].get("type", "string"))
    for name, wire in example.members("wire"):
        if name not in known.transports:
            hint = did_you_mean(name, known.transports)
            yield wire.problem(f'there is no transport "{name}"', hint, at_key=True)
        if "request" not in example:
            yield wire.problem("a request as text needs its parameters too", "add request:")
    if ("result" in example) == ("failure" in example):
        hint = "add `result` for a success, `failure` for an error"
        yield example.problem("an answer means a result or a failure", hint)
    if "failure" in example:
        yield from code_problems(example["failure"]["code"], known)
    if "result" in example:
        yield from _result_problems(example["result"], action, "returns", known)


def _result_problems(value: Place, owner: Place, key: str, known: Known) -> Iterator[Problem]:
    if not isinstance(value.data, dict):
        yield value.problem("a structure stands here as a mapping")
        return
    fields = dict(owner.members(key))
    for name, inner in value.items():
        if name not in fields:
            hint = did_you_mean(name, fields)
            yield inner.problem(f'the result has no field "{name}"', hint, at_key=True)
            continue
        kind = fields[name].get("list_of") or fields[name].get("type", "string")
        if "list_of" not in fields[name]:
            elements = [inner]
        elif isinstance(inner.data, list):
            elements = list(value.elements(name))
        else:
            yield inner.problem(f'"{name}" is a list', "put a dash before each element")
            continue
        for element in elements:
            if kind in known.structures:
                yield from _result_problems(element, known.structures[kind], "fields", known)
            elif kind in SCALARS:
                yield from _value_problems(element, kind)
    for name, described in fields.items():
        if name not in value.data and not described.get("optional") and "list_of" not in described:
            hint = "write it, or add optional: true to the field"
            yield value.problem(f'the field "{name}" is missing', hint, at_key=True)


def _value_problems(value: Place, kind: str) -> Iterator[Problem]:
    fits = {
        "string": isinstance(value.data, str),
        "integer": isinstance(value.data, int) and not isinstance(value.data, bool),
        "number": isinstance(value.data, int | float) and not isinstance(value.data, bool),
    }
    if not fits.get(kind, True):
        hint = "put quotes around it" if kind == "string" else "write it without quotes"
        yield value.problem(f"{value.data!r} is not of type {kind}", hint)
