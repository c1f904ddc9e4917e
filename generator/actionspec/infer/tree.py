"""What a request or an answer holds, whatever it is written in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl
from xml.parsers import expat

Value: TypeAlias = "Tree | str | int | float | bool | None"
Tree: TypeAlias = "dict[str, list[Value]]"
"""Fields by their names on the wire, each with all of its values; an attribute begins with @."""

Way: TypeAlias = "tuple[str, ...]"
"""The names that lead to a value."""

TEXT = "."
"""The name under which the text of an element stands that has more than a text."""


DEEPEST = 50
"""How deep what a sample holds may be nested."""

WHOLE = "*"
"""The name under which the elements of a list stand that is a whole JSON answer."""


class Elements(list[Value]):
    """The values of a field that is a list, however many they are."""


class UnreadableError(ValueError):
    """A sample that is no text of its kind.

    Args:
        problem: What is wrong, in words.
        line: The line, counted from 1.
        column: The column, counted from 1.
    """

    def __init__(self, problem: str, line: int = 1, column: int = 1) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


def kind_of(text: str) -> str:
    """What a body is written in: xml, json, form, lines or text."""
    begin = text.lstrip()
    if begin.startswith("<"):
        return "xml"
    if begin.startswith(("{", "[")):
        return "json"
    lines = [one for one in text.splitlines() if one.strip()]
    if len(lines) > 1 and all(re.match(r"\s*[\w.\[\]-]+\s*=", one) for one in lines):
        return "lines"
    if re.match(r"\s*[\w.\[\]%:-]+=", text):
        return "form"
    return "text"


def read_xml(text: str) -> tuple[str, Tree]:
    """The name of the root element, and what is in it.

    Raises:
        UnreadableError: It is not well-formed, or declares a document type.
    """
    if re.match(r"\s*<(!doctype )?html\b", text, re.IGNORECASE):
        raise UnreadableError("this is a page of HTML; save what the API itself sends")
    stack: list[tuple[str, Tree, list[str]]] = [("", {}, [])]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise UnreadableError("nested too deep", parser.CurrentLineNumber)
        own = {k: v for k, v in attributes.items() if not k.startswith("xmlns")}
        stack.append((local_name(name), {f"@{local_name(k)}": [v] for k, v in own.items()}, []))

    def end(_: str) -> None:
        name, fields, texts = stack.pop()
        stack[-1][1].setdefault(name, []).append(_content(fields, "".join(texts)))

    def text_of(data: str) -> None:
        stack[-1][2].append(data)

    def refuse(*_: object) -> None:
        raise UnreadableError("a sample declares no document type", parser.CurrentLineNumber)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text_of
    parser.StartDoctypeDeclHandler = refuse
    try:
        # What a page shows may be indented, declaration and all.
        parser.Parse(text.strip(), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise UnreadableError(f"not XML: {reason}", error.lineno, error.offset + 1) from None
    ((root, (content,)),) = stack[0][1].items()
    return root, content if isinstance(content, dict) else {TEXT: [content]} if content else {}


def _content(fields: Tree, text: str) -> Value:
    text = text if text.strip() else ""
    if not fields:
        return text
    return {**fields, TEXT: [text.strip()]} if text else fields


def local_name(name: str) -> str:
    """The name of an element or an attribute without that of its namespace."""
    return name.rpartition(":")[2]


def read_json(text: str) -> Tree:
    """What an object holds, or a list of objects, which stands under `*`.

    Raises:
        UnreadableError: It is no JSON, or none of these.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except UnreadableError:
        raise
    except (RecursionError, ValueError):
        problem = "not JSON that can be read: it is nested too deep, or has a number without end"
        raise UnreadableError(problem) from None
    if _depth(data) > DEEPEST:
        raise UnreadableError("nested too deep")
    if isinstance(data, list) and data and all(isinstance(one, dict) for one in data):
        return _fields({WHOLE: data})
    if not isinstance(data, dict):
        raise UnreadableError("this should be an object, or a list of objects")
    return _fields(data)


def _depth(data: Any) -> int:
    """How deep something is nested; no further than is too deep."""
    depth, level = 0, [data]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for number, (name, _) in enumerate(pairs):
        if any(name == other for other, _ in pairs[:number]):
            raise UnreadableError(f"an object has {name[:80]!r} twice: keep one of them")
    return dict(pairs)


def _fields(data: Mapping[str, Any]) -> Tree:
    found: Tree = {}
    for name, inner in data.items():
        if isinstance(inner, list) and any(isinstance(one, list) for one in inner):
            problem = f"{name[:80]!r} holds lists in a list, which no field does: leave it out"
            raise UnreadableError(problem)
        found[name] = Elements(map(_value, inner)) if isinstance(inner, list) else [_value(inner)]
    return found


def _value(data: Any) -> Value:
    return _fields(data) if isinstance(data, dict) else data


def read_pairs(text: str) -> list[tuple[str, str]]:
    """The fields of a query string or a form. On a page, it may stand on several lines.

    Raises:
        UnreadableError: A value is escaped in another way than UTF-8.
    """
    joined = "".join(map(str.strip, text.splitlines()))
    try:
        return parse_qsl(joined, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        shown = "".join(f"%{one:02X}" for one in error.object[error.start : error.end])
        raise UnreadableError(f"{shown} is not UTF-8: write what it means, escaped anew") from None


def read_lines(text: str) -> list[tuple[str, str]]:
    """The fields of key=value lines."""
    pairs = (one.partition("=") for one in text.splitlines() if one.strip())
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def leaves(tree: Tree, way: Way = ()) -> Iterator[tuple[Way, Value]]:
    """All values that hold no others, each with the names that lead there."""
    for name, values in tree.items():
        for value in values:
            if isinstance(value, dict):
                yield from leaves(value, (*way, name))
            else:
                yield (*way, name), value


def without(tree: Tree, way: Way) -> Tree:
    """The same fields but for what a way leads to."""
    name, *rest = way
    inner: list[Value] = []
    if rest:
        trees = [one for one in tree.get(name, []) if isinstance(one, dict)]
        inner = [found for one in trees if (found := without(one, tuple(rest)))]
    changed: Tree = {**tree, name: inner}
    return {wire: values for wire, values in changed.items() if values or wire != name}


def values_at(tree: Tree, path: str) -> list[Value]:
    """The values at a path of names with slashes between them, in whatever letter case."""
    found: list[Value] = [tree]
    for step in path.replace("/@", "@").replace("@", "/@").strip("/").split("/"):
        before = found
        found = [
            value
            for one in before
            if isinstance(one, dict)
            for name, values in one.items()
            if folded(name) == folded(step)
            for value in values
        ]
        if step == TEXT and not found:
            found = [one for one in before if not isinstance(one, dict)]
    return found


def folded(name: str) -> str:
    """A name without what tells letter cases apart."""
    return re.sub(r"[_-]", "", name).casefold()


def squeezed(text: object) -> str:
    """A text without any space, to compare it by."""
    return "".join(str(text).split())


def spoken(value: Value) -> str:
    """A value as a text; that of a structure only says that it is there."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dict():
            return "structure" if value else ""
        case _:
            return str(value)
