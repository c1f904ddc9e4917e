"""What samples tell, put into a spec: only added, where somebody wrote something already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actionspec.infer.actions import Inferred
from actionspec.infer.edit import Files, nodes
from actionspec.infer.fields import may_be_missing
from actionspec.infer.known import Data
from actionspec.infer.propose import CATEGORY
from actionspec.infer.tree import squeezed
from actionspec.infer.types import wider

GUESSED = frozenset(["observed", "assumed"])
"""What a fact is called that no page states: it may be changed by a sample."""


def put(found: Inferred, files: Files) -> list[str]:
    """Put what was found into the files of a spec.

    Returns:
        What contradicts hand-written text, which stays.
    """
    path, action = files.action(str(found.action["action"]))
    contradictions = _put_action(found.action, action, path.name)
    if found.new_types or found.more_fields:
        types = files.section("types")
        for name, one in found.new_types.items():
            types.setdefault(name, nodes(one))
        for name, fields in found.more_fields.items():
            for key, data in fields.items():
                types[name]["fields"][key] = nodes(data, 2)
    if found.new_codes:
        errors = files.section("errors")
        categories = errors.setdefault("categories", nodes({}))
        codes = errors.setdefault("codes", nodes({}))
        for code, data in found.new_codes.items():
            if not categories:
                categories[CATEGORY] = "The service refused the request."
            fits = data["category"] in categories
            category = data["category"] if fits else next(iter(categories))
            codes[code] = nodes({**data, "category": category})
    return contradictions


def _put_action(new: Data, old: Any, file: str) -> list[str]:
    if not old:
        old.update(nodes(new))
        return []
    contradictions: list[str] = []
    shown = any("result" in one for one in old.get("examples", []))
    answered = any("result" in one for one in new.get("examples", []))
    for key in ("parameters", "returns"):
        members = old.setdefault(key, nodes({})) if new.get(key) else old.get(key, {})
        for name, data in new.get(key, {}).items():
            if name in members:
                before = _type(members[name])
                contradictions += _widen(members[name], data, f"{file}:{_line(members, name)}")
                if _type(members[name]) != before:
                    _rewrite(old, key, name, as_list=isinstance(_type(members[name]), tuple))
            else:
                lacked = key == "returns" and shown
                members[name] = nodes(may_be_missing(data) if lacked else data, 2)
        if key == "returns" and answered:
            for name in [one for one in members if one not in new.get(key, {})]:
                where = f"{file}:{_line(members, name)}"
                contradictions += _loosen(members[name], name, where)
    named = {*_texts({key: one for key, one in old.items() if key != "examples"})}
    if more := [one for one in new.get("errors", []) if one not in named]:
        old.setdefault("errors", nodes([])).extend(more)
    if "outcome" in new and "outcome" not in old:
        old["outcome"] = nodes(new["outcome"])
    if "response" in new:
        _put_patterns(new["response"]["patterns"], old)
    if contradictions:
        return [*contradictions, f"{file}: so these samples are not kept as examples"]
    _put_examples(new, old)
    return []


def _put_patterns(wanted: list[str], old: Any) -> None:
    """Put patterns beside those that are there: in front of these, or behind."""
    patterns = old.setdefault("response", nodes({})).setdefault("patterns", nodes([]))
    known = {*map(str, patterns)}
    behind = not known
    place = 0
    for one in wanted:
        if one in known:
            behind = True
            continue
        patterns.insert(len(patterns) if behind else place, one)
        place += 1


def _texts(data: Any) -> Iterator[str]:
    """All texts in some data: a code may be named by a rule, or be no failure here."""
    for one in data.values() if isinstance(data, dict) else data:
        if isinstance(one, dict | list):
            yield from _texts(one)
        else:
            yield str(one)


def _widen(old: Any, new: Data, where: str) -> list[str]:
    """Let a field bear what a sample holds."""
    key, other = ("list_of", "type") if "list_of" in old else ("type", "list_of")
    before, seen = old.get(key, "string"), new.get("list_of") or new.get("type", "string")
    listed = "list_of" in new and "list_of" not in old and "map_of" not in old
    if "map_of" in old or (before == seen and not listed):
        return []
    kind = before if before == seen else wider(str(before), str(seen))
    if kind == before and not listed:
        return []
    if old.get("status") not in GUESSED:
        what = "a list" if listed else f"no {before}"
        return [f"{where}: a sample has {what} here; what stands there is kept"]
    for name in (key, other, "wire", "format", "zone"):
        old.pop(name, None)
    if wire := new.get("wire"):
        old.insert(0, "wire", wire)
    if listed or key == "list_of":
        old.insert(min(1, len(old)), "list_of", kind)
    elif kind != "string":
        old.insert(min(1, len(old)), "type", kind)
    return []


def _type(data: Any) -> str | tuple[str]:
    """The type of a field; in brackets if it is a list."""
    return (str(data["list_of"]),) if "list_of" in data else str(data.get("type", "string"))


def _rewrite(action: Any, key: str, name: str, *, as_list: bool) -> None:
    """Let examples have their values as a field wants them now."""
    for one in action.get("examples", []):
        values = one.get("request" if key == "parameters" else "result", {})
        if name not in values:
            continue
        if as_list and not isinstance(values[name], list):
            values[name] = nodes([values[name]])
        elif not isinstance(values[name], dict | list | float):
            values[name] = nodes(str(values[name]))


def _loosen(old: Any, name: str, where: str) -> list[str]:
    """Let an answer lack a field that a sample lacks."""
    if old.get("optional") or "list_of" in old or "map_of" in old:
        return []
    if old.get("status") not in GUESSED:
        return [f"{where}: a sample answers without {name}; mark it as optional if that is right"]
    old.insert(len(old), "optional", True)
    return []


def _put_examples(new: Data, old: Any) -> None:
    examples = old.setdefault("examples", nodes([]))
    responses = {squeezed(one.get("response", "")) for one in examples}
    names = {str(one.get("name")) for one in examples}
    for one in new.get("examples", []):
        if squeezed(one["response"]) in responses:
            continue
        name, number = one["name"], 2
        while name in names:
            name, number = f"{one['name']} {number}", number + 1
        names.add(name)
        examples.append(nodes({**one, "name": name}, 1))


def _line(members: Any, name: str) -> int:
    line: int = members.lc.key(name)[0]
    return line + 1
