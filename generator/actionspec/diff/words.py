"""Texts for readers: what nobody's code depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from actionspec.diff.change import Change, Spot
from actionspec.model import Rule

ORIGIN = ("source", "status")
"""Where a fact is from; nearly everything in a spec can say so."""

DESCRIBED = ("description", *ORIGIN)


def rule_text_changes(spot: Spot, old: Iterable[Rule], new: Iterable[Rule]) -> Iterator[Change]:
    """Whether rules are from elsewhere now; what they mean is compared on its own."""
    before, now = ({(one.source, one.status) for one in rules} for rules in (old, new))
    usual = {(None, "documented")}
    if before - usual != now - usual:
        message = "Where the rules are from has changed."
        yield spot.inside("rules", name="").change("texts-changed", message)


def text_changes(
    spot: Spot, what: str, old: Any, new: Any, attributes: tuple[str, ...] = DESCRIBED
) -> Iterator[Change]:
    """The texts of one thing that are others now, in one change; they are not quoted."""
    changed = [one for one in attributes if getattr(old, one) != getattr(new, one)]
    if changed:
        told = " and ".join(one.replace("_", " ") for one in changed)
        verb = "has" if len(changed) == 1 else "have"
        yield spot.change("texts-changed", f"The {told} of {what} {verb} changed.")
