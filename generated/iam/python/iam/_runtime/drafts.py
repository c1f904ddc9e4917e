"""Drafts: messages that are written once, with gaps for what differs from request to request."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import compress
from types import NoneType
from typing import Any, TypeAlias
from uuid import uuid4

import msgspec

from .messages import HttpMessage
from .scalars import text_of
from .transports import Gaps
from .tree import Branch

# Stands for a text while a draft is made; no name and no constant holds it.
_MARK = uuid4().hex
_GAP = re.compile(_MARK + "([0-9]+)x")

_SCALARS = (str, int, float, Decimal, date, NoneType)

# More than that is no habit of a program, but a program that goes through all there is.
_MOST = 1000

Fields: TypeAlias = Mapping[str, Branch]


class _Draft(msgspec.Struct, frozen=True):
    """A message with gaps.

    Attributes:
        message: The message, with marks in its gaps.
        parts: What is sent, with something in each second place that belongs into a gap.
        present: Which values there are.
        are_texts: Whether all of them are texts.
    """

    message: HttpMessage
    parts: list[str]
    present: list[bool]
    are_texts: bool

    def __repr__(self) -> str:
        return "_Draft()"


class Drafts:
    """The drafts of one action, each for requests with values of the same types.

    What a transport makes of marks in place of texts is a draft, so that there is one way to write.
    Only texts, numbers and the like can be filled in: whatever else a request holds, the transport
    writes the whole of it.

    Args:
        gaps: How the transport puts texts into a message; None if it writes each as a whole.
        write: Has the transport write a request with such fields.
    """

    def __init__(self, gaps: Gaps | None, write: Callable[[Fields], HttpMessage]) -> None:
        self._gaps = gaps
        self._write = write
        self._known: dict[tuple[type, ...], _Draft | None] = {}

    def message(self, fields: Fields) -> HttpMessage:
        """The message of a request with such fields, which have the same names each time.

        Raises:
            ValueError: A value cannot be written.
        """
        values: Any = fields.values()
        if "" in values:
            values = [None if value == "" else value for value in values]
        kinds = (*map(type, values),)
        try:
            draft = self._known[kinds]
        except KeyError:
            draft = self._remember(fields, kinds)
        if draft is None or self._gaps is None:
            return self._write(fields)
        texts = [*compress(values, draft.present)]
        parts = draft.parts.copy()
        parts[1::2] = self._gaps(texts if draft.are_texts else [*map(text_of, texts)])
        text = "".join(parts)
        like = draft.message
        if like.body is None:
            return HttpMessage(like.method, like.url, text, like.headers, None)
        return HttpMessage(like.method, like.url, None, like.headers, text.encode())

    def _remember(self, fields: Fields, kinds: tuple[type, ...]) -> _Draft | None:
        if len(self._known) >= _MOST:
            self._known.clear()
        draft = self._known[kinds] = self._draft(fields, kinds)
        return draft

    def _draft(self, fields: Fields, kinds: tuple[type, ...]) -> _Draft | None:
        """A draft; None if there is none for such values."""
        # An attribute, or the own text of an element, is not written as other texts are.
        if self._gaps is None or any(name.startswith(("@", ".")) for name in fields):
            return None
        if not all(issubclass(kind, _SCALARS) for kind in kinds):
            return None
        marks = [None if kind is NoneType else f"{_MARK}{i}x" for i, kind in enumerate(kinds)]
        message = self._write(dict(zip(fields, marks, strict=True)))
        text = message.query or "" if message.body is None else message.body.decode()
        parts = _GAP.split(text)
        if parts[1::2] != [str(i) for i, mark in enumerate(marks) if mark]:
            return None
        present = [mark is not None for mark in marks]
        return _Draft(message, parts, present, {*kinds} <= {str, NoneType})
