"""The rules of an action as a table: which parameters are given, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from actionspec.filters.requests import PresenceCheck, presence_checks
from actionspec.model import Action, ErrorCode, Parameter

MOST_PARAMETERS = 4
"""Parameters of one table: sixteen rows can still be read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: whether each parameter is given, and the error; None if the request is sent."""

    given: tuple[bool, ...]
    error: ErrorCode | None


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The outcomes for all combinations of the parameters that rules connect."""

    parameters: tuple[Parameter, ...]
    rows: tuple[Decision, ...]


def decision_tables(action: Action) -> list[DecisionTable]:
    """A table for each group of rules that share parameters, but for groups that are too large."""
    tables: list[DecisionTable] = []
    for checks in _groups([check for check in presence_checks(action) if len(check.members) > 1]):
        names = {parameter.name for check in checks for parameter in check.members}
        parameters = tuple(p for p in action.parameters if p.name in names)
        if len(parameters) <= MOST_PARAMETERS:
            rows = tuple(
                Decision(given, _verdict(checks, _names(parameters, given)))
                for given in product((True, False), repeat=len(parameters))
            )
            tables.append(DecisionTable(parameters, rows))
    return tables


def _groups(checks: list[PresenceCheck]) -> list[list[PresenceCheck]]:
    groups: list[list[PresenceCheck]] = []
    for check in checks:
        touching = [group for group in groups if any(_share(check, other) for other in group)]
        merged = [*(other for group in touching for other in group), check]
        groups = [*(group for group in groups if group not in touching), merged]
    return groups


def _share(one: PresenceCheck, other: PresenceCheck) -> bool:
    return any(parameter in other.members for parameter in one.members)


def _names(parameters: tuple[Parameter, ...], given: tuple[bool, ...]) -> set[str]:
    return {
        parameter.name for parameter, is_given in zip(parameters, given, strict=True) if is_given
    }


def _verdict(checks: list[PresenceCheck], given: set[str]) -> ErrorCode | None:
    for check in checks:
        present = [parameter.name in given for parameter in check.members]
        broken = {
            "none": not any(present),
            "several": present.count(True) > 1,
            "first_only": present[0] and not present[1],
        }[check.kind]
        if broken:
            return check.error
    return None
