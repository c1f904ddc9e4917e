"""Rules as they are written, in a form that is the same for all that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from actionspec.diff.combinations import Group, Ruled, Verdict, WrittenRule
from actionspec.model import Choice

MOST_CLAUSES = 1_000
"""Of more, none is looked for that follows from others, and no order is compared."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a combination has to do: to give one of some things, or to lack one of others.

    At most one of three members is three clauses: of each two of them, one has to be lacking.
    Settings are things too, which are given where they are on.
    """

    give: frozenset[str]
    lack: frozenset[str]

    def excludes(self, other: Clause) -> bool:
        """Whether no combination breaks both: it would give and lack the same thing."""
        return bool(self.give & other.lack or self.lack & other.give)


def clauses(ruled: Ruled, group: Group) -> dict[Clause, Verdict]:
    """What the rules of a group ask for, with what they answer, in the order of their checks.

    What only one version has is as it is where a caller does not know of it.
    """
    varies = {*group.members, *map(_setting, group.settings)}
    fixed = {*ruled.usual, *(_setting(name) for name, on in ruled.settings.items() if on)} - varies
    found: dict[Clause, Verdict] = {}
    for rule in ruled.checked(group):
        for clause, verdict in _asked(rule):
            absent = (clause.give | clause.lack) - varies - fixed
            if clause.give & (clause.lack | fixed) or clause.lack & absent:
                continue
            found.setdefault(Clause(clause.give & varies, clause.lack & varies), verdict)
    return found


def _setting(name: str) -> str:
    """A setting as a thing; no member has a name with a space."""
    return f"setting {name}"


def _asked(rule: WrittenRule) -> Iterator[tuple[Clause, Verdict]]:
    told, nothing = rule.rule, frozenset[str]()
    members = frozenset(rule.members)
    if isinstance(told, Choice):
        if told.least:
            yield Clause(members, nothing), Verdict(told.none, index=rule.index)
        if told.most is not None:
            for two in combinations(sorted(members), 2):
                yield Clause(nothing, frozenset(two)), Verdict(told.several, index=rule.index)
        return
    condition = _setting(rule.setting) if rule.setting else rule.members[0]
    other = frozenset(rule.members[-1:])
    lack = frozenset({condition})
    asked = Clause(other, lack) if told.wanted else Clause(nothing, other | lack)
    yield asked, Verdict(told.error, index=rule.index)


def unexplained(some: Mapping[Clause, Verdict], known: Iterable[Clause]) -> list[Verdict]:
    """What is asked for that does not follow from what was known to be asked for."""
    known = dict.fromkeys(known)
    others = [one for one in some if one not in known]
    if len(known) + len(others) > MOST_CLAUSES:
        return [some[one] for one in others]
    return [some[one] for one in others if not _follows(one, known)]


def _follows(clause: Clause, known: Iterable[Clause]) -> bool:
    """Whether whatever breaks a clause breaks a known one too, as far as single steps show it."""
    given, lacking = {*clause.lack}, {*clause.give}
    waiting = [*known]
    size = -1
    while size != len(given) + len(lacking):
        size = len(given) + len(lacking)
        waiting = [one for one in waiting if not (one.give & given or one.lack & lacking)]
        for one in waiting:
            give, lack = one.give - lacking, one.lack - given
            if not give and not lack:
                return True
            if len(give) + len(lack) == 1:
                given |= give
                lacking |= lack
    return False


def reordered(old: Mapping[Clause, Verdict], new: Mapping[Clause, Verdict]) -> bool:
    """Whether a combination that breaks two rules gets the answer of the other one now."""
    common = [one for one in new if one in old]
    place = {one: number for number, one in enumerate(old)}
    if len(common) > MOST_CLAUSES:
        # Too many to look at each two: what is not known to be the same may be another.
        return common != [one for one in old if one in new]
    return any(
        place[one] > place[other] and old[one] != old[other] and not one.excludes(other)
        for one, other in combinations(common, 2)
    )
