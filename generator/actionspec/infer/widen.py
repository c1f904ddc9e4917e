"""A field that is described already, and what samples hold there."""

from __future__ import annotations

from typing import Any

from actionspec.infer.known import Data
from actionspec.infer.types import wider
from actionspec.model import SCALARS

GUESSED = frozenset(["observed", "assumed"])
"""What a fact is called that no page states: it may be changed by a sample."""

_TIMES = frozenset(["date", "datetime"])


def fit(old: Any, new: Data, name: str, where: str) -> list[str]:
    """Let a field bear what samples hold.

    Args:
        old: What a file says of it, changed in place.
        new: What samples say.
        name: Its name in Python.
        where: Its place, for messages.

    Returns:
        What samples hold against hand-written text, which stays.
    """
    told = _widen(old, new, name, where)
    return [*told, *(loosen(old, name, where) if new.get("optional") else [])]


def loosen(old: Any, name: str, where: str) -> list[str]:
    """Let answers lack a field that a sample lacks. Takes and returns the same."""
    if old.get("optional") or "list_of" in old or "map_of" in old:
        return []
    if old.get("status") not in GUESSED:
        return [f"{where}: a sample answers without {name}; mark it as optional if that is right"]
    old["optional"] = True
    return []


def _widen(old: Any, new: Data, name: str, where: str) -> list[str]:
    if "map_of" in old or "map_of" in new:
        return []
    key = "list_of" if "list_of" in old else "type"
    before, seen = str(old.get(key, "string")), str(new.get("list_of") or new.get("type", "string"))
    listed = "list_of" in new and key == "type"
    kind = before if before == seen else wider(before, seen)
    if kind == before and not listed:
        return []
    mixed = (before in SCALARS) != (seen in SCALARS)
    if old.get("status") not in GUESSED or mixed:
        what = "a list" if listed else "a structure" if seen not in SCALARS else f"no {before}"
        return [f"{where}: {name} is {what} in a sample; what stands there is kept"]
    if listed:
        _become_a_list(old, new, kind)
    elif key == "type" and kind == "string" and "type" not in old.ca.items:
        del old["type"]
    else:
        _put(old, key, kind)
    for key in ("format", "zone"):
        if kind not in _TIMES:
            old.pop(key, None)
    return []


def _become_a_list(old: Any, new: Data, kind: str) -> None:
    if "type" in old:
        place, comment = [*old].index("type"), old.ca.items.pop("type", None)
        del old["type"]
        old.insert(place, "list_of", kind)
        if comment:
            old.ca.items["list_of"] = comment
    else:
        _put(old, "list_of", kind)
    # A list that nothing is in is empty.
    old.pop("optional", None)
    if "lists" in new:
        old["lists"] = new["lists"]
    if "wire" in new and not isinstance(old.get("wire"), dict):
        if "wire" in old:
            old["wire"] = new["wire"]
        else:
            old.insert(0, "wire", new["wire"])


def _put(old: Any, key: str, value: str) -> None:
    """Set a key; a new one stands behind the name on the wire."""
    if key in old:
        old[key] = value
    else:
        old.insert(1 if "wire" in old else 0, key, value)
