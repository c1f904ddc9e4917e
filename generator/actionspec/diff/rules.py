"""Rules by what they mean: which combinations of members they let pass, whatever their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actionspec.diff.change import Change, Spot, listed, quoted
from actionspec.diff.combinations import (
    MOST_COMBINED,
    Combination,
    Group,
    Ruled,
    Verdict,
    groups,
)
from actionspec.diff.versions import Versions, pair
from actionspec.diff.words import rule_text_changes
from actionspec.model import Action, Member, Structure

MOST_EXAMPLES = 3
"""Combinations that a message names at the most."""


def action_rule_changes(
    versions: Versions, spot: Spot, old: Action, new: Action
) -> Iterator[Change]:
    """What has become of the rules between the parameters of an action."""
    names = _present_names(old.parameters, new.parameters)
    before = Ruled.of(old.parameters, old.rules, versions.old.settings, names)
    now = Ruled.of(new.parameters, new.rules, versions.new.settings, {})
    call = spot.inside(name=f"{spot.name}()")
    yield from _Comparison(versions, call, "A call", before, now).changes()
    yield from rule_text_changes(spot, old.rules, new.rules)


def structure_rule_changes(
    versions: Versions, spot: Spot, old: Structure, new: Structure, *, same_parent: bool
) -> Iterator[Change]:
    """What has become of the rules between the fields of a structure that requests hold."""

    def found(one: Structure, other: Structure) -> list[Change]:
        names = _present_names(one.fields, other.fields)
        before = Ruled.of(one.fields, one.rules, (), names)
        now = Ruled.of(other.fields, other.rules, (), {})
        inherited = _inherited(one), _inherited(other)
        return [*_Comparison(versions, spot, "A structure", before, now, inherited).changes()]

    told: set[tuple[str, str]] = set()
    if same_parent and old.parent and new.parent:
        told = {(one.kind, one.message) for one in found(old.parent, new.parent)}
    for change in found(old, new):
        if (change.kind, change.message) not in told:
            yield change
    own = old.rules[_inherited(old) :], new.rules[_inherited(new) :]
    yield from rule_text_changes(spot, *own)


def _inherited(structure: Structure) -> int:
    return len(structure.parent.rules) if structure.parent else 0


def _present_names(old: Sequence[Member], new: Sequence[Member]) -> dict[str, str]:
    """The present names of the members that both versions have, by their old ones."""
    pairs = pair(old, new, lambda one: one.name, lambda one: one.renamed_from)
    return {one.name: other.name for one, other in pairs.kept}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The rules of both versions, side by side.

    Attributes:
        who: What has the members: a call, or a structure.
        inherited: How many rules stand with a parent, in each version.
    """

    versions: Versions
    spot: Spot
    who: str
    old: Ruled
    new: Ruled
    inherited: tuple[int, int] = (0, 0)

    def changes(self) -> Iterator[Change]:
        """What has changed, group by group of members that rules connect."""
        for group in groups(self.old, self.new):
            if group.size > MOST_COMBINED:
                yield from self._one_by_one(group)
            else:
                yield from self._combined(group)

    def _combined(self, group: Group) -> Iterator[Change]:
        """Try all combinations of the members."""
        found: dict[Combination, _Difference] = {}
        for combination in group.combinations():
            before = self.old.verdict(group, combination)
            now = self.new.verdict(group, combination)
            if difference := self._difference(before, now):
                found[combination] = difference
        for difference in dict.fromkeys(found.values()):
            yield self._change(group, difference, found)

    def _difference(self, before: Verdict | None, now: Verdict | None) -> _Difference | None:
        """What has changed for a combination, unless a member that is or was required tells it."""
        if before is None and now is None:
            return None
        if before is None or now is None:
            told = before or now
            return None if told and told.member else _Difference(before, now)
        if now.member or self.versions.same_code(before.error, now.error):
            return None
        return _Difference(before, now)

    def _change(
        self, group: Group, difference: _Difference, found: Mapping[Combination, _Difference]
    ) -> Change:
        smallest: list[Combination] = []
        for one in (one for one, other in found.items() if other == difference):
            if not any(other.on == one.on and other.given <= one.given for other in smallest):
                smallest.append(one)
        phrases = [*dict.fromkeys(_phrase(group, one, found) for one in smallest)]
        examples = ", or ".join(phrases[:MOST_EXAMPLES])
        if len(phrases) > MOST_EXAMPLES:
            examples += ", or others"
        old, new = self.inherited
        spot = self.spot.between(
            _steps(difference.before, old), _steps(difference.now, new), self.spot.name
        )
        return spot.change(*difference.told(f"{self.who} {examples}"))

    def _one_by_one(self, group: Group) -> Iterator[Change]:
        """Compare rules as they are written, since there are too many combinations."""
        before, now = self.old.written(group), self.new.written(group)
        gone, come = before - now, now - before
        spot = self.spot.inside("rules")
        rules = f"Rules connect {group.size} members, too many to try all combinations"
        if come:
            message = f"{rules}; new or other rules: {len(come)}, gone: {len(gone)}."
            yield spot.change("rules-too-many", message)
        elif gone:
            yield spot.change("rule-loosened", f"{rules}; rules that are gone: {len(gone)}.")


@dataclass(frozen=True, slots=True)
class _Difference:
    """What two versions say to a combination, which is not the same."""

    before: Verdict | None
    now: Verdict | None

    def told(self, example: str) -> tuple[str, ...]:
        """The kind of the change, its message, and the names that it concerns if these differ."""
        before, now = self.before and _class(self.before), self.now and _class(self.now)
        if self.before is None:
            return "rule-tightened", f"{example} raises {now}; it was right."
        if now is None:
            return "rule-loosened", f"{example} is right; it raised {before}."
        message = f"{example} raises {now} instead of {before}."
        return "rule-code-changed", message, self.before.error.class_name


def _class(verdict: Verdict) -> str:
    return f"`{verdict.error.class_name}` ({quoted(verdict.error.code)})"


def _steps(verdict: Verdict | None, inherited: int) -> tuple[str | int, ...]:
    """Where the spec says what a verdict is from."""
    if verdict and verdict.member:
        return ("parameters", verdict.member, "required")
    if verdict is None or verdict.index < inherited:
        return ("rules",)
    return ("rules", verdict.index - inherited)


def _phrase(group: Group, one: Combination, found: Mapping[Combination, _Difference]) -> str:
    """A combination in words, without the absent members that do not matter."""
    given = [name for name in group.members if name in one.given]
    absent = [name for name in group.members if name not in one.given]
    without = [name for name in absent if found.get(one.plus(name)) != found[one]]
    if not given and not without:
        without = absent
    words = [f"with {listed(given)}"] if given else []
    words += [f"without {listed(without, 'or')}"] if without else []
    words += [
        f"where {quoted(name)} is {'on' if name in one.on else 'off'}"
        for name in group.settings
        if found.get(one.switched(name)) != found[one]
    ]
    return " ".join(words)
