"""What must hold between parameters or fields, and the limits of their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from actionspec.model import (
    ROLES,
    Choice,
    Dependency,
    ErrorCode,
    Identity,
    Member,
    Rule,
    Setting,
)
from actionspec.resolve.text import maybe_prose


@dataclass(frozen=True, slots=True)
class Codes:
    """The error table by code, and the code for a bad request."""

    table: Mapping[str, ErrorCode]
    fault: ErrorCode

    def find(self, code: str | None) -> ErrorCode:
        """The row of a code; without one, that for a bad request."""
        return self.fault if code is None else self.table[code]


class Limits(TypedDict):
    """The limits of a value."""

    max_length: int | None
    max_items: int | None
    minimum: float | None
    maximum: float | None


def limits(data: dict[str, Any]) -> Limits:
    """The limits of the value of a parameter or field."""
    return {
        "max_length": int(data["max_length"]) if "max_length" in data else None,
        "max_items": int(data["max_items"]) if "max_items" in data else None,
        "minimum": data.get("minimum"),
        "maximum": data.get("maximum"),
    }


def identity(data: dict[str, Any], codes: Codes) -> Identity | None:
    """What the value of a parameter or field is the id of."""
    for role in ROLES:
        if role in data:
            told = {"thing": data[role]} if isinstance(data[role], str) else data[role]
            code = told.get("known" if role == "creates" else "unknown")
            minds = code or role != "creates"
            error = codes.find(code) if minds else None
            return Identity(thing=told["thing"], role=role, error=error)
    return None


def resolve_rule(
    data: dict[str, Any],
    members: Mapping[str, Member],
    settings: Mapping[str, Setting],
    codes: Codes,
) -> Rule:
    """One rule between the members of an action or a structure."""
    source, status = maybe_prose(data.get("source")), data.get("status", "documented")
    if "if" in data or "setting" in data:
        wanted = "requires" in data
        setting = data.get("setting")
        return Dependency(
            condition=settings[setting] if setting else members[data["if"]],
            other=members[data["requires" if wanted else "forbids"]],
            wanted=wanted,
            error=codes.find(data.get("code")),
            source=source,
            status=status,
        )
    kind = next(key for key in data if key.endswith("_one_of"))
    return Choice(
        members=tuple(members[name] for name in data[kind]),
        least=0 if kind == "at_most_one_of" else 1,
        most=None if kind == "at_least_one_of" else 1,
        none=codes.find(data.get("none")),
        several=codes.find(data.get("several")),
        source=source,
        status=status,
    )


def codes_of(rules: tuple[Rule, ...]) -> list[ErrorCode]:
    """The codes that the service answers when rules are broken."""
    found: list[ErrorCode] = []
    for rule in rules:
        match rule:
            case Dependency():
                found.append(rule.error)
            case Choice():
                found += [rule.none] if rule.least else []
                found += [rule.several] if rule.most else []
    return found
