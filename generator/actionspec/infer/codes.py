"""A code of a failure that a spec does not know yet, as its error table has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actionspec.infer.known import Data, Known
from actionspec.names import is_reserved_class, taken_by

_SHORTEST = 4
"""Characters of a value that stands in a message by no chance."""


def code_of(code: str, text: str, known: Known, new: Mapping[str, Data], sent: Data) -> Data:
    """What the error table says of a code.

    Args:
        code: The code.
        text: What the service says of it in a sample.
        known: The spec.
        new: The codes that are new beside it.
        sent: What sample requests say, which a message may repeat, by the names of parameters.
    """
    message = (text.strip() or code).replace("{", "(").replace("}", ")")
    placeholders: Data = {}
    for name, value in sent.items():
        found = re.sub(rf"(?<![\w.-]){re.escape(str(value))}(?![\w-])", f"{{{name}}}", message)
        if _may_be_repeated(value) and not taken_by(name, "attribute") and found != message:
            message = found
            kind = "integer" if isinstance(value, int) else "string"
            placeholders[name] = {"type": kind, "description": "As the request says it."}
    plain = message.replace("{", "(").replace("}", ")")
    return {
        "class": _class(code, message, known, new),
        "category": next(iter(known.categories), "RefusedError"),
        "message": message,
        **({"placeholders": placeholders} if placeholders else {}),
        "cause": f"The service says: {plain}",
        "remedy": "Not known yet: the sample does not tell.",
        "status": "observed",
    }


def _may_be_repeated(value: Any) -> bool:
    is_plain = isinstance(value, str | int) and not isinstance(value, bool)
    # A lower-case word is rather one of the message's own.
    return is_plain and len(str(value)) >= _SHORTEST and not re.fullmatch("[a-z]+", str(value))


def _class(code: str, message: str, known: Known, new: Mapping[str, Data]) -> str:
    taken = {str(one.get("class")) for one in (*known.codes.values(), *new.values())}
    # A word with a digit or a sign in it is a value, such as the number of what is unknown.
    words = re.findall(
        r"(?<![^\s\"'(])[A-Za-z]+(?:[._'-][A-Za-z]+)*(?=[\"').,:;!?]*(?:\s|$))", message
    )
    parts = re.findall("[A-Za-z]+", " ".join(words))[:5] or ["Code", *re.findall(r"\w+", code)]
    name = "".join(one.capitalize() for one in parts).removesuffix("Error")[:50] + "Error"
    if name in taken or is_reserved_class(name):
        name = f"{name.removesuffix('Error')}{re.sub(r'[^A-Za-z0-9]', '', code)}Error"
    return name
