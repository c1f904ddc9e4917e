"""Names in Python: derived from an action's name, and those that a spec cannot take."""

from __future__ import annotations

import builtins
import keyword
import re

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.:-]+")

# Members of the generated request, client and result classes.
_MEMBERS = (
    "aclose action check check_types close encode error failed lacks raise_for_failures read refuse"
    " succeeded"
)

# What the annotations in generated classes are made of.
_TYPES = "bool float int object property str tuple"

_TAKEN = frozenset(("self", *_MEMBERS.split(" "), *_TYPES.split(" ")))

# What every generated package defines or imports beside the classes of its spec.
_SHARED_CLASSES = frozenset(
    (
        "Any",
        "AsyncClient",
        "CallError",
        "ClassVar",
        "Client",
        "Credentials",
        "Failure",
        "ItemsFailedError",
        "Literal",
        "Outcome",
        "ProtocolError",
        "Record",
        "Request",
        "Secrets",
        "Service",
        "TransportError",
        "UnknownCodeError",
    )
)

_BUILT_IN_CLASSES = frozenset(name for name in dir(builtins) if name[:1].isupper())


def snake_case(name: str) -> str:
    """`sendMessageBySubscriberRef` as `send_message_by_subscriber_ref`."""
    return "_".join(word.lower() for word in _WORD_STARTS.split(name) if word)


def camel_case(name: str) -> str:
    """`send_message` as `SendMessage`."""
    return "".join(word.capitalize() for word in name.split("_"))


def is_reserved(name: str) -> bool:
    """Whether Python or the generated classes need a name in snake_case for themselves."""
    return keyword.iskeyword(name) or name in _TAKEN


def is_reserved_class(name: str) -> bool:
    """Whether Python or the generated package need a class name for themselves."""
    return keyword.iskeyword(name) or name in _SHARED_CLASSES or name in _BUILT_IN_CLASSES
