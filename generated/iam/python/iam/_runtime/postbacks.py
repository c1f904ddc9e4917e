"""What a service reports to its user: the bases of postbacks, and how one is read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import msgspec

from . import fields
from .enclosed import charset_of, document_in
from .errors import UnreadableError
from .fields import Fields
from .records import Answers, Confidential
from .secrets import MASK, mask

LARGEST_BODY = 1024 * 1024
"""Bytes that a postback may have."""

EXCERPT = 80
"""Characters of a body that `PostbackError` shows."""

# In a text that has been decoded, it says nothing any more.
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


class PostbackError(ValueError):
    """A body that is no postback.

    Attributes:
        problem: What is wrong with it.
        excerpt: Its beginning with secrets masked; empty if it may hold secrets of its own.
    """

    def __init__(self, problem: str, excerpt: str = "") -> None:
        super().__init__(problem, excerpt)
        self.problem = problem
        self.excerpt = excerpt

    def __str__(self) -> str:
        return f"{self.problem}, in {self.excerpt!r}" if self.excerpt else self.problem


class Postback(Confidential, frozen=True, kw_only=True):
    """Something that the service reports."""

    failed: ClassVar[bool | None] = None
    """Whether this kind says that something failed; None where that is not known."""

    recurs: ClassVar[bool] = False
    """Whether two of this kind can have the same content and yet be two events."""

    topic: str | None = None
    """What it is about; None if the code alone tells."""

    code: str
    """What happened."""

    @classmethod
    def from_fields(cls, answer: Fields, topic: str | None, code: str) -> Self:
        """Read one out of the fields of a document."""
        raise NotImplementedError


class UnknownPostback(Postback, frozen=True, kw_only=True):
    """A postback of a kind that was not described when this package was made."""

    fields: Mapping[str, str]
    """Its fields, by their names on the wire. One that holds more than a text is JSON."""

    problem: str
    """Why it is none of the kinds that are described."""

    confidential: bool = False
    """Whether a field may be secret, so that a repr shows none of them."""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        shown = dict.fromkeys(self.fields, MASK) if self.confidential else self.fields
        given = super().__rich_repr__()
        return [(name, shown if name == "fields" else value) for name, value in given]


class PostbackGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Postbacks that belong together.

    Attributes:
        base: The class of what they have in common, for a code that is not among the kinds.
        kinds: The classes by their codes.
        topic: The topic that they all have; None if the code alone tells.
        code: The place of the code; None if it is the usual one.
    """

    base: type[Postback]
    kinds: Mapping[str, type[Postback]]
    topic: str | None = None
    code: str | None = None


class PostbackTable(msgspec.Struct, frozen=True, kw_only=True):
    """All postbacks of a service, and the form that they have.

    Attributes:
        answers: The format of a document.
        groups: The postbacks.
        code: The usual place of the code.
        topic: The place of the topic; None if there is none.
        root: The root element of a document; None if any will do.
        field: The field of a form that may hold the document.
        confidential: Whether any field is secret.
    """

    answers: Answers
    groups: Sequence[PostbackGroup]
    code: str
    topic: str | None = None
    root: str | None = None
    field: str | None = None
    confidential: bool = False

    def parse(self, body: bytes | str, content_type: str | None, largest: int) -> Postback:
        """The postback in the body of a request.

        Raises:
            PostbackError: There is none.
        """
        return self.postback_of(self.fields_of(body, content_type, largest))

    def fields_of(self, body: bytes | str, content_type: str | None, largest: int) -> Fields:
        """The fields of a document that tells a topic or a code.

        Raises:
            PostbackError: There is none.
        """
        charset = charset_of(content_type)
        if isinstance(body, str):
            body, charset = _DECLARATION.sub("", body).encode(errors="replace"), "utf-8"
        if len(body) > largest:
            raise self._error(f"the body has more than {largest} bytes", body)
        try:
            answer = self.answers.parse(document_in(body, self.field), charset)
        except UnreadableError as error:
            raise self._error(error.problem, body) from None
        if self.root is not None and answer["$root"] != self.root:
            raise self._error(f"the root is not {self.root}", body)
        codes = [group.code for group in self.groups]
        places = [*dict.fromkeys(filter(None, (self.topic, self.code, *codes)))]
        if not any(_told(answer, place) for place in places):
            raise self._error(f"there is no {' or '.join(places)}", body)
        return answer

    def _error(self, problem: str, body: bytes) -> PostbackError:
        # A secret has no name in a body that cannot be read.
        beginning = b"" if self.confidential else body[: 50 * EXCERPT]
        return PostbackError(problem[:200], mask(beginning.decode(errors="replace"))[:EXCERPT])

    def postback_of(self, answer: Fields) -> Postback:
        """The postback that a document is."""
        topic = self.topic and _told(answer, self.topic)
        groups = [group for group in self.groups if group.topic == topic]
        usual = _told(answer, self.code) or ""
        codes = [_told(answer, group.code or self.code) or usual for group in groups]
        for group, code in zip(groups, codes, strict=True):
            if code in group.kinds:
                return self._read(group.kinds[code], answer, topic, code)
        code = next(filter(None, codes), usual)
        if code and len(groups) == 1:
            return self._read(groups[0].base, answer, topic, code)
        what = "code" if groups else "topic"
        return self._unknown(answer, topic, code, f"its {what} is not described")

    def _read(self, kind: type[Postback], answer: Fields, topic: str | None, code: str) -> Postback:
        try:
            return kind.from_fields(answer, topic, code)
        except UnreadableError as error:
            return self._unknown(answer, topic, code, f"{kind.__name__}: {error.problem}")

    def _unknown(
        self, answer: Fields, topic: str | None, code: str, problem: str
    ) -> UnknownPostback:
        return UnknownPostback(
            topic=topic,
            code=code,
            fields={
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in answer.items()
                if name != "$root"
            },
            problem=problem,
            confidential=self.confidential,
        )


def _told(answer: Fields, place: str) -> str | None:
    """The text at a place; None if there is none."""
    *outer, name = place.split("/")
    try:
        return fields.plain(fields.inside(answer, *outer), name)
    except UnreadableError:
        return None
