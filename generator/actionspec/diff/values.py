"""What a value is: its type, its limits, how it is written and who may see it."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.diff.change import Change, Spot, quoted
from actionspec.diff.versions import Versions
from actionspec.model import (
    Enumeration,
    Field,
    ListLayout,
    MapLayout,
    Member,
    Parameter,
    Structure,
)

# Types of which each value has the second type too: an enumeration is a text.
_WIDER = {("integer", "number"), ("enumeration", "string")}

# The limits, and whether a larger one lets more pass.
_LIMITS = {"max_length": True, "max_items": True, "minimum": False, "maximum": True}


def type_changes(
    versions: Versions,
    spot: Spot,
    noun: str,
    use: tuple[bool, bool],
    old: Member,
    new: Member,
) -> Iterator[Change]:
    """Whether a value has another type now.

    Args:
        versions: Both versions.
        spot: Where it stands.
        noun: What has the value: a parameter or a field.
        use: Whether the value is sent, and whether it is answered.
        old, new: What holds the value.
    """
    shape = (old.shape, old.keys if old.shape == "map" else None)
    same_shape = shape == (new.shape, new.keys if new.shape == "map" else None)
    before = versions.types.get(_name(old), _name(old))
    if same_shape and before == _name(new) and _sort(old) == _sort(new):
        return
    sent, answered = use
    wider = (not sent or _wider(old, new)) and (not answered or _wider(new, old))
    kind = f"{noun}-type-" + ("widened" if same_shape and wider else "changed")
    message = f"`{new.name}` is {_described(new)} instead of {_described(old)}."
    yield spot.change(kind, message)


def _name(member: Member) -> str:
    return member.type if isinstance(member.type, str) else member.type.name


def _sort(member: Member) -> str:
    match member.type:
        case Structure():
            return "structure"
        case Enumeration():
            return "enumeration"
        case scalar:
            return scalar


def _wider(narrow: Member, wide: Member) -> bool:
    """Whether each value of one type is one of the other, too."""
    return (_sort(narrow), _sort(wide)) in _WIDER


def _described(member: Member) -> str:
    name = quoted(_name(member))
    match member.shape:
        case "one":
            return name
        case "list":
            return f"a list of {name}"
        case "map":
            return f"a map of {name}" + (" with whole numbers" if member.keys == "integer" else "")


def limit_changes(
    versions: Versions, spot: Spot, sent: bool, old: Member, new: Member
) -> Iterator[Change]:
    """Whether a value may be longer, larger, or of more elements than before, or must not be."""
    for name, larger_is_looser in _LIMITS.items():
        before: float | None = getattr(old, name)
        now: float | None = getattr(new, name)
        if before == now:
            continue
        what = f"The {name.replace('_', ' ')} of `{new.name}`"
        message = f"{what} is {_limit(now)}; it was {_limit(before)}."
        tighter = now is not None and (
            before is None or (now < before if larger_is_looser else now > before)
        )
        kind = "limit-tightened" if tighter else "limit-loosened"
        yield spot.inside(name).change(kind if sent else "texts-changed", message)
    if not (old.invalid and new.invalid and old.limited and new.limited):
        return
    if not versions.same_code(old.invalid, new.invalid):
        message = f"A value of `{new.name}` beyond its limits raises `{new.invalid.class_name}`"
        message += f" instead of `{old.invalid.class_name}`."
        yield spot.inside("invalid").change("limit-code-changed", message, old.invalid.class_name)


def _limit(limit: float | None) -> str:
    return "not limited" if limit is None else f"{limit!r}" if limit % 1 else f"{int(limit)}"


def masking_changes(spot: Spot, old: Member, new: Member) -> Iterator[Change]:
    """Whether a value is masked otherwise."""
    if (old.secret, old.personal) != (new.secret, new.personal):
        less = (old.secret and not new.secret) or (old.masked and not new.masked)
        kind = "masking-removed" if less else "masking-added"
        message = f"`{new.name}` is {_confidence(new)} now; it was {_confidence(old)}."
        yield spot.change(kind, message)


def value_changes(spot: Spot, old: Member, new: Member) -> Iterator[Change]:
    """Whether a value is written otherwise, or means something else, whatever its type."""
    if old.notation.zone != new.notation.zone and old.type == new.type == "datetime":
        yield spot.inside("zone").change(
            "time-zone-changed", f"Times without a zone in `{new.name}` have another meaning."
        )
    layouts = old.shape == new.shape and _layout(old) != _layout(new)
    if layouts or (old.type == new.type and _notation(old) != _notation(new)):
        yield spot.change("wire-changed", f"`{new.name}` is written otherwise on the wire.")


def _confidence(member: Member) -> str:
    return "secret" if member.secret else "personal" if member.personal else "no secret"


def _layout(member: Member) -> ListLayout | MapLayout | None:
    """The layout that a list or map asks for itself."""
    if isinstance(member, Parameter | Field):
        return {"one": None, "list": member.own_lists, "map": member.own_maps}[member.shape]
    return None


def _notation(member: Member) -> object:
    """How a value is written, as far as its type depends on it."""
    notation = member.notation
    match member.type:
        case "boolean":
            return notation.yes, notation.no, notation.presence
        case "datetime" | "date":
            return notation.format
        case _:
            return None
