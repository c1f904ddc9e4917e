"""Generated validator, generated JSON Schema and mock server agree on every row, code and all.

Each was broken on purpose in these ways, and each time rows disagreed:

- the validator: more than two for more than one of several, `>=` for `>` at a length, `is None` for
  `not` of a text, types after limits, the limits of a structure before its rules;
- the JSON Schema: empty texts that count as given, only the first pair of several, lengths one too
  large, a minimum that is excluded, a setting's rule turned round, limits before types, the limits
  of a structure before its rules, rules before what is required, only the first element of a list;
- the mock server: `<=` for `<` in `_against`, `not in` for `in` in `_against_account`, `<` for `<=`
  at a maximum, settings before limits, only the first element of a list.
"""

from __future__ import annotations

import importlib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from apis import PACKAGES, own_actions, read_api
from rows import MOST_COMBINED, presences, rows, states
from values import json_of
from verdicts import by_client, by_schema, by_server, read_schema, schema_validator

from actionspec.mock import MockServer
from actionspec.model import Action

ACTIONS = [
    pytest.param(folder, action, id=f"{read_api(folder).package}-{action.name}")
    for folder in PACKAGES
    for action in own_actions(folder)
]


@pytest.mark.parametrize(("folder", "action"), ACTIONS)
def test_validator_schema_and_mock_agree(
    folder: Path, action: Action, mocks: dict[str, MockServer], tally: Counter[str]
) -> None:
    api = read_api(folder)
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{action.name}")
    schema = read_schema(PACKAGES[folder], action)
    mock = mocks[api.package]
    options = {credential.name: "key" for credential in api.credentials} | {"base_url": mock.url}
    nothing = {parameter.name: None for parameter in action.parameters if parameter.default is None}
    count = 0
    try:
        for state in states(action):
            mock.settings = state
            validator = schema_validator(schema, [name for name, on in state.items() if on])
            with getattr(package, api.name)(
                **options, **state, validate=False, retry=None
            ) as client:
                for values in rows(action, package):
                    sent = getattr(module, action.class_name)(**{**nothing, **values})
                    verdicts = {
                        "validator": by_client(api, sent, state),
                        "schema": by_schema(validator, json_of(values)),
                        "mock": by_server(api, sent, client),
                    }
                    assert len({*verdicts.values()}) == 1, (verdicts, values, state)
                    count += 1
    finally:
        mock.settings = {}
    assert count
    tally["rows on which validator, JSON Schema and mock agree"] += count


def test_a_sample_stands_for_what_is_too_much_to_try() -> None:
    few, many = range(MOST_COMBINED), range(MOST_COMBINED + 1)
    assert len({*map(tuple, presences(few))}) == 4096
    sample = [*presences(many)]
    assert len(sample) < 200
    for one, other in combinations(many, 2):
        seen = {(one in given, other in given) for given in sample}
        assert len(seen) == 4, (one, other)
