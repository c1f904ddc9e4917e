"""JSON: the fields of an object, with every value as its text."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from .errors import UnreadableError

_Data: TypeAlias = "str | bool | dict[str, _Data] | list[_Data] | None"


class Json:
    """Reads objects. A list that is a whole answer becomes the field `*`."""

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields of an object; what is null is absent.

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
            value = _value(json.loads(body, parse_int=str, parse_float=str))
        except ValueError as error:
            raise UnreadableError(f"no JSON: {error}") from None
        except RecursionError:
            raise UnreadableError("the answer is nested too deep") from None
        if isinstance(value, dict):
            return value
        return {} if value is None else {"*": value}


def _value(data: _Data) -> _Data:
    match data:
        case dict():
            return {key: _value(inner) for key, inner in data.items() if inner is not None}
        case list():
            return [_value(inner) for inner in data if inner is not None]
        case bool():
            return "true" if data else "false"
        case _:
            return data
