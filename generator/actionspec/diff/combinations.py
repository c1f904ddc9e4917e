"""Which combinations of members and settings the rules of one version let pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from actionspec.model import Choice, Dependency, ErrorCode, Member, Parameter, Rule, Setting

MOST_COMBINED = 12
"""Of so many members and settings that rules connect, all combinations are tried: 4,096."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a combination is wrong.

    Attributes:
        member: The required member that is missing; None if it is a rule that is broken.
        index: The rule that is broken, counted from the first one.
    """

    error: ErrorCode
    member: str | None = None
    index: int = 0

    def __eq__(self, other: object) -> bool:
        """Whether it is the same answer, whatever it is from."""
        return isinstance(other, Verdict) and self.error.code == other.error.code

    def __hash__(self) -> int:
        return hash(self.error.code)


@dataclass(frozen=True, slots=True)
class Group:
    """Members that rules of either version connect, and the settings of these rules.

    Attributes:
        members, settings: Those that both versions have; only these vary.
        names: The members of both versions.
    """

    members: tuple[str, ...]
    settings: tuple[str, ...]
    names: frozenset[str]

    @property
    def size(self) -> int:
        """How many of them vary."""
        return len(self.members) + len(self.settings)

    def combinations(self) -> Iterator[Combination]:
        """All combinations of what varies, those with the fewest members first."""
        for given in _subsets(self.members):
            for on in _subsets(self.settings):
                yield Combination(given, on)


@dataclass(frozen=True, slots=True)
class Combination:
    """Which members are given, and which settings are on."""

    given: frozenset[str]
    on: frozenset[str]


def _subsets(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for count in range(len(names) + 1):
        yield from map(frozenset, combinations(names, count))


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule, in the names that both versions share."""

    index: int
    rule: Rule
    members: tuple[str, ...]
    setting: str | None

    @property
    def void(self) -> bool:
        """Whether it says that one member requires or forbids another, and both have become one."""
        return isinstance(self.rule, Dependency) and self.members[1:] == self.members[:1]

    def broken(self, given: frozenset[str], on: frozenset[str]) -> ErrorCode | None:
        """The code that the rule answers to a combination."""
        rule = self.rule
        if isinstance(rule, Choice):
            count = len(given.intersection(self.members))
            if count < rule.least:
                return rule.none
            return rule.several if rule.most is not None and count > rule.most else None
        applies = self.setting in on if self.setting else self.members[0] in given
        fulfilled = (self.members[-1] in given) == rule.wanted
        return None if fulfilled or not applies else rule.error


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of one version, in the names that both versions share.

    Attributes:
        members: The names of all members.
        required: The codes of required members, by their names.
        usual: The members that are given unless a caller prevents it.
        settings: The settings of the account, and whether they are on unless a caller says so.
    """

    members: tuple[str, ...]
    required: Mapping[str, ErrorCode]
    usual: frozenset[str]
    rules: tuple[WrittenRule, ...]
    settings: Mapping[str, bool]

    @classmethod
    def of(
        cls,
        members: Sequence[Member],
        rules: Iterable[Rule],
        settings: Iterable[Setting],
        names: Mapping[str, str],
    ) -> Ruled:
        """The rules between members.

        Args:
            members: The parameters or fields.
            rules: What must hold between them.
            settings: The settings of the account.
            names: Their names in the other version, where they have others.
        """

        def name(member: Member) -> str:
            return names.get(member.name, member.name)

        parameters = [one for one in members if isinstance(one, Parameter)]
        required = {name(one): one.required for one in parameters if one.required}
        defaults = {name(one) for one in parameters if one.default is not None}
        written = [_rule(index, rule, name) for index, rule in enumerate(rules)]
        return cls(
            tuple(map(name, members)),
            required,
            frozenset({*required, *defaults}),
            tuple(one for one in written if not one.void),
            {one.name: one.default for one in settings},
        )

    def verdict(self, group: Group, combination: Combination) -> Verdict | None:
        """What the rules of a group say to a combination; None if it is right.

        What only this version has is as it is where a caller does not know of it.
        """
        given = combination.given | self.usual.difference(group.members)
        usually_on = {name for name, on in self.settings.items() if on}
        on = combination.on | usually_on.difference(group.settings)
        for name, error in self.required.items():
            if name in group.members and name not in given:
                return Verdict(error, member=name)
        for rule in self.checked(group):
            if broken := rule.broken(given, on):
                return Verdict(broken, index=rule.index)
        return None

    def checked(self, group: Group) -> list[WrittenRule]:
        """The rules between the members of a group, as they are checked: settings come last."""
        about = [rule for rule in self.rules if group.names.intersection(rule.members)]
        return sorted(about, key=lambda rule: rule.setting is not None)


def _rule(index: int, rule: Rule, name: Callable[[Member], str]) -> WrittenRule:
    if isinstance(rule, Choice):
        return WrittenRule(index, rule, tuple(map(name, rule.members)), None)
    if isinstance(rule.condition, Setting):
        return WrittenRule(index, rule, (name(rule.other),), rule.condition.name)
    return WrittenRule(index, rule, (name(rule.condition), name(rule.other)), None)


def groups(old: Ruled, new: Ruled) -> list[Group]:
    """The members that rules of either version connect, group by group."""
    rules = [*old.rules, *new.rules]
    connected: list[set[str]] = []
    for rule in rules:
        touched = [one for one in connected if one.intersection(rule.members)]
        connected = [one for one in connected if one not in touched]
        connected.append({*rule.members}.union(*touched))
    both = [name for name in new.members if name in old.members]
    found: list[Group] = []
    for names in connected:
        settings = {rule.setting for rule in rules if names.intersection(rule.members)}
        common = [name for name in new.settings if name in settings and name in old.settings]
        members = tuple(name for name in both if name in names)
        found.append(Group(members, tuple(common), frozenset(names)))
    return sorted(found, key=lambda group: group.members)
