"""The fields of requests and answers as a spec describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, count

from actionspec.infer.keys import WORD, is_called_like_a_key, is_key
from actionspec.infer.known import Data, Known, wires
from actionspec.infer.member import Field, elements_of, numbered
from actionspec.infer.structures import Structures, in_order, may_be_missing
from actionspec.infer.times import fits, has_zone, kind_of_format, time_format
from actionspec.infer.tree import TEXT, WHOLE, Elements, Tree, Value, folded, values_at
from actionspec.infer.types import PERSONAL, is_about, type_of, wider
from actionspec.infer.words import snake
from actionspec.model import SCALARS, LetterCase
from actionspec.model.text import in_case
from actionspec.names import Owner, camel_case, is_reserved_class, taken_by

# What the elements of a list are called where they have no name of their own.
_ELEMENTS = frozenset(["member", "item", "entry", "element", "row", "record"])

_INSTEAD = {"from": "sender", "type": "kind", "class": "category", "list": "entries"}
"""Good names where Python or the client need a name for themselves."""


_FROM = {"date": "from_date", "datetime": "from_time", "integer": "from_number"}
"""Names of what is called `from` and is nobody who sends something."""


_NO_TEXTS = frozenset(["integer", "number", "decimal", "boolean"])


@dataclass
class Fields:
    """Describes fields, and the structures that they need.

    Attributes:
        known: What the spec says already.
        case: The letter case of names on the wire.
        structures: Gets the structures that they need.
        written_in: The format of the samples.
        requests: Whether they stand in requests.
        owner: The action, after which structures are called whose own name is taken.
    """

    known: Known
    case: LetterCase
    structures: Structures
    written_in: str
    requests: bool
    owner: str

    def describe(
        self, trees: list[Tree], said: Data | None = None, *, inside: bool = False
    ) -> list[Field]:
        """Describe what some samples hold.

        Args:
            trees: The fields in each sample.
            said: What the spec says already of the fields of this very place.
            inside: Whether they are those of a structure.
        """
        # What a map or a list stands for is described with it.
        for change in (_with_paths, _with_numbered_lists, _without_families):
            trees = [change(tree, said or {}) for tree in trees]
        names = reduce(in_order, ([*tree] for tree in trees), list[str]())
        described: list[Field] = []
        for wire in names:
            # A text beside attributes is a value; one between elements is mostly space.
            beside = [one for one in names if one != TEXT]
            if (
                wire == TEXT
                and beside
                and (self.requests or not all(one[:1] == "@" for one in beside))
            ):
                continue
            found = [tree[wire] for tree in trees if wire in tree]
            one = self._field(wire, found, said or {}, {other.name for other in described})
            # A request may leave out what it likes: that says nothing.
            lacking = len(found) < len(trees) or any(map(is_nothing, found))
            if lacking and (inside or not self.requests):
                one.data = may_be_missing(one.data)
            described.append(one)
        return described

    def _field(self, wire: str, found: list[list[Value]], said: Data, taken: set[str]) -> Field:
        values = [value for one in found for value in one]
        element = self._wrapped(wire, found)
        several = any(len(one) > 1 or isinstance(one, Elements) for one in found)
        many = element is not None or several
        name, before = self._name(wire, element, said, taken, many=many)
        if "map_of" in before:
            return self._map(name, wire, before)
        many = many or "list_of" in before
        values = [*elements_of(values, element)]
        joint = before.get("lists", {}).get("join", "")
        joined = not before and not many and _is_joined(name, values)
        if joined:
            many, joint = True, ","
        if joint:
            values = [*(part for one in values for part in str(one).split(joint))]
        trees = _trees(values, many=many)
        inner = None
        notation: Data = {}
        if trees:
            own = element if element and folded(element) not in _ELEMENTS else wire
            called = snake(own.rpartition("/")[2], self.known.words) or "item"
            kind, inner = self._structure(called, trees, before, sure=name in said)
        else:
            kind = self._scalar(name, values, before)
            if not before:
                kind, notation = self._time(name, kind, values)
                name = _FROM.get(kind, name) if name == _INSTEAD["from"] else name
        data: Data = {}
        if (needed := self._wire(name, wire, element)) is not None:
            data["wire"] = needed
        if many:
            data["list_of"] = kind
        elif kind != "string":
            data["type"] = kind
        if joined:
            data["lists"] = {"join": ","}
        data |= notation
        lasting = ("lists", "words", "format", "zone")
        data |= {key: before[key] for key in lasting if key in before}
        marks = {"secret": _is_secret(wire, name, values), "personal": is_about(name, PERSONAL)}
        for mark, is_about_it in marks.items():
            likely = not before and inner is None and kind == "string" and is_about_it
            if before.get(mark) or likely:
                data[mark] = True
        data["description"] = before.get("description") or _description(name)
        data["status"] = "observed"
        return Field(wire, name, data, kind, many, element, inner)

    def _map(self, name: str, wire: str, before: Data) -> Field:
        data: Data = {} if (needed := self._wire(name, wire, None)) is None else {"wire": needed}
        data |= {key: before[key] for key in ("map_of", "keys", "maps") if key in before}
        data["description"] = before.get("description") or _description(name)
        data["status"] = "observed"
        return Field(wire, name, data, str(before["map_of"]))

    def _name(
        self, wire: str, element: str | None, said: Data, taken: set[str], *, many: bool
    ) -> tuple[str, Data]:
        """What a field is called in Python, and what is said of such fields elsewhere."""
        for name, data in said.items():
            if folded(wire) in wires(name, data):
                return name, data
        find = self.known.parameter if self.requests else self.known.field
        if before := find(wire):
            name, data = before
            if name not in taken:
                return name, data
        # A list is called after its elements, where these have a name of their own.
        own = element if element and folded(element) not in _ELEMENTS else wire.rpartition("/")[2]
        own = "item" if own == WHOLE else own
        name = snake(own.lstrip("@"), self.known.words) or "value"
        if many and one_of(name) == name:
            name = several_of(name)
        name = name if name[0].isalpha() else f"n{name}"
        owner: Owner = "parameter" if self.requests else "field"
        if taken_by(name, owner):
            name = _INSTEAD.get(name, f"{one_of(name)}_list" if many else f"{name}_value")
        while name in taken:
            name = f"{name}_value"
        return name[:60].rstrip("_"), {}

    def _wire(self, name: str, wire: str, element: str | None) -> str | None:
        """The name on the wire as the spec needs it; None where the letter case says enough."""
        usual = self.known.api["response"].get("lists", {}).get("element", "")
        tail = f"/{element}" if element and folded(element) != folded(usual) else ""
        bare = wire.rpartition("/")[2].removeprefix("@")
        head = wire.removesuffix(bare)
        for candidate in (name, name.replace("_", ""), bare.lower(), bare):
            if in_case(candidate, self.case) == bare:
                return None if candidate == name and not head + tail else head + candidate + tail
        return head + bare + tail

    def _wrapped(self, wire: str, found: list[list[Value]]) -> str | None:
        """What the elements of a list are called that stand in an element of their own."""
        given = [value for one in found for value in one if value not in ("", None)]
        trees = [one for one in given if isinstance(one, dict)]
        names = {name for tree in trees for name in tree}
        one_by_one = all(len(one) == 1 and not isinstance(one, Elements) for one in found)
        if self.requests or len(trees) < len(given) or len(names) != 1 or not one_by_one:
            return None
        [name] = names
        plural = folded(wire) in {f"{folded(name)}s", f"{folded(name)}es", f"{folded(name)}list"}
        several = any(len(tree.get(name, [])) > 1 for tree in trees)
        usual = folded(name) == folded(
            self.known.api["response"].get("lists", {}).get("element", "")
        )
        return name if several or plural or usual or folded(name) in _ELEMENTS else None

    def _scalar(self, name: str, values: Sequence[Value], before: Data) -> str:
        said = self.known.api.get("values", {})
        seen = type_of(name, values, before.get("words") or said.get("words", {}))
        typed = self.requests and self.written_in == "json"
        if typed and seen in _NO_TEXTS and any(isinstance(one, str) for one in values):
            # What is written as a text has to be written so again.
            seen = "string"
        usual = before.get("type") or before.get("list_of")
        if usual is None and before:
            usual = "string"
        if usual in {"date", "datetime"}:
            layout = before.get("format", said.get(usual, "iso"))
            given = [str(one) for one in values if one not in ("", None)]
            is_one = all(fits(one, layout) for one in given)
            return str(usual) if is_one else wider(str(usual), seen)
        if usual in SCALARS or "members" in self.known.types.get(str(usual), {}):
            return wider(str(usual), seen) if usual in _NO_TEXTS else str(usual)
        return seen

    def _time(self, name: str, kind: str, values: Sequence[Value]) -> tuple[str, Data]:
        """The type of values that may be times, and what is said of their format."""
        said = self.known.api.get("values", {})
        texts = [str(one) for one in values if one not in ("", None)]
        notation: Data = {}
        if kind == "string" and texts:
            ways = ((one, said[one]) for one in ("datetime", "date") if one in said)
            usual = next((one for one, way in ways if all(fits(text, way) for text in texts)), "")
            layout = "" if usual else time_format(name, values)
            if not usual and not layout:
                return kind, {}
            kind = usual or kind_of_format(layout)
            notation = {"format": layout} if layout else {}
        elif kind in said and kind in {"date", "datetime"} and said[kind] != "iso":
            notation = {"format": "iso"}
        zoned = said.get("zone") == "none" or all(has_zone(one) for one in texts)
        if kind == "datetime" and not zoned:
            notation["zone"] = "none"
        return kind, notation

    def _structure(
        self, name: str, trees: list[Tree], before: Data, *, sure: bool
    ) -> tuple[str, list[Field]]:
        """The structure that some values are: one of the spec, or a new one.

        Args:
            name: What the values are called.
            trees: The values.
            before: What is said of such fields.
            sure: Whether it is said of this very field, not of others of its name.
        """
        wires = {folded(wire) for tree in trees for wire in tree}
        usual = before.get("type") or before.get("list_of")
        fits = usual in self.known.types and (sure or self._holds(str(usual), trees))
        best = usual if fits else self._like(wires, name)
        if best is not None:
            own = self._fields_of(str(best))
            described = self.describe(trees, own, inside=True)
            self.structures.meet(str(best), own, {one.name: one.data for one in described})
            return str(best), described
        described = self.describe(trees, inside=True)
        fields = {one.name: one.data for one in described}
        described_as = _description(one_of(name))
        kind = self.structures.add(self._classes(name), described_as, fields, self.written_in)
        return kind, described

    def _holds(self, kind: str, trees: list[Tree]) -> bool:
        """Whether a structure of the spec has at least half of some fields."""
        fields = self._fields_of(kind)
        left = {folded(wire) for tree in trees for wire in _without_families(tree, fields)}
        return 2 * len(left & {*map(folded, self._wires_of(kind))}) >= len(left)

    def _like(self, wires: set[str], name: str) -> str | None:
        """The structure of the spec that has most of some fields."""
        found: list[tuple[float, str]] = []
        for kind, data in self.known.types.items():
            if not isinstance(data, dict) or "fields" not in data:
                continue
            own = {folded(one) for one in self._wires_of(kind)}
            alike = len(wires & own) / len(wires | own) if wires | own else 0
            if len(wires & own) >= max(2, 0.6 * len(wires)):
                found.append((alike + (kind == camel_case(one_of(name))), kind))
        return max(found)[1] if found else None

    def _wires_of(self, kind: str) -> Iterator[str]:
        for key, one in self._fields_of(kind).items():
            yield str(one.get("wire", key)).partition("/")[0]

    def _fields_of(self, kind: str) -> Data:
        data = self.known.types.get(kind, {})
        below = (
            self._fields_of(data["extends"])
            if data.get("extends") != kind and "extends" in data
            else {}
        )
        return {**below, **data.get("fields", {})}

    def _classes(self, name: str) -> Iterator[str]:
        """What a new structure may be called, the best name first."""
        kind = camel_case(one_of(name))
        taken = {*self.known.types, self.known.api.get("name", "")}
        taken |= {str(one.get("result", "")) for one in self.known.actions.values()}
        taken |= {f"{camel_case(snake(one, self.known.words))}Result" for one in self.known.actions}
        taken.add(f"{self.owner}Result")
        if kind in taken or is_reserved_class(kind) or kind.endswith("Error"):
            kind = f"{self.owner}{kind}"
        names = chain([kind], (f"{kind}{number}" for number in count(2)))
        return (one for one in names if one not in taken)


def is_nothing(values: Sequence[Value]) -> bool:
    """Whether a field has no value, which is something else than zero or false."""
    return all(one in ("", None) or one == {} for one in values)


def _trees(values: Iterable[Value], *, many: bool) -> list[Tree]:
    """The structures among some values; an element of a list is one with nothing in it, too."""
    found = [
        one if isinstance(one, dict) else {}
        for one in values
        if isinstance(one, dict) or (many and one == "")
    ]
    return found if any(found) else []


def _is_secret(wire: str, name: str, values: Sequence[Value]) -> bool:
    """Whether a field has keys or passwords, which are taken out of samples already."""
    taken_out = all(one == WORD for one in values) and is_called_like_a_key(name)
    return is_key(name) or is_key(wire) or taken_out


def _is_joined(name: str, values: Iterable[Value]) -> bool:
    """Whether a text is a list of numbers, and not one number with a comma in it."""
    texts = [str(one) for one in values if one]
    several = one_of(name) != name or any(one.count(",") > 1 for one in texts)
    by_thousands = all(re.fullmatch(r"\d{1,3}(,\d{3})+", one) for one in texts)
    listed = bool(texts) and all(re.fullmatch(r"\d+(,\d+)+", one) for one in texts)
    return listed and several and not (by_thousands and one_of(name) == name)


def _with_paths(tree: Tree, said: Data) -> Tree:
    """The fields of a sample, those by a path that the spec names so."""
    paths = [path for one in said.values() if "/" in (path := str(one.get("wire", "")))]
    found = {path: values for path in paths if (values := values_at(tree, path))}
    steps = {folded(path.partition("/")[0]) for path in found}
    # What would hold them holds nothing: the list in it is empty.
    steps |= {
        step
        for step in (folded(path.partition("/")[0]) for path in paths)
        if any(folded(wire) == step and is_nothing(tree[wire]) for wire in tree)
    }
    return {**{wire: one for wire, one in tree.items() if folded(wire) not in steps}, **found}


def _with_numbered_lists(tree: Tree, said: Data) -> Tree:
    """The fields of a sample, those that differ by a number as the list that the spec says."""
    for name, data in said.items():
        called = str(data.get("wire", name))
        if wires := numbered(tree, called, data):
            values = Elements(value for wire in wires for value in tree[wire])
            tree = {**{wire: tree[wire] for wire in tree if wire not in wires}, called: values}
    return tree


def _without_families(tree: Tree, own: Data) -> Tree:
    """The fields of a sample without those that differ by a key or a number alone."""
    patterns: list[str] = []
    for name, data in own.items():
        texts = (data.get("wire", ""), data.get("maps", {}).get("template", ""))
        for text in (one for one in texts if re.search(r"\{(key|i)\}", str(one))):
            filled = str(text).replace("{name}", str(data.get("wire", name)))
            patterns.append(re.sub(r"\\\{\w+\\\}", ".+", re.escape(folded(filled))))
    return {
        wire: values
        for wire, values in tree.items()
        if not any(re.fullmatch(one, folded(wire)) for one in patterns)
    }


# They end with an s, and are no plurals.
_SINGULAR = frozenset(["news", "series", "species", "means", "gps", "https"])


def one_of(name: str) -> str:
    """The name of one of several, by the rules of English."""
    if name in _SINGULAR or (len(name) < 4 and name != "ids"):
        return name
    for end, instead in (("ies", "y"), ("sses", "ss"), ("ses", "s"), ("xes", "x")):
        if name.endswith(end):
            return name.removesuffix(end) + instead
    return name.removesuffix("s") if not name.endswith(("ss", "us", "is")) else name


def several_of(name: str) -> str:
    """The name of several things, by the rules of English; of a list, where these tell none."""
    plural = re.sub("(?<=[^aeiou])y$", "ie", name) + "s"
    return plural if one_of(plural) == name and not name.endswith(("s", "data")) else f"{name}_list"


def _description(name: str) -> str:
    """What can be said of a field of which nothing but the name is known."""
    return f"{name.replace('_', ' ').capitalize()}."
