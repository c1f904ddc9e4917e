"""Postbacks: the classes that receivers get, and how the service sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actionspec.diff.change import Change, Spot, instead, quoted
from actionspec.diff.conventions import response_changes
from actionspec.diff.types import structure_changes
from actionspec.diff.versions import Versions, pair
from actionspec.diff.words import ORIGIN, text_changes
from actionspec.model import Api, Callbacks, Postback, PostbackGroup

_HABITS = ("timeout", "retries", "pause")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of postback, and the group that it belongs to."""

    group: PostbackGroup
    postback: Postback

    @property
    def name(self) -> str:
        return self.postback.structure.name

    @property
    def steps(self) -> tuple[str, ...]:
        return (self.group.structure.name, "codes", self.postback.code)


def postback_changes(versions: Versions) -> Iterator[Change]:
    """What has become of the postbacks."""
    yield from _callbacks(versions)
    yield from _groups(versions)
    yield from _kinds(versions)


def _callbacks(versions: Versions) -> Iterator[Change]:
    old, new = versions.old.callbacks, versions.new.callbacks
    spot = versions.spot.inside("callbacks", name=f"{versions.old.package}.postbacks")
    if old is None and new is not None:
        message = "The service reports what happens later."
        yield spot.come().change("callbacks-added", message)
    elif old is not None and new is None:
        yield spot.gone().change("callbacks-removed", "There are no postbacks any more.")
    elif old is not None and new is not None:
        yield from _form(spot.inside(name=""), old, new)


def _form(spot: Spot, old: Callbacks, new: Callbacks) -> Iterator[Change]:
    yield from response_changes(spot, (old.form, new.form))
    changed = [one for one in ("field", "topic", "code") if getattr(old, one) != getattr(new, one)]
    if changed:
        message = f"Reports are written otherwise: {', '.join(map(quoted, changed))}."
        yield spot.inside(changed[0]).change("callbacks-changed", message)
    if [getattr(old, one) for one in _HABITS] != [getattr(new, one) for one in _HABITS]:
        message = "How long the service waits for a receiver, or how often it tries, has changed."
        yield spot.change("callbacks-repeated-otherwise", message)
    yield from text_changes(spot, "the callbacks", old, new, ("description", "source"))


def _groups(versions: Versions) -> Iterator[Change]:
    pairs = pair(
        versions.old.postbacks,
        versions.new.postbacks,
        lambda one: one.structure.name,
        lambda one: one.structure.renamed_from,
    )
    for gone in pairs.gone:
        spot = _group(gone, gone).gone()
        message = f"The postbacks `{gone.structure.name}` are gone."
        yield spot.change("postback-group-removed", message)
    for come in pairs.come:
        spot = _group(come, come).come()
        message = f"The postbacks `{come.structure.name}` are new."
        yield spot.change("postback-group-added", message)
    for old, new in pairs.kept:
        yield from _kept_group(versions, old, new)


def _group(old: PostbackGroup, new: PostbackGroup) -> Spot:
    before, now = old.structure.name, new.structure.name
    return Spot(now, ("postbacks", before), ("postbacks", now), before)


def _kept_group(versions: Versions, old: PostbackGroup, new: PostbackGroup) -> Iterator[Change]:
    spot, name = _group(old, new), new.structure.name
    if old.topic != new.topic:
        message = f"Reports of `{name}` are told by another topic."
        yield spot.inside("topic").change("postback-code-changed", message)
    usual = versions.old.callbacks, versions.new.callbacks
    if old.code != new.code and not (
        usual[0] and usual[1] and (old.code, new.code) == (usual[0].code, usual[1].code)
    ):
        message = f"The code of a `{name}` stands elsewhere."
        yield spot.inside("code").change("callbacks-changed", message)
    if old.recurs != new.recurs:
        again = "are two events" if new.recurs else "are one event, repeated"
        message = f"Two reports of `{name}` that look the same {again}."
        yield spot.inside("recurs").change("postback-recurs-changed", message)
    yield from structure_changes(versions, spot, old.structure, new.structure)
    yield from text_changes(spot, f"`{name}`", old, new, ("notes", *ORIGIN))
    if _examples(old) != _examples(new):
        message = "The examples have changed."
        yield spot.inside("examples").change("examples-changed", message)


def _examples(group: PostbackGroup) -> dict[str, tuple[object, ...]]:
    return {
        one.name: (one.body, one.kind and one.kind.code, one.fields, one.source, one.status)
        for one in group.examples
    }


def _kinds(versions: Versions) -> Iterator[Change]:
    pairs = pair(
        _all(versions.old),
        _all(versions.new),
        lambda one: one.name,
        lambda one: one.postback.structure.renamed_from,
    )
    for gone in pairs.gone:
        spot = _kind(gone, gone).gone()
        yield spot.change("postback-removed", f"The postback `{gone.name}` is gone.")
    for come in pairs.come:
        spot = _kind(come, come).come()
        yield spot.change("postback-added", f"The postback `{come.name}` is new.")
    for old, new in pairs.kept:
        yield from _kept_kind(versions, old, new)


def _all(api: Api) -> list[_Kind]:
    return [_Kind(group, kind) for group in api.postbacks for kind in group.kinds]


def _kind(old: _Kind, new: _Kind) -> Spot:
    return Spot(new.name, ("postbacks",), ("postbacks",)).between(old.steps, new.steps, old.name)


def _kept_kind(versions: Versions, old: _Kind, new: _Kind) -> Iterator[Change]:
    spot, one, other = _kind(old, new), old.postback, new.postback
    if one.code != other.code:
        message = f"A `{new.name}` is told by {instead(other.code, one.code)}."
        yield spot.change("postback-code-changed", message)
    if one.bad != other.bad:
        message = f"A `{new.name}` tells of a {'failure' if other.bad else 'success'} now."
        yield spot.inside("bad").change("postback-failure-changed", message, f"{old.name}.failed")
    yield from structure_changes(versions, spot, one.structure, other.structure)
    yield from text_changes(spot, f"`{new.name}`", one, other, ORIGIN)
