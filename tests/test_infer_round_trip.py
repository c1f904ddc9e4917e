"""`actionspec infer`: whatever samples hold, the client reads and writes what they show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from apis import run
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from inferred import assert_examples_hold

from actionspec.read import read

NAMES = [
    *("name", "status_text", "price", "count", "date", "item", "items", "entry", "list", "data"),
    *("info", "note", "tags", "active", "valid_until", "ref", "kind", "from", "class", "total"),
]
TEXTS = {
    "text": ("x", "Tom & co", "a b", "ü<"),
    "integer": ("0", "42", "-3"),
    "large": ("12345678901",),
    "decimal": ("12.50", "3.00"),
    "number": ("0.5", "3.125"),
    "boolean": ("true", "false"),
    "letter": ("Y", "N"),
    "date": ("2026-01-02", "2025-12-31"),
    "datetime": ("2026-01-02T03:04:05Z",),
    "local": ("2026-01-02 03:04:05",),
    "digits": ("007", "0012"),
}
DEEPEST = 3


@dataclass(frozen=True)
class Shape:
    """What a field holds: a kind of text, or fields.

    Attributes:
        holds: The kind, or the shapes of the fields.
        most: How often it comes, at most.
        is_optional: Whether it may be missing.
        is_attribute: Whether it is an attribute in a document.
        is_typed: Whether JSON has it as what it is, and not as a text.
    """

    holds: str | dict[str, Shape]
    most: int = 1
    is_optional: bool = False
    is_attribute: bool = False
    is_typed: bool = False


Values: TypeAlias = "list[tuple[str, Shape, list[Any]]]"


def shapes(random: Random, depth: int = 0) -> dict[str, Shape]:
    """The fields of a structure."""
    found: dict[str, Shape] = {}
    for name in random.sample(NAMES, random.randint(1, 4)):
        most = random.choice([1, 1, 1, 3])
        if depth < DEEPEST and random.random() < 0.35:
            found[name] = Shape(shapes(random, depth + 1), most)
        else:
            optional = random.random() < 0.2
            # No transport writes attributes of the root.
            attribute = depth != 1 and most == 1 and random.random() < 0.3
            typed = random.random() < 0.6
            found[name] = Shape(random.choice([*TEXTS]), most, optional, attribute, typed)
    # What is there in all cases, so that no structure is empty.
    return {**found, "id": Shape("integer")}


def values(random: Random, fields: dict[str, Shape]) -> Values:
    """Fields with values that fit them."""
    found: Values = []
    for name, shape in fields.items():
        if not (shape.is_optional and random.random() < 0.5):
            many = random.randint(1, shape.most)
            held = shape.holds
            several = (
                random.choice(TEXTS[held]) if isinstance(held, str) else values(random, held)
                for _ in range(many)
            )
            found.append((name, shape, [*several]))
    return found


def in_xml(name: str, fields: Values) -> str:
    attributes, inner = "", ""
    for key, shape, several in fields:
        for one in several:
            if isinstance(one, list):
                inner += in_xml(key, one)
            elif shape.is_attribute:
                attributes += f" {key}={quoteattr(one)}"
            else:
                inner += f"<{key}>{escape(one)}</{key}>"
    return f"<{name}{attributes}>{inner}</{name}>"


def in_json(fields: Values) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, shape, several in fields:
        made = [in_json(one) if isinstance(one, list) else _typed(one, shape) for one in several]
        found[key] = made if shape.most > 1 else made[0]
    return found


def _typed(text: str, shape: Shape) -> Any:
    if shape.is_typed and shape.holds in {"integer", "large", "number", "boolean"}:
        return json.loads(text)
    return text


def samples(random: Random) -> Iterator[tuple[str, str]]:
    """A request and some answers, as options and texts."""
    kind = random.choice(["xml", "json", "query", "form"])
    asked = shapes(random, 1 if kind in {"xml", "json"} else DEEPEST)
    if kind == "xml":
        document = [("action", Shape("text"), ["ask"]), *values(random, asked)]
        yield "--request", in_xml("request", document)
    elif kind == "json":
        data = {"action": "ask", **in_json(values(random, asked))}
        yield "--request", json.dumps(data, ensure_ascii=False)
    else:
        pairs = {name: several[0] for name, _, several in values(random, asked)}
        address = "https://a.example/?" if kind == "query" else ""
        yield "--request", address + urlencode({"action": "ask", **pairs})
    kind, answered = random.choice(["xml", "json"]), shapes(random)
    for _ in range(random.randint(1, 2)):
        fields = [("ok", Shape("integer", is_typed=True), ["1"]), *values(random, answered)]
        data = in_json(fields)
        written = in_xml("response", fields) if kind == "xml" else json.dumps(data)
        yield "--response", written


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, phases=[Phase.generate], derandomize=True)
def test_the_client_does_what_any_samples_show(random: Random) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        options: list[str] = []
        for number, (option, text) in enumerate(samples(random)):
            (folder / f"sample-{number}").write_text(text, "utf-8")
            options += [option, f"sample-{number}"]
        # At once, or the second answer when the first has its place in the spec.
        for known in [options] if random.random() < 0.5 else [options[:4], options]:
            done = run("infer", "asked", *known, cwd=folder)
            assert done.exit_code == 0, done.output
        done = run("generate", "asked", "--out", "out", "--target", "python", cwd=folder)
        assert done.exit_code == 0, done.output
        api = read(folder / "asked")
        [action] = api.actions
        assert action.examples
        assert_examples_hold(api, folder / "out/python")
