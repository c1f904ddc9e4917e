"""The model as JSON, for people to compare and for programs to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from actionspec.model import (
    Action,
    Api,
    Category,
    Credential,
    Enumeration,
    ErrorCode,
    Field,
    Parameter,
    Postback,
    PostbackGroup,
    Setting,
    Structure,
    Transport,
)

# Where a thing that has a name is written out; anywhere else its name stands for it.
_WRITTEN_OUT = {
    (Api, "categories"),
    (Api, "credentials"),
    (Api, "enumerations"),
    (Api, "errors"),
    (Api, "settings"),
    (Api, "transports"),
    (Api, "types"),
    (Action, "parameters"),
    (Action, "result"),
    (Structure, "fields"),
    (PostbackGroup, "structure"),
    (PostbackGroup, "kinds"),
    (Postback, "structure"),
}


def dump(api: Api) -> str:
    """The whole model as indented JSON, in the same order on every machine.

    What is absent or empty is left out, and so is what an action shares with its API.
    """
    data = _plain(api)
    for action in data["actions"]:
        for shared in ("response", "outcome"):
            if action[shared] == data[shared]:
                del action[shared]
    return _json(data, "\n") + "\n"


def _json(value: Any, line: str) -> str:
    """Plain data as `json.dumps` writes it with an indent of 2, in a third of the time.

    Args:
        value: The data.
        line: What begins a line where it stands: a line end and spaces.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        parts = [f"{encode_basestring(name)}: {_json(one, inner)}" for name, one in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([_json(one, inner) for one in value])}{line}]"
    return json.dumps(value)


def _plain(value: Any, *, written_out: bool = True) -> Any:
    match value:
        case str() | bool() | int() | float() | None:
            return value
        case ErrorCode() if not written_out:
            return value.code
        case Category() if not written_out:
            return value.class_name
        case (
            Structure()
            | Enumeration()
            | Parameter()
            | Field()
            | Credential()
            | Setting()
            | Transport()
        ) if not written_out:
            return value.name
        case tuple() | list():
            return [_plain(item, written_out=written_out) for item in value]
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case Postback() if not written_out:
            return value.structure.name
        case _ if usual := _defaults(value.__class__):
            plain = {
                name: _plain(_own(value, name), written_out=(type(value), name) in _WRITTEN_OUT)
                for name, default in usual.items()
                if getattr(value, name) != default
            }
            return {name: inner for name, inner in plain.items() if not _says_nothing(inner)}
        case _:
            return value


@cache
def _defaults(kind: type) -> Mapping[str, Any]:
    """The defaults of the fields of a class of the model; none for any other class."""
    return {one.name: one.default for one in fields(kind)} if is_dataclass(kind) else {}


def _own(value: Any, name: str) -> Any:
    """What is written of a thing: a structure's inherited fields stand with its parent."""
    if isinstance(value, Structure) and name == "fields":
        return value.own_fields
    return getattr(value, name)


def _says_nothing(value: Any) -> bool:
    # Not compared: zero equals False, and says something.
    return value is None or value is False or (isinstance(value, list | dict) and not value)
