"""Scripts for a mock server: out of a file, out of Python, out of the headers of a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from pathlib import Path
from typing import Any

from actionspec.load import read_document
from actionspec.mock.problem import SetUpError, UnknownWishError
from actionspec.mock.step_problems import script_problems
from actionspec.mock.steps import Step, step_of
from actionspec.model import Api
from actionspec.problem import Problem, SpecError
from actionspec.source import Document

# What a request can wish for, each by a header of its own, and what its text is.
_WISHES: Mapping[str, type[int | float | str]] = {
    "code": str,
    "example": str,
    "fault": str,
    "status": int,
    "delay": float,
    "retry_after": int,
}


class Script:
    """Steps that are used up in order.

    Raises:
        SetUpError: A step names what the API does not have, or contradicts itself.
    """

    def __init__(self, steps: Iterable[Step], api: Api) -> None:
        if isinstance(steps, Step):
            raise SetUpError("a script is a list: write [Step(...)]")
        held = list(steps)
        for one in held:
            if not isinstance(one, Step):
                raise SetUpError(f"a script is a list of Step(...), not of {type(one).__name__}")
        if problem := _first_problem([step.data for step in held], api):
            raise SetUpError(problem)
        self._open = [(step, step.times) for step in held]

    @property
    def steps(self) -> list[Step]:
        """The steps that are not used up."""
        return [step for step, _ in self._open]

    def take(self, action: str | None) -> Step | None:
        """The first step for a request of an action, which is a request less for it."""
        for index, (step, times) in enumerate(self._open):
            if step.action in {None, action}:
                if times == 1:
                    del self._open[index]
                elif isinstance(times, int):
                    self._open[index] = (step, times - 1)
                return step
        return None

    def take_unseen(self) -> Step | None:
        """The first step, if any request takes it, whatever is in it."""
        return self.take(None) if self._open and self._open[0][0].action is None else None


def read_script(path: Path, api: Api) -> list[Step]:
    """The steps of a script file.

    Raises:
        SpecError: The file cannot be read, or has problems; the exception holds all of them.
    """
    document = read_document(path, path.name, "script")
    if problems := list(script_problems(document, api)):
        raise SpecError(problems)
    return [step_of(data) for data in document.data["steps"]]


def wished(headers: Mapping[str, str], api: Api) -> Step | None:
    """What the headers of a request, by their names in lower case, ask for; None for nothing.

    Raises:
        UnknownWishError: They ask for what does not exist.
    """
    for name in headers:
        wish = name.removeprefix("actionspec-")
        wishes = [one.replace("_", "-") for one in _WISHES]
        if wish != name and wish not in wishes:
            known = ", ".join(f"ActionSpec-{one.title()}" for one in wishes)
            raise UnknownWishError(f"there is no header {name}, only {known}")
    found = {key: headers.get(f"actionspec-{key.replace('_', '-')}") for key in _WISHES}
    data = {key: _read(key, text) for key, text in found.items() if text is not None}
    if not data:
        return None
    if problem := _first_problem([data], api):
        raise UnknownWishError(problem)
    return step_of(data)


def _read(key: str, text: str) -> str | float:
    try:
        value = _WISHES[key](text)
    except ValueError:
        return text
    # "nan" is a float, but no number of seconds.
    return text if isinstance(value, float) and isnan(value) else value


def _first_problem(steps: list[dict[str, Any]], api: Api) -> str | None:
    document = Document("script", "script", "script", (), {"steps": steps})
    return next((_told(problem) for problem in script_problems(document, api)), None)


def _told(problem: Problem) -> str:
    return problem.message + (f"; {problem.hint}" if problem.hint else "")
