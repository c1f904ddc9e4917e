"""Generated validator and mock server agree on every row: parameters, limits, settings.

Broken on purpose, with `<=` for `<` in the mock's `_against`, with `not in` for `in` in its
`_against_account`, or with `> 2` for `> 1` in the validator's conditions, it fails.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import compress, product
from typing import Any

import pytest
from apis import AGREED, PACKAGES, read_api
from values import good_value

from actionspec.mock import MockServer
from actionspec.model import Action, Api, Choice, Member, Parameter, Rule, Setting, Structure

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
    connected = [one for one in action.parameters if one.required or one.name in _named(action)]
    assert len(connected) <= MOST_PARAMETERS
    for given in product((False, True), repeat=len(connected)):
        present = [*compress(connected, given)]
        values = {one.name: good[one.name] for one in present}
        yield values
        for parameter in present:
            for value in _edges(parameter):
                yield {**values, parameter.name: value}
    needed = {one.name: good[one.name] for one in action.parameters if one.required}
    for parameter in action.parameters:
        for value in (good[parameter.name], *_edges(parameter), *_parts(parameter, package)):
            yield {**needed, parameter.name: value}


def _parts(parameter: Parameter, package: Any) -> Iterator[Any]:
    """Values of a structure with rules or limits: all combinations, and the edges of limits."""
    structure = parameter.structure
    if not structure or not structure.checked:
        return
    good = {one.name: good_value(one, package) for one in structure.fields}
    connected = [one for one in structure.fields if one.name in _named(structure)]
    assert len(connected) <= MOST_PARAMETERS
    others = [one for one in structure.fields if one not in connected]
    base = {
        one.name: good[one.name]
        for index, one in enumerate(others)
        if index == 0 or (one.shape == "one" and not one.optional)
    }
    found = [
        {**base, **{one.name: good[one.name] for one in compress(connected, given)}}
        for given in product((False, True), repeat=len(connected))
    ]
    found += [{**base, one.name: value} for one in structure.fields for value in _edges(one)]
    key = 1 if parameter.keys == "integer" else "key"
    for values in found:
        # A structure without anything in it could not be sent.
        if any(value not in ("", (), {}) for value in values.values()):
            held = getattr(package, structure.name)(**values)
            yield {"one": held, "list": (held,), "map": {key: held}}[parameter.shape]


def states(action: Action) -> Iterator[dict[str, bool]]:
    """All combinations of the settings on which the rules of an action depend."""
    names = [setting.name for setting in action.settings]
    for state in product((False, True), repeat=len(names)):
        yield dict(zip(names, state, strict=True))


def _named(holder: Action | Structure) -> set[str]:
    """The names of the parameters or fields that rules connect."""
    return {member.name for rule in holder.rules for member in _members(rule)}


def _members(rule: Rule) -> tuple[Member | Setting, ...]:
    return rule.members if isinstance(rule, Choice) else (rule.condition, rule.other)


def _edges(parameter: Member) -> Iterator[Any]:
    number = {"integer": int, "number": float}.get(parameter.type_name, Decimal)
    if parameter.shape != "one":
        yield () if parameter.shape == "list" else {}
        if parameter.max_items is not None and parameter.shape == "list":
            one = ("x",) if parameter.scalar == "string" else ()
            yield one * parameter.max_items
            yield one * (parameter.max_items + 1)
        if parameter.keys == "integer" and parameter.scalar == "string":
            limits = (parameter.minimum, parameter.maximum)
            for limit in (int(one) for one in limits if one is not None):
                yield from ({limit + step: "x"} for step in (-1, 0, 1))
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
    mock = mocks[api.package]
    credentials = {credential.name: "key" for credential in api.credentials}
    nothing = {parameter.name: None for parameter in action.parameters if parameter.default is None}
    make_client = getattr(package, api.name)
    count = 0
    try:
        for state in states(action):
            mock.settings = state
            with make_client(**credentials, **state, base_url=mock.url, validate=False) as client:
                for values in rows(action, package):
                    sent = getattr(module, action.class_name)(**{**nothing, **values})
                    locally = _verdict(base, _check, package, sent, state)
                    assert locally == _verdict(base, client._call, sent), (values, state)
                    count += 1
    finally:
        mock.settings = {}
    request.config.stash[AGREED] = request.config.stash.get(AGREED, 0) + count


def _check(package: Any, sent: Any, state: dict[str, bool]) -> None:
    """What a client does before it sends a request."""
    sent.check()
    if state:
        service = importlib.import_module(f"{package.__name__}._service")
        sent.check_settings(service.Settings(**state))


def _verdict(base: Any, call: Any, *arguments: Any) -> str | None:
    try:
        call(*arguments)
    except base as error:
        return str(error.code)
    return None
