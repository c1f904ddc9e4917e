"""Specs with holes: what is around them is valid and varied, and any text can be put into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

Kind = Literal["line", "prose", "paragraphs", "message", "value", "body", "header"]

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
    "fields",
    "times",
    "scalars",
    "models",
    "client",
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


@dataclass(frozen=True, slots=True)
class Hole:
    """A place for a text: of which kind, and which among those of its spec."""

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
    """A text that means nothing."""
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
        self.holes = 0
        self.names = self.chance.sample(NAMES, len(NAMES))

    def hole(self, kind: Kind) -> Hole:
        """A new hole."""
        self.holes += 1
        return Hole(kind, self.holes)

    def name(self) -> str:
        """A name that no other part has."""
        return self.names.pop()

    def maybe(self, **more: Any) -> dict[str, Any]:
        """Some more keys, or none."""
        return more if self.chance.random() < 0.5 else {}

    def described(self, **more: Any) -> dict[str, Any]:
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
            "credentials": {self.name(): {"description": self.hole("prose")}},
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
            "actions": [self.action(number) for number in range(self.chance.choice((1, 1, 1, 2)))],
        }

    def errors(self) -> dict[str, Any]:
        """The error table."""
        numbers = range(1, 3)
        return {
            "categories": {"RefusedError": self.hole("prose")},
            "codes": {
                f"E{number}": {
                    "class": f"Refused{number}Error",
                    "category": "RefusedError",
                    "message": self.hole("message"),
                    "cause": self.hole("prose"),
                    "remedy": self.hole("paragraphs"),
                    "general": number == 1,
                    **self.maybe(source=self.hole("prose")),
                }
                for number in numbers
            },
        }

    def types(self) -> dict[str, Any]:
        """A structure and an enumeration."""
        return {
            "Door": {
                "description": self.hole("paragraphs"),
                "fields": {
                    self.name(): self.described(),
                    self.name(): self.described(type="datetime", optional=True),
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
                    "fields": {self.name(): self.described(optional=True)},
                    "codes": {"N1": {"class": "RungOnce", "description": self.hole("prose")}},
                    "notes": [self.hole("prose")],
                    "examples": [
                        {"name": "one", "body": self.hole("body"), "class": "RungOnce"},
                    ],
                }
            ],
        )

    def action(self, number: int) -> dict[str, Any]:
        """An action with an example."""
        one, other, third = self.name(), self.name(), self.name()
        parameters: dict[str, Any] = {
            one: self.described(),
            other: self.described(type="string", **self.maybe(deprecated=self.hole("prose"))),
            third: self.described(default=self.hole("value")),
            "tone": self.described(type="Tone"),
        }
        rules = [{"exactly_one_of": [one, other]}, {"if": other, "requires": "tone"}]
        return {
            "action": f"ring{number}",
            "summary": self.hole("line"),
            "effect": self.chance.choice(("read", "write", "send")),
            **self.maybe(description=self.hole("paragraphs")),
            **self.maybe(deprecated=self.hole("prose")),
            **self.maybe(find_out={"description": self.hole("paragraphs")}),
            "parameters": parameters,
            **self.maybe(rules=rules),
            "returns": {
                "rang": self.described(),
                self.name(): self.described(list_of="Door"),
            },
            "errors": ["E2"],
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
