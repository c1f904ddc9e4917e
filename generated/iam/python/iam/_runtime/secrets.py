"""Keeps secrets out of what people read: reprs, excerpts, and the HTTP library's log."""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.entities import codepoint2name
from os import environ
from typing import Any, ClassVar, Protocol
from weakref import WeakSet

import msgspec

from .errors import CallError, Outcome
from .processes import Lock

MASK = "***"

SHORTEST = 4
"""Characters from which on a personal value is masked wherever it stands in a text."""

_in_use: WeakSet[Secrets] = WeakSet()
_under_way: dict[int, Holder] = {}
_lock = Lock()


class Secrets(msgspec.Struct, frozen=True, kw_only=True, weakref=True, eq=False):
    """The credentials of one client. What is secret of them stays so for as long as it lives."""

    public: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        with _lock:
            _in_use.add(self)

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({fields})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [
            (name, getattr(self, name) if name in self.public else MASK)
            for name in self.__struct_fields__
        ]

    def secrets(self) -> Iterator[str]:
        """The values that nobody may see, alone and as passwords in a header."""
        values: dict[str, str] = msgspec.structs.asdict(self)
        for name, value in values.items():
            if name not in self.public:
                yield value
                yield from (_user_and_password(user, value) for user in values.values())


class Holder(Protocol):
    """Something with secrets, such as a request with a password."""

    def secrets(self) -> Iterable[str]:
        """The values that nobody may see."""
        ...


class hidden:  # noqa: N801
    """Treats the secrets of a request as such while it is under way.

    Args:
        holder: The request. It is asked for its secrets when a text is masked.
    """

    __slots__ = ("_holder",)

    def __init__(self, holder: Holder) -> None:
        self._holder = holder

    def __enter__(self) -> None:
        _under_way[id(self)] = self._holder

    def __exit__(self, *_: object) -> None:
        del _under_way[id(self)]


def _written(character: str) -> str:
    """A pattern for a character in the forms of URLs, XML, HTML, JSON and Python."""
    if character.isascii() and character.isalnum():
        return character
    data, number = character.encode("utf-8", "surrogatepass"), ord(character)
    forms = {
        character,
        "+" if character == " " else character,
        "".join(f"%{byte:02x}" for byte in data),
        f"&{codepoint2name.get(number, 'apos')};",
        f"&#{number};",
        f"&#x{number:x};",
        json.dumps(character)[1:-1],
        repr(data)[2:-1],
    }
    # Where one form stands inside another one, backslashes are doubled.
    return r"\\{0,4}(?i:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + ")"


def find_credential(
    name: str, value: str | None, variable: str | None, error: type[CallError]
) -> str:
    """A credential that was given, or else stands in an environment variable.

    Raises:
        CallError: It is neither, or no text; of the class that is handed in.
    """
    found: object = value or (environ.get(variable) if variable else None)
    if isinstance(found, str):
        if found.endswith(("\r", "\n")):
            raise error(f"{name} ends with the end of a line", outcome=Outcome.NOT_SENT)
        if any("\ud800" <= character <= "\udfff" for character in found):
            raise error(f"{name} holds what UTF-8 cannot write", outcome=Outcome.NOT_SENT)
        return found
    if found:
        kind = type(found).__name__
        raise error(f"{name} has to be a str, not {kind}", outcome=Outcome.NOT_SENT)
    hint = f" or set {variable}" if variable else ""
    raise error(f"{name} is missing: pass it{hint}", outcome=Outcome.NOT_SENT)


def basic(user: str, password: str) -> str:
    """The header of HTTP basic authentication."""
    return "Basic " + _user_and_password(user, password)


def _user_and_password(user: str, password: str) -> str:
    return b64encode(f"{user}:{password}".encode()).decode()


def mask(text: str, others: Iterable[str] = ()) -> str:
    """A text without any secret of any client, in whichever form it is written.

    Args:
        text: The text.
        others: Further values that nobody may see.
    """
    with _lock:
        known = {secret for holder in _in_use for secret in holder.secrets()}
    known.update(others)
    # Other threads begin and end calls meanwhile: a list is made of them in one step.
    known.update(secret for holder in [*_under_way.values()] for secret in holder.secrets())
    # Longest first: a secret that is part of another one must not leave the rest.
    for secret in sorted(known - {""}, key=len, reverse=True):
        if _core(secret) in text:
            text = _pattern(secret).sub(MASK, text)
    return text


@lru_cache(maxsize=4096)
def _core(secret: str) -> str:
    """The longest part of a secret that every form of it has as it is."""
    return max(re.findall("[A-Za-z0-9]+", secret), key=len, default="")


@lru_cache(maxsize=1024)
def _pattern(secret: str) -> re.Pattern[str]:
    return re.compile("".join(map(_written, secret)))


def mask_users(text: str) -> str:
    """A text without the user and the password of any address in it."""
    return re.sub(r"//[^/?#\s<>\"']*@", f"//{MASK}@", text)


class _Masking(logging.Filter):
    """Masks secrets in log records, where an address would show them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask_users(mask(record.getMessage())), None
        return True


_MASKING = _Masking()
for _library in ("httpx2", "httpcore2.connection", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_library).addFilter(_MASKING)
