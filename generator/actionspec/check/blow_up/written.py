"""Parts of a pattern that `re` has read, as patterns again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def written(nodes: Iterable[Any]) -> str:
    """A part of a pattern as a pattern."""
    return "".join(_written_one(str(node[0]), node[1]) for node in nodes)


def _written_one(kind: str, value: Any) -> str:
    match kind:
        case "LITERAL":
            return re.escape(chr(value))
        case "NOT_LITERAL":
            return f"[^{re.escape(chr(value))}]"
        case "ANY":
            return "."
        case "IN":
            inner = "".join(_in_class(str(one[0]), one[1]) for one in value)
            return inner if len(value) == 1 and inner[1:].isalpha() else f"[{inner}]"
        case "SUBPATTERN":
            opening = "(?:" if value[0] is None else "("
            return f"{opening}{written(value[3])})"
        case "BRANCH":
            return "|".join(map(written, value[1]))
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = value
            text = written(inner)
            if len(inner) > 1 or str(inner[0][0]) == "BRANCH":
                text = f"(?:{text})"
            sign = {(0, 1): "?"}.get((least, int(most)), f"{{{least},{most}}}")
            if least == int(most):
                sign = f"{{{least}}}"
            if str(most) == "MAXREPEAT":
                sign = {0: "*", 1: "+"}.get(least, f"{{{least},}}")
            return text + sign + ("?" if kind == "MIN_REPEAT" else "")
        case _:
            return ""


_CATEGORIES = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}


def _in_class(kind: str, value: Any) -> str:
    match kind:
        case "NEGATE":
            return "^"
        case "RANGE":
            return "-".join(re.escape(chr(end)) for end in value)
        case "CATEGORY":
            name = str(value).removeprefix("CATEGORY_")
            sign = _CATEGORIES[name.removeprefix("NOT_")]
            return "\\" + (sign.upper() if name.startswith("NOT_") else sign)
        case _:
            return re.escape(chr(value))
