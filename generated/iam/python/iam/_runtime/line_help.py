"""The help of a command line, out of the docstrings of the client's methods."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping

import msgspec


class Told(msgspec.Struct, frozen=True):
    """What the docstring of a method tells.

    Attributes:
        text: What the action does.
        arguments: What each parameter is.
        errors: What can go wrong, by the names of the classes.
    """

    text: str
    arguments: dict[str, str]
    errors: dict[str, str]


def told_by(method: Callable[..., object]) -> Told:
    """What the docstring of a method tells; nothing where Python was told to drop docstrings."""
    text, *sections = re.split(
        r"^(Args|Returns|Raises):\n", inspect.getdoc(method) or "", flags=re.M
    )
    named = dict(zip(sections[::2], sections[1::2], strict=True))
    return Told(text.strip(), _entries(named.get("Args", "")), _entries(named.get("Raises", "")))


def _entries(section: str) -> dict[str, str]:
    """The `name: text` entries of a section, whose further lines are indented deeper."""
    starts = re.split(r"^    (\w+): ", section, flags=re.M)[1:]
    return {
        name: " ".join(text.split()) for name, text in zip(starts[::2], starts[1::2], strict=True)
    }


def with_options(text: str, flags: Mapping[str, str]) -> str:
    """A text in which parameters in backticks have the names of their options."""
    return re.sub(r"`(\w+)`", lambda found: flags.get(found[1], found[1]), text)


def options_in(text: str, flags: Mapping[str, str]) -> list[str]:
    """The options of the parameters that a message names."""
    words = set(re.findall(r"\w+", text))
    return [flag for name, flag in flags.items() if name in words]
