"""The error table: codes, the classes that they raise, and the categories above these."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.diff.change import Change, Spot, instead, quoted
from actionspec.diff.versions import Versions, pair, renamed
from actionspec.diff.words import text_changes
from actionspec.model import ErrorCode

_WORDS = ("message", "cause", "remedy", "source", "status")


def error_changes(versions: Versions) -> Iterator[Change]:
    """What has become of the error table."""
    yield from _categories(versions)
    pairs = versions.errors
    for gone in pairs.gone:
        spot = _at(gone, gone)
        message = f"The code {quoted(gone.code)} is gone, and `{gone.class_name}` with it."
        yield spot.gone().change("code-removed", message)
    for come in pairs.come:
        spot = _at(come, come)
        message = f"The code {quoted(come.code)} is new, and raises `{come.class_name}`."
        yield spot.come().change("code-added", message)
    for old, new in pairs.kept:
        yield from _code(versions, old, new)


def _at(old: ErrorCode, new: ErrorCode) -> Spot:
    spot = Spot(new.code, ("errors", "codes"), ("errors", "codes"))
    return spot.between((old.code,), (new.code,), old.class_name)


def _categories(versions: Versions) -> Iterator[Change]:
    pairs = pair(versions.old.categories, versions.new.categories, lambda one: one.class_name)
    for gone in pairs.gone:
        spot = _category(gone.class_name).gone()
        yield spot.change("category-removed", f"The category `{gone.class_name}` is gone.")
    for come in pairs.come:
        spot = _category(come.class_name).come()
        yield spot.change("category-added", f"The category `{come.class_name}` is new.")
    for old, new in pairs.kept:
        spot = _category(new.class_name)
        yield from text_changes(spot, f"`{new.class_name}`", old, new, ("description",))


def _category(name: str) -> Spot:
    steps = ("errors", "categories", name)
    return Spot(name, steps, steps, name)


def _code(versions: Versions, old: ErrorCode, new: ErrorCode) -> Iterator[Change]:
    spot = _at(old, new)
    if old.code != new.code:
        message = f"`{new.class_name}` has the code {instead(new.code, old.code)}."
        yield spot.change("code-renumbered", message)
    yield from _class(versions, spot, old, new)
    if old.category.class_name != new.category.class_name:
        message = f"`{new.class_name}` belongs to `{new.category.class_name}` now."
        names = old.category.class_name
        yield spot.inside("category").change("code-category-changed", message, names)
    yield from _placeholders(spot.inside("placeholders"), old, new)
    if (old.retry, old.wait) != (new.retry, new.wait):
        message = f"{quoted(new.code)} is repeated {_repeat(new)}; it was {_repeat(old)}."
        steps = ("retry",) if old.retry != new.retry else ("wait",)
        yield spot.inside(*steps).change("repeat-changed", message)
    if old.general != new.general:
        who = "Any action" if new.general else "Not every action"
        message = f"{who} may answer {quoted(new.code)} now."
        yield spot.inside("general").change("code-reach-changed", message)
    yield from text_changes(spot, quoted(new.code), old, new, _WORDS)


def _class(versions: Versions, spot: Spot, old: ErrorCode, new: ErrorCode) -> Iterator[Change]:
    spot = spot.inside("class")
    pattern = spot.inside(name="{}")
    if old.class_name not in {new.class_name, *new.renamed_from}:
        message = f"{quoted(new.code)} raises `{new.class_name}` instead of `{old.class_name}`."
        yield spot.change("code-class-changed", message)
    yield from renamed(
        pattern,
        (old.class_name, old.renamed_from),
        (new.class_name, new.renamed_from),
        "error-class-renamed",
        (
            {one.class_name for one in versions.old.errors},
            {one.class_name for one in versions.new.errors},
        ),
    )


def _repeat(error: ErrorCode) -> str:
    told = {"never": "never", "later": "later", "unknown": "only where the action reads"}
    wait = "" if error.wait is None else f" (after {quoted(error.wait)} seconds)"
    return told[error.retry] + wait


def _placeholders(spot: Spot, old: ErrorCode, new: ErrorCode) -> Iterator[Change]:
    pairs = pair(old.placeholders, new.placeholders, lambda one: one.name)

    def at(name: str) -> Spot:
        return spot.inside(name, name=f"{old.class_name}.{name}")

    for gone in pairs.gone:
        message = f"`{new.class_name}` has no `{gone.name}` any more."
        yield at(gone.name).gone().change("placeholder-removed", message)
    for come in pairs.come:
        message = f"`{new.class_name}` has `{come.name}` now."
        yield at(come.name).come().change("placeholder-added", message)
    for one, other in pairs.kept:
        inner = at(one.name)
        if one.type != other.type:
            message = f"`{other.name}` is `{other.type}` instead of `{one.type}`."
            yield inner.change("placeholder-type-changed", message)
        yield from text_changes(inner, f"`{other.name}`", one, other, ("description",))
