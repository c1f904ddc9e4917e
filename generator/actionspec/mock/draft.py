"""An answer before it is written: plain data, in which paths have become levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from actionspec.model import Action, Api, Condition, Response

TEXT = "text"
"""A value that stands for any text."""

_UNKNOWN = "unknown"


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path; the elements of a list stand beside each other."""
    *way, last = path.split("/")
    if isinstance(value, list) and way and (last == "." or last.startswith("@")):
        # Not the attribute is repeated, but the element that it belongs to.
        value = [{last: one} for one in value]
        last = way.pop()
    for step in way:
        data = _level(data, step)
    if isinstance(value, dict) and last == ".":
        data.update(value)
    elif isinstance(value, dict):
        _level(data, last).update(value)
    elif isinstance(data.get(last), dict):
        data[last]["."] = value
    else:
        data[last] = value


def _level(data: dict[str, Any], step: str) -> dict[str, Any]:
    inner = data.get(step)
    if isinstance(inner, list) and inner and isinstance(inner[0], dict):
        return inner[0]
    if not isinstance(inner, dict):
        data[step] = inner = {} if inner is None else {".": inner}
    return inner


@dataclass(slots=True)
class Draft:
    """An answer before it is written.

    Attributes:
        form: The form that it will have.
        wire: The name of the action that answers.
        root: The name of its root element.
        status: Its HTTP status.
        data: Its fields by their names on the wire: texts, numbers, and dicts and lists of them.
            The name of an attribute begins with @, the dot is an element's own text.
    """

    form: Response
    wire: str
    root: str
    status: int = 200
    data: dict[str, Any] = field(default_factory=dict[str, Any])

    @classmethod
    def of(cls, api: Api, action: Action | None) -> Draft:
        """An empty answer of an action, or of nobody knows which."""
        form, wire = (action.response, action.wire) if action else (api.response, _UNKNOWN)
        return cls(form, wire, form.for_action(form.root or "response", wire))

    def put(self, path: str, value: Any) -> None:
        """Put a value at a path, or into the answer's head."""
        match path:
            case "$status":
                self.status = int(value)
            case "$root":
                self.root = str(value)
            case _:
                put(self.data, path, value)

    def found(self, path: str) -> list[Any]:
        """Everything that stands at a path and is not empty."""
        match path:
            case "$status":
                return [self.status]
            case "$root":
                return [self.root]
        values: list[Any] = [self.data]
        for step in path.split("/"):
            if step != ".":
                values = [one for value in values for one in _several(value, step)]
        return [one for one in values if one not in ("", {}, [], None)]

    def _has(self, path: str) -> bool:
        *way, last = path.split("/")
        holders: list[Any] = [self.data]
        for step in way:
            holders = [one for holder in holders for one in _several(holder, step)]
        return any(isinstance(holder, dict) and last in holder for holder in holders)

    def meets(self, conditions: Iterable[Condition]) -> bool:
        """Whether one of some conditions holds."""
        return any(self._holds(condition) for condition in conditions)

    def meet(self, conditions: Iterable[Condition], keep: Iterable[str] = ()) -> bool:
        """Make one of some conditions hold, best the first that names its values.

        Args:
            conditions: The conditions.
            keep: Paths that have their values already.

        Returns:
            Whether one holds now.
        """
        for condition in sorted(conditions, key=_order):
            if not self._holds(condition) and condition.field not in keep:
                self._make(condition)
            if self._holds(condition):
                return True
        return False

    def _make(self, condition: Condition) -> None:
        if condition.equals:
            self.put(condition.field, self.form.for_action(condition.equals[0], self.wire))
        elif condition.present:
            self.put(condition.field, [] if self.form.format == "json" else "")
        elif condition.above is not None:
            self.put(condition.field, int(condition.above) + 1)
        elif not condition.absent and condition.matches is None and condition.field != "$text":
            self.put(condition.field, TEXT)

    def _holds(self, condition: Condition) -> bool:
        if condition.present:
            return self._has(condition.field)
        texts = [_own_text(one) for one in self.found(condition.field)]
        if condition.absent:
            return not texts
        if condition.equals:
            wanted = {self.form.for_action(one, self.wire) for one in condition.equals}
            texts = [one for one in texts if one in wanted]
        if condition.above is not None:
            texts = [one for one in texts if _number(one) > condition.above]
        if condition.matches is not None:
            texts = [one for one in texts if re.fullmatch(condition.matches, one)]
        return bool(texts)


def _order(condition: Condition) -> int:
    if condition.equals:
        return 0
    return 1 if condition.above is not None else 2


def _several(value: Any, step: str) -> list[Any]:
    inner = value.get(step) if isinstance(value, dict) else None
    return inner if isinstance(inner, list) else [inner]


def _own_text(value: Any) -> str:
    return str(value.get(".", "") if isinstance(value, dict) else value)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("-inf")
