"""What is wrong with the limits of values in requests."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import Known, code_problems
from actionspec.check.members import kind_of
from actionspec.problem import Problem
from actionspec.source import Place

_NUMBERS = ("integer", "number", "decimal")
_KEYS = ("max_length", "max_items", "minimum", "maximum", "invalid")


def limit_problems(member: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the limits of the value of a parameter or field in requests."""
    if "invalid" in member:
        yield from code_problems(member["invalid"], known)
    single = not {"list_of", "map_of"} & {*member.keys}
    kind = kind_of(member)
    shown = f"type {kind}" if single else "a list" if "list_of" in member else "a map"
    if "max_length" in member and not (single and kind in ("string", *known.enumerations)):
        hint = "use maximum, or type: string" if single else "use max_items"
        yield member["max_length"].problem(
            f"{shown} has no length", hint, at_key=True, code="unfit-limit"
        )
    if "max_items" in member and single:
        hint = "use max_length or maximum, or make it a list_of"
        message = f"{shown} has no elements"
        yield member["max_items"].problem(message, hint, at_key=True, code="unfit-limit")
    for limit in ("minimum", "maximum"):
        keyed = "map_of" in member and member.get("keys") == "integer"
        if limit in member and not keyed and not (single and kind in _NUMBERS):
            hint = "use max_length, or type: integer" if single else "use max_items"
            yield member[limit].problem(
                f"{shown} has no size", hint, at_key=True, code="unfit-limit"
            )
    limited = "minimum" in member and "maximum" in member
    if limited and member.data["minimum"] > member.data["maximum"]:
        yield member["minimum"].problem(
            "no value is that large and that small", at_key=True, code="impossible-limits"
        )


def needless_problems(field: Place) -> Iterator[Problem]:
    """The limits of a field that no request holds."""
    for key in _KEYS:
        if key in field:
            hint = "take it away: an answer is taken as it is"
            message = f'"{key}" has no meaning in an answer'
            yield field[key].problem(message, hint, at_key=True, code="meaningless-key")
