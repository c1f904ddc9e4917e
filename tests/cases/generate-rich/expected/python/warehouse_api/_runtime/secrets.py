"""Keeps secrets out of what people read: reprs, excerpts, and the HTTP library's log."""

from __future__ import annotations

import logging
from os import environ
from urllib.parse import quote_plus
from weakref import WeakSet
from xml.sax.saxutils import escape

import msgspec

from .errors import CallError, Outcome

MASK = "***"

_in_use: WeakSet[Secrets] = WeakSet()


class Secrets(msgspec.Struct, frozen=True, kw_only=True, weakref=True, eq=False):
    """The credentials of one client. They stay secret for as long as it lives."""

    def __post_init__(self) -> None:
        _in_use.add(self)

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={MASK!r}" for name in self.__struct_fields__)
        return f"{type(self).__name__}({fields})"


def find_credential(
    name: str, value: str | None, variable: str | None, error: type[CallError]
) -> str:
    """A credential that was given, or else stands in an environment variable.

    Raises:
        CallError: It is neither; of the class that is handed in.
    """
    found = value or (environ.get(variable) if variable else None)
    if found:
        return found
    hint = f" or set {variable}" if variable else ""
    raise error(f"{name} is missing: pass it{hint}", outcome=Outcome.NOT_SENT)


def mask(text: str) -> str:
    """A text without any secret of any client, in whichever form it is written."""
    for secrets in tuple(_in_use):
        for name in secrets.__struct_fields__:
            secret: str = getattr(secrets, name)
            for form in {secret, quote_plus(secret), escape(secret)} - {""}:
                text = text.replace(form, MASK)
    return text


class _Masking(logging.Filter):
    """Masks secrets in log records, where a query string would show them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), None
        return True


_MASKING = _Masking()
for _library in ("httpx2", "httpcore2.connection", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_library).addFilter(_MASKING)
