"""What a spec says already: its conventions, and what it calls the names on the wire."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from actionspec.infer.tree import Tree, Value, folded, spoken, squeezed, values_at
from actionspec.infer.words import vocabulary
from actionspec.model import LetterCase
from actionspec.source import Source

Data = dict[str, Any]

# What says what a value is and how it is written, and holds wherever a field of that name stands.
_LASTING = (
    "type",
    "list_of",
    "map_of",
    "keys",
    "maps",
    "lists",
    "words",
    "format",
    "zone",
    "secret",
    "personal",
)


@dataclass
class Known:
    """The data of a spec, as it stands in its files.

    Attributes:
        api: What `api.yaml` says.
        codes: The error table, by codes.
        categories: The categories of the table.
        types: The structures and enumerations.
        actions: The actions by their names.
        terms: What fields are called, and what is said of them, by their names on the wire.
    """

    api: Data
    codes: Data = field(default_factory=dict[str, Any])
    categories: Data = field(default_factory=dict[str, Any])
    types: Data = field(default_factory=dict[str, Any])
    actions: dict[str, Data] = field(default_factory=dict[str, Data])

    def __post_init__(self) -> None:
        self._sent = _Terms(self._parameters())
        self._answered = _Terms(self._fields())
        examples = [shown for one in self.actions.values() for shown in one.get("examples", [])]
        texts = [text for one in examples for text in one.get("wire", {}).values()]
        texts += [one["response"] for one in examples if "response" in one]
        self._shown = {*map(squeezed, texts)}
        names = [name for name, _ in (*self._parameters(), *self._fields())]
        self.words = vocabulary((*names, *self.api.get("credentials", {})))

    def parameter(self, wire: str) -> tuple[str, Data] | None:
        """What other actions call a parameter, and say of it; None if none has it."""
        return self._sent.find(wire) or self._answered.find(wire)

    def field(self, wire: str) -> tuple[str, Data] | None:
        """What other answers call a field, and say of it; None if none has it."""
        return self._answered.find(wire) or self._sent.find(wire)

    def shows(self, text: str) -> bool:
        """Whether an example of the spec shows a text already."""
        return squeezed(text) in self._shown

    @property
    def outcome(self) -> Data:
        """How an answer tells its outcome."""
        found: Data = self.api["outcome"]
        return found

    def response_case(self) -> LetterCase:
        """The letter case of the names in answers."""
        case: LetterCase = self.api["response"].get("names", "as_written")
        return case

    def _parameters(self) -> Iterator[tuple[str, Data]]:
        for action in self.actions.values():
            yield from _members(action.get("parameters"))

    def _fields(self) -> Iterator[tuple[str, Data]]:
        for action in self.actions.values():
            yield from _members(action.get("returns"))
        for one in self.types.values():
            yield from _members(one.get("fields") if isinstance(one, dict) else None)


def known_of(source: Source) -> Known:
    """What a spec says, without what is said of its meaning."""
    errors = [root.data for root in source.roots("errors") if isinstance(root.data, dict)]
    types = [root.data for root in source.roots("types") if isinstance(root.data, dict)]
    actions = [root.data for root in source.roots("action") if isinstance(root.data, dict)]
    return Known(
        source.api.data,
        {code: entry for one in errors for code, entry in one.get("codes", {}).items()},
        {name: text for one in errors for name, text in one.get("categories", {}).items()},
        {name: entry for one in types for name, entry in one.items()},
        {str(one.get("action")): one for one in actions},
    )


class _Terms:
    """What names on the wire are called, by whatever most places say."""

    def __init__(self, members: Iterator[tuple[str, Data]]) -> None:
        self._found: dict[str, Counter[str]] = {}
        self._said: dict[tuple[str, str], list[Data]] = {}
        for name, data in members:
            for wire in wires(name, data):
                self._found.setdefault(wire, Counter())[name] += 1
                self._said.setdefault((wire, name), []).append(data)

    def find(self, wire: str) -> tuple[str, Data] | None:
        names = self._found.get(folded(wire))
        if not names:
            return None
        name = names.most_common(1)[0][0]
        said = self._said[folded(wire), name]
        lasting = [
            {key: one[key] for key in (*_LASTING, "description") if key in one} for one in said
        ]
        most = Counter(repr(sorted(_of_type(one).items(), key=str)) for one in lasting)
        usual = most.most_common(1)[0][0]
        return name, next(
            one for one in lasting if repr(sorted(_of_type(one).items(), key=str)) == usual
        )


def _of_type(data: Data) -> Data:
    return {key: value for key, value in data.items() if key != "description"}


def _members(data: object) -> Iterator[tuple[str, Data]]:
    for name, one in data.items() if isinstance(data, dict) else ():
        if isinstance(one, dict):
            yield str(name), one


def wires(name: str, data: Data) -> set[str]:
    """What a field may be called on the wire, without regard to letter case."""
    wire = data.get("wire", name)
    texts = wire.values() if isinstance(wire, dict) else [wire]
    return {folded(str(text)) for text in texts if "{" not in str(text)}


def holds(conditions: list[Mapping[str, Any]], answer: Answered, action: str) -> bool:
    """Whether one of some conditions on an answer holds."""
    return any(_holds(one, answer, action) for one in conditions)


@dataclass(frozen=True)
class Answered:
    """What conditions look at.

    Attributes:
        tree: The fields of an answer.
        root: The name of its root element.
        status: Its HTTP status.
        text: Its body.
    """

    tree: Tree
    root: str
    status: int
    text: str

    def at(self, path: str, action: str) -> list[Value]:
        """The values at a path, $root, $status and $text included."""
        special = {"$root": self.root, "$status": str(self.status), "$text": self.text}
        if path in special:
            return [special[path]]
        return values_at(self.tree, path.replace("{action}", action))


def _holds(condition: Mapping[str, Any], answer: Answered, action: str) -> bool:
    found = answer.at(condition["field"], action)
    texts = [spoken(one) for one in found]
    given = [one for one in texts if one]
    if "present" in condition:
        return bool(found)
    if "absent" in condition:
        return not given
    if "equals" in condition:
        wanted = condition["equals"]
        choices = [wanted] if isinstance(wanted, str) else wanted
        return any(one.replace("{action}", action) in given for one in choices)
    if "above" in condition:
        numbers = (float(one) for one in given if re.fullmatch(r"-?\d+(\.\d+)?", one))
        return any(one > condition["above"] for one in numbers)
    if "matches" in condition:
        return any(re.fullmatch(condition["matches"], one) for one in given)
    return bool(given)
