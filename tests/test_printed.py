"""Each example that the vendor of Skycore prints is executed, or printed.yaml says why not.

To execute them is what test_examples.py does with every example of a spec. Here printed.yaml and
the spec are held against each other: each entry has an example or a reason; an example that is
assumed has `differs` beside it, and so has a part of one whose source tells of a change; what is
not listed is assumed.

What is printed was listed by hand. The documentation is not part of this project, so that no test
here sees an example that the list forgot, or a difference that neither it nor the spec tells of.
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
# How the source of an example begins that says where it is printed, or what of it is kept.
NO_CHANGE = ("The page's query string", "The page writes xxx")
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
    assert set(entry) - {"differs"} in ({"printed", "example"}, {"printed", "reason"})
    assert "example" in entry or "differs" not in entry
    assert all(entry.values())


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_the_example_has_what_is_printed(name: str, entry: dict[str, str]) -> None:
    if "example" in entry:
        assert entry["printed"] in parts_of(name)[entry["example"]]


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_example_that_is_assumed_differs(name: str, entry: dict[str, str]) -> None:
    if "example" in entry and "differs" not in entry:
        assert named(name, entry["example"]).status == "documented"


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_example_whose_source_tells_of_a_change_differs(
    name: str, entry: dict[str, str]
) -> None:
    """In one of its parts: the source is about the whole example, an entry about a part of it."""
    if "example" in entry:
        source = named(name, entry["example"]).source or ""
        same = [other for other in LISTED[name] if other.get("example") == entry["example"]]
        assert (
            not source or source.startswith(NO_CHANGE) or any("differs" in other for other in same)
        )


def named(name: str, example: str) -> Example | PostbackExample:
    """An example of an action or of a group of postbacks."""
    return next(one for one in SHOWN[name] if one.name == example)


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
