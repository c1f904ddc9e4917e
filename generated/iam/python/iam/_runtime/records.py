"""The bases of requests and results: immutable, compared by value, printed with their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar, Generic, Literal, Protocol, Self, TypeAlias, TypeVar

import msgspec

from .checks import elements, misfit, parts, place_of
from .errors import CallError, ItemsFailedError, Outcome, UnsendableError, untold
from .fields import Fields
from .read_xml import Repeated
from .retry import Effect
from .scalars import text_of
from .secrets import MASK, SHORTEST, mask
from .tree import Tree

ResultT = TypeVar("ResultT")
ErrorT = TypeVar("ErrorT", bound=CallError)
_Kind: TypeAlias = Literal["secret", "personal"]


class Answers(Protocol):
    """A format of answers."""

    def parse(self, body: bytes, charset: str | None) -> dict[str, Any]:
        """The fields of an answer's body, whose HTTP header may name a character set."""
        ...


@dataclass(frozen=True, slots=True)
class Action:
    """What the requests for an action have in common.

    Attributes:
        name: The action's name.
        effect: What a repeated request would do.
        wire: Its name on the wire; empty where that is the same.
        constants: Fields with the same value in every request.
        transports: The transports that it can use; none named if it can use all.
        empty: The codes of failures that only say that there is nothing to list.
        spelled: By transport, the names of fields that it writes in a way of its own.
        root: The root element of its answers; None where the service names it.
        answers: The format of its answers; None where it is the service's.
        confidential: The parameters that are secret.
        personal: The parameters that are personal.
        tells_secrets: The names of the fields of its answers that are secret.
        names_people: The names on the wire of what is personal, in lower case.
        find_out: How to find out whether a request was carried out.
    """

    name: str
    effect: Effect = "send"
    wire: str = ""
    constants: Mapping[str, str] = field(default_factory=dict[str, str])
    transports: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    spelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    root: str | None = None
    answers: Answers | None = None
    confidential: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    tells_secrets: tuple[str, ...] = ()
    names_people: tuple[str, ...] = ()
    find_out: str = ""


class Refuse(Protocol):
    """Makes the exception for what breaks a rule."""

    def __call__(self, error: type[CallError], message: str = "") -> CallError:
        """The exception of a class, with a message of its own if there is one."""
        ...


class Record(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, repr_omit_defaults=True
):
    """Something that a request or an answer holds."""

    def check(self, refuse: Refuse) -> None:
        """Raise what the service would answer if these fields break a rule in a request."""


class Confidential(Record, frozen=True, kw_only=True):
    """Something with secrets, or about a person, which its repr does not show."""

    _hidden: ClassVar[frozenset[str]] = frozenset()
    _personal: ClassVar[frozenset[str]] = frozenset()

    def __repr__(self) -> str:
        return _repr(self, self.__rich_repr__())

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        shown = _shown(self, self._hidden | self._personal)
        return [
            (name, self._masked(value) if isinstance(value, str) else value)
            for name, value in shown
        ]

    def _masked(self, text: str | None) -> str | None:
        """A text in which what is personal here is masked."""
        told = [one for name in self._personal for one in _texts(getattr(self, name), "personal")]
        return text and mask(text, told)


class Notice(Record, frozen=True, kw_only=True):
    """A warning, or an error, that came with an answer."""

    code: str | None = None
    """The code of the error table."""

    message: str | None = None
    """The service's text."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed answer says.

    Attributes:
        errors: What went wrong, the first first.
        details: The other fields, by their names on the wire.
    """

    errors: Sequence[Notice]
    details: Mapping[str, str]


class Choice(StrEnum):
    """A text with some known values. A new one is no error, but a member without a name."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member


class Request(msgspec.Struct, Generic[ResultT], frozen=True, kw_only=True, repr_omit_defaults=True):
    """The parameters of one call, and all that is particular to its action."""

    action: ClassVar[Action]

    def __repr__(self) -> str:
        return _repr(self, self.__rich_repr__())

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return _shown(self, self._unshown())

    def _unshown(self) -> frozenset[str]:
        return frozenset((*self.action.confidential, *self.action.personal))

    def secrets(self) -> list[str]:
        """The values of the parameters that nobody may see, secret or personal."""
        action = self.action
        kinds: dict[str, _Kind] = dict.fromkeys(action.personal, "personal")
        kinds |= dict.fromkeys(action.confidential, "secret")
        return [
            text
            for name in self.__struct_fields__
            for text in _texts(getattr(self, name), kinds.get(name))
        ]

    def check(self) -> None:
        """Raise what the service would answer if these parameters break a rule."""
        raise NotImplementedError

    def check_settings(self, settings: Any) -> None:
        """Raise what the service would answer if the account's settings forbid these parameters."""

    def write(self) -> Tree:
        """The parameters by their names on the wire."""
        raise NotImplementedError

    def failure(self, answer: Fields, usual: Callable[[Fields], Failure | None]) -> Failure | None:
        """The failure that an answer tells of, in the usual way unless the action has its own."""
        return usual(answer)

    def succeeded(self, answer: Fields, usual: Callable[[Fields], bool]) -> bool:
        """Whether an answer that tells of no failure tells of success, as for `failure`."""
        return usual(answer)

    def read(self, answer: Fields) -> ResultT:
        """The result in an answer that tells of success."""
        raise NotImplementedError

    def repeated(self) -> Repeated[Any] | None:
        """The structures that an answer repeats, if they can be read while it is parsed."""
        return None

    def check_parts(self) -> None:
        """Raise what the service would answer if a structure in the parameters breaks a rule."""
        for place, part in parts(self):
            if isinstance(part, Record):
                part.check(partial(self._refuse_part, place))

    def _refuse_part(self, place: str, error: type[CallError], message: str = "") -> CallError:
        return self.refuse(error, f"{place}: {message or untold(error.template)}")

    def refuse(self, error: type[ErrorT], message: str = "") -> ErrorT:
        """The exception for parameters that break a rule, before anything is sent."""
        return error(mask(message), action=self.action.name, outcome=Outcome.NOT_SENT)

    def lacks(self, name: str) -> bool:
        """Whether a caller who minds no types left a required parameter out."""
        return getattr(self, name) is None

    def check_types(self, error: type[CallError]) -> None:
        """Raise an error if a parameter is not of its type, or is no finite number."""
        if problem := misfit(self):
            raise self.refuse(error, problem)


