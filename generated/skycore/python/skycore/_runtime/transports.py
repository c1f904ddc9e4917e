"""The ways to write a request: each makes an HTTP message of a tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

import msgspec

from .signature import Signature
from .tree import Names, Tree, spelled
from .write_json import Objects
from .write_query import Flat, Pair, all_quoted, encode
from .write_xml import Elements, all_escaped

Gaps: TypeAlias = Callable[[list[str]], list[str]]
"""Puts texts into a message that is written but for them: it gives each as it stands there."""


class Message(NamedTuple):
    """What a request puts into an HTTP message.

    Attributes:
        method: The HTTP method.
        query: What stands behind the question mark of the URL; None for nothing.
        body: The body; None if there is none.
        content_type: The type of the body.
    """

    method: str
    query: str | None
    body: bytes | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature, and the secret that it is made with."""

    signature: Signature
    secret: str = field(repr=False)


class Transport(Protocol):
    """One way to write a request.

    Attributes:
        actions: The spelling of the names of actions.
        constants: Fields with the same value in every request.
        gaps: How to put texts into a message; None if each has to be written as a whole.
    """

    @property
    def actions(self) -> Names:
        """The spelling of the names of actions."""
        ...

    @property
    def constants(self) -> Mapping[str, str]:
        """Fields with the same value in every request."""
        ...

    @property
    def gaps(self) -> Gaps | None:
        """How to put texts into a message; None if each has to be written as a whole."""
        ...

    def message(self, action: str, tree: Tree, signing: Signing | None) -> Message:
        """The HTTP message of a request for an action.

        Raises:
            ValueError: A value cannot be written.
        """
        ...


def _encoded(flat: Flat, tree: Tree, signing: Signing | None) -> str:
    pairs: list[Pair] = list(flat.pairs(tree))
    if signing:
        name, signature = signing.signature.sign(pairs, signing.secret)
        pairs.append((spelled(flat.names, name), signature))
    return encode(pairs)


class Query(msgspec.Struct, frozen=True):
    """A query string behind the URL."""

    flat: Flat = Flat()
    actions: Names = str
    constants: Mapping[str, str] = {}
    method: str = "GET"

    @property
    def gaps(self) -> Gaps:
        """How to put texts into a message."""
        return all_quoted

    def message(self, action: str, tree: Tree, signing: Signing | None) -> Message:
        """The HTTP message of a request for an action."""
        return Message(self.method, _encoded(self.flat, tree, signing), None, None)


class Form(msgspec.Struct, frozen=True):
    """The fields of a form, as the body of a POST."""

    flat: Flat = Flat()
    actions: Names = str
    constants: Mapping[str, str] = {}

    @property
    def gaps(self) -> Gaps:
        """How to put texts into a message."""
        return all_quoted

    def message(self, action: str, tree: Tree, signing: Signing | None) -> Message:
        """The HTTP message of a request for an action."""
        body = _encoded(self.flat, tree, signing).encode()
        return Message("POST", None, body, "application/x-www-form-urlencoded")


def _quoted_documents(texts: list[str]) -> list[str]:
    return all_quoted(all_escaped(texts))


class Xml(msgspec.Struct, frozen=True):
    """A document, as the body of a POST or in a field of a form.

    Attributes:
        root: The root element; {action} stands for the action's name.
        namespace: The namespace of the document.
        form_field: The field of a form that holds the document; None if it is the body.
    """

    root: str
    elements: Elements = Elements()
    actions: Names = str
    constants: Mapping[str, str] = {}
    namespace: str | None = None
    form_field: str | None = None

    @property
    def gaps(self) -> Gaps:
        """How to put texts into a message."""
        return all_escaped if self.form_field is None else _quoted_documents

    def message(self, action: str, tree: Tree, signing: Signing | None) -> Message:
        """The HTTP message of a request for an action."""
        root = self.root.replace("{action}", action)
        document = self.elements.document(root, tree, self.namespace)
        if self.form_field is None:
            return Message("POST", None, document.encode(), "text/xml; charset=utf-8")
        body = encode([(self.form_field, document)]).encode()
        return Message("POST", None, body, "application/x-www-form-urlencoded")


class Json(msgspec.Struct, frozen=True):
    """An object, as the body of a POST."""

    objects: Objects = Objects()
    actions: Names = str
    constants: Mapping[str, str] = {}

    @property
    def gaps(self) -> None:
        """The encoder is written in C already."""

    def message(self, action: str, tree: Tree, signing: Signing | None) -> Message:
        """The HTTP message of a request for an action."""
        return Message("POST", None, self.objects.document(tree).encode(), "application/json")
