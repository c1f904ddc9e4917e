"""One action: what it takes, which rules hold, what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from actionspec.model.errors import Category, ErrorCode
from actionspec.model.postbacks import Postback
from actionspec.model.rules import Dependency, Rule, Setting
from actionspec.model.text import Status, Text
from actionspec.model.types import (
    Enumeration,
    Field,
    Member,
    Structure,
    enumerations_in,
    structures_in,
    structures_within,
)
from actionspec.model.wire import ListLayout, MapLayout, Outcome, Response, Transport

Effect = Literal["read", "write", "send"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Member):
    """A parameter of an action.

    Attributes:
        wire: Its path on the wire, or its name by the name of the transport.
        default: What the client sends when the caller gives nothing.
        deprecated: Why not to use it any more; None if it may be used.
        required: What the service answers when it is missing; None where it may be.
        own_lists, own_maps: The layouts that the parameter itself asks for; None if it does not.
    """

    wire: str | Mapping[str, str]
    default: Any
    required: ErrorCode | None
    own_lists: ListLayout | None
    own_maps: MapLayout | None
    deprecated: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A postback about a request that the service accepted.

    Attributes:
        condition: The parameter without which it does not come.
        usual: Whether it comes when all goes well.
    """

    postback: Postback
    condition: Parameter | None
    usual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """How to find out whether a request was carried out whose answer got lost.

    Attributes:
        method: The method of the client that tells; None if no action does.
    """

    method: str | None
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The failure that an example's answer tells of."""

    error: ErrorCode
    message: Text | None
    details: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One exchange with the service, as it was printed or seen.

    Attributes:
        request: Parameters by their Python names; None where the request is not known.
        credentials: Those that the text of the request does not show, by their names.
        wire: The request as text, by the name of the transport.
        http_status: The HTTP status of the answer.
        result: Fields of the result by their Python names; None where the answer is a failure.
    """

    name: str
    request: Mapping[str, Any] | None
    credentials: Mapping[str, Text]
    wire: Mapping[str, Text]
    response: Text
    http_status: int
    result: Mapping[str, Any] | None
    failure: Failure | None
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How a long list comes page by page.

    Attributes:
        name: The method that walks through all pages.
        items: The field of the result that holds the elements of one page.
        kind: A token or map that is handed on, a page number, or an offset.
        parameter: The parameter that changes from page to page.
        field: The field that becomes the parameter, for a token.
        first: The number of the first page, or the first offset.
        more: The boolean field that says whether there is another page.
        total: The integer field that counts the elements of all pages.
    """

    name: str
    items: Field
    kind: Literal["next", "page", "offset"]
    parameter: Parameter
    field: Field | None
    first: int
    more: Field | None
    total: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: what it takes, what must hold, what it answers.

    Attributes:
        action: The name on the vendor's page.
        wire: The value that names the action in a request.
        name: The name of the method and of the module.
        class_name: The name of the request's class.
        file: The file of the spec that describes it, relative to the spec.
        constants: Fields with one value in every request of it, by their names on the wire.
        transports: The transports that it can use.
        response: The form of its answers.
        outcome: How its answers tell their outcome.
        errors: Every code that it answers, sorted: its own, those of its rules, the general ones.
        categories: The categories all of whose codes it answers.
        reports: What the service reports later.
        renamed_from: The names that the method had in earlier versions.
        deprecated: Why not to use it any more; None if it may be used.
    """

    action: str
    wire: str
    name: str
    class_name: str
    summary: Text
    description: Text | None
    effect: Effect
    find_out: FindOut | None
    constants: Mapping[str, Text]
    transports: tuple[Transport, ...]
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    result: Structure
    pages: Pages | None
    response: Response
    outcome: Outcome
    errors: tuple[ErrorCode, ...]
    categories: tuple[Category, ...]
    reports: tuple[Report, ...]
    renamed_from: tuple[str, ...]
    deprecated: Text | None
    notes: tuple[Text, ...]
    examples: tuple[Example, ...]
    file: Text
    source: Text | None
    status: Status

    @property
    def structures(self) -> tuple[Structure, ...]:
        """The structures that the parameters hold, each once, by name."""
        return structures_in(self.parameters)

    @property
    def inner_structures(self) -> tuple[Structure, ...]:
        """The structures that the parameters hold, at any depth, each once."""
        return structures_within(self.parameters)

    @property
    def enumerations(self) -> tuple[Enumeration, ...]:
        """The enumerations that the parameters hold, each once, by name."""
        return enumerations_in(self.parameters)

    @property
    def successes(self) -> tuple[Example, ...]:
        """The examples of requests that succeed."""
        return tuple(
            example
            for example in self.examples
            if example.request is not None and example.result is not None
        )

    @property
    def own_errors(self) -> tuple[ErrorCode, ...]:
        """The codes that are particular to this action."""
        return tuple(error for error in self.errors if not error.general)

    @property
    def single_errors(self) -> tuple[ErrorCode, ...]:
        """The codes that are particular to this action and belong to none of its categories."""
        return tuple(error for error in self.own_errors if error.category not in self.categories)

    @property
    def former_pages(self) -> tuple[str, ...]:
        """The former names of the method for all pages, where it is called after the action."""
        if self.pages is None or self.pages.name != f"iterate_{self.name}":
            return ()
        return tuple(f"iterate_{former}" for former in self.renamed_from)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings on which its rules depend, each once."""
        conditions = (rule.condition for rule in self.rules if isinstance(rule, Dependency))
        return tuple(dict.fromkeys(one for one in conditions if isinstance(one, Setting)))