def refused(request: Request[Any], error: type[ErrorT], problem: ValueError) -> ErrorT:
    """The exception for a value of a request that cannot be written, with its place."""
    place = place_of(request, problem.value) if isinstance(problem, UnsendableError) else ""
    return request.refuse(error, f"{place}: {problem}" if place else str(problem))


def _texts(value: Any, kind: _Kind | None) -> Iterator[str]:
    """The texts in a value, or in the structures that it holds, that nobody may see."""
    for one in elements(value):
        if isinstance(one, msgspec.Struct):
            hidden: frozenset[str] = getattr(one, "_hidden", frozenset())
            personal: frozenset[str] = getattr(one, "_personal", frozenset())
            for name in one.__struct_fields__:
                own: _Kind | None = (
                    "secret" if name in hidden else "personal" if name in personal else None
                )
                yield from _texts(getattr(one, name), kind or own)
        elif kind and isinstance(one, str | int | Decimal | bytes):
            text = text_of(one)
            # A short one would be found inside of words that say something else.
            if kind == "secret" or len(text) >= SHORTEST:
                yield text


ItemT = TypeVar("ItemT")


class Paged(Request[ResultT], Generic[ResultT, ItemT], frozen=True, kw_only=True):
    """The parameters of a call whose answer is one page of many."""

    def items(self, result: ResultT) -> Sequence[ItemT]:
        """The elements of a page."""
        raise NotImplementedError

    def following(self, result: ResultT, seen: int) -> Self | None:
        """The request for the page behind one; None behind the last.

        Args:
            result: The page.
            seen: How many elements this page and those before it have.
        """
        raise NotImplementedError


def _repr(record: msgspec.Struct, shown: list[tuple[str, Any]]) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in shown)
    return f"{type(record).__name__}({values})"


def _shown(record: msgspec.Struct, hidden: frozenset[str]) -> list[tuple[str, Any]]:
    """The fields that are not at their defaults, those that are hidden masked."""
    defaults = {one.name: one.default for one in msgspec.structs.fields(type(record))}
    return [
        (name, MASK if name in hidden else value)
        for name, value in msgspec.structs.asdict(record).items()
        if value is not defaults[name]
    ]


class Item(Protocol):
    """An element of an answer that succeeds or fails for itself."""

    @property
    def error(self) -> CallError | None:
        """Why it failed; None if it succeeded."""
        ...


def told(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Notices as a result shows them: those that say something, without secrets."""
    return tuple(
        Notice(code=one.code, message=one.message and mask(one.message))
        for one in notices
        if one.code or one.message
    )


def raise_for_items(
    result: Any,
    items: Sequence[Item],
    action: str,
    *,
    beside: int = 0,
    further: Sequence[CallError] = (),
) -> None:
    """Raise if any element of a result failed.

    Args:
        result: The result.
        items: The elements that can fail.
        action: The action's name.
        beside: How many more elements succeeded.
        further: What failed beside the elements.

    Raises:
        ItemsFailedError: Its outcome is REJECTED if every element was, and else UNKNOWN: some may
            have been carried out, so that nobody should send the whole request again.
    """
    failures = [*(error for item in items if (error := item.error)), *further]
    rejected = [failure for failure in failures if failure.outcome is Outcome.REJECTED]
    among = len(items) + beside + len(further)
    raise_failures(
        result,
        failures,
        action,
        among=f" of {among}",
        outcome=Outcome.REJECTED if len(rejected) == among else Outcome.UNKNOWN,
    )


def raise_failures(
    result: Any,
    failures: Sequence[CallError],
    action: str,
    *,
    among: str = "",
    outcome: Outcome = Outcome.UNKNOWN,
) -> None:
    """Raise if there are failures in an answer.

    Raises:
        ItemsFailedError: It holds the result and the failures.
    """
    if not failures:
        return
    for failure in failures:
        failure.action = action
    raise ItemsFailedError(
        f"{len(failures)}{among} failed; the first: {failures[0].message}",
        result=result,
        failures=tuple(failures),
        action=action,
        outcome=outcome,
    )


def raise_if_all_failed(
    result: Any, items: Sequence[Item], action: str, *, beside: int = 0
) -> None:
    """Raise if an answer holds elements and every one of them failed.

    Raises:
        ItemsFailedError: As for `raise_for_items`.
    """
    if not beside and all(item.error for item in items):
        raise_for_items(result, items, action)
