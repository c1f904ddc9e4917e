"""Markdown text in which nothing out of a spec is markup."""

from __future__ import annotations

import re
from itertools import zip_longest

from actionspec.filters.literals import paragraphs

BAR = r"\|"
"""A bar inside code in a table."""

# Simple words in single backticks. What lies between the code before and the code behind is none.
_CODE = re.compile(r"(?<!`)`(?! )[A-Za-z0-9_.:=/+@ -]+(?<! )`(?!`)")
# Braces are code to MDX and Jekyll. The last three begin what some programs make links of.
_SPECIAL = re.compile(
    r"[\\`*\[\]<>|~${}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[#A-Za-z])"
    r"|/(?=/)|(?<=[\w-])\.(?=[^\W\d_]{2})|(?<=\S)@(?=\S)"
)
_BLOCK_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=#:]))(.)")
# What every program takes a backslash before as the sign itself; the others know the reference.
_ESCAPABLE = frozenset("\\`*_{}[]()#+-.>")


def mark_down(text: str) -> str:
    """Free text as paragraphs of Markdown."""
    return "\n\n".join(map(_escape, paragraphs(text)))


def table_cell(text: str) -> str:
    """Free text as one cell of a table."""
    return _escape(" ".join(text.split()))


def words_and_code(text: str, *, in_table: bool = False) -> str:
    """A sentence of ours: what stands in backticks is code, whatever it holds, the rest is text."""
    pieces = text.split("`")
    codes = (f"`{one.replace('|', BAR) if in_table else one}`" for one in pieces[1::2])
    words = map(_escape, pieces[::2])
    return "".join(part for pair in zip_longest(words, codes, fillvalue="") for part in pair)


def _escape(text: str) -> str:
    """Text without markup, but for simple words in backticks."""
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        pieces += [_SPECIAL.sub(_literally, text[end : code.start()]), code[0]]
        end = code.end()
    pieces.append(_SPECIAL.sub(_literally, text[end:]))
    return _BLOCK_START.sub(_literally, "".join(pieces))


def _literally(found: re.Match[str]) -> str:
    """A sign, behind what was found with it, as nothing but itself."""
    before, sign = found[0][:-1], found[0][-1]
    return before + (f"\\{sign}" if sign in _ESCAPABLE else f"&#{ord(sign)};")


def code_block(text: str, language: str = "") -> str:
    """Text as a fenced block of code.

    Braces stay as they are, since code knows no escapes: a site generator that runs a template
    language over whole pages, as Jekyll does, has to be told to leave these alone.
    """
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.strip()}\n{fence}"


def anchor(text: str) -> str:
    """The anchor that code hosts give to a heading."""
    return re.sub(r"[^a-z0-9 _-]", "", text.lower()).replace(" ", "-")
