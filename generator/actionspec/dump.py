"""The model as JSON, for people to compare and for programs to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from actionspec.model import Action, Api, Category, ErrorCode, Parameter, Structure

# Where a thing that has a name is written out; anywhere else its name stands for it.
_WRITTEN_OUT = {
    (Api, "categories"),
    (Api, "errors"),
    (Api, "types"),
    (Action, "parameters"),
    (Action, "result"),
}


def dump(api: Api) -> str:
    """The whole model as indented JSON, in the same order on every machine."""
    return json.dumps(_plain(api), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any, *, written_out: bool = True) -> Any:
    match value:
        case ErrorCode() if not written_out:
            return value.code
        case Category() if not written_out:
            return value.class_name
        case Structure() | Parameter() if not written_out:
            return value.name
        case tuple() | list():
            return [_plain(item, written_out=written_out) for item in value]
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case _ if is_dataclass(value):
            kind = type(value)
            return {
                field.name: _plain(
                    getattr(value, field.name), written_out=(kind, field.name) in _WRITTEN_OUT
                )
                for field in fields(value)
            }
        case _:
            return value
