"""Names in Python: derived from an action's name, and those that a spec cannot take."""

from __future__ import annotations

import builtins
import keyword
import re
import sys
from typing import Literal

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.:-]+")

Owner = Literal["method", "argument", "parameter", "field", "attribute", "package"]

# What the annotations in generated classes are made of.
_TYPES = frozenset(("bool", "bytes", "float", "int", "object", "property", "str", "tuple"))

# What no file can be called on Windows, whatever follows behind a dot.
_DEVICES = frozenset(
    ["aux", "con", "nul", "prn"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)

# What the classes have that names become members of, and what their modules need beside them.
_MEMBERS: dict[Owner, frozenset[str]] = {
    "method": frozenset(
        [
            "aclose",
            "awaited",
            "close",
            "deprecated",
            "dt",
            "each",
            "former_method",
            "httpx2",
            "index",  # a page of this name stands for its folder
            "overload",
            "renamed",
            "walked",
        ]
    ),
    "argument": frozenset(
        [
            "base_url",
            "deadline",
            "find_credential",
            "http_client",
            "http_library",
            "largest_answer",
            "on_answer",
            "on_request",
            "public",
            "rate_limit",
            "retry",
            "secrets",
            "self",
            "settings",
            "super",
            "timeout",
            "transport",
            "validate",
        ]
    ),
    "parameter": frozenset(
        [
            "action",
            "check",
            "check_parts",
            "check_settings",
            "check_types",
            "dt",
            "failure",
            "following",
            "items",
            "lacks",
            "read",
            "refuse",
            "repeated",
            "secrets",
            "self",
            "settings",
            "succeeded",
            "warn_caller",
            "write",
        ]
    ),
    "field": frozenset(
        ["check", "deprecated", "dt", "error", "failed", "raise_for_failures", "succeeded", "write"]
    ),
    "attribute": frozenset(
        [
            "action",
            "answer",
            "code",
            "describes",
            "details",
            "docs",
            "find_out",
            "message",
            "others",
            "outcome",
            "page",
            "status",
            "template",
            "transient",
            "tries",
            "usual_outcome",
            "wait",
            "waits",
        ]
    )
    | frozenset(dir(Exception)),
    "package": frozenset(sys.stdlib_module_names)
    | {
        "actionspec",
        "anyio",
        "certifi",
        "h11",
        "httpcore2",
        "httpx2",
        "idna",
        "msgspec",
        "truststore",
    },
}

# What every generated package defines or imports beside the classes of its spec.
_SHARED_CLASSES = frozenset(
    (
        "Action",
        "Any",
        "AsyncClient",
        "AsyncIterator",
        "BaseReceiver",
        "CallError",
        "Callable",
        "Choice",
        "ClassVar",
        "Client",
        "Confidential",
        "Credentials",
        "Decimal",
        "Elements",
        "Entries",
        "Exchange",
        "Failure",
        "Fields",
        "Flat",
        "Hook",
        "ItemsFailedError",
        "Iterator",
        "Listed",
        "Literal",
        "Mapping",
        "Notice",
        "Objects",
        "Outcome",
        "Paged",
        "Postback",
        "PostbackError",
        "PostbackGroup",
        "PostbackReceiver",
        "PostbackTable",
        "ProtocolError",
        "RateLimit",
        "Record",
        "Refuse",
        "Request",
        "Retry",
        "SERVICE",
        "SIGNATURE",
        "Secrets",
        "SeenPostbacks",
        "Self",
        "Sequence",
        "Service",
        "Settings",
        "Signature",
        "TransportError",
        "Tree",
        "UnknownCodeError",
        "UnknownPostback",
    )
)

_BUILT_IN_CLASSES = frozenset(name for name in dir(builtins) if name[:1].isupper())


def snake_case(name: str) -> str:
    """`listAllUsers` as `list_all_users`."""
    return "_".join(word.lower() for word in _WORD_STARTS.split(name) if word)


def camel_case(name: str) -> str:
    """`send_message` as `SendMessage`."""
    return "".join(word.capitalize() for word in name.split("_"))


def taken_by(name: str, owner: Owner) -> str | None:
    """What needs a name in snake_case for itself, in words; None if it is free.

    Args:
        name: The name.
        owner: What would bear it: a method of the client, an argument of the client, a parameter of
            an action, a field of an answer, an attribute of an exception, or the package.
    """
    if keyword.iskeyword(name):
        return "the Python language"
    if name in _DEVICES and owner in {"method", "package"}:
        return "a device of Windows, which has no such file"
    if name == "own" and owner in {"method", "package"}:
        return "code of yours: no run writes a file of that name"
    if name in _TYPES:
        return "a type of Python"
    if name not in _MEMBERS[owner]:
        return None
    return {
        "method": "every client",
        "argument": "every client",
        "parameter": "every request",
        "field": "results and structures",
        "attribute": "every exception",
        "package": "another package",
    }[owner]


def is_reserved_class(name: str) -> bool:
    """Whether Python or the generated package need a class name for themselves."""
    return keyword.iskeyword(name) or name in _SHARED_CLASSES or name in _BUILT_IN_CLASSES
