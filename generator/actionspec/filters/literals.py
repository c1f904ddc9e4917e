"""Texts in Python source: literals and docstrings, each safe anywhere."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from actionspec.layout import WIDTH, text_literal
from actionspec.model import Text


def literal(value: str | float | bool | tuple[str, ...] | None) -> str:
    """A value as a Python literal, a text as black writes it."""
    if isinstance(value, tuple):
        return (
            "("
            + ", ".join(literal(item) for item in value)
            + ("," if len(value) == 1 else "")
            + ")"
        )
    if not isinstance(value, str):
        return repr(value)
    return text_literal(str(value))


def set_literal(names: Iterable[str]) -> str:
    """Names as a frozen set."""
    return f"frozenset({{{', '.join(literal(name) for name in names)}}})"


def dictionary(values: Mapping[str, str]) -> str:
    """Texts by their names, as a dictionary."""
    return f"{{{', '.join(f'{literal(name)}: {literal(text)}' for name, text in values.items())}}}"


def paragraphs(text: str) -> list[Text]:
    """The paragraphs of free text, which blank lines separate, each on one line."""
    return [Text(" ".join(part.split())) for part in text.split("\n\n")]


def docstring(text: str, indent: int = 0) -> str:
    """Free text inside a docstring: wrapped, escaped, further lines indented.

    Args:
        text: The text. Blank lines separate its paragraphs.
        indent: Columns before every line but the first.
    """
    space = " " * indent
    first_paragraph, *others = paragraphs(text)
    # The first line also holds the opening quotes, the last one may hold the closing ones.
    quotes = '"""'
    filled = _filled(quotes + first_paragraph + quotes, WIDTH - indent)
    first = filled.removeprefix(quotes).removesuffix(quotes).rstrip()
    filled_others = [_filled(part, WIDTH - indent) for part in others]
    return textwrap.indent(_escape("\n\n".join([first, *filled_others])), space).lstrip(" ")


def entry(text: str, name: str, indent: int) -> str:
    """A `name: text` line of a docstring's section, wrapped with a hanging indent."""
    space = " " * indent
    line = f"{name}: {' '.join(text.split())}"
    return _escape(_filled(space + line, WIDTH, space + "    "))


def _filled(text: str, width: int, indent: str = "") -> str:
    """Words in lines, those behind the first indented; a word that is too long has its own."""
    if len(text) <= width:
        return text
    unbroken: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.fill(text, width, subsequent_indent=indent, **unbroken)


def _escape(text: str) -> str:
    plain = text
    if "\\" in text or not text.replace("\n", "").isprintable():
        plain = "".join(
            c if c == "\n" or (c.isprintable() and c != "\\") else _escaped(c) for c in text
        )
    # No quotes in a row, and none before the closing ones.
    return re.sub(r'"(?="|\Z)', r'\\"', plain)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
