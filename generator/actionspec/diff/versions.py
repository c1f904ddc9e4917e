"""Two versions of an API, and which things of the one are which of the other."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from actionspec.diff.change import Change, Spot, quoted
from actionspec.model import Api, Enumeration, ErrorCode, Structure

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """The things of two versions: those that both have, and those that only one has.

    Several old ones that have become one thing stand in `kept` with it, each on its own.
    """

    kept: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    come: tuple[T, ...]


def pair(
    old: Iterable[T],
    new: Iterable[T],
    name: Callable[[T], str],
    former: Callable[[T], Iterable[str]] = lambda _: (),
) -> Pairs[T]:
    """Bring things together that have the same name, or of which the old name is a former one.

    Args:
        old, new: The things of each version.
        name: What a thing is called.
        former: What it was called before.
    """
    before = {name(one): one for one in old}
    after = {name(one): one for one in new}
    partners = {one: one for one in before if one in after}
    for now, one in after.items():
        partners |= {was: now for was in former(one) if was in before and was not in partners}
    kept = tuple((before[was], after[now]) for was, now in partners.items())
    gone = tuple(one for was, one in before.items() if was not in partners)
    taken = {*partners.values()}
    return Pairs(kept, gone, tuple(one for now, one in after.items() if now not in taken))


def pair_all(*pairings: Pairs[T]) -> Pairs[T]:
    """Pairs found one after the other, each among what all before have left over."""
    kept = tuple(one for each in pairings for one in each.kept)
    taken = {id(now) for _, now in kept}
    come = tuple(one for one in pairings[0].come if id(one) not in taken)
    return Pairs(kept, pairings[-1].gone, come)


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of an API.

    Attributes:
        errors: The rows of the error table.
        types: The present names of structures, enumerations and postbacks, by those in the old
            version.
        classes: The names of structures, enumerations and postbacks in the new version.
    """

    old: Api
    new: Api
    errors: Pairs[ErrorCode]
    types: Mapping[str, str]
    classes: frozenset[str]

    @classmethod
    def of(cls, old: Api, new: Api) -> Versions:
        """Both, with what belongs together."""
        by_code = pair(old.errors, new.errors, lambda error: error.code)
        by_class = pair(
            by_code.gone,
            new.errors,
            lambda error: error.class_name,
            former=lambda error: error.renamed_from,
        )
        errors = pair_all(by_code, by_class)
        pairs = (
            _classes(old.types, new.types),
            _classes(old.enumerations, new.enumerations),
            _classes(
                [group.structure for group in old.postbacks],
                [group.structure for group in new.postbacks],
            ),
            _classes(
                [kind.structure for kind in old.postback_kinds],
                [kind.structure for kind in new.postback_kinds],
            ),
        )
        types = {one: other for each in pairs for one, other in each}
        structures = [group.structure for group in new.postbacks]
        structures += [kind.structure for kind in new.postback_kinds]
        classes = frozenset({*new.type_names, *(one.name for one in structures)})
        return cls(old, new, errors, types, classes)

    @property
    def spot(self) -> Spot:
        """The API itself."""
        return Spot("the API", (), (), self.old.name)

    def same_row(self, old: ErrorCode, new: ErrorCode) -> bool:
        """Whether two codes are one row of the error table."""
        return any(old is one and new is other for one, other in self.errors.kept)

    def same_code(self, old: ErrorCode, new: ErrorCode) -> bool:
        """Whether two codes are one row of the table, or the one for bad requests in general."""
        faults = old is self.old.faults.request and new is self.new.faults.request
        return faults or self.same_row(old, new)


Class = TypeVar("Class", Structure, Enumeration)


def _classes(old: Iterable[Class], new: Iterable[Class]) -> list[tuple[str, str]]:
    """The old and the present names of classes that both versions have."""
    pairs = pair(old, new, lambda one: one.name, lambda one: one.renamed_from)
    return [(one.name, other.name) for one, other in pairs.kept]


def renamed(
    spot: Spot,
    old: tuple[str, Iterable[str]],
    new: tuple[str, Iterable[str]],
    kind: str,
    present: tuple[Container[str], Container[str]],
) -> Iterator[Change]:
    """What has become of the names of a thing.

    Args:
        spot: The thing; its name is a pattern with {} for the name that is concerned.
        old, new: Its present name and the former ones, in each version.
        kind: The kind of a change that keeps the old name working.
        present: The names of all such things in each version; each of them is told of.
    """
    (name, former), (now, still) = old, new
    works = {now, *still}
    if name != now and name in works:
        only_read = kind == "given-field-renamed"
        still_works = "can be read, but not given" if only_read else "still works, and warns"
        message = f"`{name}` is called `{now}` now; the former name {still_works}."
        yield spot.change(kind, message, spot.name.format(name))
    for lost in sorted({*former} - works):
        if lost in present[1]:
            message = f"`{lost}`, which was a former name of `{now}`, is something else now."
            yield spot.change("former-name-taken", message, spot.name.format(lost))
            continue
        message = f"`{lost}`, which was a former name of `{now}`, does not work any more."
        yield spot.change("former-name-dropped", message, spot.name.format(lost))
    for more in sorted({*still} - {name, now, *former}):
        if more in present[0]:
            continue
        message = f"{quoted(more)} leads to `{now}` too, and warns."
        yield spot.change("former-name-added", message, spot.name.format(now))
