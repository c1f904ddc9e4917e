"""Plain texts: lines of key=value, forms, and texts that patterns take apart."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from .errors import UnreadableError
from .fields import WHOLE, gathered

_LINE = re.compile(r"([\w.\[\]-]+)\s*=(.*)")
_NAME = re.compile(r"[\w.\[\]-]+")
# Python would break lines at further signs, which may stand in a value.
_LINE_END = re.compile(r"\r\n?|\n")


class Lines:
    """Reads lines of key=value. Other lines, such as comments, say nothing."""

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields; one whose key stands there twice is a list.

        Args:
            body: The text.
            charset: The character set that the HTTP header names; UTF-8 without it.

        Raises:
            UnreadableError: No line has a key and a value, or the text cannot be decoded.
        """
        lines = _LINE_END.split(_decoded(body, charset))
        found = (_LINE.fullmatch(line.strip()) for line in lines)
        return _fields([(match[1], match[2].strip()) for match in found if match])


class Form:
    """Reads what is written like a query string."""

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields; one whose key stands there twice is a list.

        Args:
            body: The text.
            charset: The character set that the HTTP header names; UTF-8 without it.

        Raises:
            UnreadableError: It is not written like that, or cannot be decoded.
        """
        text = _decoded(body, charset).strip()
        try:
            pairs = parse_qsl(
                text,
                keep_blank_values=True,
                strict_parsing=True,
                encoding=charset or "utf-8",
                errors="strict",
            )
        except UnicodeError as error:
            raise UnreadableError(f"the encoding cannot be read: {error}") from None
        except ValueError:
            raise UnreadableError("no form: a part of it has no name and value") from None
        if not all(_NAME.fullmatch(name) for name, _ in pairs):
            raise UnreadableError("no form: a name holds signs that no name has")
        return _fields(pairs)


class Patterns(msgspec.Struct, frozen=True):
    """Reads texts that match a pattern, whose named groups are the fields.

    Attributes:
        patterns: Regular expressions, tried in this order on the whole text.
        each_line: Whether a text that none fits is matched line by line, as the list `*`.
    """

    patterns: tuple[str, ...]
    each_line: bool = False

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields, and `$text` with the whole text.

        Args:
            body: The text.
            charset: The character set that the HTTP header names; UTF-8 without it.

        Raises:
            UnreadableError: No pattern fits, or the text cannot be decoded.
        """
        text = _decoded(body, charset).strip()
        fields = self._match(text)
        if fields is None and self.each_line:
            stripped = map(str.strip, _LINE_END.split(text))
            lines = [self._match(line) for line in stripped if line]
            fields = None if None in lines else {WHOLE: lines}
        if fields is None:
            raise UnreadableError("the text is none that the service gives")
        return {WHOLE: [], **fields, "$text": text}

    def _match(self, text: str) -> dict[str, Any] | None:
        for pattern in self.patterns:
            if match := re.fullmatch(pattern, text):
                return {
                    name: value for name, value in match.groupdict().items() if value is not None
                }
        return None


def _decoded(body: bytes, charset: str | None) -> str:
    if not body.strip():
        raise UnreadableError("the body is empty")
    try:
        return body.decode(charset or "utf-8").removeprefix("\ufeff")
    except (LookupError, ValueError) as error:
        raise UnreadableError(f"the encoding cannot be read: {error}") from None


def _fields(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    if not pairs:
        raise UnreadableError("no line has a key and a value")
    return gathered(pairs)
