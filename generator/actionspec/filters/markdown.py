"""Markdown text in which nothing out of a spec is markup."""

from __future__ import annotations

import re

_CODE = re.compile(r"`[A-Za-z0-9_.:=/+@ -]+`")
_SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[#A-Za-z])")
_BLOCK_START = re.compile(r"^(?:(\d+)([.)])|([-+=#]))")


def mark_down(text: str) -> str:
    """Free text as paragraphs of Markdown."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(_escape(part) for part in paragraphs)


def table_cell(text: str) -> str:
    """Free text as one cell of a table."""
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    """Text without markup, but for simple words in backticks."""
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        pieces += [_SPECIAL.sub(r"\\\g<0>", text[end : code.start()]), code[0]]
        end = code.end()
    pieces.append(_SPECIAL.sub(r"\\\g<0>", text[end:]))
    return _BLOCK_START.sub(r"\1\\\2\3", "".join(pieces))


def code_block(text: str, language: str = "") -> str:
    """Text as a fenced block of code."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.strip()}\n{fence}"


def anchor(text: str) -> str:
    """The anchor that code hosts give to a heading."""
    return re.sub(r"[^a-z0-9 _-]", "", text.lower()).replace(" ", "-")
