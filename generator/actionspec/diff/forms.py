"""The forms of a call that a type checker knows, which only the words of a rule can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod

from actionspec.diff.change import Change, Spot, listed
from actionspec.model import Action, Choice

MOST_FORMS = 8
"""Of so many forms of a call, a client has overloads."""


def form_changes(
    spot: Spot, old: Action, new: Action, names: Mapping[str, str]
) -> Iterator[Change]:
    """Whether a type checker knows otherwise which parameters exclude each other.

    Args:
        spot: The rules of an action, which let the same combinations pass in both versions.
        old, new: The action.
        names: The present names of the parameters that both versions have, by their old ones.
    """
    kept = frozenset(names.values())
    before = {frozenset(names[one] for one in form if one in names) for form in forms(old)}
    now = {form & kept for form in forms(new)}
    for more in _told(new, now - before):
        message = (
            f"A type checker asks for exactly one of {more} now; what calls raise is the same."
        )
        yield spot.change("overloads-added", message)
    for less in _told(new, before - now):
        message = f"A type checker takes any of {less} now; what calls raise is the same."
        yield spot.change("overloads-removed", message)


def _told(action: Action, some: set[frozenset[str]]) -> list[str]:
    ordered = [[one.name for one in action.parameters if one.name in form] for form in some]
    return [listed(names) for names in sorted(ordered) if len(names) > 1]


def forms(action: Action) -> set[frozenset[str]]:
    """The sets of parameters of which each form of a call takes one; none without overloads."""
    found = [
        frozenset(member.name for member in rule.members)
        for rule in action.rules
        if isinstance(rule, Choice) and rule.least and rule.most
    ]
    disjoint = len(frozenset[str]().union(*found)) == sum(map(len, found))
    return {*found} if disjoint and prod(map(len, found)) <= MOST_FORMS else set()
