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


def decision_table(action: Action) -> DecisionTable | None:
    """The table of an action's rules; None if it has no rule, or rules over too many parameters."""
    checks = [check for check in presence_checks(action) if len(check.parameters) > 1]
    connected = {parameter.name for check in checks for parameter in check.parameters}
    parameters = tuple(p for p in action.parameters if p.name in connected)
    if not 0 < len(parameters) <= MOST_PARAMETERS:
        return None
    rows = tuple(
        Decision(
            given, _verdict(checks, {p.name for p, g in zip(parameters, given, strict=True) if g})
        )
        for given in product((True, False), repeat=len(parameters))
    )
    return DecisionTable(parameters, rows)


def _verdict(checks: list[PresenceCheck], given: set[str]) -> ErrorCode | None:
    for check in checks:
        present = [parameter.name in given for parameter in check.parameters]
        broken = {
            "none": not any(present),
            "several": present.count(True) > 1,
            "first_only": present[0] and not present[1],
        }[check.kind]
        if broken:
            return check.error
    return None
