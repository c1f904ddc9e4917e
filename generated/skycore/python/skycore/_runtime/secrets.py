"""Keeps secrets out of what people read: reprs, excerpts, and the HTTP library's log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from os import environ
from threading import Lock
from typing import ClassVar
from urllib.parse import quote, quote_plus
from weakref import WeakSet
from xml.sax.saxutils import escape

import msgspec

from .errors import CallError, Outcome

MASK = "***"

_in_use: WeakSet[Secrets] = WeakSet()
_lock = Lock()

# The ways in which XML writes quotes.
_QUOTES: tuple[dict[str, str], ...] = (
    {},
    {'"': "&quot;", "'": "&apos;"},
    {'"': "&#34;", "'": "&#39;"},
)


class Secrets(msgspec.Struct, frozen=True, kw_only=True, weakref=True, eq=False):
    """The credentials of one client. What is secret of them stays so for as long as it lives."""

    public: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        with _lock:
            _in_use.add(self)

    def __repr__(self) -> str:
        fields = ", ".join(
            f"{name}={getattr(self, name) if name in self.public else MASK!r}"
            for name in self.__struct_fields__
        )
        return f"{type(self).__name__}({fields})"

    def forms(self) -> Iterator[str]:
        """Every form in which a secret can be written into a request."""
        for name in self.__struct_fields__:
            if name not in self.public:
                secret: str = getattr(self, name)
                yield from (secret, quote(secret, safe=""), quote_plus(secret))
                yield from (escape(secret, quotes) for quotes in _QUOTES)


def find_credential(
    name: str, value: str | None, variable: str | None, error: type[CallError]
) -> str:
    """A credential that was given, or else stands in an environment variable.

    Raises:
        CallError: It is neither, or no text; of the class that is handed in.
    """
    found: object = value or (environ.get(variable) if variable else None)
    if isinstance(found, str):
        if any("\ud800" <= character <= "\udfff" for character in found):
            raise error(f"{name} holds what UTF-8 cannot write", outcome=Outcome.NOT_SENT)
        return found
    if found:
        kind = type(found).__name__
        raise error(f"{name} has to be a str, not {kind}", outcome=Outcome.NOT_SENT)
    hint = f" or set {variable}" if variable else ""
    raise error(f"{name} is missing: pass it{hint}", outcome=Outcome.NOT_SENT)


def mask(text: str) -> str:
    """A text without any secret of any client, in whichever form it is written."""
    with _lock:
        in_use = tuple(_in_use)
    forms = {form for secrets in in_use for form in secrets.forms()} - {""}
    if not forms:
        return text
    # One pass, longest first: a secret that is part of another one must not leave the rest.
    longest_first = sorted(forms, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), MASK, text)


class _Masking(logging.Filter):
    """Masks secrets in log records, where a query string would show them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), None
        return True


_MASKING = _Masking()
for _library in ("httpx2", "httpcore2.connection", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_library).addFilter(_MASKING)
