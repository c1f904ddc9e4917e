"""How requests and answers are written: the conventions of an API, resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from actionspec.model.text import LetterCase, Text, in_case, path_in_case

RequestFormat = Literal["query", "form", "xml", "json"]
ResponseFormat = Literal["xml", "json", "lines", "form", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What says who sends a request.

    Attributes:
        placed: Whether headers, basic authentication or the signature hold it, and not a field.
    """

    name: str
    wire: str
    environment: str | None
    secret: bool
    placed: bool
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayout:
    """How a list stands in a request or an answer; nothing given means repeated elements.

    Attributes:
        template: The name of one element in a query string or form.
        first: The number of the first element.
        join: What stands between the elements where the list is one text.
        element: The name of an element inside the list's own.
        repeated: Whether the elements stand beside each other, whatever is usual.
    """

    template: str | None = None
    first: int = 1
    join: str | None = None
    element: str | None = None
    repeated: bool = False

    def in_flat(self, usual: ListLayout) -> ListLayout:
        """This layout in a query string or form, or the usual one if it says nothing of these."""
        own = self.template is not None or self.join is not None or self.repeated
        return self if own else usual

    def in_nested(self, usual: ListLayout) -> ListLayout:
        """This layout in XML or JSON, or the usual one if it says nothing of these."""
        own = self.element is not None or self.join is not None or self.repeated
        return self if own else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayout:
    """How a map stands in a request or an answer; nothing given means that it is a structure.

    Attributes:
        template: The name of one entry: in a query string or form; with {key}, in XML too.
        first: The number of the first entry, where entries have a key and a value.
        element: The name of an entry in XML and in answers.
        key: The field of an entry that holds its key.
        value: The field of an entry that holds its value.
        names: The letter case of keys in a request; None for the usual one.
    """

    template: str | None = None
    first: int = 1
    element: str | None = None
    key: str | None = None
    value: str | None = None
    names: LetterCase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """One way to write a request.

    Attributes:
        field: The form field that holds an XML document; None if the document is the body.
        constants: Fields with one value, by their names on the wire.
    """

    name: str
    format: RequestFormat
    method: Literal["GET", "POST"]
    root: str | None
    namespace: str | None
    field: str | None
    names: LetterCase
    actions: LetterCase
    lists: ListLayout
    nesting: str
    maps: MapLayout
    constants: Mapping[str, Text]
    description: Text

    def name_of(self, wire: str | Mapping[str, str]) -> str:
        """The name of a field, or its path, as this transport writes it."""
        if not isinstance(wire, str):
            return wire[self.name]
        return path_in_case(wire, self.names)

    def lists_of(self, own: ListLayout | None) -> ListLayout:
        """How a list stands in a request of this transport."""
        layout = own or ListLayout()
        if self.format in {"query", "form"}:
            return layout.in_flat(self.lists)
        return layout.in_nested(self.lists)

    def action_of(self, wire: str) -> str:
        """The name of an action as this transport writes it."""
        return in_case(wire, self.actions)

    def root_of(self, wire: str) -> str | None:
        """The root element of a request for an action."""
        return self.root and self.root.replace("{action}", self.action_of(wire))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Where a request says which action it wants.

    Attributes:
        field: The field that holds the action's name.
        template: What stands in the field and the header.
        path: What is appended to the URL.
        header: The HTTP header that holds the action's name.
    """

    field: str | None
    template: str
    path: str | None
    header: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basic:
    """HTTP basic authentication."""

    user: Credential
    password: Credential


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature over all fields of a query string or form, sorted by name.

    Attributes:
        field: The field that holds the signature.
        hash: The hash function, with "hmac_" before it where the secret is its key.
        place: Where the secret stands in the text, without hmac.
        pair: How a field stands in the text, with {name} and {value}.
        quoted: How values are percent-encoded in the text; None if they stand as they are.
        lower: Whether names are sorted without regard to case, and the text is in lower case.
        without: The fields that are left out.
    """

    field: str
    secret: Credential
    hash: str
    encoding: Literal["hex", "base64"]
    place: Literal["before", "after"]
    pair: Text
    joiner: Text
    quoted: Literal["rfc3986", "form"] | None
    lower: bool
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a boolean, a date or a time is written.

    Attributes:
        yes, no: The words for true and false; the first is written, all are understood.
        presence: Whether a boolean is told by presence.
        format: "iso", "unix", "unix_ms" or a format of strftime.
        zone: What a time without a zone means.
    """

    yes: tuple[str, ...] = ("true", "1")
    no: tuple[str, ...] = ("false", "0")
    presence: bool = False
    format: str = "iso"
    zone: Literal["utc", "none"] = "utc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """XML whose elements say the kind of a value, and an attribute its name."""

    entry: str
    key: str
    structures: tuple[str, ...]
    lists: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The form of an answer; {action} stands for the action's name where a template has it.

    Attributes:
        root: The root element; None if any will do.
        actions: The letter case of {action}.
        names: The letter case of field names.
        envelope: The way to the fields of the result.
        patterns: Regular expressions for a text, whose groups are the fields.
        each_line: Whether a text is matched line by line where no pattern fits the whole.
    """

    format: ResponseFormat
    root: str | None
    actions: LetterCase
    names: LetterCase
    envelope: str | None
    lists: ListLayout
    maps: MapLayout
    keyed: Keyed | None
    patterns: tuple[Text, ...]
    each_line: bool

    def for_action(self, template: str, wire: str) -> str:
        """A template with the action's name in it, as answers write it."""
        return template.replace("{action}", in_case(wire, self.actions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds when a field is in an answer and not empty and, if more is said, has such a value.

    Attributes:
        field: A path, or "$root", "$status", "$text"; in a structure, the name of a field.
        equals: The values that will do; any if there are none.
        above: The number that the value must exceed.
        matches: The regular expression that the whole value must match.
        present: Whether it is enough that the field is there, empty or not.
        absent: Whether the field must not be there, or be empty.
    """

    field: str
    equals: tuple[Text, ...] = ()
    above: float | None = None
    matches: Text | None = None
    present: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Where errors or warnings stand in an answer.

    Attributes:
        at: The element of one, which may be repeated; None for the answer itself.
        where: Conditions on the fields of one, of which one must hold; none if all count.
        code: The place of the code; None if the message tells.
        message: The place of the text.
    """

    at: str | None
    where: tuple[Condition, ...]
    code: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an answer tells what became of the request: any failure first, then any success.

    Attributes:
        partial: One of these that holds makes a success one in part.
        errors: Where errors stand.
        warnings: Where warnings stand that come with a success; None if there are none.
        empty: The codes of failures that only say that there is nothing to list.
    """

    failure: tuple[Condition, ...]
    success: tuple[Condition, ...]
    partial: tuple[Condition, ...]
    errors: Notices
    warnings: Notices | None
    empty: tuple[str, ...] = ()

    @property
    def failure_fields(self) -> tuple[str, ...]:
        """The fields that tell of a failure; what else stands in the answer is a detail."""
        told = [one.field for one in self.failure]
        told += (
            [self.errors.at] if self.errors.at else [self.errors.code or "", self.errors.message]
        )
        tops = (path.partition("/")[0] for path in told if path and not path.startswith("$"))
        return tuple(dict.fromkeys(tops))
