"""How answers are read and judged: conventions of an API, and of actions that have their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from actionspec.diff.change import Change, Spot, listed
from actionspec.model import Api, Condition, ItemOutcome, Notices, Outcome, Response

Apis = tuple[Api, Api]


def response_changes(
    spot: Spot, forms: tuple[Response, Response], usual: Apis | None = None
) -> Iterator[Change]:
    """Whether answers have another form.

    Args:
        spot: Where the form stands.
        forms: The form in each version.
        usual: The APIs that tell of what an action has in common with them; None for an API.
    """
    old, new = forms
    changed = [
        one.name
        for one in fields(Response)
        if getattr(old, one.name) != getattr(new, one.name)
        and not (
            usual
            and getattr(old, one.name) == getattr(usual[0].response, one.name)
            and getattr(new, one.name) == getattr(usual[1].response, one.name)
        )
    ]
    if changed:
        message = f"Answers have another form: {listed(changed)}."
        yield spot.inside(name="").change("wire-changed", message)


def outcome_changes(
    spot: Spot, result: str, outcomes: tuple[Outcome, Outcome], usual: Apis | None = None
) -> Iterator[Change]:
    """Whether answers are judged otherwise.

    Args:
        spot: Where it stands how they are.
        result: The class of the answer; empty for those of all actions.
        outcomes: How they are judged in each version.
        usual: The APIs that tell of what an action has in common with them; None for an API.
    """
    old, new = outcomes
    if usual and old == usual[0].outcome and new == usual[1].outcome:
        return
    who = f"A `{result}`" if result else "Each result"
    for part, field in (("warnings", "warnings"), ("partial", "errors")):
        before, now = getattr(old, part), getattr(new, part)
        name = f"{result}.{field}" if result else field
        inner = spot.inside(part, name=name)
        if now and not before:
            yield inner.change("result-notices-added", f"{who} has `{field}`.")
        elif before and not now:
            yield inner.change("result-notices-removed", f"{who} has no `{field}` any more.")
    measures = ("failure", "success", "partial", "errors", "warnings", "empty")
    changed = [
        one
        for one in measures
        if measure(getattr(old, one)) != measure(getattr(new, one))
        and (one not in {"warnings", "partial"} or (getattr(old, one) and getattr(new, one)))
    ]
    if changed:
        message = f"Answers are judged by another measure: {listed(changed)}."
        yield spot.inside(name="").change("outcome-changed", message)


def measure(value: Any) -> Any:
    """A part of an outcome without the order of what stands for "any of these"."""
    match value:
        case tuple():
            return frozenset(map(measure, value))
        case Condition():
            return (
                value.field,
                measure(value.equals),
                value.above,
                value.matches,
                (
                    value.present,
                    value.absent,
                ),
            )
        case ItemOutcome():
            return measure(value.failure), measure(value.success), value.code, value.message
        case Notices():
            return value.at, measure(value.where), value.code, value.message
        case _:
            return value
