"""The values of a request's parameters, out of the texts of a command line or a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec

from .checks import is_list, is_map
from .records import Request

Shape: TypeAlias = Literal["one", "list", "map"]

# What stands for a value in help, and what a text should have been.
_WORDS: dict[Any, tuple[str, str]] = {
    str: ("TEXT", "a text"),
    int: ("INTEGER", "a whole number"),
    float: ("NUMBER", "a number"),
    Decimal: ("DECIMAL", "a decimal number"),
    bool: ("true|false", "true or false"),
    dt.datetime: ("MOMENT", "a moment such as 2026-01-31T12:30:00Z"),
    dt.date: ("DATE", "a date such as 2026-01-31"),
    bytes: ("BASE64|@FILE", "a file as @FILE, or base64"),
}


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of a request, as what texts become.

    Attributes:
        name: Its name in Python.
        kind: The type of its value, of each element of a list, or of a whole map.
        shape: Whether it is one value, a list, or a map.
        required: Whether a request needs it.
        default: What is sent without it; None for nothing.
        secret: Whether nobody may see it.
    """

    name: str
    kind: Any
    shape: Shape
    required: bool
    default: Any
    secret: bool

    @property
    def is_json(self) -> bool:
        """Whether its texts are JSON."""
        return self.shape == "map" or issubclass(self.kind, msgspec.Struct)

    @property
    def is_flag(self) -> bool:
        """Whether it is true or false, so that an option for each of these needs no value."""
        return self.kind is bool and self.shape == "one"

    @property
    def fields(self) -> tuple[str, ...]:
        """What a structure has, or each of a list; none for anything else."""
        kind = get_args(self.kind)[1] if self.shape == "map" else self.kind
        return getattr(kind, "__struct_fields__", ())

    @property
    def choices(self) -> list[str]:
        """The values that are known, where they have names; a new one is no error."""
        if self.is_json or not issubclass(self.kind, Enum):
            return []
        return [str(one.value) for one in self.kind]

    @property
    def sign(self) -> str:
        """What stands for a value in help."""
        if self.is_json:
            return "JSON|@FILE"
        if self._may_be_in_a_file:
            return "TEXT|@FILE"
        return "|".join(self.choices) or _WORDS[self.kind][0]

    def value(self, texts: Sequence[str]) -> Any:
        """What texts stand for, of which only a list may have several.

        Raises:
            ValueError: One of them is no such value.
        """
        if self.shape == "list":
            return tuple(one for text in texts for one in self._elements(text))
        if len(texts) > 1:
            raise ValueError("it is given several times; only a list may be")
        return self._one(texts[0])

    def cell(self, text: str) -> Any:
        """What a cell of a table stands for. In one, a list is a JSON array, or a single element.

        Raises:
            ValueError: It is no such value.
        """
        if self.shape == "list" and not self.is_json and text.startswith("["):
            texts = (one if isinstance(one, str) else _encoded(one) for one in _decoded(text))
            return self.value([*map(self._as_it_is, texts)])
        return self.value([self._as_it_is(text)])

    @property
    def _may_be_in_a_file(self) -> bool:
        """Whether it is a text that should stand on no command line."""
        return self.secret and self.kind is str

    def _as_it_is(self, text: str) -> str:
        """A text of a table, in which a secret that begins with @ names no file."""
        return f"@{text}" if self._may_be_in_a_file and text.startswith("@") else text

    def _unshown(self, text: str) -> str:
        if text.startswith("@@"):
            return text[1:]
        if text.startswith("@") and not Path(text[1:]).is_file():
            raise ValueError("there is no file of this name; @@ stands for an @ that begins a text")
        return _content(text).rstrip("\r\n")

    def _elements(self, text: str) -> Iterable[Any]:
        if not self.is_json:
            return [self._one(text)]
        raw = _decoded(_content(text))
        return [_converted(one, self.kind) for one in (raw if is_list(raw) else [raw])]

    def _one(self, text: str) -> Any:
        if self.is_json:
            return _converted(_decoded(_content(text)), self.kind)
        if self.kind is bytes and text.startswith("@"):
            return _file(text).read_bytes()
        if self._may_be_in_a_file:
            return self._unshown(text)
        try:
            return msgspec.convert(text, self.kind, strict=False)
        except msgspec.ValidationError:
            told = "this" if self.secret else repr(text)
            raise ValueError(f"{told} is not {_WORDS[self.kind][1]}") from None


def parameters_of(kind: type[Request[Any]]) -> dict[str, Parameter]:
    """The parameters of a kind of requests, by their names in Python."""
    found: dict[str, Parameter] = {}
    for field in msgspec.structs.fields(kind):
        shape, inner = _shape(field.type)
        found[field.name] = Parameter(
            name=field.name,
            kind=inner,
            shape=shape,
            required=field.required,
            default=None if field.default is msgspec.NODEFAULT else field.default,
            secret=field.name in kind.action.confidential,
        )
    return found


def _shape(annotation: Any) -> tuple[Shape, Any]:
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = [one for one in get_args(annotation) if one is not NoneType]
    outer = get_origin(annotation)
    if outer is None:
        return "one", annotation
    return ("map", annotation) if issubclass(outer, Mapping) else ("list", get_args(annotation)[0])


def _content(text: str) -> str:
    """A text, or what the file holds that it names behind an @."""
    return _file(text).read_text("utf-8") if text.startswith("@") else text


def _file(text: str) -> Path:
    path = Path(text[1:])
    if not path.is_file():
        raise ValueError(f"there is no file {text[1:]!r}")
    return path


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as problem:
        raise ValueError(f"this is no JSON: {problem}") from None
    except RecursionError:
        raise ValueError("this is no JSON that can be read: it is nested too deep") from None


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _converted(raw: Any, kind: Any) -> Any:
    try:
        value = msgspec.convert(raw, kind, str_keys=True)
    except msgspec.ValidationError as problem:
        raise ValueError(str(problem)) from None
    _refuse_strangers(raw, value)
    return value


def _refuse_strangers(raw: Any, value: Any) -> None:
    """Raise an error for a key that no structure has; a misspelt one would get lost in silence."""
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        for key in raw:
            if key not in names:
                raise ValueError(f"there is no field {key!r}; known are {', '.join(names)}")
            _refuse_strangers(raw[key], getattr(value, key))
    elif is_map(value):
        for one, made in zip(raw.values(), value.values(), strict=True):
            _refuse_strangers(one, made)
    elif is_list(value):
        for one, made in zip(raw, value, strict=True):
            _refuse_strangers(one, made)
