"""Whatever differs between two models is told: each value of a spec is changed, one at a time.

What stands in the dump of the model, but for its order, is compared with what `compare` says.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from apis import GENERATED_CASES, ROOT, SPECS
from diffs import Way, put, read_data, value_at, ways, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from actionspec.diff import compare
from actionspec.dump import dump
from actionspec.model import Api
from actionspec.problem import SpecError

RICH = ROOT / "tests" / "cases" / "generate-rich" / "spec"
WHOLE = {path: whole(path) for path in (*SPECS, *(case / "spec" for case in GENERATED_CASES))}
PLACES = [(path, way) for path, data in WHOLE.items() for way in ways(data)]


def values_by_key() -> dict[str | int, list[Any]]:
    """Some values that specs have under each key."""
    found: defaultdict[str | int, list[Any]] = defaultdict(list)
    for path, way in PLACES:
        value, known = value_at(WHOLE[path], way), found[way[-1]]
        if not isinstance(value, dict) and value not in known and len(known) < 8:
            known.append(value)
    return found


VALUES = values_by_key()


def without_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_order(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted((without_order(one) for one in value), key=json.dumps)
    return value


def said(api: Api) -> Any:
    return without_order(json.loads(dump(api)))


def altered(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}x"
        case _:
            return None


@cache
def unchanged(path: Path) -> Api:
    return read_data(WHOLE[path])


def assert_told(path: Path, data: dict[str, Any]) -> bool:
    """Hold a changed spec against the whole one; False if it is no spec."""
    old = unchanged(path)
    try:
        new = read_data(data)
    except SpecError:
        return False
    forth, back = compare(old, new), compare(new, old)
    if said(old) != said(new):
        assert forth
        assert back
    else:
        # An example without a request is dumped as one that gives no parameters.
        assert {change.severity for change in forth} <= {"docs"}
    return True


PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_each_value_of_a_rich_spec_counts(part: int, tally: Counter[str]) -> None:
    data, count = WHOLE[RICH], 0
    for way in ways(data)[part::PARTS]:
        value = value_at(data, way)
        changed = [put(data, way)]
        changed += [put(data, way, altered(value))] if altered(value) is not None else []
        count += sum(assert_told(RICH, one) for one in changed)
    assert count
    tally["changed values of a spec that diff tells"] += count


@settings(max_examples=50)
@given(place=st.sampled_from(PLACES), choice=st.integers(0, 8))
def test_any_value_of_any_spec_counts(place: tuple[Path, Way], choice: int) -> None:
    path, way = place
    known = VALUES[way[-1]]
    value = known[choice] if choice < len(known) else None
    assert_told(path, put(WHOLE[path], way) if value is None else put(WHOLE[path], way, value))
