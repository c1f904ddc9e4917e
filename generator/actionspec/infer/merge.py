"""What samples tell, put into a spec: only added, where somebody wrote something already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actionspec.infer.actions import Inferred
from actionspec.infer.edit import Files, nodes
from actionspec.infer.known import Data
from actionspec.infer.propose import CATEGORY
from actionspec.infer.structures import Met, may_be_missing
from actionspec.infer.tree import squeezed
from actionspec.infer.widen import GUESSED, fit, loosen
from actionspec.model import SCALARS


def put(found: Inferred, files: Files) -> list[str]:
    """Put what was found into the files of a spec.

    Returns:
        What contradicts hand-written text, which stays.
    """
    path, action = files.action(str(found.action["action"]))
    is_new = not action
    contradictions: list[str] = []
    other_structures = _put_fields(found.structures.met, files, contradictions)
    changed: set[str] = set()
    if is_new:
        action.update(nodes(found.action))
    else:
        changed |= _put_members(found.action, action, path.name, contradictions)
        _put_codes_and_patterns(found.action, action)
    _put_types(found.structures.new, action, files)
    _put_codes(found.new_codes, files)
    if contradictions:
        told = [*dict.fromkeys(contradictions)]
        return [*told, f"{path.name}: so these samples are not kept as examples"]
    if not is_new:
        if other_structures:
            changed |= {name for key in _SIDES for name in _structures(action.get(key, {}))}
        _put_examples(found, action, changed)
    return []


_SIDES = ("parameters", "returns")


def _structures(members: Any) -> list[str]:
    """The members that may hold others."""
    return [name for name, data in members.items() if not {*_type(data)} <= {None, *SCALARS}]


def _put_types(new: Data, action: Any, files: Files) -> None:
    """Put new structures into a spec; not those for what stays as somebody wrote it."""
    types = files.section("types") if new else {}
    users = [action.get(key, {}) for key in _SIDES]
    users += [one.get("fields", {}) for one in types.values()]
    while users:
        named = {kind for members in users for one in members.values() for kind in _type(one)}
        added = {name: new[name] for name in new if name in named and name not in types}
        types.update({name: nodes(one) for name, one in added.items()})
        users = [one["fields"] for one in added.values()]


def _put_fields(met: dict[str, Met], files: Files, contradictions: list[str]) -> bool:
    """Put fields into structures, and say whether one of these is another one now."""
    changed = False
    for name, its in met.items():
        for key, several in its.fields.items():
            file, fields = _fields_with(key, name, files)
            if key not in fields:
                fields[key] = nodes(may_be_missing(several[0]), 2)
                changed = True
            for data in several:
                changed |= _fit(fields, key, data, file, contradictions)
        for key in its.lacking:
            file, fields = _fields_with(key, name, files)
            if key in fields:
                contradictions += loosen(fields[key], key, f"{file}:{_line(fields, key)}")
    return changed


def _fields_with(key: str, name: str, files: Files) -> tuple[str, Any]:
    """The file and the fields that have a field of a structure, which may extend another one."""
    path, structure = files.type(name)
    fields = structure.setdefault("fields", nodes({}))
    if key not in fields and "extends" in structure:
        above = _fields_with(key, str(structure["extends"]), files)
        return above if key in above[1] else (path.name, fields)
    return path.name, fields


def _put_members(new: Data, old: Any, file: str, contradictions: list[str]) -> set[str]:
    """Put parameters and fields into an action, and say which are of another type now."""
    changed: set[str] = set()
    answered = any("result" in one for one in new.get("examples", []))
    for key in _SIDES:
        members = old.setdefault(key, nodes({})) if new.get(key) else old.get(key, {})
        for name, data in new.get(key, {}).items():
            if name not in members:
                members[name] = nodes(data, 2)
            elif _fit(members, name, data, file, contradictions):
                changed.add(name)
                _rewrite(old, key, name)
        if key == "returns" and answered:
            for name in [one for one in members if one not in new.get(key, {})]:
                contradictions += loosen(members[name], name, f"{file}:{_line(members, name)}")
    return changed


def _fit(members: Any, name: str, data: Data, file: str, contradictions: list[str]) -> bool:
    """Let a member bear what samples hold, and say whether it is of another type now."""
    before = _type(members[name])
    contradictions += fit(members[name], data, name, f"{file}:{_line(members, name)}")
    return _type(members[name]) != before


def _type(data: Any) -> tuple[str | None, str | None]:
    """The type of a member, or that of its elements."""
    return data.get("type"), data.get("list_of")


def _rewrite(action: Any, key: str, name: str) -> None:
    """Let examples have their values as a field wants them now, also those without a text."""
    for one in action.get("examples", []):
        values = one.get("request" if key == "parameters" else "result", {})
        if name in values and not isinstance(values[name], dict | list):
            kind, element = _type(action[key][name])
            value = str(values[name]) if (kind or element or "string") == "string" else values[name]
            values[name] = nodes([value] if element else value)


def _put_codes_and_patterns(new: Data, old: Any) -> None:
    named = {*_texts({key: one for key, one in old.items() if key != "examples"})}
    if more := [one for one in new.get("errors", []) if one not in named]:
        old.setdefault("errors", nodes([])).extend(more)
    if "outcome" in new and "outcome" not in old:
        old["outcome"] = nodes(new["outcome"])
    if "response" in new:
        _put_patterns(new["response"]["patterns"], old)


def _put_codes(new: Data, files: Files) -> None:
    if not new:
        return
    errors = files.section("errors")
    categories = errors.setdefault("categories", nodes({}))
    codes = errors.setdefault("codes", nodes({}))
    for code, data in new.items():
        if data["category"] == CATEGORY and not files.has_category(CATEGORY):
            categories[CATEGORY] = "The service refused the request."
        codes[code] = nodes(data)


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


def _put_examples(found: Inferred, old: Any, changed: set[str]) -> None:
    """Add examples; those of samples are read again where a field is another one now."""
    if not found.action.get("examples"):
        return
    examples = old.setdefault("examples", nodes([]))
    for number, values in found.read_again.items():
        for key, members in values.items():
            shown = examples[number].get(key, {})
            for name in [one for one in members if one in shown and one in changed]:
                if examples[number].get("status") in GUESSED and shown[name] != members[name]:
                    shown[name] = nodes(members[name], 3)
    names = {str(one.get("name")) for one in examples}
    before = [*examples]
    for one in found.action["examples"]:
        if _is_shown(one, before):
            continue
        name, number = one["name"], 2
        while name in names:
            name, number = f"{one['name']} {number}", number + 1
        names.add(name)
        examples.append(nodes({**one, "name": name}, 1))


def _is_shown(new: Data, examples: list[Any]) -> bool:
    """Whether examples have the answer of a new one, and its request, if it has one."""
    responses = {squeezed(one.get("response", "")) for one in examples}
    if squeezed(new["response"]) not in responses:
        return False
    known = {squeezed(text) for one in examples for text in one.get("wire", {}).values()}
    wires = {squeezed(text) for text in new.get("wire", {}).values()}
    return wires <= known or any(one.get("request", {}) == new["request"] for one in examples)


def _line(members: Any, name: str) -> int:
    """The line of a key; the first one if it is new."""
    line: int = (members.lc.data or {}).get(name, [0])[0]
    return line + 1
