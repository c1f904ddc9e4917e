"""Generated command lines: arguments for a request, how to run them, tables and their results."""

from __future__ import annotations

import importlib
import json
from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from apis import PACKAGES, own_actions, read_api
from values import request_values

from actionspec.mock import MockServer
from actionspec.model import Action, Api, Example, Member

KEY = "aS3cr3tK3y"


def program_of(api: Api) -> Any:
    return importlib.import_module(f"{api.package}.__main__").PROGRAM


def actions() -> Iterator[tuple[Api, Action]]:
    for folder in PACKAGES:
        for action in own_actions(folder):
            yield read_api(folder), action


def requests() -> Iterator[tuple[Api, Action, Example]]:
    """Every example whose request is known."""
    for api, action in actions():
        for example in action.examples:
            if example.request is not None:
                yield api, action, example


def named(value: object) -> str:
    match value:
        case Api():
            return value.package
        case Action():
            return value.action
        case Example():
            return value.name
        case _:
            return str(value)


def request_of(api: Api, action: Action, example: Example) -> Any:
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{action.name}")
    values = request_values(action, example.request or {}, package)
    return getattr(module, action.class_name)(**values)


def arguments_of(request: Any, flags: dict[str, str]) -> list[str]:
    """The arguments that stand for a request."""
    return [
        argument
        for field in msgspec.structs.fields(type(request))
        if (value := getattr(request, field.name)) is not None and value != field.default
        for argument in _arguments(flags[field.name], value)
    ]


def _arguments(flag: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield flag if value else f"--no-{flag[2:]}"
    elif isinstance(value, tuple):
        yield from (f"{flag}={_text(one)}" for one in value)
    else:
        yield f"{flag}={_text(value)}"


def _text(value: Any) -> str:
    match value:
        case msgspec.Struct() | dict():
            return msgspec.json.encode(value).decode()
        case bytes():
            return b64encode(value).decode()
        case str() | int() | float() | Decimal():
            return str(value)
        case _:
            return str(msgspec.to_builtins(value))


def is_flag(member: Member) -> bool:
    return member.type == "boolean" and member.shape == "one"


def set_keys(api: Api, patch: pytest.MonkeyPatch, key: str = "a key & more") -> None:
    for credential in program_of(api).credentials.values():
        patch.setenv(credential.variable, key)


def table(path: Path, *lines: str) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(path)


def people(count: int) -> str:
    lines = [f"1555000{number:04},Hello {number}" for number in range(count)]
    return table(Path("people.csv"), "to,--text", *lines)


def numbers(mock: MockServer) -> list[str]:
    return [str(one.parameters["to"]) for one in mock.requests]


def entries(path: str = "people.csv.results.jsonl") -> list[dict[str, Any]]:
    _, *lines = Path(path).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def fates() -> dict[int, str]:
    return {one["line"]: one["fate"] for one in entries()}
