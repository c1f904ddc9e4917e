"""Parameters and fields: what code gives, and what it reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from actionspec.diff.change import Change, Spot, instead, quoted
from actionspec.diff.values import limit_changes, masking_changes, type_changes, value_changes
from actionspec.diff.versions import Versions, pair, renamed
from actionspec.diff.words import DESCRIBED, text_changes
from actionspec.model import Field, Member, Parameter

MemberT = TypeVar("MemberT", bound=Member)


@dataclass(frozen=True, slots=True)
class Holder(Generic[MemberT]):
    """What has parameters or fields.

    Attributes:
        spot: Where it stands; its name is a pattern with {} for the name of a member.
        way: The key in the spec under which its members stand.
        noun: What a member of it is.
        sent: Whether both versions have it in requests.
        answered: Whether both have it in answers.
    """

    versions: Versions
    spot: Spot
    way: str
    noun: Literal["parameter", "field"]
    sent: bool
    answered: bool

    def at(self, old: str, new: str) -> Spot:
        """Where a member stands."""
        return self.spot.between((self.way, old), (self.way, new), self.spot.name.format(old))


Inherited = Callable[[Field], bool]

Names = tuple[Collection[str], Collection[str]]
"""Those of all members, in each version."""


def _names(members: Sequence[Member]) -> set[str]:
    return {one.name for one in members}


def parameter_changes(
    holder: Holder[Parameter], old: Sequence[Parameter], new: Sequence[Parameter]
) -> Iterator[Change]:
    """What has become of the parameters of an action."""
    pairs = pair(old, new, lambda one: one.name, former=lambda one: one.renamed_from)
    for gone in pairs.gone:
        spot = holder.at(gone.name, gone.name).gone()
        yield spot.change("parameter-removed", f"The parameter `{gone.name}` is gone.")
    for come in pairs.come:
        spot = holder.at(come.name, come.name).come()
        kind = "parameter-added-required" if come.required else "parameter-added"
        extra = ", and calls need it" if come.required else ""
        yield spot.change(kind, f"The parameter `{come.name}` is new{extra}.")
        if come.default is not None:
            yield spot.change("default-added", f"Calls without `{come.name}` send {_shown(come)}.")
    present = _names(old), _names(new)
    for one, other in pairs.kept:
        yield from _parameter(holder, one, other, present)


def _parameter(
    holder: Holder[Parameter], old: Parameter, new: Parameter, present: Names
) -> Iterator[Change]:
    spot = holder.at(old.name, new.name)
    yield from _common(holder, old, new, "parameter-renamed", present)
    required = spot.inside("required")
    if new.required and not old.required:
        yield required.change("parameter-now-required", f"Calls need `{new.name}` now.")
    elif old.required and not new.required:
        yield required.change("parameter-not-required", f"Calls need not give `{new.name}` now.")
    elif (
        old.required and new.required and not holder.versions.same_code(old.required, new.required)
    ):
        message = f"A missing `{new.name}` raises `{new.required.class_name}`"
        message += f" instead of `{old.required.class_name}`."
        yield required.change("required-code-changed", message, old.required.class_name)
    yield from _default(spot.inside("default"), old, new)
    yield from _deprecated(spot.inside("deprecated"), old, new)
    common = {one.name for one in holder.versions.old.transports}
    for transport in holder.versions.new.transports:
        name = transport.name
        if name in common and _wire(old, name) != _wire(new, name):
            yield _wire_change(spot, new.name, _wire(old, name), _wire(new, name))
            break


def _wire(parameter: Parameter, transport: str) -> str:
    wire = parameter.wire
    return wire if isinstance(wire, str) else wire.get(transport, "")


def _default(spot: Spot, old: Parameter, new: Parameter) -> Iterator[Change]:
    if (old.default, type(old.default)) == (new.default, type(new.default)):
        return
    if old.default is None:
        yield spot.change("default-added", f"Calls without `{new.name}` send {_shown(new)} now.")
    elif new.default is None:
        message = f"Calls without `{new.name}` do not send {_shown(old)} any more."
        yield spot.change("default-removed", message)
    else:
        masked = old.masked or new.masked
        values = "another value" if masked else instead(new.default, old.default)
        message = f"Calls without `{new.name}` send {values}."
        yield spot.change("default-changed", message)


def _shown(parameter: Parameter) -> str:
    return "a value" if parameter.masked else quoted(parameter.default)


def _deprecated(spot: Spot, old: Parameter, new: Parameter) -> Iterator[Change]:
    if new.deprecated and not old.deprecated:
        yield spot.change("deprecated", f"Calls that give `{new.name}` warn.")
    elif old.deprecated and not new.deprecated:
        yield spot.change("deprecation-ended", f"Calls that give `{new.name}` do not warn.")
    else:
        yield from text_changes(spot, f"`{new.name}`", old, new, ("deprecated",))


def field_changes(
    holder: Holder[Field],
    old: Sequence[Field],
    new: Sequence[Field],
    inherited: tuple[Inherited, Inherited] = (lambda _: False, lambda _: False),
) -> Iterator[Change]:
    """What has become of the fields of a structure or of a result.

    Args:
        holder: What has the fields.
        old, new: The fields of each version.
        inherited: Whether a parent tells of a field, in each version.
    """
    of_old, of_new = inherited
    pairs = pair(old, new, lambda one: one.name, former=lambda one: one.renamed_from)
    for gone in pairs.gone:
        if not of_old(gone):
            spot = holder.at(gone.name, gone.name).gone()
            yield spot.change("field-removed", f"The field `{gone.name}` is gone.")
    for come in pairs.come:
        if not of_new(come):
            spot = holder.at(come.name, come.name).come()
            needed = holder.sent and _needed(come)
            kind = "field-added-required" if needed else "field-added"
            yield spot.change(kind, f"The field `{come.name}` is new.")
    present = _names(old), _names(new)
    for one, other in pairs.kept:
        if not (of_old(one) and of_new(other)):
            yield from _field(holder, one, other, present)


def _needed(field: Field) -> bool:
    """Whether a structure cannot be made without a field."""
    return field.shape == "one" and not field.optional


def _field(holder: Holder[Field], old: Field, new: Field, present: Names) -> Iterator[Change]:
    spot = holder.at(old.name, new.name)
    renaming = "given-field-renamed" if holder.sent else "field-renamed"
    yield from _common(holder, old, new, renaming, present)
    if old.optional != new.optional:
        yield _optional(holder, spot.inside("optional"), new)
    if old.plain_wire != new.plain_wire:
        yield _wire_change(spot, new.name, old.plain_wire, new.plain_wire)


def _wire_change(spot: Spot, name: str, old: str, new: str) -> Change:
    message = f"`{name}` is {quoted(new)} on the wire instead of {quoted(old)}."
    return spot.inside("wire").change("wire-changed", message)


def _optional(holder: Holder[Field], spot: Spot, new: Field) -> Change:
    """The change of a field that may be absent now, or may be so no more: the worst that it is."""
    if new.shape != "one":
        message = f"The list or map `{new.name}` may be absent now, and is empty then."
        if not new.optional:
            message = f"The list or map `{new.name}` is always there."
        return spot.change("wire-changed", message)
    if new.optional:
        if holder.answered:
            return spot.change("field-may-be-none", f"`{new.name}` may be None now.")
        return spot.change("field-not-required", f"`{new.name}` may be left out now.")
    if holder.sent:
        return spot.change("field-now-required", f"`{new.name}` has to be given now.")
    return spot.change("field-always-there", f"`{new.name}` is never None now.")


def _common(
    holder: Holder[MemberT], old: MemberT, new: MemberT, renaming: str, present: Names
) -> Iterator[Change]:
    """What parameters and fields have in common."""
    spot = holder.at(old.name, new.name)
    pattern = spot.between((), (), holder.spot.name)
    yield from renamed(
        pattern, (old.name, old.renamed_from), (new.name, new.renamed_from), renaming, present
    )
    retyped = [
        *type_changes(holder.versions, spot, holder.noun, (holder.sent, holder.answered), old, new)
    ]
    yield from retyped
    yield from masking_changes(spot, old, new)
    if not any(one.kind.endswith("-type-changed") for one in retyped):
        yield from limit_changes(holder.versions, spot, holder.sent, old, new)
    yield from value_changes(spot, old, new)
    yield from text_changes(spot, f"the {holder.noun} `{new.name}`", old, new, DESCRIBED)
    if _identity(old) != _identity(new):
        yield spot.change("identity-changed", f"What `{new.name}` is the id of has changed.")


def _identity(member: Member) -> tuple[str, str, str | None] | None:
    told = member.identity
    if told is None:
        return None
    return told.thing, told.role, told.error.code if told.error else None
