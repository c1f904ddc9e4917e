"""Masks what is told about people, by the names of the fields that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeGuard

from .fields import Fields
from .secrets import MASK, SHORTEST


class Details(Mapping[str, str]):
    """Fields of an answer by their names on the wire. Its repr masks what is personal."""

    def __init__(self, fields: Mapping[str, str] | None = None, names: Sequence[str] = ()) -> None:
        self._fields = dict(fields or {})
        self._names = tuple(names)

    def __getitem__(self, name: str) -> str:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return repr(
            {name: MASK if _is_among(name, self._names) else text for name, text in self.items()}
        )


def mask_fields(text: str, names: Sequence[str]) -> str:
    """A text in which the values of some fields are masked, whatever format it has.

    Args:
        text: A URL, or a body, which need not be complete.
        names: The names of the fields, in lower case. `{i}`, `{key}` and `{field}` stand for what
            differs.
    """
    if not names:
        return text
    for pattern in _patterns(tuple(names)):
        text = pattern.sub(_masked, text)
    return text


def _masked(found: re.Match[str]) -> str:
    """A field whose value is masked. What was quoted stays so, and a number in JSON becomes so."""
    before, value = found["before"], found[0].removeprefix(found["before"])
    quote = '"' if before.rstrip().endswith(":") else value[:1] if value[:1] in {'"', "'"} else ""
    return f"{before}{quote}{MASK}{quote}"


def texts_among(answer: Any, names: Sequence[str], inside: bool = False) -> Iterator[str]:
    """The values of some fields of an answer, at any depth, that are long enough to be told."""
    if isinstance(answer, str):
        if inside and len(answer) >= SHORTEST:
            yield answer
    elif _is_fields(answer):
        for name, value in answer.items():
            yield from texts_among(value, names, inside or _is_among(name, names))
    elif _is_list(answer):
        for value in answer:
            yield from texts_among(value, names, inside)


def _is_fields(answer: Any) -> TypeGuard[Fields]:
    return isinstance(answer, dict)


def _is_list(answer: Any) -> TypeGuard[list[Any]]:
    return isinstance(answer, list)


def _is_among(name: str, names: Sequence[str]) -> bool:
    return bool(names) and bool(_name(tuple(names)).fullmatch(name.removeprefix("@")))


@cache
def _name(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_any_of(names), re.IGNORECASE)


def _any_of(names: tuple[str, ...]) -> str:
    """A pattern for a name, with the number or the key that a list or a map adds to it."""
    ways = (re.sub(r"\\\{\w+\\\}", r"[\\w-]{1,200}", re.escape(name)) for name in names)
    # Nothing here may look far ahead, or twice: a text can be made so that it would take hours.
    index = r"\[[^\[\]]{0,200}\]|%5B(?:(?!%5[BD]).){0,200}%5D"
    return rf"(?:{'|'.join(ways)})(?:[_.]?\d++|{index})*+"


@cache
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    name = _any_of(names)
    element = rf"(?P<before><(?:\w+:)?(?P<name>{name})(?:\s[^<>]*)?(?<!/)>)"
    quoted = r"\"(?:[^\"\\]|\\.)*\"?"
    # Where there is more in a list than texts and numbers, all that follows is masked.
    flat = rf"\[[^\[\]{{}}\"]*+(?:{quoted}[^\[\]{{}}\"]*+)*+\]"
    return (
        re.compile(rf"{element}.*?(?=</(?:\w+:)?(?P=name)\s*>|\Z)", re.IGNORECASE | re.DOTALL),
        re.compile(
            rf"(?P<before>\"{name}\"\s*:\s*)(?:{quoted}|{flat}|[\[{{].*|[^\s,}}\]]+)",
            re.IGNORECASE | re.DOTALL,
        ),
        re.compile(
            rf"(?P<before>(?<![\w.-]){name}\s*=\s*)(?:{quoted}|'[^']*'?|[^&\r\n<>\"']+)",
            re.IGNORECASE,
        ),
    )
