"""Types that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import Known
from actionspec.check.members import kind_of
from actionspec.model import SCALARS
from actionspec.problem import Problem
from actionspec.source import Place, Source


def unused_types(source: Source, known: Known) -> Iterator[Problem]:
    """The types that a spec describes itself, and that no request, answer or postback holds."""
    if not source.roots("action"):
        return
    used: set[str] = set()
    waiting = [kind_of(one) for one in _members(source)]
    while waiting:
        name = waiting.pop()
        if name in used:
            continue
        used.add(name)
        if held := known.structures.get(name):
            waiting += [kind_of(one) for _, one in held.members("fields")]
            waiting += [str(held.data["extends"])] if "extends" in held else []
    if not used <= {*SCALARS, *known.types}:
        # What is misspelt may be meant.
        return
    # An overlay may have left out what used a type of its base.
    own = next(iter(source.read.values()), {})
    for types in source.roots("types"):
        for name, kind in types.items():
            if name not in used and types.document.name in own:
                hint = "take it away, or give it to a field"
                message = f"nothing uses the type {name}"
                yield kind.problem(message, hint, at_key=True, code="unused-type")


def _members(source: Source) -> Iterator[Place]:
    for action in source.roots("action"):
        for key in ("parameters", "returns"):
            yield from (one for _, one in action.members(key))
    for group in source.roots("postback"):
        yield from (one for _, one in group.members("fields"))
        for _, code in group.members("codes"):
            yield from (one for _, one in code.members("fields"))
