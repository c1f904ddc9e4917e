"""Plain texts, which nobody can make out of patterns: those of the examples, reworded."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actionspec.model import Response


def reworded(form: Response, text: str, groups: Mapping[str, str]) -> str | None:
    """A text with other words in the groups of its pattern; None if no pattern allows that."""
    for pattern in form.patterns:
        if match := re.fullmatch(pattern, text):
            found = [name for name in groups if match.groupdict().get(name) is not None]
            for name in sorted(found, key=match.start, reverse=True):
                text = text[: match.start(name)] + groups[name] + text[match.end(name) :]
            again = re.fullmatch(pattern, text)
            fits = found and again and all(again[name] == groups[name] for name in found)
            return text if fits else None
    return None
