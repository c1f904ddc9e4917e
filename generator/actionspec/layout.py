"""Long lines of Python, broken as black breaks them.

Templates write a call, a signature or a collection in one line, however long. Broken here are lines
that end with the closing bracket of what is too long for them, which most of them are. Any other
line is left to black, which takes a thousand times as long. Tests compare the two.
"""

from __future__ import annotations

import re
import textwrap
from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

WIDTH = 100
"""Columns of a line."""

_INDENT = 4

# Strings as templates write them, names and numbers, the brackets, and any other sign.
_STRING = r'"(?:[^"\\\n]|\\.)*"' + "|" + r"'(?:[^'\\\n]|\\.)*'"
_TOKEN = re.compile(rf"{_STRING}|[\w.]+|[()\[\]{{}}]|,|[^\S\n]+|[^\w\s]")
_CLOSING = {"(": ")", "[": "]", "{": "}"}

_QUOTES = '"""'

# What may stand before a bracket that is opened: a name that is called, or what it is assigned to.
_BEFORE = re.compile(
    r"(?:return |raise |yield |if |@)?(?:await |not )?(?:[\w.]+(?:: [^=]+?)? = )?"
    r"(?:(?:[\w.]+=)|(?:\"[^\"]*\": )|\*\*)?[\w.]*"
)
_AFTER = re.compile(r",?|:")
_DEFINITION = re.compile(r"(?:async )?def \w+|class \w+")
_IMPORT = re.compile(r"(from [\w.]+ import )([\w, ]+)")
_TEXT = re.compile(rf"([\w.]+ = |[\w.]+=|)({_STRING})(,?)")

_VERBATIM: dict[str, Any] = {
    "drop_whitespace": False,
    "expand_tabs": False,
    "replace_whitespace": False,
    "break_on_hyphens": False,
    "break_long_words": False,
}


@lru_cache(maxsize=256)  # who watches a spec asks for the same again after each save
def blackened(text: str, width: int = WIDTH) -> str:
    """Any Python as black writes it."""
    import black
    from black.mode import TargetVersion

    mode = black.Mode(line_length=width, target_versions={TargetVersion.PY311})
    return black.format_str(text, mode=mode)


