"""Names on the wire: their letter case, and the whole words in one that runs them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from actionspec.model import LetterCase


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between them."""
    return frozenset(text.split())


COMMON = word_set(files("actionspec.infer").joinpath("words.txt").read_text(encoding="utf-8"))
"""Words that names of fields are made of, in any API."""

_ENDINGS = frozenset(["id", "ids", "ref", "url"])
"""Words that stand behind any other."""

_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


def snake(name: str, known: frozenset[str]) -> str:
    """A name on the wire as whole words in snake_case.

    Args:
        name: The name, in whatever letter case, its words apart or not.
        known: Words that are likely, beside the common ones.
    """
    words: list[str] = []
    for piece in _PIECES.findall(name):
        if piece.isdecimal() and words:
            words[-1] += piece
        else:
            words += _split(piece.lower(), known | COMMON)
    return "_".join(words)


def vocabulary(names: Iterable[str]) -> frozenset[str]:
    """The words that names in snake_case are made of."""
    return frozenset(
        word for name in names for word in name.split("_") if len(word) > 1 and word.isalpha()
    )


def _split(text: str, known: frozenset[str]) -> list[str]:
    """The likeliest words: few of them, as many letters as possible in known ones."""

    @cache
    def best(begin: int) -> tuple[float, tuple[str, ...]]:
        if begin == len(text):
            return 0.0, ()
        found = []
        for end in range(begin + 1, min(len(text), begin + 24) + 1):
            word = text[begin:end]
            if (word in known or word.removesuffix("s") in known) and len(word) > 1:
                last = end == len(text) and word in _ENDINGS
                price = 0.5 if last else 2.0 if len(word) < 4 else 1.0
            else:
                # An unknown word is likelier than known ones with a rest that is no word.
                price = 4 + 0.6 * len(word) if len(word) > 2 else 8.0
            rest, words = best(end)
            found.append((price + rest, (word, *words)))
        return min(found)

    if text in known or len(text) > 60:
        return [text]
    return [*best(0)[1]]


def case_of(names: Iterable[str]) -> LetterCase:
    """The letter case of names on the wire."""
    found = [one.lstrip("@") for one in names if re.search("[A-Za-z]", one)]
    found = [re.split(r"[.\[:]", one)[0] for one in found]
    if not found:
        return "as_written"
    if all(one == one.upper() for one in found):
        return "upper"
    if all(re.fullmatch(r"(?:[A-Z][a-z0-9]*)+", one) for one in found):
        return "pascal"
    if any("-" in one for one in found):
        return "kebab"
    if any(re.search("[a-z][A-Z]", one) for one in found) and all(
        one[0].islower() for one in found
    ):
        return "camel"
    return "as_written"


def plain(wire: str, case: LetterCase) -> str:
    """A name as a spec has it that puts all names into a letter case."""
    return wire.lower() if case == "upper" else wire
