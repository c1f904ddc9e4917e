"""What is wrong in a spec, where it stands, and what to write instead."""

from __future__ import annotations

import difflib
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

MOST_COMPARED = 200
"""Known words that a misspelt one is compared with; of more, those next to it in the alphabet."""


CERTAIN = 0.8
"""How alike two words are, from 0 to 1, of which one is taken for the other misspelt."""


class Mend(str):
    """A hint that says for certain what to write instead.

    Attributes:
        instead: What to write; `{}` stands for what stands there.
    """

    instead: str

    def __new__(cls, hint: str, instead: str) -> Mend:
        """Make one out of the hint, and of what to write."""
        made = super().__new__(cls, hint)
        made.instead = instead
        return made


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in one file.

    Attributes:
        file: The file's path, as the user gave it, with `/` between folders.
        line: The line, counted from 1.
        column: The column, counted from 1, in characters.
        message: What is wrong, in one sentence without a final period.
        hint: What to write instead, if it is known.
        text: The source line that holds the finding.
        width: How many characters of that line are meant.
        code: What kind of problem it is: a row of `problems.md`.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    text: str = ""
    width: int = 1
    code: str = field(kw_only=True)

    def __str__(self) -> str:
        """The finding as `file:line:column: error: message`, with the source line and a caret."""
        return "\n".join(map(_visible, self._lines()))

    def _lines(self) -> list[str]:
        head = f"{self.file}:{self.line}:{self.column}: error: {self.message} [{self.code}]"
        hint = f" {self.hint}" if self.hint else ""
        if not self.text.strip():
            return [head, *([f"     ={hint}"] if hint else [])]
        caret = "^" * max(1, min(self.width, len(self.text) - self.column + 1))
        pointer = f"      | {' ' * (self.column - 1)}{caret}{hint}"
        return [head, f"{self.line:>5} | {self.text}", pointer]

    def moved(self, before: Path, after: Path) -> Problem:
        """The same finding, of a spec that stands in another place."""
        names = ((before.as_posix(), after.as_posix()), (before.name, after.name))

        def told(text: str) -> str:
            for old, new in names:
                # A hint is more than its text, where it is a mend.
                text = text.replace(old, new) if old in text else text
            return text

        return replace(self, file=told(self.file), message=told(self.message), hint=told(self.hint))

    def as_data(self) -> dict[str, Any]:
        """The finding as plain data, for a program to read."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": "error",
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "mend": self.mend,
        }

    @property
    def mend(self) -> str | None:
        """What to write in the place of what is meant, where that is certain."""
        start = self.column - 1
        there = self.text[start : start + self.width]
        # Of a long line, only the beginning is kept.
        if not isinstance(self.hint, Mend) or len(there) < self.width:
            return None
        quote = there[:1] if there[:1] in {'"', "'"} and there[-1:] == there[:1] else ""
        return quote + self.hint.instead.replace("{}", there) + quote


def _visible(text: str) -> str:
    """A line in which nothing steers a terminal, each character still one column wide."""
    spaced = text.replace("\t", " ")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in spaced)


class SpecError(Exception):
    """A spec that cannot be used, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class TemplateError(ValueError):
    """A template or a manifest that cannot be used, with the place and the line of the mistake."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelt one; empty if none is near.

    Where nothing is near but the choice is small, all of it is listed.
    """
    choices = sorted(set(known))
    start = max(0, bisect(choices, word) - MOST_COMPARED // 2)
    folded = {one.casefold(): one for one in choices[start : start + MOST_COMPARED]}
    near = difflib.get_close_matches(word.casefold(), folded, n=2, cutoff=0.6)
    if near:
        hint = f'did you mean "{folded[near[0]]}"?'
        return Mend(hint, folded[near[0]]) if _is_certain(word, near) else hint
    if 0 < len(choices) <= 8:
        return "known: " + ", ".join(choices)
    return ""


def _is_certain(word: str, near: list[str]) -> bool:
    """Whether a word can only be the first of those next to it: no other is anywhere near."""
    first, *others = (difflib.SequenceMatcher(None, word.casefold(), one).ratio() for one in near)
    return first >= CERTAIN and all(first - one >= CERTAIN - 0.6 for one in others)
