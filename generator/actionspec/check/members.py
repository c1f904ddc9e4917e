"""What is wrong with a parameter or a field: its type, and options that do not belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from actionspec.check.known import Known
from actionspec.model import SCALARS
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

_WAYS = ("list_of", "map_of", "type")

# Which types an option of a member has a meaning for.
_TYPES_OF = {
    "words": ("boolean",),
    "presence": ("boolean",),
    "format": ("date", "datetime"),
    "zone": ("datetime",),
}
# A mask looks for the text that was sent.
_TOLD_IN_MANY_WAYS = ("number", "boolean", "date", "datetime")
_COUNTED = ("unix", "unix_ms")
_SAMPLE = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)


def kind_of(member: Place) -> str:
    """The name of a member's type: of a list its elements', of a map its values'."""
    kind: str = next((member.data[way] for way in _WAYS if way in member), "string")
    return kind


def type_problems(member: Place, known: Known, *, sent: bool = False) -> Iterator[Problem]:
    """What is wrong with the type of a field, or of a parameter, which is `sent`."""
    ways = [way for way in _WAYS if way in member]
    for way in ways[1:]:
        hint = "keep one of the two"
        yield member[way].problem(
            f'"{ways[0]}" and "{way}" exclude each other', hint, at_key=True, code="contradiction"
        )
    for way in ways:
        if member.data[way] not in SCALARS and member.data[way] not in known.types:
            hint = did_you_mean(member.data[way], (*SCALARS, *known.types))
            message = f'there is no type "{member.data[way]}"'
            yield member[way].problem(
                message, hint or "describe it in types.yaml", code="unknown-type"
            )
    kind = kind_of(member)
    for option, kinds in _TYPES_OF.items():
        if option in member and kind not in kinds:
            hint = f"it belongs to the type {' or '.join(kinds)}"
            message = f'"{option}" has no meaning for the type {kind}'
            yield member[option].problem(message, hint, at_key=True, code="meaningless-key")
    yield from _secret_problems(member, kind)
    if "format" in member and kind in _TYPES_OF["format"]:
        yield from format_problems(member["format"], kind)
    yield from _shape_problems(member, kind, known)
    yield from words_problems(member)
    if "words" in member and member.get("presence") and not sent:
        hint = "keep one of the two"
        yield member["words"].problem(
            "presence needs no words", hint, at_key=True, code="meaningless-key"
        )


def _shape_problems(member: Place, kind: str, known: Known) -> Iterator[Problem]:
    """What belongs to another shape than the member has: one value, a list or a map."""
    if member.get("presence") and {"list_of", "map_of"} & {*member.keys}:
        hint = "take it away: only a field of its own can be absent"
        yield member["presence"].problem(
            "an element is always there", hint, at_key=True, code="never-absent"
        )
    for option, way in (("lists", "list_of"), ("maps", "map_of"), ("keys", "map_of")):
        if option in member and way not in member:
            hint = f"it belongs to a {way}"
            yield member[option].problem(
                f'"{option}" has no meaning here', hint, at_key=True, code="meaningless-key"
            )
    joined = member.get("lists", {}).get("join") and kind in known.structures
    if joined:
        hint = "a structure needs names: write `template` or `element`"
        yield member["lists"]["join"].problem(
            "structures cannot be joined", hint, code="joined-structures"
        )


def _secret_problems(member: Place, kind: str) -> Iterator[Problem]:
    if member.get("secret") and member.get("personal"):
        hint = "take this away: what is secret is shown to nobody"
        yield member["personal"].problem(
            '"secret" says more than "personal"', hint, at_key=True, code="contradiction"
        )
    if member.get("secret") and kind in _TOLD_IN_MANY_WAYS:
        hint = "write type: string, and let the caller write it"
        message = f"a {kind} is written in too many ways to be kept secret"
        yield member["secret"].problem(message, hint, at_key=True, code="unmaskable-secret")


def format_problems(form: Place, kind: str) -> Iterator[Problem]:
    """What is wrong with the way in which dates or times are written."""
    if form.data in _COUNTED and kind == "date":
        hint = "write type: datetime, or a format like %Y-%m-%d"
        yield form.problem(
            f"{form.data} counts to a time, not to a date", hint, code="unfit-time-format"
        )
    elif form.data not in {"iso", *_COUNTED} and not _is_told(form.data):
        hint = "like %Y-%m-%d" if kind == "date" else "like %Y-%m-%d %H:%M:%S"
        yield form.problem(
            "nobody could read the day out of such a text", hint, code="unfit-time-format"
        )


def _is_told(form: str) -> bool:
    """Whether a format tells the day, in a text that can be read again."""
    try:
        return datetime.strptime(_SAMPLE.strftime(form), form).date() == _SAMPLE.date()
    except (ValueError, re.error):
        return False


def words_problems(holder: Place) -> Iterator[Problem]:
    """What is wrong with the words for true and false."""
    if "words" not in holder:
        return
    words = holder["words"]
    both = {word.lower() for word in _several(words.data["yes"])} & {
        word.lower() for word in _several(words.data["no"])
    }
    if both:
        yield words.problem(
            f'"{min(both)}" means true and false',
            "keep it in one of the two",
            code="ambiguous-word",
        )


def _several(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words
