"""JSON: the fields of an object, with every value as its text."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import msgspec

from .errors import UnreadableError
from .fields import WHOLE, gathered

_Data: TypeAlias = "str | bool | dict[str, _Data] | list[_Data] | None"

DEEPEST = 100
"""How deep the values of an answer may be nested."""


class Json(msgspec.Struct, frozen=True):
    """Reads objects. A list that is a whole answer becomes the field `*`.

    Attributes:
        rooted: Whether the fields stand in the only key of an answer, which is its root.
    """

    rooted: bool = False

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields of an object; what is null is absent. `$root` is the root's name, if any.

        Args:
            body: The text.
            charset: Not needed: JSON tells its own encoding.

        Raises:
            UnreadableError: The body is no JSON, or nested too deep.
        """
        if not body.strip():
            raise UnreadableError("the body is empty")
        try:
            # Digits stay as they were written: 1.10 is not 1.1 where it names a version.
            data = json.loads(
                body,
                parse_int=str,
                parse_float=str,
                parse_constant=str,
                object_pairs_hook=gathered,
            )
        except ValueError as error:
            raise UnreadableError(f"no JSON: {error}") from None
        except RecursionError:
            raise UnreadableError("the answer is nested too deep") from None
        root, value = "", _value(data)
        if self.rooted and isinstance(value, dict) and len(value) == 1:
            ((root, value),) = value.items()
        return {**_fields(value), "$root": root}


def _fields(value: _Data) -> dict[str, Any]:
    match value:
        case dict():
            return value
        case list():
            return {WHOLE: value}
        case None:
            return {}
        case _:
            raise UnreadableError("the answer is a single value")


def _value(data: _Data, depth: int = 1) -> _Data:
    if depth > DEEPEST:
        raise UnreadableError(f"values are nested more than {DEEPEST} deep")
    match data:
        case dict():
            return {
                key: _value(inner, depth + 1) for key, inner in data.items() if inner is not None
            }
        case list():
            return [_value(inner, depth + 1) for inner in data if inner is not None]
        case bool():
            return "true" if data else "false"
        case _:
            return data