def text_literal(text: str) -> str:
    """A text as a literal, in double quotes unless single ones take fewer backslashes."""
    source = repr(text)
    if source[0] == '"' or text.count('"') > text.count("'"):
        return source
    return '"' + source[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'


class _UnknownError(Exception):
    """A line is not one that is broken here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Breaks long lines.

    Attributes:
        width: Columns of a line.
        split_texts: Whether a text that is too long for a line is written in several pieces, which
            black leaves as they are.
    """

    width: int = WIDTH
    split_texts: bool = True

    def lay_out(self, text: str) -> tuple[list[str], list[int]]:
        """The lines of a file, the long ones broken, and the numbers of those that are left so.

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
            begins = not quoted and line.lstrip().startswith(_QUOTES)
            if quoted or begins:
                ends = line.endswith(_QUOTES) and not (begins and line.strip() == _QUOTES)
                spaced = _spaced(line, begins, ends)
                # Black gives quotes that do not fit a line of their own.
                left += [len(lines)] if ends and self._is_long(spaced) else []
                lines.append(spaced)
                quoted = not ends
            else:
                try:
                    lines += self._broken(line)
                except _UnknownError:
                    left.append(len(lines))
                    lines.append(line)
        return [*lines, *[""] * bool(empty)], left

    def _is_long(self, line: str) -> bool:
        if len(line) * 2 <= self.width or line.isascii():
            return len(line) > self.width
        return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) > self.width

    def _broken(self, line: str) -> list[str]:
        if not self._is_long(line):
            return [line]
        text = line.lstrip(" ")
        return [*self._split(text, len(line) - len(text))]

    def _split(self, text: str, depth: int) -> Iterator[str]:
        """A line as those of its head, of what stands in its last brackets, and of its tail."""
        space, within = " " * depth, " " * (depth + _INDENT)
        if not self._is_long(space + text):
            yield space + text
        elif found := _TEXT.fullmatch(text):
            yield from self._split_text(found[1], found[2], found[3], depth)
        elif found := _IMPORT.fullmatch(text):
            yield f"{space}{found[1]}("
            yield from (f"{within}{name}," for name in found[2].split(", "))
            yield f"{space})"
        else:
            head, inner, tail = _parts(text)
            if not inner or self._is_long(space + head):
                raise _UnknownError
            yield space + head
            yield from self._split_inner(head, inner, depth + _INDENT)
            yield space + tail

    def _split_inner(self, head: str, inner: str, depth: int) -> Iterator[str]:
        """What stands in brackets, behind a head that ends with the opening one."""
        elements = _elements(inner)
        # A collection, unlike a call, gets a line for each element, however short.
        collection = len(elements) > 1 and not re.search(r"[\w\])]$", head[:-1])
        # A parameter that is alone gets a comma.
        alone = len(elements) == 1 and head.startswith(("def ", "async def "))
        if not collection and not alone and not self._is_long(" " * depth + inner):
            yield " " * depth + inner
        elif len(elements) == 1 and not alone and not inner.startswith("*"):
            yield from self._split(inner, depth)
        else:
            for element in elements:
                yield from self._split(f"{element},", depth)

    def _split_text(self, before: str, literal: str, after: str, depth: int) -> Iterator[str]:
        """A text that is assigned or handed over, in pieces where it is long."""
        space = " " * depth
        if not self.split_texts or (after and not before):
            # One of several elements may not be mistaken for two.
            yield f"{space}{before}{literal}{after}"
            return
        within = space + " " * _INDENT if before else space
        pieces = [literal]
        if self._is_long(within + literal):
            pieces = self._pieces(literal_eval(literal), within)
            if len(pieces) == 1:
                raise _UnknownError
        if before:
            yield f"{space}{before}("
        yield from (within + piece for piece in pieces)
        if before:
            yield f"{space}){after}"

    def _pieces(self, text: str, within: str) -> list[str]:
        """A text as literals that fit into lines of their own, as far as its words let them."""
        # Two columns are those of the quotes; backslashes take some more.
        width = self.width - len(within) - 2
        tried = (self._wrapped(text, width - less) for less in range(0, width // 4, 2))
        fitting = (
            pieces for pieces in tried if not any(self._is_long(within + piece) for piece in pieces)
        )
        return next(fitting, None) or self._wrapped(text, width)

    def _wrapped(self, text: str, width: int) -> list[str]:
        return [text_literal(one) for one in textwrap.wrap(text, width, **_VERBATIM)]


def _spaced(line: str, begins: bool, ends: bool) -> str:
    """A line of a docstring, its quotes apart from one that it begins or ends with."""
    if begins and line.lstrip().startswith(f'{_QUOTES}"') and line.strip() != _QUOTES * 2:
        line = line.replace(_QUOTES, f"{_QUOTES} ", 1)
    if ends and line.endswith(f'\\"{_QUOTES}'):
        line = f"{line.removesuffix(_QUOTES)} {_QUOTES}"
    return line


def _parts(text: str) -> tuple[str, str, str]:
    """A line up to its last opening bracket, what stands inside, and the rest."""
    begin, end = _last_brackets(text)
    head, inner, tail = text[:begin], text[begin:end], text[end:]
    if _DEFINITION.fullmatch(head[:-1]):
        known = tail.endswith((":", ": ..."))
    else:
        known = bool(_BEFORE.fullmatch(head[:-1]) and _AFTER.fullmatch(tail[1:]))
    if not known:
        raise _UnknownError
    return head, inner, tail


def _last_brackets(text: str) -> tuple[int, int]:
    """Where the last brackets of a line begin and end; of a definition the first."""
    opened: list[int] = []
    last: tuple[int, int] | None = None
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign in _CLOSING:
            opened.append(found.end())
        elif sign in _CLOSING.values():
            if not opened:
                break
            begin = opened.pop()
            if not opened:
                last = (begin, found.start())
                if _DEFINITION.fullmatch(text[: begin - 1]):
                    break
    if last is None or opened:
        raise _UnknownError
    return last


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
    return [*parts, last] if (last := inner[begin:].strip()) else parts
