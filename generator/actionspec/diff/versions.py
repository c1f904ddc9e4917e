"""Two versions of an API, and which things of the one are which of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from actionspec.diff.change import Change, Spot, quoted
from actionspec.model import Api, Enumeration, ErrorCode, Structure

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """The things of two versions: those that both have, and those that only one has."""

    kept: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    come: tuple[T, ...]


def pair(
    old: Iterable[T],
    new: Iterable[T],
    name: Callable[[T], str],
    former: Callable[[T], Iterable[str]] = lambda _: (),
) -> Pairs[T]:
    """Bring things together that have the same name, or of which the old name is a former one."""
    before = {name(one): one for one in old}
    after = {name(one): one for one in new}
    partners = {one: one for one in before if one in after}
    for now, one in after.items():
        if now not in before:
            partners |= {was: now for was in former(one) if was in before and was not in partners}
    taken: dict[str, str] = {}
    for was, now in partners.items():
        taken.setdefault(now, was)
    kept = tuple((before[was], after[now]) for now, was in taken.items())
    gone = tuple(one for was, one in before.items() if was not in taken.values())
    return Pairs(kept, gone, tuple(one for now, one in after.items() if now not in taken))


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of an API.

    Attributes:
        errors: The rows of the error table.
        types: The present names of structures and enumerations, by those in the old version.
    """

    old: Api
    new: Api
    errors: Pairs[ErrorCode]
    types: Mapping[str, str]

    @classmethod
    def of(cls, old: Api, new: Api) -> Versions:
        """Both, with what belongs together."""
        by_code = pair(old.errors, new.errors, lambda error: error.code)
        by_class = pair(
            by_code.gone,
            by_code.come,
            lambda error: error.class_name,
            former=lambda error: error.renamed_from,
        )
        errors = Pairs((*by_code.kept, *by_class.kept), by_class.gone, by_class.come)
        pairs = (
            _classes(old.types, new.types),
            _classes(old.enumerations, new.enumerations),
            _classes(
                [group.structure for group in old.postbacks],
                [group.structure for group in new.postbacks],
            ),
        )
        types = {one: other for each in pairs for one, other in each}
        return cls(old, new, errors, types)

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
    spot: Spot, old: tuple[str, Iterable[str]], new: tuple[str, Iterable[str]], kind: str
) -> Iterator[Change]:
    """What has become of the names of a thing.

    Args:
        spot: The thing; its name is a pattern with {} for the name that is concerned.
        old, new: Its present name and the former ones, in each version.
        kind: The kind of a change that keeps the old name working.
    """
    (name, former), (now, still) = old, new
    works = {now, *still}
    if name != now and name in works:
        only_read = kind == "given-field-renamed"
        still_works = "can be read, but not given" if only_read else "still works, and warns"
        message = f"`{name}` is called `{now}` now; the former name {still_works}."
        yield spot.change(kind, message, spot.name.format(name))
    for lost in sorted({*former} - works):
        message = f"`{lost}`, which was a former name of `{now}`, does not work any more."
        yield spot.change("former-name-dropped", message, spot.name.format(lost))
    for more in sorted({*still} - {name, now, *former}):
        message = f"{quoted(more)} leads to `{now}` too, and warns."
        yield spot.change("former-name-added", message, spot.name.format(now))
