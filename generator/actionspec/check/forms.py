"""The form of an answer, and which paths it can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_KEY = re.compile(r"[A-Za-z0-9_.-]+")
_SAMPLES = {"{i}": "1", "{field}": "x", "{key}": "x", "{action}": "x"}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an answer, as far as it decides which fields there can be.

    Attributes:
        data: What the spec says of it; nothing if that cannot be trusted.
    """

    data: dict[str, Any]

    @property
    def format(self) -> str:
        """The format; empty if it is not known."""
        return str(self.data.get("format", ""))

    @property
    def flat(self) -> bool:
        """Whether fields only stand beside each other."""
        return self.format in {"lines", "form", "text"}

    @property
    def groups(self) -> frozenset[str] | None:
        """The fields of a text; None if there are no patterns."""
        if self.format != "text" or "patterns" not in self.data:
            return None
        groups = {"*"} if self.data.get("each_line") else set[str]()
        for pattern in self.data["patterns"]:
            groups.update(re.findall(r"\(\?P<(\w+)>", pattern))
        return frozenset(groups)


def path_problems(place: Place, form: Form, path: str) -> Iterator[Problem]:
    """What is wrong with a path, seen from the top of an answer."""
    groups = form.groups
    if path.startswith("$"):
        formats = {"$root": ("xml", "json"), "$text": ("text",)}.get(path, (form.format,))
        if form.format and form.format not in formats:
            yield place.problem(
                f"an answer of format {form.format} has no {path}",
                "take it away",
                code="nothing-inside",
            )
    elif path == "." and form.format != "xml":
        hint = "write the field that holds it"
        yield place.problem("the whole answer has no text of its own", hint, code="nothing-inside")
    elif groups is not None and path not in groups and not {"/", "@"} & {*path}:
        hint = did_you_mean(path, groups) or f"add (?P<{path}>...) to a pattern"
        if path == "*":
            hint = "add each_line: true, or name a group"
        yield place.problem(f'no pattern has the group "{path}"', hint, code="unknown-group")
    else:
        yield from inner_problems(place, form, path)


def inner_problems(place: Place, form: Form, path: str) -> Iterator[Problem]:
    """What is wrong with a path, seen from anywhere in an answer."""
    if "@" in path and form.format not in {"xml", ""}:
        hint = "write the name without the @"
        yield place.problem(
            f"an answer of format {form.format} has no attributes", hint, code="nothing-inside"
        )
    elif "/" in path and form.flat:
        hint = "its fields stand beside each other; write the last name alone"
        yield place.problem(
            f"an answer of format {form.format} has nothing inside", hint, code="nothing-inside"
        )
    else:
        yield from _name_problems(place, form, path)


def _name_problems(place: Place, form: Form, path: str) -> Iterator[Problem]:
    for step in path.split("/"):
        name = step.removeprefix("@")
        filled = name
        for placeholder, sample in _SAMPLES.items():
            filled = filled.replace(placeholder, sample)
        if name == "." or (form.format == "xml" and form.data.get("keyed")):
            continue
        if form.format == "xml" and ":" in name:
            hint = f"write {re.sub('[^/@]*:', '', path)}"
            yield place.problem(
                "names in an answer are read without their prefix", hint, code="prefixed-name"
            )
            return
        if form.format == "xml" and not XML_NAME.fullmatch(filled):
            hint = "the list * is that of a JSON answer, or of a text" if name == "*" else ""
            yield place.problem(f'XML has no element called "{name}"', hint, code="no-xml-name")
            return
        if form.format in {"lines", "form"} and not _KEY.fullmatch(filled):
            hint = "a key has letters, digits and _ . - only"
            yield place.problem(
                f'an answer of format {form.format} has no key "{name}"', hint, code="no-such-key"
            )
            return
