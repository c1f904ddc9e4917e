"""Python source text: literals, docstrings, annotations and conditions, each safe anywhere."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from actionspec.filters.requests import LimitCheck, PresenceCheck
from actionspec.model import Action, Condition, Example, Field, Parameter, Placeholder
from actionspec.names import snake_case

WIDTH = 100
"""Columns of a generated line."""

SHORT_LINE = 72
"""Columns of a line in an example for readers."""

_TYPES = {"string": "str", "integer": "int", "number": "float"}
_READERS = {"string": "fields.string", "integer": "fields.integer", "number": "fields.number"}


def literal(value: str | float | tuple[str, ...] | None) -> str:
    """A value as a Python literal, a text in double quotes as black writes it."""
    if isinstance(value, tuple):
        return (
            "("
            + ", ".join(literal(item) for item in value)
            + ("," if len(value) == 1 else "")
            + ")"
        )
    if not isinstance(value, str):
        return repr(value)
    text = repr(str(value))
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def long_literal(text: str) -> str:
    """Text as a literal that is split over several lines where it is long."""
    width = WIDTH - 20
    pieces = [text[start : start + width] for start in range(0, len(text), width)]
    if len(pieces) < len("ab"):
        return literal(text)
    return "(\n" + "\n".join(literal(piece) for piece in pieces) + "\n)"


def docstring(text: str, indent: int = 0) -> str:
    """Free text inside a docstring: wrapped, escaped, further lines indented.

    Args:
        text: The text. Blank lines separate its paragraphs.
        indent: Columns before every line but the first.
    """
    space = " " * indent
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    # The first line also holds the opening quotes, the last one may hold the closing ones.
    quotes = '"""'
    filled = textwrap.fill(quotes + paragraphs[0] + quotes, WIDTH - indent, **_UNBROKEN)
    first = filled.removeprefix(quotes).removesuffix(quotes).rstrip()
    others = [textwrap.fill(part, WIDTH - indent, **_UNBROKEN) for part in paragraphs[1:]]
    return textwrap.indent(_escape("\n\n".join([first, *others])), space).lstrip(" ")


def entry(text: str, name: str, indent: int) -> str:
    """A `name: text` line of a docstring's section, wrapped with a hanging indent."""
    space = " " * indent
    line = f"{name}: {' '.join(text.split())}"
    return _escape(
        textwrap.fill(
            line, WIDTH, initial_indent=space, subsequent_indent=space + "    ", **_UNBROKEN
        )
    )


_UNBROKEN: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def _escape(text: str) -> str:
    plain = "".join(
        c if c == "\n" or (c.isprintable() and c != "\\") else c.encode("unicode_escape").decode()
        for c in text
    )
    # No quotes in a row, and none before the closing ones.
    return re.sub(r'"(?="|\Z)', r'\\"', plain)


def annotation(value: Parameter | Field | Placeholder) -> str:
    """The type of a parameter, field or placeholder as an annotation."""
    if not isinstance(value, Field):
        return _TYPES[value.type]
    inner = value.structure.name if value.structure else _TYPES[str(value.type)]
    if value.repeated:
        return f"tuple[{inner}, ...]"
    return inner + (" | None" if value.optional else "")


def condition(check: PresenceCheck | LimitCheck) -> str:
    """A check as a condition on the fields of `self`."""
    if isinstance(check, LimitCheck):
        value = f"self.{check.parameter.name}"
        test = {
            "max_length": f"len({value}) > {check.limit!r}",
            "minimum": f"{value} < {check.limit!r}",
            "maximum": f"{value} > {check.limit!r}",
        }[check.kind]
        return test if check.parameter.required else f"{value} is not None and {test}"
    match check.kind:
        case "none":
            return " and ".join(_absent(parameter) for parameter in check.parameters)
        case "first_only":
            first, second = check.parameters
            return f"{_given(first)} and {_absent(second)}"
        case "several":
            given = [_given(parameter) for parameter in check.parameters]
            if len(given) == len("ab"):
                return " and ".join(given)
            return " + ".join(_as_number(parameter) for parameter in check.parameters) + " > 1"


def _absent(parameter: Parameter) -> str:
    if parameter.type == "string":
        return f"not self.{parameter.name}"
    if parameter.required:
        return f"self.lacks({literal(parameter.name)})"
    return f"self.{parameter.name} is None"


def _given(parameter: Parameter) -> str:
    if parameter.type == "string":
        return f"self.{parameter.name}"
    return f"self.{parameter.name} is not None"


def _as_number(parameter: Parameter) -> str:
    given = _given(parameter)
    return f"bool({given})" if parameter.type == "string" else f"({given})"


def holds(conditions: tuple[Condition, ...]) -> str:
    """Conditions on the fields of `answer`, of which one has to hold."""
    return " or ".join(
        (
            f"fields.has(answer, {literal(one.field)})"
            if one.equals is None
            else f"fields.has(answer, {literal(one.field)}, {literal(one.equals)})"
        )
        for one in conditions
    )


def holds_for_self(conditions: tuple[Condition, ...]) -> str:
    """Conditions on the fields of `self`, of which one has to hold."""
    return " or ".join(
        (
            f"fields.tells(self.{one.field})"
            if one.equals is None
            else f"fields.tells(self.{one.field}, {literal(one.equals)})"
        )
        for one in conditions
    )


def reader(field: Field) -> str:
    """The expression that reads a field out of `answer`."""
    at = f"answer, {literal(field.wire)}"
    if field.structure:
        name = "structures" if field.repeated else "structure"
        prefix = "maybe_" if field.optional and not field.repeated else ""
        return f"fields.{prefix}{name}({at}, read_{snake_case(field.structure.name)})"
    read = _READERS[str(field.type)]
    if field.repeated:
        return f"fields.texts({at}, {read})"
    if field.type == "string":
        return f"fields.{'optional' if field.optional else 'text'}({at})"
    if field.optional:
        return f"fields.maybe({at}, {read})"
    return f"{read}(fields.text({at}))"


def python_call(example: Example, action: Action) -> str:
    """The call of `client` that sends an example's request, wrapped where it is long."""
    arguments = [f"{name}={literal(value)}" for name, value in (example.request or {}).items()]
    line = f"client.{action.name}({', '.join(arguments)})"
    if len(line) <= SHORT_LINE:
        return line
    return f"client.{action.name}(\n" + "".join(f"    {one},\n" for one in arguments) + ")"
