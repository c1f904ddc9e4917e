"""The page of all options of the spec language: what each means, and an example of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from apis import ROOT
from options import (
    API,
    COMMON,
    OPTIONS,
    PARTS,
    Example,
    Option,
    Schema,
    examples,
    part,
    referred,
    shared_part,
)
from options_symptoms import SYMPTOMS

from actionspec.filters.markdown import anchor, code_block

PAGE = ROOT / "spec" / "OPTIONS.md"

LONGEST = 6
"""Lines of an example, at most."""

INTRODUCTION = """\
# Options of the spec language

Whoever describes an API has its vendor's page in front of them. This page tells which option says
what stands there: what each option means, what it holds, and an example of it, the shortest in the
specs that the tests execute. [README.md](README.md) explains the language as a whole.

A path such as `transports.<name>.lists` leads through a spec in a single file; `<name>` is any
name, `[]` an element of a list. In a folder, what is below `errors`, `types` and `actions[]` stands
in errors.yaml, types.yaml and the files in actions/.

The page is made of the [schemas](../generator/actionspec/schema) and the specs:
`UPDATE=1 pytest tests/test_options.py` writes it. Without `UPDATE`, the test fails if the page is
another one, or if an option has no example."""

# The headings of the kinds of file, with the option that the content of each stands under.
CHAPTERS = {
    "api.yaml: the API as a whole": "",
    "errors.yaml: the error table": "errors",
    "types.yaml: structures and enumerations": "types",
    "actions/: what can be called": "actions",
    "postbacks/: what the service reports": "postbacks",
}

WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "mapping",
}


def page() -> str:
    """The whole page."""
    blocks = [INTRODUCTION, *symptoms(), *contents(), *chapters(), *parts(), *kinds()]
    return "\n\n".join(blocks) + "\n"


def symptoms() -> Iterator[str]:
    """The table of what a vendor's page shows."""
    yield "## How do I say that ..."
    rows = [
        f"| {plain(shown)} | {', '.join(link(OPTIONS[path]) for path in paths.split())} |"
        for shown, paths in SYMPTOMS.items()
    ]
    yield "\n".join(["| on the vendor's page | option |", "| --- | --- |", *rows])


def contents() -> Iterator[str]:
    """The table of contents: each option with those inside it."""
    yield "## Contents"
    lines: list[str] = []
    for title, around in CHAPTERS.items():
        holders = [option for option in chapter(around) if below(option)]
        single = [option for option in chapter(around) if not below(option)]
        lines.append(f"- {section(title)}: {listed(single, around)}")
        lines += [f"  - {listed([one], around)}: {listed(below(one), one.path)}" for one in holders]
    lines.append(f"- {section('Shared parts')}")
    lines += [f"  - {section(part_title(one), one)}: {listed(part(one).all, one)}" for one in PARTS]
    others = (section(kind_title(name), name) for name in COMMON if name not in PARTS)
    lines.append(f"- {section('Kinds of values')}: {', '.join(others)}")
    yield "\n".join(lines)


def chapters() -> Iterator[str]:
    """The options of each kind of file."""
    for title, around in CHAPTERS.items():
        yield f"## {title}"
        for option in chapter(around):
            yield from entry(option, "###")
            for inner in below(option):
                yield from entry(inner, "####")


def chapter(around: str) -> list[Option]:
    """The options at the top of a kind of file."""
    return (OPTIONS[around].value if around else API).own


def below(option: Option) -> list[Option]:
    """The options inside another that stand in the same chapter."""
    elsewhere = shared_part(option.schema) or option.path in CHAPTERS.values()
    return [] if elsewhere else list(option.value.all)


def parts() -> Iterator[str]:
    """The options that several others share, each part once."""
    yield "## Shared parts"
    for name in PARTS:
        yield f"### {part_title(name)}"
        yield meaning(COMMON[name])
        users = [link(option) for option in OPTIONS.values() if shared_part(option.schema) == name]
        yield f"It stands in {', '.join(users)}."
        for option in part(name).all:
            yield from entry(option, "####")


