"""Rules are compared by what they mean: the mock server judges every combination, too."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from unittest.mock import patch

from apis import ROOT
from diffs import read_data, whole
from hypothesis import assume, example, given
from hypothesis import strategies as st

from actionspec.diff import compare
from actionspec.diff.combinations import Group
from actionspec.diff.forms import MOST_FORMS
from actionspec.diff.regions import MOST_PHRASES, described, regions
from actionspec.filters.requests import MOST_SIGNATURES, signatures
from actionspec.mock.rules import broken_rule
from actionspec.model import Action, Api
from actionspec.problem import SpecError

BASE = whole(ROOT / "tests" / "cases" / "diff-nothing" / "old.yaml")
NAMES = ("a", "b", "c", "d")
SETTINGS = ("quiet", "late")
KINDS = ("rule-tightened", "rule-loosened", "rule-code-changed")

names = st.sampled_from(NAMES)
codes = st.sampled_from(("E1", "E2"))
several = st.lists(names, min_size=2, max_size=4, unique=True)
rules = st.one_of(
    st.fixed_dictionaries({"exactly_one_of": several, "none": codes, "several": codes}),
    st.fixed_dictionaries({"at_least_one_of": several, "none": codes}),
    st.fixed_dictionaries({"at_most_one_of": several, "several": codes}),
    st.fixed_dictionaries({"if": names, "requires": names, "code": codes}),
    st.fixed_dictionaries({"if": names, "forbids": names, "code": codes}),
    st.fixed_dictionaries({"setting": st.sampled_from(SETTINGS), "requires": names, "code": codes}),
    st.fixed_dictionaries({"setting": st.sampled_from(SETTINGS), "forbids": names, "code": codes}),
)
versions = st.tuples(st.lists(rules, max_size=3), st.dictionaries(names, codes, max_size=1))


def api_with(told: list[dict[str, Any]], required: dict[str, str]) -> Api:
    parameters = {
        name: {"description": "One.", **({"required": required[name]} if name in required else {})}
        for name in NAMES
    }
    action = {**BASE["actions"][0], "parameters": parameters, "rules": told}
    if not told:
        del action["rules"]
    described = {name: {"description": "A setting."} for name in SETTINGS}
    return read_data({**BASE, "settings": described, "actions": [action]})


def subsets(all_of: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [one for count in range(len(all_of) + 1) for one in combinations(all_of, count)]


def lacks_required(action: Action, given_ones: tuple[str, ...]) -> bool:
    return any(one.required and one.name not in given_ones for one in action.parameters)


def differences(old: Api, new: Api, *, unexplained: bool = True) -> set[str]:
    """What the mock server says otherwise, but for what a required parameter explains."""
    found: set[str] = set()
    for given_ones in subsets(NAMES):
        missing_before, missing_now = (
            unexplained and lacks_required(api.actions[0], given_ones) for api in (old, new)
        )
        for on in subsets(SETTINGS):
            before, now = (
                broken_rule(api, api.actions[0], dict.fromkeys(given_ones, "x"), on)
                for api in (old, new)
            )
            if before and now:
                if before.code != now.code and not missing_now:
                    found.add("rule-code-changed")
            elif now and not missing_now:
                found.add("rule-tightened")
            elif before and not missing_before:
                found.add("rule-loosened")
    return found


def something_is_right(api: Api) -> bool:
    """Whether there is a right call whatever the settings are: rules can contradict each other."""
    action = api.actions[0]
    return all(
        any(
            broken_rule(api, action, dict.fromkeys(given_ones, "x"), on) is None
            for given_ones in subsets(NAMES)
        )
        for on in subsets(SETTINGS)
    )


def named(rule: dict[str, Any]) -> set[str]:
    """The members that a rule names."""
    return {one for told in rule.values() for one in ([told] if isinstance(told, str) else told)}


def one_group(*of_versions: tuple[list[dict[str, Any]], dict[str, str]]) -> bool:
    """Whether all rules connect: between groups, the order of the checks is no matter."""
    every = [named(rule) for told, _ in of_versions for rule in told]
    required = {name for _, names_of_one in of_versions for name in names_of_one}
    return all("a" in one for one in every) and required <= {"a"}.union(*every)


# A setting connects no members, so that a rule is looser beside others that are stricter.
@example(
    old=([{"setting": "late", "requires": "a", "code": "E1"}], {"c": "E1"}),
    new=(
        [
            {"if": "b", "forbids": "c", "code": "E1"},
            {"setting": "late", "requires": "b", "code": "E1"},
        ],
        {},
    ),
)
@given(old=versions, new=versions)
def test_diff_finds_what_the_mock_server_judges_otherwise(old: Any, new: Any) -> None:
    try:
        before, now = api_with(*old), api_with(*new)
    except SpecError:
        assume(False)
    assume(all(something_is_right(api) for api in (before, now)))
    told = {change.kind for change in compare(before, now)} & {*KINDS}
    expected = differences(before, now)
    if one_group(old, new):
        assert told == expected
    found = differences(before, now, unexplained=False)
    least, most = (one - {"rule-code-changed"} for one in (expected, found))
    assert least <= told - {"rule-code-changed"} <= most


numbers = st.sets(st.integers(0, 63))


@given(numbers)
def test_regions_hold_the_combinations_and_no_others(inside: set[int]) -> None:
    group = Group(NAMES, SETTINGS, frozenset(NAMES))
    every = [*group.combinations()]
    some = dict.fromkeys(one for number, one in enumerate(every) if number in inside)
    found = [*regions(group, some)]
    assert {one for one in every if any(region.holds(one) for region in found)} == {*some}


def test_combinations_that_no_words_are_left_for_are_counted() -> None:
    group = Group(NAMES, SETTINGS, frozenset(NAMES))
    # Of these, no two are neighbours, so that each is told on its own.
    even = [one for one in group.combinations() if (len(one.given) + len(one.on)) % 2 == 0]
    told = described(group, even).split(", or ")
    assert len(told) == MOST_PHRASES + 1
    things = "`a`, `b`, `c`, `d`, `quiet` and `late`"
    assert told[-1] == f"in {len(even) - MOST_PHRASES} more combinations of {things}"


@given(old=versions, new=versions)
def test_too_many_members_hide_nothing_that_the_mock_server_judges_otherwise(
    old: Any, new: Any
) -> None:
    try:
        before, now = api_with(*old), api_with(*new)
    except SpecError:
        assume(False)
    assume(all(something_is_right(api) for api in (before, now)))
    with patch("actionspec.diff.rules.MOST_COMBINED", 0):
        told = {change.kind for change in compare(before, now)}
    expected = differences(before, now)
    if "rule-tightened" in expected:
        assert "rules-too-many" in told
    if "rule-loosened" in expected:
        assert told & {"rules-too-many", "rule-loosened"}


def in_other_words(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """The same, said with other kinds of rules where there are any."""
    told = {**rule}
    if "exactly_one_of" in told:
        members, several = told.pop("exactly_one_of"), told.pop("several")
        return [
            {"at_most_one_of": members, "several": several},
            {**told, "at_least_one_of": members},
        ]
    if "at_most_one_of" in told:
        pairs = combinations(told["at_most_one_of"][::-1], 2)
        return [{"if": one, "forbids": other, "code": told["several"]} for one, other in pairs]
    if "forbids" in told and "if" in told:
        return [{"at_most_one_of": [told["forbids"], told["if"]], "several": told["code"]}]
    return [told]


@given(told=st.lists(rules, max_size=3), limit=st.sampled_from((0, 12)))
def test_other_words_are_no_change(told: list[dict[str, Any]], limit: int) -> None:
    # With one code, the order of the checks is no matter.
    told = [
        {**one, **dict.fromkeys(one.keys() & {"none", "several", "code"}, "E1")} for one in told
    ]
    turned = [other for one in told[::-1] for other in in_other_words(one)]
    try:
        before, now = api_with(told, {}), api_with(turned, {})
    except SpecError:
        assume(False)
    with patch("actionspec.diff.rules.MOST_COMBINED", limit):
        kinds = {change.kind for change in compare(before, now)}
    assert kinds <= {"overloads-removed"}


@given(old=versions, new=versions)
def test_overloads_that_come_and_go_are_told_if_calls_raise_what_they_did(
    old: Any, new: Any
) -> None:
    try:
        before, now = api_with(*old), api_with(*new)
    except SpecError:
        assume(False)
    told = {change.kind for change in compare(before, now)}
    if told <= {"overloads-added", "overloads-removed"}:
        forms = [
            {frozenset(one.name for one in form.required) for form in signatures(api.actions[0])}
            for api in (before, now)
        ]
        assert bool(told & {"overloads-added", "overloads-removed"}) == (
            forms[0] != forms[1] and max(map(len, forms)) > 1
        )


def test_as_many_forms_are_compared_as_clients_have_overloads() -> None:
    assert MOST_FORMS == MOST_SIGNATURES


def test_rules_of_many_members_are_compared_one_by_one() -> None:
    many = [f"p{number}" for number in range(13)]
    parameters = {name: {"description": "One."} for name in many}

    def changes(old: list[Any], new: list[Any]) -> list[str]:
        apis = [
            read_data(
                {
                    **BASE,
                    "actions": [{**BASE["actions"][0], "parameters": parameters, "rules": told}],
                }
            )
            for told in (old, new)
        ]
        return [change.kind for change in compare(*apis)]

    one = {"at_least_one_of": many}
    turned = {"at_least_one_of": many[::-1]}
    other = {"if": "p0", "requires": "p1"}
    then = {"if": "p1", "requires": "p2"}
    both = {"if": "p0", "requires": "p2"}
    loud = {"if": "p0", "requires": "p1", "code": "E2"}
    never = {"if": "p0", "forbids": "p3"}
    assert changes([one, other], [other, turned]) == []
    assert changes([one, other], [one]) == ["rule-loosened"]
    assert changes([one], [one, other]) == ["rules-too-many"]
    assert changes([one, other, then], [one, other, then, both]) == []
    assert changes([one, other, then], [one, other, both]) == ["rule-loosened"]
    assert changes([one, other], [one, loud]) == ["rule-code-changed"]
    assert changes([one, loud, never], [one, never, loud]) == ["rule-code-changed"]
    assert changes([one, loud], [loud, one]) == []
    assert changes([one, loud], [one, never]) == ["rules-too-many"]
