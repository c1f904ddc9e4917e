"""Hostile texts and names for the holes of a skeleton."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hostile_judge import TEXTS, holes_of
from hostile_skeletons import CODES, NAMES, WIRES, Hole, filled, neutral, skeleton
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
unseen = st.sampled_from("\0\x1b\x07\x0b\x0c\x85\u2028\u202e\u2066\u200b\ufeff\U000e0001")
pieces = st.lists(fragments, min_size=1, max_size=3).map("".join)

# Keys, whatever they are keys of, that mean more than a name.
KEYS = (
    "../../canary",
    "/etc/passwd",
    "x\n",
    "x; import os",
    "__class__",
    "self",
    "None",
    "con",
    "print()",
    "ſ",
    'E1"',
    "${x}",
    "{{x}}",
    "a" * 300,
    "",
)


# What is allowed as a name or a code, and means something to somebody.
MEANING = {"name": NAMES, "wire": WIRES, "code": CODES}

# What few parts of a spec may be called, if any.
TAKEN = (
    "self",
    "class",
    "lambda",
    "None",
    "print()",
    "x; import os",
    "x=open('canary','w')",
    "__class__",
    "a b",
    "ünicode",
    "str",
    "con",
    "own",
    "close",
)

# A key that means nothing, like the names of the skeletons that do not.
_TWIN = "plainqzz"


@dataclass(frozen=True)
class Drawn:
    """One spec of a run.

    Attributes:
        number: That of its skeleton.
        data: The spec.
        tame: The same spec in which no text and no name means anything.
        names: What the names and the codes of the tame one are in this one.
        refused: Whether it must be refused, must not be, or may be.
    """

    number: int
    data: Any
    tame: Any
    names: Mapping[str, str]
    refused: bool | None


def meaning(hole: Hole, turn: int) -> str:
    """One of the names or codes that mean something; nothing for a hole that takes a text."""
    known = MEANING.get(hole.kind, [""])
    return known[turn % len(known)]


def fit(hole: Hole, text: str) -> str:
    """A text in the form that a hole asks for; names and codes stay those that mean nothing."""
    if hole.kind in MEANING:
        return neutral(hole)
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
def specs(draw: st.DrawFn) -> Drawn:
    """A skeleton with hostile texts and names, of which some have more than a spec may have."""
    number = draw(st.integers(0, SKELETONS - 1))
    drawn = draw(st.lists(pieces, min_size=6, max_size=14))
    shift = draw(st.integers(0, 97))
    harm = draw(st.sampled_from(["", "", "", "unseen", "key", "name"]))
    names: dict[str, str] = {}

    def text(hole: Hole) -> str:
        if hole.kind not in MEANING:
            return fit(hole, drawn[(hole.number + shift) % len(drawn)])
        names[neutral(hole)] = meaning(hole, hole.number + shift)
        return names[neutral(hole)]

    data = filled(skeleton(number), text)
    tame = filled(skeleton(number), neutral)
    if harm == "unseen":
        place = draw(st.sampled_from([one for one in holes_of(number) if one.kind not in MEANING]))
        sign = draw(unseen)
        data = filled(skeleton(number), lambda hole: text(hole) + (sign if hole == place else ""))
        return Drawn(number, data, tame, names, refused=True)
    if harm == "name":
        place = draw(st.sampled_from([one for one in holes_of(number) if one.kind == "name"]))
        name = draw(st.sampled_from(TAKEN))
        data = filled(skeleton(number), lambda hole: name if hole == place else text(hole))
        return Drawn(number, data, tame, names | {neutral(place): name}, refused=None)
    if harm == "key":
        at, key = draw(st.integers(0, 80)), draw(st.sampled_from(KEYS))
        data, _ = _changed(data, at, key)
        tame, _ = _changed(tame, at, _TWIN)
        return Drawn(number, data, tame, names | {_TWIN: key}, refused=None)
    return Drawn(number, data, tame, names, refused=False)
