"""Specs with holes for texts and names: what is around them is valid and varied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

Kind = Literal[
    "line", "prose", "paragraphs", "message", "value", "body", "header", "name", "wire", "code"
]

# Names that a spec may have, and that mean something to Python or to the templates.
NAMES = [
    "match",
    "case",
    "print",
    "len",
    "id",
    "hash",
    "list",
    "dict",
    "open",
    "exec",
    "eval",
    "name",
    "value",
    "format",
    "imports",
    "noqa",
    "errors",
    "times",
    "scalars",
    "models",
    "answer",
    "result",
    "body",
    "payload",
    "root",
    "e",
    "x1",
    "it",
    "every",
    "a_b_c",
    "os",
    "sys",
    "config",
    "init",
    "main",
    "test",
    "typing",
    "dataclass",
    "template",
    "number",
    "context",
    "undefined",
]

# Names and codes of a service, which are data to a client.
WIRES = [
    "class",
    "__class__",
    "_",
    "a.b",
    "a-b",
    "A_",
    "a__b",
    "__import__",
    "x.y.z",
    "xmlns",
    "evil.example",
    "www.evil.example",
    "None",
    "self.x",
    "a.-_",
    "ns-a.b",
    "import_",
    "B",
]
# All of them behind "E1", as the code is that means nothing: tables are sorted by codes.
CODES = ["a:b", "a//b", "E9/2", "evil.example", "www.evil.example/x", "x_", "NaN", "None", "F-1"]

_TAME: dict[str, str] = {"name": "plainq", "wire": "Wireq", "code": "Kodeq"}
TAME = re.compile(r"(?:plainq|wireq|kodeq)[a-z]{2}", re.IGNORECASE)
"""What names and codes that mean nothing look like, wherever they come out."""

RICH = 14
"""The number of a skeleton that has nearly all that one can have."""

PLAIN = re.compile(r"Plain words|More of them|value[0-9]")
"""What texts that mean nothing look like."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for a text or a name: of which kind, and which among those of its spec."""

    kind: Kind
    number: int


def filled(data: Any, text: Callable[[Hole], str]) -> Any:
    """A spec whose holes hold texts."""
    match data:
        case Hole():
            return text(data)
        case dict():
            return {filled(key, text): filled(value, text) for key, value in data.items()}
        case list():
            return [filled(one, text) for one in data]
        case _:
            return data


