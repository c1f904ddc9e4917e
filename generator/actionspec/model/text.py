"""Free text, and names in the letter case of the wire."""

from __future__ import annotations

import re
from typing import Literal

LetterCase = Literal["as_written", "upper", "lower", "camel", "pascal", "kebab"]
Status = Literal["documented", "observed", "assumed"]


class Text(str):
    """Free text out of a spec: for readers, never code or markup."""

    __slots__ = ()


def in_case(name: str, letter_case: LetterCase) -> str:
    """A name in the letter case of a transport or of an answer.

    A name that has capitals or hyphens is in a case of its own already, which only `upper` and
    `lower` change.
    """
    if letter_case in {"camel", "pascal", "kebab"} and (name != name.lower() or "-" in name):
        return name
    match letter_case:
        case "upper":
            return name.upper()
        case "lower":
            return name.lower()
        case "camel":
            pascal = in_case(name, "pascal")
            return pascal[:1].lower() + pascal[1:]
        case "pascal":
            return "".join(word[:1].upper() + word[1:] for word in name.split("_"))
        case "kebab":
            return name.replace("_", "-")
        case "as_written":
            return name


def path_in_case(path: str, letter_case: LetterCase) -> str:
    """A path whose names are put in a letter case, its placeholders left alone."""
    names = re.split(r"([/@]|\{\w+\})", path)
    special = path.startswith("$")
    return (
        path
        if special
        else "".join(name if name.startswith("{") else in_case(name, letter_case) for name in names)
    )
