"""Rules by what they mean: which combinations of members they let pass, whatever their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from actionspec.diff.change import Change, Spot, quoted
from actionspec.diff.clauses import Clause, clauses, reordered, unexplained
from actionspec.diff.combinations import (
    MOST_COMBINED,
    Combination,
    Group,
    Ruled,
    Verdict,
    groups,
)
from actionspec.diff.forms import form_changes
from actionspec.diff.regions import described
from actionspec.diff.versions import Versions, pair
from actionspec.diff.words import rule_text_changes
from actionspec.model import Action, Choice, Member, Rule, Setting, Structure


def action_rule_changes(
    versions: Versions, spot: Spot, old: Action, new: Action
) -> Iterator[Change]:
    """What has become of the rules between the parameters of an action."""
    names = _present_names(old.parameters, new.parameters)
    yield from _merged(spot, old, names)
    before = Ruled.of(old.parameters, old.rules, versions.old.settings, names)
    now = Ruled.of(new.parameters, new.rules, versions.new.settings, {})
    call = spot.inside(name=f"{spot.name}()")
    told = [*_Comparison(versions, call, "A call", before, now).changes()]
    yield from told
    if not told:
        yield from form_changes(call.inside("rules"), old, new, names)
    yield from rule_text_changes(spot, old.rules, new.rules)


def _merged(spot: Spot, old: Action, names: Mapping[str, str]) -> Iterator[Change]:
    """Parameters that have become one, of which calls could give several before."""
    for one, other in combinations(old.parameters, 2):
        now = names.get(one.name)
        if now and now == names.get(other.name) and not _apart(old.rules, {one.name, other.name}):
            message = f"`{one.name}` and `{other.name}` are one parameter now, `{now}`."
            concerned = [f"{spot.name}({name}=)" for name in (one.name, other.name)]
            inner = spot.between(("parameters", other.name), ("parameters", now), spot.name)
            yield inner.change("parameters-merged", message, *concerned)


def _apart(rules: Iterable[Rule], two: set[str]) -> bool:
    """Whether a rule forbids to give both of two parameters, whatever the settings are."""
    for rule in rules:
        if isinstance(rule, Choice):
            members = {one.name for one in rule.members} if rule.most else set()
        elif rule.wanted or isinstance(rule.condition, Setting):
            members = set()
        else:
            members = {rule.condition.name, rule.other.name}
        if two <= members:
            return True
    return False


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
        found: dict[_Difference, dict[Combination, None]] = {}
        for combination in group.combinations():
            before = self.old.verdict(group, combination)
            now = self.new.verdict(group, combination)
            if difference := self._difference(before, now):
                found.setdefault(difference, {})[combination] = None
        for difference, inside in found.items():
            told = difference.told(f"{self.who} {described(group, inside)}")
            yield self._spot(difference.before, difference.now).change(*told)

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

    def _one_by_one(self, group: Group) -> Iterator[Change]:
        """Compare rules as they are written, since there are too many combinations."""
        before, now = clauses(self.old, group), clauses(self.new, group)
        # What is or was required is told of where the member stands.
        required = {*self.old.required, *self.new.required}.intersection(group.members)
        apart = [Clause(frozenset({name}), frozenset()) for name in required]
        come = unexplained(now, [*before, *apart])
        gone = unexplained(before, [*now, *apart])
        rules = f"Rules connect {group.size} members, too many to try all combinations"
        if come:
            counted = f"{rules}; rules that are new or stricter: {_count(come)}"
            counted += f", gone or looser: {_count(gone)}." if gone else "."
            yield self._spot(None, come[0]).change("rules-too-many", counted)
        elif gone:
            counted = f"{rules}; rules that are gone or looser: {_count(gone)}."
            yield self._spot(gone[0], None).change("rule-loosened", counted)
        recoded = [
            one
            for one in now
            if one in before and not self.versions.same_code(before[one].error, now[one].error)
        ]
        if recoded:
            first = recoded[0]
            message = f"{rules}; rules that raise another class: "
            message += f"{_count([now[one] for one in recoded])}."
            yield self._spot(before[first], now[first]).change("rule-code-changed", message)
        elif reordered(before, now):
            message = f"{rules}; where two rules are broken, the class may be that of the other."
            yield self.spot.inside("rules").change("rule-code-changed", message)

    def _spot(self, before: Verdict | None, now: Verdict | None) -> Spot:
        old, new = self.inherited
        return self.spot.between(_steps(before, old), _steps(now, new), self.spot.name)


def _count(verdicts: Iterable[Verdict]) -> int:
    """How many rules some verdicts are from."""
    return len({one.index for one in verdicts})


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
