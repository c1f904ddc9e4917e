"""What the service would answer: an example's answer, or one that is made up from the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from actionspec.model import Action, Api, Condition, ErrorCode, Example, Field, Structure

_MADE_UP = {"string": "text", "integer": "1", "number": "1.5"}


def refusal(api: Api, action: Action | None, error: ErrorCode, message: str | None = None) -> bytes:
    """The answer of a failed request: the action's own example of the code, if it has one.

    Args:
        api: The API that answers.
        action: The action that was called, if it is known.
        error: The code to answer.
        message: A text to answer instead of the code's own.
    """
    for example in action.examples if action and message is None else ():
        if example.failure and example.failure.error == error:
            return example.response.encode()
    message = message or _filled(error)
    root = ElementTree.Element(api.response.root)
    _add_told(root, api.outcome.failure)
    for name, text in ((api.outcome.code, error.code), (api.outcome.message, message)):
        if root.find(name) is None:
            ElementTree.SubElement(root, name).text = text
        else:
            _only(root, name).text = text
    return _document(root)


def _filled(error: ErrorCode) -> str:
    values = {one.name: "5" if one.type == "integer" else one.name for one in error.placeholders}
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], error.message)


def acceptance(api: Api, action: Action, values: Mapping[str, str]) -> bytes:
    """The answer of a successful request: that of the example most like it.

    A field that has the name and the type of a parameter gets the value that was sent.
    """
    given = {name for name, value in values.items() if value}
    examples = sorted(
        action.successes, key=lambda example: -_likeness(given, set(example.request or ()))
    )
    result = dict(examples[0].result or {}) if examples else _made_up(action.result)
    types = {one.name: one.type for one in action.parameters if one.name in given}
    echoed = {
        field.name: values[field.name]
        for field in action.result.fields
        if not field.repeated and types.get(field.name) == field.type
    }
    root = ElementTree.Element(api.response.root)
    _add_fields(root, action.result, {**result, **echoed})
    if not any(_holds(root, one) for one in action.success):
        _add_told(root, action.success)
    return _document(root)


def example_answer(action: Action, name: str) -> Example | None:
    """The action's example of a name."""
    return next((example for example in action.examples if example.name == name), None)


def _likeness(given: set[str], other: set[str]) -> int:
    return len(given & other) - len(given ^ other)


def _made_up(structure: Structure) -> dict[str, Any]:
    return {field.name: _made_up_value(field) for field in structure.fields if not field.optional}


def _made_up_value(field: Field) -> Any:
    value = _made_up(field.structure) if field.structure else _MADE_UP[str(field.type)]
    return [value] if field.repeated else value


def _add_fields(
    parent: ElementTree.Element, structure: Structure, result: Mapping[str, Any]
) -> None:
    for field in structure.fields:
        if field.name not in result:
            continue
        for value in result[field.name] if field.repeated else [result[field.name]]:
            child = ElementTree.SubElement(parent, field.wire)
            if field.structure:
                _add_fields(child, field.structure, value)
            else:
                child.text = str(value)


def _add_told(root: ElementTree.Element, conditions: tuple[Condition, ...]) -> None:
    """Make one condition hold: the first that names a value, else the first."""
    told = next((one for one in conditions if one.equals is not None), conditions[0])
    element = root.find(told.field)
    if element is None:
        element = ElementTree.SubElement(root, told.field)
    element.text = told.equals or _MADE_UP["string"]


def _holds(root: ElementTree.Element, condition: Condition) -> bool:
    elements = root.findall(condition.field)
    return bool(elements) and condition.equals in {None, *(one.text for one in elements)}


def _only(root: ElementTree.Element, name: str) -> ElementTree.Element:
    return next(child for child in root if child.tag == name)


def _document(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root, "    ")
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
