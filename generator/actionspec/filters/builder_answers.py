"""How the answers of an action are read, as data for a program that builds requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from actionspec.filters.services import failure_roots
from actionspec.model import Action, Api, Condition, Field, Notices, Structure

Facts: TypeAlias = dict[str, Any]


def answer_facts(action: Action, api: Api) -> Facts:
    """The form of an action's answers, and what they tell; `result` names a structure."""
    response, outcome, keyed = action.response, action.outcome, action.response.keyed
    envelope = response.envelope and response.for_action(response.envelope, action.wire)
    return {
        "result": action.result.name,
        "format": response.format,
        "root": response.root and response.for_action(response.root, action.wire),
        "failure_roots": failure_roots(api),
        "envelope": envelope.split("/") if envelope else [],
        "keyed": keyed
        and {
            "entry": keyed.entry,
            "key": keyed.key,
            "structures": keyed.structures,
            "lists": keyed.lists,
            "values": keyed.values,
        },
        "patterns": response.patterns,
        "each_line": response.each_line,
        "failure": _conditions(outcome.failure, action),
        "success": _conditions(outcome.success, action),
        "partial": _conditions(outcome.partial, action),
        "errors": _notices(outcome.errors),
        "warnings": outcome.warnings and _notices(outcome.warnings),
        "empty": outcome.empty,
    }


def place_facts(field: Field) -> Facts:
    """Where a field stands in an answer."""
    return {
        "path": field.wire,
        "join": field.lists.join if field.shape == "list" else None,
        "pairs": (
            [field.maps.key, field.maps.value or "value"]
            if field.shape == "map" and field.maps.key
            else None
        ),
    }


def judge_facts(structure: Structure) -> Facts | None:
    """How an element of a list tells its outcome, by names of its own fields."""
    outcome = structure.outcome
    if outcome is None:
        return None
    return {
        "failure": _conditions(outcome.failure),
        "success": _conditions(outcome.success),
        "code": outcome.code,
        "message": outcome.message,
    }


def _conditions(conditions: Iterable[Condition], action: Action | None = None) -> list[Facts]:
    return [
        {
            "field": one.field,
            "equals": [
                action.response.for_action(value, action.wire) if action else value
                for value in one.equals
            ],
            "above": one.above,
            "matches": one.matches,
            "present": one.present,
            "absent": one.absent,
        }
        for one in conditions
    ]


def _notices(notices: Notices) -> Facts:
    return {
        "at": notices.at,
        "where": _conditions(notices.where),
        "code": notices.code,
        "message": notices.message,
    }
