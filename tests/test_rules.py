"""Generated validator and mock server agree on every row: which parameters are given, and limits.

Broken on purpose, with `<=` for `<` in the mock's `_against`, or with `> 2` for `> 1` in the
validator's conditions, it fails.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from apis import AGREED, PACKAGES, read_api
from values import good_value

from actionspec.mock import MockServer
from actionspec.model import Action, Api, Choice, Parameter

MOST_PARAMETERS = 10
APIS = [read_api(folder) for folder in PACKAGES]
ACTIONS = [
    pytest.param(api, action, id=f"{api.package}-{action.name}")
    for api in APIS
    for action in api.actions
]


def rows(action: Action, package: Any) -> Iterator[dict[str, Any]]:
    """All combinations of what rules connect, and then each limit at and beyond its edge.

    A parameter that no rule names cannot change what another one brings about: it is tried alone.
    """
    good = {one.name: good_value(one, package) for one in action.parameters}
    connected = [one for one in action.parameters if one.required or one in _named(action)]
    assert len(connected) <= MOST_PARAMETERS
    for given in product((False, True), repeat=len(connected)):
        present = [one for one, is_given in zip(connected, given, strict=True) if is_given]
        values = {one.name: good[one.name] for one in present}
        yield values
        for parameter in present:
            for value in _edges(parameter):
                yield {**values, parameter.name: value}
    needed = {one.name: good[one.name] for one in action.parameters if one.required}
    for parameter in action.parameters:
        for value in (good[parameter.name], *_edges(parameter)):
            yield {**needed, parameter.name: value}


def _named(action: Action) -> tuple[Parameter, ...]:
    """The parameters that rules connect."""
    return tuple(
        parameter
        for rule in action.rules
        for parameter in (
            rule.parameters if isinstance(rule, Choice) else (rule.condition, rule.other)
        )
    )


def _edges(parameter: Parameter) -> Iterator[Any]:
    number = {"integer": int, "number": float}.get(parameter.type_name, Decimal)
    if parameter.shape != "one":
        yield () if parameter.shape == "list" else {}
        if parameter.max_items is not None and parameter.shape == "list":
            one = ("x",) if parameter.scalar == "string" else ()
            yield one * parameter.max_items
            yield one * (parameter.max_items + 1)
        return
    if parameter.type == "string":
        yield ""
    if parameter.type == "boolean":
        yield False
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
    nothing = {parameter.name: None for parameter in action.parameters if parameter.default is None}
    client = getattr(package, api.name)(**credentials, base_url=url, validate=False)
    count = 0
    with client:
        for values in rows(action, package):
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
