"""Structures and enumerations: the classes that requests and answers hold."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.diff.change import Change, Spot
from actionspec.diff.conventions import measure
from actionspec.diff.members import Holder, field_changes
from actionspec.diff.rules import structure_rule_changes
from actionspec.diff.versions import Pairs, Versions, pair, renamed
from actionspec.diff.words import text_changes
from actionspec.model import Enumeration, Field, Structure


def type_changes(versions: Versions) -> Iterator[Change]:
    """What has become of the structures and enumerations."""
    old, new = versions.old, versions.new
    structures = pair(old.types, new.types, _name, lambda one: one.renamed_from)
    yield from _listed(structures, "structure")
    for structure, other in structures.kept:
        spot = _at(structure, other)
        yield from structure_changes(versions, spot, structure, other)
    enumerations = pair(old.enumerations, new.enumerations, _name, lambda one: one.renamed_from)
    yield from _listed(enumerations, "enumeration")
    for enumeration, other_one in enumerations.kept:
        yield from _enumeration(versions, _at(enumeration, other_one), enumeration, other_one)


def _name(thing: Structure | Enumeration) -> str:
    return thing.name


def _at(old: Structure | Enumeration, new: Structure | Enumeration) -> Spot:
    return Spot(new.name, ("types", old.name), ("types", new.name), old.name)


def _listed(pairs: Pairs[Structure] | Pairs[Enumeration], noun: str) -> Iterator[Change]:
    for gone in pairs.gone:
        yield _at(gone, gone).gone().change(f"{noun}-removed", f"The {noun} `{gone.name}` is gone.")
    for come in pairs.come:
        yield _at(come, come).come().change(f"{noun}-added", f"The {noun} `{come.name}` is new.")


def structure_changes(
    versions: Versions, spot: Spot, old: Structure, new: Structure
) -> Iterator[Change]:
    """What has become of one structure, also of one that a postback is."""
    yield from renamed(
        spot.inside(name="{}"),
        (old.name, old.renamed_from),
        (new.name, new.renamed_from),
        "class-renamed",
        (versions.types, versions.classes),
    )
    before, now = (one.parent.name if one.parent else None for one in (old, new))
    same_parent = before is not None and versions.types.get(before, before) == now
    if before != now and not same_parent:
        message = f"`{new.name}` extends {_parent(now)} instead of {_parent(before)}."
        yield spot.inside("extends").change("parent-changed", message)
    yield from _outcome(spot.inside("outcome"), old, new)
    yield from own_field_changes(versions, spot, old, new, same_parent=same_parent)
    yield from _lists(spot, old, new)
    if old.sent and new.sent:
        yield from structure_rule_changes(versions, spot, old, new, same_parent=same_parent)
    yield from text_changes(spot, f"`{new.name}`", old, new, ("description",))


def _parent(name: str | None) -> str:
    return f"`{name}`" if name else "nothing"


def own_field_changes(
    versions: Versions, spot: Spot, old: Structure, new: Structure, *, same_parent: bool
) -> Iterator[Change]:
    """What has become of the fields of a structure, but for those whose parent tells it."""

    def inherited(structure: Structure) -> frozenset[str]:
        parent = structure.parent if same_parent else None
        return frozenset(field.name for field in parent.fields) if parent else frozenset()

    of_old, of_new = inherited(old), inherited(new)
    holder: Holder[Field] = Holder(
        versions,
        spot.inside(name=f"{old.name}.{{}}"),
        "fields",
        "field",
        sent=old.sent and new.sent,
        answered=old.answered and new.answered,
    )
    yield from field_changes(
        holder,
        old.fields,
        new.fields,
        (lambda field: field.name in of_old, lambda field: field.name in of_new),
    )


def _lists(spot: Spot, old: Structure, new: Structure) -> Iterator[Change]:
    """Lists of what callers make are annotated for whatever callers may give."""
    if old.sent == new.sent:
        return
    lists = {field.name for field in old.own_fields if field.repeated}
    told = [field.name for field in new.own_fields if field.repeated and field.name in lists]
    now, before = ("Sequence", "tuple") if new.sent else ("tuple", "Sequence")
    who = "Requests hold" if new.sent else "No request holds"
    for name in told:
        message = (
            f"{who} a `{new.name}` now, so `{name}` is annotated as `{now}`, not as `{before}`."
        )
        inner = spot.inside("fields", name, name=f"{old.name}.{name}")
        yield inner.change("list-annotated-otherwise", message)


def _outcome(spot: Spot, old: Structure, new: Structure) -> Iterator[Change]:
    if measure(old.outcome) == measure(new.outcome):
        return
    if old.outcome is None:
        message = f"Each `{new.name}` of a list tells whether it failed."
        yield spot.change("item-outcome-added", message)
    elif new.outcome is None:
        message = f"A `{new.name}` does not tell any more whether it failed."
        yield spot.change("item-outcome-removed", message, f"{old.name}.error")
    else:
        message = f"A `{new.name}` counts as failed, or tells why, by another measure."
        yield spot.change("item-outcome-changed", message)


def _enumeration(
    versions: Versions, spot: Spot, old: Enumeration, new: Enumeration
) -> Iterator[Change]:
    yield from renamed(
        spot.inside(name="{}"),
        (old.name, old.renamed_from),
        (new.name, new.renamed_from),
        "class-renamed",
        (versions.types, versions.classes),
    )
    for name in {**old.members, **new.members}:
        member = f"{old.name}.{name.upper()}"
        inner = spot.inside("members", name, name=member)
        if name not in new.members:
            yield inner.gone().change("enumeration-member-removed", f"`{member}` is gone.")
        elif name not in old.members:
            yield inner.come().change("enumeration-member-added", f"`{member}` is new.")
        elif old.members[name] != new.members[name]:
            message = f"`{member}` stands for another text."
            yield inner.change("enumeration-value-changed", message)
    yield from text_changes(spot, f"`{new.name}`", old, new, ("description",))
