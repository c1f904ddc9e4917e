"""The resolved description of an API: frozen, typed, complete.

Everything behind the checks works on this alone: the templates, the mock server, the diff.
Names of parameters, fields and classes are plain strings, since they obey a grammar that makes
them safe anywhere. Free text is `Text`, and a template cannot print it without escaping it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Scalar = Literal["string", "integer", "number"]
LetterCase = Literal["as_written", "upper", "lower"]
Status = Literal["documented", "observed", "assumed"]
Effect = Literal["read", "write", "send"]
Retry = Literal["never", "later", "unknown"]


class Text(str):
    """Free text out of a spec: for readers, never code or markup."""

    __slots__ = ()


def in_case(name: str, letter_case: LetterCase) -> str:
    """A name in the letter case of a transport or of an answer."""
    match letter_case:
        case "upper":
            return name.upper()
        case "lower":
            return name.lower()
        case "as_written":
            return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What stands in every request to say who sends it."""

    name: str
    wire: str
    environment: str | None
    secret: bool
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """One way to write a request."""

    name: str
    format: Literal["xml", "query"]
    root: str | None
    names: LetterCase
    actions: LetterCase
    description: Text

    @property
    def method(self) -> Literal["GET", "POST"]:
        """The HTTP method that carries this format."""
        return "GET" if self.format == "query" else "POST"

    def name_of(self, wire: str) -> str:
        """The name of a field as this transport writes it."""
        return in_case(wire, self.names)

    def action_of(self, wire: str) -> str:
        """The name of an action as this transport writes it."""
        return in_case(wire, self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The form of every answer."""

    format: Literal["xml"]
    root: str
    names: LetterCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds when a field is in an answer and, unless `equals` is None, has that value."""

    field: str
    equals: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an answer tells what became of the request: any failure first, then any success."""

    failure: tuple[Condition, ...]
    success: tuple[Condition, ...]
    code: str
    message: str

    @property
    def failure_fields(self) -> tuple[str, ...]:
        """The fields that tell of a failure; what else stands in the answer is a detail."""
        return tuple(dict.fromkeys([*(one.field for one in self.failure), self.code, self.message]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A class between the API's base exception and the classes of codes."""

    class_name: str
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A value that changes from one message of a code to the next."""

    name: str
    type: Literal["string", "integer"]
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """One row of the error table."""

    code: str
    class_name: str
    category: Category
    message: Text
    placeholders: tuple[Placeholder, ...]
    cause: Text
    remedy: Text
    retry: Retry
    general: bool
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The codes for requests that are themselves at fault."""

    request: ErrorCode
    credentials: ErrorCode
    body: ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an answer: one value or a list, of scalars or of structures."""

    name: str
    wire: str
    type: Scalar | Structure
    repeated: bool
    optional: bool
    description: Text
    source: Text | None
    status: Status

    @property
    def structure(self) -> Structure | None:
        """The structure that the field holds, None for a scalar."""
        return self.type if isinstance(self.type, Structure) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """How one element of a list tells its outcome; names are of the structure's own fields.

    Without conditions of success, whatever is no failure is one.
    """

    failure: tuple[Condition, ...]
    success: tuple[Condition, ...]
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A class with fields: the result of an action, or a part of one."""

    name: str
    description: Text
    fields: tuple[Field, ...]
    outcome: ItemOutcome | None

    @property
    def structures(self) -> tuple[Structure, ...]:
        """The structures that the fields hold, each once, by name."""
        held = {field.structure.name: field.structure for field in self.fields if field.structure}
        return tuple(held[name] for name in sorted(held))

    @property
    def judged(self) -> Field | None:
        """The list whose elements succeed or fail one by one, if there is one."""
        for field in self.fields:
            if field.repeated and field.structure and field.structure.outcome:
                return field
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an action.

    Attributes:
        required: What the service answers when it is missing; None where it may be.
        invalid: What the service answers to a value of a wrong type or outside the limits.
    """

    name: str
    wire: str
    type: Scalar
    description: Text
    required: ErrorCode | None
    max_length: int | None
    minimum: float | None
    maximum: float | None
    invalid: ErrorCode
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Of some parameters, a number between `least` and `most` is given (`most` None: any)."""

    parameters: tuple[Parameter, ...]
    least: Literal[0, 1]
    most: Literal[1] | None
    none: ErrorCode
    several: ErrorCode
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """If one parameter is given, another one must be (`wanted`) or must not be."""

    condition: Parameter
    other: Parameter
    wanted: bool
    error: ErrorCode
    source: Text | None
    status: Status


Rule = Choice | Dependency


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
        wire: The request as text, by the name of the transport.
        result: Fields of the result by their Python names; None where the answer is a failure.
    """

    name: str
    request: Mapping[str, Any] | None
    wire: Mapping[str, Text]
    response: Text
    result: Mapping[str, Any] | None
    failure: Failure | None
    source: Text | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: what it takes, what must hold, what it answers.

    Attributes:
        action: The name on the vendor's page.
        wire: The value that names the action in a request.
        name: The name of the method and of the module.
        class_name: The name of the request's class.
        file: The file of the spec that describes it, relative to the spec.
        errors: Every code that it answers, sorted: its own, those of its rules, the general ones.
    """

    action: str
    wire: str
    name: str
    class_name: str
    summary: Text
    description: Text | None
    effect: Effect
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    result: Structure
    success: tuple[Condition, ...]
    errors: tuple[ErrorCode, ...]
    notes: tuple[Text, ...]
    examples: tuple[Example, ...]
    file: Text
    source: Text | None
    status: Status

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One of the API's own words, explained."""

    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API with all its actions."""

    name: str
    package: str
    version: str
    title: Text
    description: Text | None
    url: str
    credentials: tuple[Credential, ...]
    dispatch: str
    transports: tuple[Transport, ...]
    response: Response
    outcome: Outcome
    faults: Faults
    categories: tuple[Category, ...]
    errors: tuple[ErrorCode, ...]
    types: tuple[Structure, ...]
    actions: tuple[Action, ...]
    terms: tuple[Term, ...]

    @property
    def request_formats(self) -> tuple[str, ...]:
        """The formats that requests are written in, each once."""
        return tuple(sorted({transport.format for transport in self.transports}))

    @property
    def general_errors(self) -> tuple[ErrorCode, ...]:
        """The codes that every action may answer."""
        return tuple(error for error in self.errors if error.general)

    @property
    def successes(self) -> tuple[tuple[Action, Example], ...]:
        """Every example of a request that succeeds, with its action."""
        return tuple((action, one) for action in self.actions for one in action.successes)

    def actions_with(self, error: ErrorCode) -> tuple[Action, ...]:
        """The actions that list a code as their own; empty for a general one."""
        return tuple(action for action in self.actions if error in action.own_errors)

    def in_category(self, category: Category) -> tuple[ErrorCode, ...]:
        """The codes of one category."""
        return tuple(error for error in self.errors if error.category == category)

    def transport(self, name: str) -> Transport:
        """The transport of a name."""
        return next(transport for transport in self.transports if transport.name == name)
