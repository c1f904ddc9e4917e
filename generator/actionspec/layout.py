"""Long lines of Python, broken as black breaks them.

Templates write a call, a signature or a collection in one line, however long. Broken here are lines
that end with the closing bracket of what is too long for them, which most of them are. Any other line
is left to black, which takes a thousand times as long. Tests compare the two.
"""

from __future__ import annotations

import re
import textwrap
from ast import literal_eval
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

WIDTH = 100
"""Columns of a line."""

_INDENT = 4

# Strings as templates write them, names and numbers, the brackets, and any other sign.
_TOKEN = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[\w.]+|[()\[\]{}]|,|[^\S\n]+|[^\w\s]'
)

# What may stand before the bracket that is opened: a name that is called, or what it is assigned to.
_BEFORE = re.compile(
    r"(?:return |raise |yield |if |@)?(?:await |not )?(?:[\w.]+(?:: [^=]+?)? = )?"
    r"(?:(?:[\w.]+=)|(?:\"[^\"]*\": )|\*\*)?[\w.]*"
)
_IMPORT = re.compile(r"(from [\w.]+ import )([\w, ]+)")
_TEXT = re.compile(r'''([\w.]+ = |[\w.]+=|)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(,?)''')
_DEFINITION = re.compile(r"(?:async )?def \w+|class \w+")
_AFTER = re.compile(r",?|:")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def lay_out(text: str) -> tuple[list[str], list[int]]:
    """The lines of a file, its long lines broken, and the numbers of those that nobody broke here.

    Args:
        text: A file whose short lines are as black writes them.
    """
    lines: list[str] = []
    left: list[int] = []
    quoted = False
    empty = 0
    for line in text.split("\n"):
        if not line and not quoted:
            empty += 1
            continue
        lines += [""] * min(empty, 1 if line.startswith(" ") else 2)
        empty = 0
        quotes = line.count('"""')
        if not quoted and not quotes and _is_long(line):
            try:
                lines += _broken(line)
            except _UnknownError:
                left.append(len(lines))
                lines.append(line)
        else:
            lines.append(line)
        quoted ^= quotes % 2 == 1
    return [*lines, ""], left


class _UnknownError(Exception):
    """A line is not one that is broken here."""


def _is_long(line: str) -> bool:
    if len(line) * 2 <= WIDTH:
        return False
    if line.isascii():
        return len(line) > WIDTH
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) > WIDTH


def _broken(line: str) -> list[str]:
    """The lines that a line becomes, which has none above it in the same brackets."""
    text = line.lstrip(" ")
    return [*_split(text, len(line) - len(text))]


def _split(text: str, depth: int) -> Iterator[str]:
    """A line as the lines of its head, of what stands in its last brackets, and of its tail."""
    space = " " * depth
    if not _is_long(space + text):
        yield space + text
        return
    if found := _TEXT.fullmatch(text):
        yield from _split_text(found[1], found[2], found[3], depth)
        return
    if found := _IMPORT.fullmatch(text):
        names = found[2].split(", ")
        yield from (f"{space}{found[1]}(", *(f"{space}    {name}," for name in names), f"{space})")
        return
    head, inner, tail = _parts(text)
    if not inner or _is_long(space + head):
        raise _UnknownError
    yield space + head
    elements = _elements(inner)
    within = space + " " * _INDENT
    # What is no call but a collection gets a line for each element.
    apart = len(elements) > 1 and not re.search(r"[\w\])]$", head[:-1])
    alone = head.startswith(("def ", "async def ")) and len(elements) == 1
    if not apart and not alone and not _is_long(within + inner):
        yield within + inner
    elif len(elements) == 1 and not alone and not inner.startswith("*"):
        # What is alone in its brackets is broken in its turn, without a comma behind it.
        yield from _split(inner, depth + _INDENT)
    else:
        for element in elements:
            yield from _split(f"{element},", depth + _INDENT)
    yield space + tail


def _split_text(before: str, literal: str, after: str, depth: int) -> Iterator[str]:
    """A text that is assigned or handed over, split between words."""
    within = depth + _INDENT if before else depth
    if after and not before:
        # One of several elements, which may not be mistaken for two.
        yield " " * depth + literal + after
        return
    pieces = [literal]
    if len(literal) + within > WIDTH:
        words = literal_eval(literal)
        width = WIDTH - within - 2
        pieces = [_literal(one) for one in textwrap.wrap(words, width, **_VERBATIM)]
    if len(pieces) == 1 and len(literal) + within > WIDTH:
        raise _UnknownError
    if before:
        yield f"{' ' * depth}{before}("
    yield from (" " * within + piece for piece in pieces)
    if before:
        yield f"{' ' * depth}){after}"


_VERBATIM: Any = {
    "drop_whitespace": False,
    "expand_tabs": False,
    "replace_whitespace": False,
    "break_on_hyphens": False,
    "break_long_words": False,
}


def _literal(text: str) -> str:
    source = repr(text)
    return f'"{source[1:-1]}"' if source[0] == "'" and '"' not in source else source


def _parts(text: str) -> tuple[str, str, str]:
    """A line up to its last opening bracket, what stands inside, and the rest."""
    opened: list[tuple[str, int]] = []
    last: tuple[int, int] | None = None
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign in _CLOSING:
            opened.append((sign, found.end()))
        elif sign in _CLOSING.values():
            if not opened:
                raise _UnknownError
            _, begin = opened.pop()
            if not opened:
                first = last is None
                last = (begin, found.start())
                if first and _DEFINITION.fullmatch(text[: begin - 1]):
                    break
    if last is None or opened:
        raise _UnknownError
    begin, end = last
    head, inner, tail = text[:begin], text[begin:end], text[end:]
    if _DEFINITION.fullmatch(head[:-1]):
        if not tail.endswith(":") and not tail.endswith(": ..."):
            raise _UnknownError
    elif not (_BEFORE.fullmatch(head[:-1]) and _AFTER.fullmatch(tail[1:])):
        raise _UnknownError
    return head, inner, tail


def _elements(inner: str) -> list[str]:
    """What the commas of a line divide."""
    parts: list[str] = []
    begin = depth = 0
    for found in _TOKEN.finditer(inner):
        sign = found[0]
        if sign in _CLOSING:
            depth += 1
        elif sign in _CLOSING.values():
            depth -= 1
        elif sign == "," and not depth:
            parts.append(inner[begin : found.start()].strip())
            begin = found.end()
        elif not depth and sign in {"for", "lambda"}:
            raise _UnknownError
    return [*parts, inner[begin:].strip()] if inner[begin:].strip() else parts
