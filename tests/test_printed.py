"""Each example that the vendor of Skycore prints is executed, or printed.yaml says why not.

To execute them is what test_examples.py does with every example of a spec. Here it is seen to that
the spec has every one that is printed, and calls no other one printed.
"""

from __future__ import annotations

import pytest
import yaml
from apis import ROOT, read_api

from actionspec.model import Action, Example, PostbackExample

API = read_api(ROOT / "spec" / "skycore")
ACTIONS = {action.action: action for action in API.actions}
POSTBACKS = {group.structure.name: group for group in API.postbacks}
LISTED: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (ROOT / "tests" / "printed.yaml").read_text(encoding="utf-8")
)
ENTRIES = [
    pytest.param(name, entry, id=f"{name}-{entry.get('printed')}-{number}")
    for name, entries in LISTED.items()
    for number, entry in enumerate(entries)
]
SHOWN: dict[str, tuple[Example | PostbackExample, ...]] = {
    **{name: action.examples for name, action in ACTIONS.items()},
    **{name: group.examples for name, group in POSTBACKS.items()},
}
EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{example.name}")
    for name, examples in SHOWN.items()
    for example in examples
]


def test_every_action_and_every_group_of_postbacks_is_listed() -> None:
    assert LISTED.keys() - {"every action"} == SHOWN.keys()


@pytest.mark.parametrize("action", ACTIONS)
def test_every_part_of_an_action_is_listed(action: str) -> None:
    assert {entry["printed"] for entry in LISTED[action]} >= {"xml", "get", "success", "failure"}


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_entry_names_an_example_or_a_reason(name: str, entry: dict[str, str]) -> None:
    assert set(entry) in ({"printed", "example"}, {"printed", "reason"})
    assert all(entry.values())


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_the_example_has_what_is_printed(name: str, entry: dict[str, str]) -> None:
    if "example" in entry:
        assert entry["printed"] in parts_of(name)[entry["example"]]


def parts_of(name: str) -> dict[str, set[str]]:
    """What each example of an action or of a group of postbacks shows, by its name."""
    if name in POSTBACKS:
        return {example.name: {"postback"} for example in POSTBACKS[name].examples}
    action = ACTIONS[name]
    return {one.name: {*one.wire, outcome_of(one, action)} for one in action.examples}


def outcome_of(example: Example, action: Action) -> str:
    """Whether its answer is a success or a failure, which may only say that there is nothing."""
    nothing = any(f">{code}<" in example.response for code in action.outcome.empty)
    return "success" if example.result is not None and not nothing else "failure"


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_that_is_not_listed_is_assumed(
    name: str, example: Example | PostbackExample
) -> None:
    listed = {entry.get("example") for entry in LISTED[name]}
    assert example.name in listed or example.status == "assumed"
