"""What a structure in a request says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actionspec.model import Field


def said(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are given, by their Python names.

    An empty text is one: in a structure a caller can only have put it there. An empty number is
    nothing, and neither is an empty list.
    """
    texts = {one.name for one in fields if one.shape == "one" and _is_text(one)}
    return {
        name: value for name, value in values.items() if value or (value == "" and name in texts)
    }


def _is_text(field: Field) -> bool:
    return field.scalar in {"string", "bytes"} or field.enumeration is not None
