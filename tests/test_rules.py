"""Generated validator and mock server agree on every row: which parameters are given, and limits.

Broken on purpose, with `<=` for `<` in the mock's `_against`, or with `> 2` for `> 1` in the
validator's conditions, it fails.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from apis import AGREED, PACKAGES, read_api

from actionspec.mock import MockServer
from actionspec.model import Action, Api, Parameter

MOST_PARAMETERS = 10
APIS = [read_api(folder) for folder in PACKAGES]
ACTIONS = [
    pytest.param(api, action, id=f"{api.package}-{action.name}")
    for api in APIS
    for action in api.actions
]


def rows(action: Action) -> Iterator[dict[str, Any]]:
    """All combinations of presence, and then each limit at and beyond its edge."""
    assert len(action.parameters) <= MOST_PARAMETERS
    for given in product((False, True), repeat=len(action.parameters)):
        present = [one for one, is_given in zip(action.parameters, given, strict=True) if is_given]
        values = {parameter.name: _good(parameter) for parameter in present}
        yield values
        for parameter in present:
            for value in _edges(parameter):
                yield {**values, parameter.name: value}


def _good(parameter: Parameter) -> Any:
    if parameter.type == "string":
        return "x"
    size = parameter.minimum or 1
    return int(size) if parameter.type == "integer" else float(size)


def _edges(parameter: Parameter) -> Iterator[Any]:
    number = int if parameter.type == "integer" else float
    if parameter.type == "string":
        yield ""
    if parameter.max_length is not None:
        yield "é" * parameter.max_length
        yield "é" * (parameter.max_length + 1)
    if parameter.minimum is not None:
        yield number(parameter.minimum)
        yield number(parameter.minimum - 1)
    if parameter.maximum is not None:
        yield number(parameter.maximum)
        yield number(parameter.maximum + 1)


@pytest.mark.parametrize(("api", "action"), ACTIONS)
def test_validator_and_mock_agree(
    api: Api, action: Action, mocks: dict[str, MockServer], request: pytest.FixtureRequest
) -> None:
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{action.name}")
    base: Any = getattr(package, f"{api.name}Error")
    url = mocks[api.package].url
    credentials = {credential.name: "key" for credential in api.credentials}
    nothing = {parameter.name: None for parameter in action.parameters}
    client = getattr(package, api.name)(**credentials, base_url=url, validate=False)
    count = 0
    with client:
        for values in rows(action):
            sent = getattr(module, action.class_name)(**{**nothing, **values})
            locally = _verdict(base, sent.check)
            assert locally == _verdict(base, client._call, sent), values
            count += 1
    request.config.stash[AGREED] = request.config.stash.get(AGREED, 0) + count


def _verdict(base: Any, call: Any, *arguments: Any) -> str | None:
    try:
        call(*arguments)
    except base as error:
        return str(error.code)
    return None
