"""The request builder writes values of every type in every layout as the generated clients do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import msgspec
import pytest
from any_values import TYPES, some
from apis import read_api
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from inline import generated
from javascript import Call, run_calls, written_json
from test_builder_engine import Sending, data_of, expect_same_requests
from test_mock_spec import action
from test_round_trip import (
    ALONE,
    ANSWERED,
    BRANCH,
    PARAMETERS,
    RETURNS,
    TRANSPORTS,
    dumped,
    line_texts,
    shown_texts,
)

from actionspec.mock.draft import Draft
from actionspec.mock.results import add_result
from actionspec.mock.writing import written

# The assertion names the one of many values that fails: to look for a smaller one takes minutes.
BATCHES = settings(max_examples=4, phases=[Phase.generate])

LARGEST = 2**53 - 1
"""Beyond it, numbers of JavaScript have no last digit."""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "\r\n\t", "<&>\"'", "a b+c%20", "🎉, é", "\x00", "{name}{key}"]
)


class Spec(NamedTuple):
    """A generated client, and where its spec is."""

    package: Any
    file: Path


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    folder = tmp_path_factory.mktemp("layouts")
    actions = [action(parameters=PARAMETERS), action("grow", parameters=BRANCH)]
    changes = {"types": TYPES, "transports": TRANSPORTS, "actions": actions}
    package = generated(folder, "layouts", **changes, constants={"version": "1"})
    return Spec(package, folder / "layouts.yaml")


@given(data=st.data())
@BATCHES
def test_any_values_are_written_as_the_client_writes_them(spec: Spec, data: st.DataObject) -> None:
    api = read_api(spec.file)
    sendings: list[Sending] = []
    for each in api.actions:
        values = some(spec.package, each.parameters, TEXTS).map(_in_javascript).filter(_is_exact)
        sendings += [
            Sending(spec.file, each, one, transport)
            for one in data.draw(st.lists(values, min_size=10, max_size=20))
            for transport in each.transports
        ]
    expect_same_requests(sendings)


@pytest.fixture(scope="module", params=ANSWERED)
def answering(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Spec:
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    own = {kind: one for kind, one in ALONE.items() if kind in str(RETURNS[name])}
    package = generated(
        folder,
        f"telling_{name}",
        types={**TYPES, **own},
        response=ANSWERED[name],
        actions=[action(returns=RETURNS[name])],
    )
    return Spec(package, folder / f"telling_{name}.yaml")


@given(data=st.data())
@BATCHES
def test_any_answers_are_read_as_the_client_reads_them(
    answering: Spec, data: st.DataObject
) -> None:
    api = read_api(answering.file)
    (called,) = api.actions
    texts = line_texts if api.response.format in {"lines", "form"} else shown_texts
    values = some(answering.package, called.result.fields, texts)
    bodies: list[bytes] = []
    for told in data.draw(st.lists(values.filter(_is_exact), min_size=10, max_size=20)):
        draft = Draft.of(api, called)
        add_result(draft, called.result, {name: dumped(one) for name, one in told.items()})
        bodies.append(written(draft).body)
    facts = data_of(answering.file, called.name)
    calls = (Call(facts, "answer", "answer", (body.decode(), 200)) for body in bodies)
    for body, meaning in zip(bodies, run_calls(calls), strict=True):
        http = httpx2.Client(transport=httpx2.MockTransport(answer_of(body)))
        result = answering.package.Bell(http_client=http, retry=None).ring()
        found = meaning.get("result", {})
        if "number" in found:
            # JavaScript writes a large one as if it were whole.
            found["number"] = float(found["number"])
        assert found == written_json(result), (body, meaning)


def answer_of(body: bytes) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda _: httpx2.Response(200, content=body)


def _in_javascript(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with numbers as JavaScript has them, which knows no 1.0 beside 1."""
    whole = {n: int(v) for n, v in values.items() if isinstance(v, float) and v.is_integer()}
    return {**values, **whole}


def _is_exact(value: Any) -> bool:
    """Whether JavaScript has all whole numbers in a value with their last digit."""
    match value:
        case int():
            return abs(value) <= LARGEST
        case msgspec.Struct():
            return _is_exact(msgspec.structs.asdict(value))
        case Mapping():
            return all(map(_is_exact, value.values()))
        case tuple():
            return all(map(_is_exact, value))
        case _:
            return True
