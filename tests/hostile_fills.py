"""Hostile texts for the holes of a skeleton."""

from __future__ import annotations

import re
from typing import Any

from hostile_judge import TEXTS, holes_of
from hostile_skeletons import Hole, filled, skeleton
from hypothesis import strategies as st

from actionspec.characters import UNSEEN

SKELETONS = 24

# What cannot be seen is refused as such, and would hide everything else if it were common.
_SEEN = st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda one: not UNSEEN.search(one))
_SIGNS = "\"'\\`*#_[]()<>|&{}-=+.:~$@!%;/ \nab1"

fragments = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    st.text(_SIGNS, max_size=12),
    st.text(_SEEN, max_size=8),
)
unseen = st.sampled_from("\0\x1b\x07\x0b\x0c\x85\u2028\u202e\u2066\u200b\ufeff\ue0001"[:12])
pieces = st.lists(fragments, min_size=1, max_size=3).map("".join)

# Names, codes and paths that mean more than a name.
NAMES = (
    "../../canary",
    "/etc/passwd",
    "x\n",
    "x; import os",
    "__class__",
    "self",
    "None",
    "match",
    "con",
    "print()",
    "ſ",
    'E1"',
    "${x}",
    "{{x}}",
    "a" * 300,
    "",
)


def fit(hole: Hole, text: str) -> str:
    """A text in the form that a hole asks for."""
    if hole.kind in {"line", "header", "value"}:
        text = re.sub(r"[\n\r\t]", " ", text)
    if hole.kind == "header":
        return "x" + re.sub(r"[^\x20-\x7e]|[{}]", "", text)[:200] + "x"
    if hole.kind == "value":
        return f"{text[:60]}{hole.number}"
    if hole.kind == "message":
        text = re.sub(r"[{}]", "", text)
    if hole.kind == "body":
        return text or "x"
    text = re.sub(r"\n\s*\n", "\n", text.strip())[:78].strip() or "x"
    return f"{text}\n\n{text}" if hole.kind == "paragraphs" else text


def _changed(data: Any, at: int, name: str) -> tuple[Any, int]:
    """A spec with another name in the place of one of its keys, counted from its top."""
    if isinstance(data, list):
        found: list[Any] = []
        for one in data:
            new, at = _changed(one, at, name)
            found.append(new)
        return found, at
    if not isinstance(data, dict):
        return data, at
    changed: dict[Any, Any] = {}
    for key, value in data.items():
        at -= 1
        new, at = _changed(value, at, name)
        changed[name if at == -1 else key] = new
        at -= at == -1
    return changed, at


@st.composite
def specs(draw: st.DrawFn) -> tuple[int, Any, bool]:
    """The number of a skeleton, its spec with hostile texts, and whether these are all."""
    number = draw(st.integers(0, SKELETONS - 1))
    drawn = draw(st.lists(pieces, min_size=6, max_size=14))
    shift = draw(st.integers(0, 97))
    harm = draw(st.sampled_from(["", "", "", "unseen", "name", "name"]))

    def text(hole: Hole) -> str:
        return fit(hole, drawn[(hole.number + shift) % len(drawn)])

    data = filled(skeleton(number), text)
    if harm == "unseen":
        place = draw(st.sampled_from(holes_of(number)))
        sign = draw(unseen)
        data = filled(skeleton(number), lambda hole: text(hole) + (sign if hole == place else ""))
    elif harm == "name":
        data, _ = _changed(data, draw(st.integers(0, 80)), draw(st.sampled_from(NAMES)))
    return number, data, not harm