def kinds() -> Iterator[str]:
    """What the values can be that several options hold."""
    yield "## Kinds of values"
    for name, schema in COMMON.items():
        if name not in PARTS:
            yield f"### {kind_title(name)}"
            yield meaning(schema)
            yield ", ".join(facts(schema))


def entry(option: Option, heading: str) -> Iterator[str]:
    """What an option means and holds, with an example."""
    yield f"{heading} `{option.path}`"
    yield meaning(option.schema)
    found = examples().get(option.path)
    about = [*facts(option.schema), *(["required"] if option.required else [])]
    if found:
        yield f"{', '.join(about)}; as in {place(found)}:"
        yield code_block("\n".join(shortened(found)), "yaml")


def meaning(schema: Schema) -> str:
    """The description of an option, and of the mappings in its list or mapping."""
    told = [schema]
    if not shared_part(schema):
        whole = referred(schema)
        inner = [whole.get("items"), whole.get("additionalProperties")]
        told += [one for one in inner if isinstance(one, dict) and "properties" in one]
    return plain(" ".join(one["description"] for one in told))


def facts(schema: Schema) -> list[str]:
    """What an option can hold, the form of it, and its default."""
    hint = f" ({plain(schema['x-hint'])})" if "x-hint" in schema else ""
    default = [f"{word(schema['default'])} by default"] if "default" in schema else []
    return [holds(schema) + hint, *default]


def holds(schema: Schema) -> str:
    """What an option can hold, in words."""
    shared = shared_part(schema)
    if shared:
        return section(part_title(shared) if shared in PARTS else kind_title(shared), shared)
    schema = referred(schema)
    if "const" in schema:
        return word(schema["const"])
    if "enum" in schema:
        *first, last = map(word, schema["enum"])
        return f"{', '.join(first)} or {last}"
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return " or ".join(collection(one, schema) for one in types)


def collection(kind: str, schema: Schema) -> str:
    """What a value of a JSON type holds, in words."""
    if kind == "array":
        return f"list, each element a {holds(schema['items'])}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"mapping from names, each value a {holds(schema['additionalProperties'])}"
    return WORDS[kind]


def word(value: object) -> str:
    """A value as it stands in YAML."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else "nothing"


def shortened(found: Example) -> Iterable[str]:
    """The lines of an example, the first ones where there are too many."""
    if len(found.lines) <= LONGEST:
        return found.lines
    kept = found.lines[: LONGEST - 1]
    indent = len(kept[-1]) - len(kept[-1].lstrip())
    return (*kept, f"{' ' * indent}# ...")


def place(found: Example) -> str:
    """Where an example stands, as a link."""
    file = Path(found.file).relative_to(ROOT).as_posix()
    shown = file.removeprefix("tests/cases/").replace("/spec/", "/")
    return f"[{shown}, line {found.line}](../{file}#L{found.line})"


def link(option: Option, shown: str = "") -> str:
    """A link to an option."""
    return f"[`{shown or option.path}`](#{anchor(option.path)})"


def listed(options: Iterable[Option], around: str) -> str:
    """Links to options, by their paths inside another."""
    inner = [(option, option.path.removeprefix(around)) for option in options]
    step = re.compile(r"^(\[\])?(\.<name>)?\.")
    return ", ".join(link(option, step.sub("", path)) for option, path in inner)


def section(title: str, shown: str = "") -> str:
    """A link to a section."""
    return f"[{shown or title}](#{anchor(title)})"


def part_title(name: str) -> str:
    """The heading of a shared part, which is no option's."""
    return f"The part {name}"


def kind_title(name: str) -> str:
    """The heading of a kind of values, which is no option's."""
    return f"The kind {name}"


def plain(text: str) -> str:
    """Text in which nothing is markup but code in backticks."""
    pieces = text.split("`")
    pieces[::2] = [re.sub(r"[\\<>*|\[\]]", r"\\\g<0>", piece) for piece in pieces[::2]]
    return "`".join(pieces)