def neutral(hole: Hole) -> str:
    """A text or a name that means nothing."""
    if hole.kind in _TAME:
        return _TAME[hole.kind] + chr(97 + hole.number // 26) + chr(97 + hole.number % 26)
    if hole.kind == "paragraphs":
        return "Plain words.\n\nMore of them."
    if hole.kind == "value":
        return f"value{hole.number}"
    return f"Plain words {hole.number}"


def holes(data: Any) -> list[Hole]:
    """The holes of a spec."""
    found: list[Hole] = []

    def note(hole: Hole) -> str:
        found.append(hole)
        return f"{hole.number}"

    filled(data, note)
    return found


class Skeleton:
    """Builds one spec with holes, by chance that repeats."""

    def __init__(self, number: int) -> None:
        self.chance = Random(number)
        self.holes: Counter[str] = Counter()
        self.code = self.hole("code")

    def hole(self, kind: Kind) -> Hole:
        """A new hole."""
        counted = kind if kind in _TAME else "text"
        self.holes[counted] += 1
        return Hole(kind, self.holes[counted])

    def name(self) -> Hole:
        """A hole for a name that no other part has."""
        return self.hole("name")

    def maybe(self, **more: Any) -> dict[str, Any]:
        """Some more keys, or none."""
        return more if self.chance.random() < 0.5 else {}

    def described(self, **more: Any) -> dict[Any, Any]:
        """What has a description, and perhaps a source."""
        kind: Kind = self.chance.choice(("prose", "paragraphs"))
        return {**more, "description": self.hole(kind), **self.maybe(source=self.hole("prose"))}

    def whole(self) -> dict[str, Any]:
        """The spec."""
        transports: dict[str, Any] = {
            "get": {"format": "query"},
            "form": {"format": "form", **self.maybe(constants={"Mode": self.hole("value")})},
            "xml": {"format": "xml", "root": "request"},
            "json": {"format": "json"},
        }
        chosen = self.chance.sample([*transports], self.chance.randint(1, 2))
        form = self.chance.choice(("xml", "json"))
        return {
            "actionspec": 1,
            "name": "Bell",
            "package": "bell",
            "version": "1",
            "title": self.hole("line"),
            **self.maybe(description=self.hole("paragraphs")),
            "url": "https://bell.example/api",
            "dispatch": {"field": "do"},
            "credentials": {
                self.name(): {
                    "description": self.hole("prose"),
                    **self.maybe(wire=self.hole("wire")),
                }
            },
            **self.maybe(constants={"Version": self.hole("value")}),
            **self.maybe(headers={"X-Note": self.hole("header")}),
            "transports": {
                name: {**transports[name], "description": self.hole("prose")} for name in chosen
            },
            "response": {"format": form, **({"root": "answer"} if form == "xml" else {})},
            "outcome": {
                "failure": [{"field": "error", "equals": self.hole("value")}, {"field": "fault"}],
                "success": [{"field": "rang"}],
                "code": "error",
                "message": "text",
            },
            "faults": {"request": "E1"},
            **self.maybe(settings={self.name(): self.described()}),
            **self.maybe(terms={self.hole("line"): self.hole("prose")}),
            "errors": self.errors(),
            "types": self.types(),
            **self.postbacks(),
            "actions": self.actions(),
        }

    def member(self, **more: Any) -> dict[str, Any]:
        """What has a description, and perhaps a name of the service's own."""
        return self.described(**more, **self.maybe(wire=self.hole("wire")))

    def errors(self) -> dict[str, Any]:
        """The error table."""
        return {
            "categories": {"RefusedError": self.hole("prose")},
            "codes": {
                code: {
                    "class": f"Refused{number}Error",
                    "category": "RefusedError",
                    "message": self.hole("message"),
                    "cause": self.hole("prose"),
                    "remedy": self.hole("paragraphs"),
                    "general": number == 1,
                    **self.maybe(source=self.hole("prose")),
                }
                for number, code in enumerate(("E1", self.code), 1)
            },
        }

    def types(self) -> dict[str, Any]:
        """A structure and an enumeration."""
        return {
            "Door": {
                "description": self.hole("paragraphs"),
                "fields": {
                    self.name(): self.member(),
                    self.name(): self.member(type="datetime", optional=True),
                    "keys": self.described(list_of="string"),
                },
            },
            "Tone": {
                "description": self.hole("prose"),
                "members": {self.name(): self.hole("value"), "low": self.hole("value")},
            },
        }

    def postbacks(self) -> dict[str, Any]:
        """What the service reports, or nothing."""
        return self.maybe(
            callbacks={"format": "json", "code": "code", "description": self.hole("prose")},
            postbacks=[
                {
                    "postback": "Rung",
                    "description": self.hole("prose"),
                    "fields": {self.name(): self.member(optional=True)},
                    "codes": {
                        self.hole("code"): {"class": "RungOnce", "description": self.hole("prose")}
                    },
                    "notes": [self.hole("prose")],
                    "examples": [
                        {"name": "one", "body": self.hole("body"), "class": "RungOnce"},
                    ],
                }
            ],
        )

    def actions(self) -> list[dict[str, Any]]:
        """One action or two; only one alone has any name, since they are sorted by their names."""
        if self.chance.random() < 0.25:
            return [self.action(0), self.action(1)]
        return [self.action(0, **self.maybe(name=self.name()))]

    def action(self, number: int, **named: Hole) -> dict[str, Any]:
        """An action with an example."""
        one, other, third = self.name(), self.name(), self.name()
        parameters: dict[Any, Any] = {
            one: self.member(),
            other: self.member(type="string", **self.maybe(deprecated=self.hole("prose"))),
            third: self.member(default=self.hole("value")),
            "tone": self.described(type="Tone"),
        }
        rules = [{"exactly_one_of": [one, other]}, {"if": other, "requires": "tone"}]
        return {
            "action": f"ring{number}",
            "summary": self.hole("line"),
            "effect": self.chance.choice(("read", "write", "send")),
            **named,
            **self.maybe(description=self.hole("paragraphs")),
            **self.maybe(deprecated=self.hole("prose")),
            **self.maybe(find_out={"description": self.hole("paragraphs")}),
            "parameters": parameters,
            **self.maybe(rules=rules),
            "returns": {
                "rang": self.described(),
                self.name(): self.member(list_of="Door"),
            },
            "errors": [self.code],
            **self.maybe(notes=[self.hole("prose"), self.hole("prose")]),
            "examples": [
                {
                    "name": "one",
                    "request": {one: self.hole("body")},
                    "response": self.hole("body"),
                    "result": {"rang": self.hole("value")},
                }
            ],
        }


def skeleton(number: int) -> dict[str, Any]:
    """The spec with holes of a number: the same for each run."""
    return Skeleton(number).whole()
