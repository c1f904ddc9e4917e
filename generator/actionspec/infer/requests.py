"""Which action a sample request asks for, and what it says beside that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from actionspec.infer.known import Data, Known
from actionspec.infer.samples import Sample
from actionspec.infer.tree import Elements, Tree, Value, Way, folded, leaves, without
from actionspec.model.text import in_case


@dataclass(frozen=True)
class Sent:
    """A sample request, taken apart.

    Attributes:
        sample: The sample.
        transport: The transport of the spec that writes requests so.
        action: The action's name on the wire; empty where the sample does not tell.
        fields: The parameters.
    """

    sample: Sample
    transport: str
    action: str
    fields: Tree

    @property
    def text(self) -> str:
        """The request as an example shows it."""
        text = self.sample.text
        return text.strip("\n") + "\n" if "\n" in text.strip() else text.strip()


def take_apart(sample: Sample, known: Known) -> Sent | None:
    """What a request says; None if no transport of the spec writes requests so."""
    api = known.api
    for name, transport in api["transports"].items():
        if not _writes(transport, sample):
            continue
        action = _action(api, transport, sample)
        fixed = (api.get("dispatch", {}).get("field"), *_constants(api, transport))
        tree = {
            wire: values
            for wire, values in sample.tree.items()
            if not any(_is(wire, one, transport) for one in fixed)
        }
        for way, _ in [*leaves(tree)]:
            if any(_is_at(way, one, transport) for one in _credentials(api)):
                tree = without(tree, way)
        fields = tree if sample.format in {"xml", "json"} else nested(tree, transport)
        return Sent(sample, name, action, fields)
    return None


def _writes(transport: Data, sample: Sample) -> bool:
    wanted = transport["format"]
    if wanted == "form" and transport.get("method") == "GET":
        wanted = "query"
    if wanted != sample.format:
        return False
    root = transport.get("root")
    pattern = re.escape(str(root)).replace(r"\{action\}", ".+")
    return wanted != "xml" or root is None or bool(re.fullmatch(pattern, sample.root))


def _action(api: Data, transport: Data, sample: Sample) -> str:
    dispatch = api.get("dispatch", {})
    template = dispatch.get("template", "{action}")
    for wire, values in sample.tree.items():
        if _is(wire, dispatch.get("field"), transport):
            return _found(template, str(values[0]))
    if header := sample.headers.get(str(dispatch.get("header", "")).lower()):
        return _found(template, header)
    if "path" in dispatch and sample.address:
        return _found(dispatch["path"], sample.address, anywhere=True)
    if "{action}" in str(transport.get("root", "")):
        return _found(transport["root"], sample.root)
    return ""


def _found(template: str, text: str, *, anywhere: bool = False) -> str:
    head, _, tail = template.partition("{action}")
    pattern = rf"{re.escape(head)}([\w.:-]+){re.escape(tail)}"
    found = re.search(pattern + "$", text) if anywhere else re.fullmatch(pattern, text)
    return found[1] if found else ""


def _is(wire: str, name: object, transport: Data) -> bool:
    """Whether a name in a sample is one of the spec."""
    if not name:
        return False
    case = transport.get("names", "as_written")
    return wire in {str(name), in_case(str(name), case)} or folded(wire) == folded(str(name))


def _is_at(way: Way, wire: str, transport: Data) -> bool:
    """Whether the way to a value in a sample is one of the spec."""
    steps = wire.split("/")
    pairs = zip(way, steps, strict=False)
    return len(way) == len(steps) and all(_is(one, other, transport) for one, other in pairs)


def _constants(api: Data, transport: Data) -> list[str]:
    return [*api.get("constants", {}), *transport.get("constants", {})]


def _credentials(api: Data) -> list[str]:
    return [one.get("wire", name) for name, one in api.get("credentials", {}).items()]


def nested(tree: Tree, transport: Data) -> Tree:
    """The fields of a query string or form with the lists and structures that their names tell."""
    lists = transport.get("lists", {}).get("template", "")
    nesting = transport.get("nesting", "{name}.{field}")
    made: dict[str, Any] = {}
    for wire, values in tree.items():
        _put(made, wire, [*_steps(wire, lists, nesting)], values)
    return _with_lists(made)


def _steps(wire: str, lists: str, nesting: str) -> list[str | int]:
    """The way to a value: names, and numbers of elements."""
    if "[" in nesting + lists and re.fullmatch(r"[^\[\]]+(\[[^\[\]]*\])+", wire):
        # A bracket holds a name or a number; an empty one is the next element.
        parts = re.findall(r"^[^\[]+|(?<=\[)[^\]]*", wire)
        return [int(one) if one.isdecimal() else one or 0 for one in parts]
    if "{name}" in lists and "{i}" in lists and "{field}" not in lists:
        pattern = re.escape(lists).replace(r"\{name\}", r"(?P<name>.+?)")
        pattern = pattern.replace(r"\{i\}", r"(?P<i>\d+)")
        if found := re.match(pattern + r"(?P<rest>$|[.:_].*)", wire):
            inner = found["rest"][1:]
            rest = _steps(inner, lists, nesting) if inner else []
            return [*_steps(found["name"], lists, nesting), int(found["i"]), *rest]
    between = re.fullmatch(r"\{name\}([.:])\{field\}", nesting)
    # Where words are kept apart as fields are, nobody can tell which is which.
    if between and between[1] in wire.strip(between[1]):
        head, _, tail = wire.partition(between[1])
        return [head, *_steps(tail, lists, nesting)]
    return [wire]


def _put(made: dict[str, Any], wire: str, steps: list[str | int], values: list[Value]) -> None:
    place: Any = made
    for step in steps[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place
    if isinstance(place, dict) and not isinstance(place.get(steps[-1]), dict):
        place[steps[-1]] = values
    else:
        # A name that is a value and holds others: nothing that a nesting writes.
        made[wire] = values


def _with_lists(made: dict[Any, Any]) -> Tree:
    tree: Tree = {}
    for name, inner in made.items():
        if isinstance(inner, list):
            tree[str(name)] = inner
        elif inner and all(isinstance(key, int) for key in inner):
            several = Elements()
            for key in sorted(inner):
                one = inner[key]
                several += one if isinstance(one, list) else [_with_lists(one)]
            tree[str(name)] = several
        else:
            tree[str(name)] = [_with_lists(inner)]
    return tree
