"""What is wrong with ids: what a value is the id of, and whether there can be such a thing."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import Known, code_problems
from actionspec.check.members import kind_of
from actionspec.model import ROLES
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

_CODES = ("known", "unknown")


def thing_problems(member: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the id that a parameter or a field holds."""
    roles = [role for role in ROLES if role in member]
    for role in roles[1:]:
        message = f'"{roles[0]}" and "{role}" exclude each other'
        yield member[role].problem(
            message, "keep one of the two", at_key=True, code="contradiction"
        )
    for role in roles:
        if "map_of" in member or kind_of(member) not in ("string", "integer"):
            hint = "it is a string, an integer, or a list of such"
            yield member[role].problem("this is no id", hint, at_key=True, code="no-id")
        told = member[role]
        for key in _CODES:
            if key in told:
                yield from code_problems(told[key], known)
        thing = told["thing"] if isinstance(told.data, dict) else told
        if role != "creates" and thing.data not in known.things and _complete(known):
            hint = did_you_mean(thing.data, known.things)
            yield thing.problem(
                f'no action creates or answers "{thing.data}"',
                hint or "mark the parameter or the field that holds a new id with `creates`",
                code="unknown-thing",
            )


def _complete(known: Known) -> bool:
    """Whether every action and every type can be trusted."""
    types = {*known.structures, *known.enumerations}
    return len(known.actions) == len(known.action_names) and types == known.types
