"""Where a change stands in the files of a spec."""

from __future__ import annotations

from typing import Any

from actionspec.source import Kind, Mark, Place, Source, Steps

# What the first step of a way means where the spec has files for it, or sections.
_SECTIONS: dict[str | int, Kind] = {
    "actions": "action",
    "errors": "errors",
    "postbacks": "postback",
    "types": "types",
}

# The key that names an element of a section, where that is a list.
_NAMES: dict[Kind, str] = {"action": "action", "postback": "postback"}


def locate(source: Source, steps: Steps) -> str:
    """Where something stands, as file:line:column; where it is not said, what would hold it."""
    place, depth = max(_ways(source, steps), key=lambda way: way[1], default=(source.api, 0))
    document = place.document
    mark = document.keys.get(place.steps) if depth else None
    mark = mark or document.values.get(place.steps) or Mark(0, 0)
    return f"{document.name}:{mark.line + 1}:{mark.column + 1}"


def _ways(source: Source, steps: Steps) -> list[tuple[Place, int]]:
    """What the way leads to from each place where it may begin, and how many steps it takes."""
    kind = _SECTIONS.get(steps[0]) if steps else None
    if kind is None:
        return [_walk(source.api, steps)]
    roots = source.roots(kind)
    if kind not in _NAMES:
        return [_walk(root, steps[1:]) for root in roots]
    named = [root for root in roots if len(steps) > 1 and root.get(_NAMES[kind]) == steps[1]]
    found = [_walk(root, steps[2:]) for root in named]
    return [(place, depth) if depth else (place[_NAMES[kind]], 1) for place, depth in found]


def _walk(place: Place, steps: Steps) -> tuple[Place, int]:
    """The last place on a way that is there, and how many steps lead to it."""
    for depth, step in enumerate(steps):
        if not _has(place.data, step):
            return place, depth
        place = place[step]
    return place, len(steps)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)
