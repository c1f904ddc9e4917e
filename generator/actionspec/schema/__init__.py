"""The spec language itself: JSON Schemas, and their findings as positioned problems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from actionspec.problem import Mend, Problem, did_you_mean
from actionspec.source import Document, Kind, Place

KINDS: tuple[Kind, ...] = ("api", "errors", "types", "action", "postback", "script", "target")

MOST_PROBLEMS = 100
"""Problems with the shape of one file that are told at the most."""

_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


EDITOR_FOLDER = ".schema"
"""The folder beside `api.yaml` with the schemas that files of a spec name in their first lines."""


def editor_schemas() -> dict[str, str]:
    """The schemas of spec files as editors want them, by their paths beside `api.yaml`."""
    names = sorted({*KINDS, "common"} - {"script", "target"})
    return {
        f"{EDITOR_FOLDER}/{name}.json": files(__name__)
        .joinpath(f"{name}.json")
        .read_text(encoding="utf-8")
        for name in names
    }


def differing_schemas(spec: Path) -> dict[str, str]:
    """The schemas for editors that a spec's folder lacks, or has as another version wrote them."""
    return {path: text for path, text in editor_schemas().items() if _differs(spec / path, text)}


def _differs(place: Path, text: str) -> bool:
    return not place.is_file() or place.read_bytes() != text.encode("utf-8")


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of spec file, or `common`."""
    text = files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    # A referred schema that names its dialect would bring back the `pattern` of jsonschema.
    del schema["$schema"]
    return schema


def schema_problems(document: Document) -> Iterator[Problem]:
    """What a document holds that its schema does not allow; each where some file says it."""
    return islice(_all_problems(document), MOST_PROBLEMS)


def _all_problems(document: Document) -> Iterator[Problem]:
    for error in _validator(document.kind).iter_errors(document.data):
        yield from _problems(document.origin(tuple(error.absolute_path)), error)


def _whole_pattern(
    _: Any, pattern: str, instance: Any, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    # Python's `$` would let a final line break through, and with it a line of code.
    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError(schema.get("x-hint", ""))


# The stubs of jsonschema leave `extend` untyped.
_Validator: Any = extend(Draft7Validator, {"pattern": _whole_pattern})  # type: ignore[no-untyped-call]


@cache
def _validator(kind: Kind) -> Any:
    return _Validator(_linked()[kind])


@cache
def _linked() -> dict[str, Any]:
    """All schemas, with what is referred to in the place of each reference."""
    schemas = {name: deepcopy(read_schema(name)) for name in ("common", *KINDS)}
    links = [link for name, schema in schemas.items() for link in _links(schema, name, schemas)]
    for holder, key, target, beside in links:
        holder[key] = {} if beside else target
    # What stands beside a reference only describes. It is added where all else is in its place.
    for holder, key, target, beside in links:
        if beside:
            holder[key].update(target | beside)
    return schemas


def _links(part: Any, name: str, schemas: dict[str, Any]) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Each reference in a schema: what holds it, under which key, its target, what is beside it."""
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(inner, dict) and "$ref" in inner:
            beside = {name: value for name, value in inner.items() if name != "$ref"}
            yield part, key, _referred(inner["$ref"], name, schemas), beside
        elif isinstance(inner, dict | list):
            yield from _links(inner, name, schemas)


def _referred(reference: str, name: str, schemas: dict[str, Any]) -> Any:
    file, _, pointer = reference.partition("#")
    home = file.removesuffix(".json") or name
    found = schemas[home]
    for step in filter(None, pointer.split("/")):
        found = found[step]
    return _referred(found["$ref"], home, schemas) if "$ref" in found else found


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    steps = tuple(error.absolute_path)
    place = Place(document, steps, error.instance)
    expected: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "additionalProperties":
        known = schema.get("properties", {})
        for key in place.data:
            if key not in known:
                hint = did_you_mean(key, known)
                if " " in key:
                    hint = "put quotes around a text that holds a comma"
                stranger = place_of_key(document.origin((*steps, key)), steps, key)
                yield stranger.problem(
                    f'the key "{key}" means nothing here', hint, at_key=True, code="unknown-key"
                )
    elif error.validator == "required":
        missing = next(key for key in expected if f"'{key}' is a required" in error.message)
        meaning = _meaning(schema if steps else read_schema(document.kind), missing)
        yield place.problem(
            f'the key "{missing}" is missing', meaning, at_key=bool(steps), code="missing-key"
        )
    elif "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        if error.validator == "pattern":
            yield place_of_key(document, steps, key).problem(
                f'the name "{key}" cannot stand here', error.message, at_key=True, code="unfit-name"
            )
        else:
            yield place_of_key(document, steps, key).problem(
                f"the name is {len(key)} characters long",
                f"keep it below {expected}",
                at_key=True,
                code="too-long",
            )
    else:
        message, hint, code = _value_problem(error)
        yield place.problem(message, hint, code=code)


def place_of_key(document: Document, steps: tuple[str | int, ...], key: str) -> Place:
    """The place that stands under a key of a mapping."""
    return Place(document, (*steps, key), None)


def _meaning(schema: Any, key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f"what belongs there: {description}" if description else ""


def _value_problem(error: ValidationError) -> tuple[str, str, str]:
    value: Any = error.instance
    expected: Any = error.validator_value
    match error.validator:
        case "type":
            kinds = [expected] if isinstance(expected, str) else list(expected)
            wanted = " or ".join(_WORDS[kind] for kind in kinds)
            is_text = "string" in kinds and _is_number(value)
            quote = Mend("put quotes around it", '"{}"') if is_text else ""
            return f"{_describe(value)} stands here; it should be {wanted}", quote, "wrong-type"
        case "enum":
            choices = [str(choice) for choice in expected]
            hint = did_you_mean(value, choices) if isinstance(value, str) else ""
            return f"{_describe(value)} is none of " + ", ".join(choices), hint, "not-a-choice"
        case "const":
            return f"{_describe(value)} stands here; it should be {expected}", "", "not-a-choice"
        case "pattern":
            return f"{_describe(value)} cannot stand here", error.message, "unfit-text"
        case "minLength" | "minProperties" | "minItems":
            return (
                f"at least {expected} needed here",
                "write something, or leave the key out",
                "too-few",
            )
        case "maxLength":
            return (
                f"{len(value)} characters are too long",
                f"keep it at or below {expected}",
                "too-long",
            )
        case "maxItems":
            return (
                f"{len(value)} elements are too many",
                f"keep it at or below {expected}",
                "too-many",
            )
        case "minimum":
            return f"{value:g} is too small", f"it should be {expected:g} or more", "out-of-range"
        case "exclusiveMinimum":
            return f"{value:g} is too small", f"it should be above {expected:g}", "out-of-range"
        case "maximum":
            return f"{value:g} is too large", f"it should be {expected:g} or less", "out-of-range"
        case "uniqueItems":
            return "something stands in this list twice", "keep it once", "duplicate-entry"
        case _:
            raise AssertionError(f"nothing says what {error.validator} means")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _describe(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case int() | float():
            return f"the number {value}"
        case _:
            text = str(value)
            return json.dumps(text if len(text) <= 40 else text[:37] + "...", ensure_ascii=False)
