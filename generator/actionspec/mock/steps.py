"""What a mock server is told to do with a request, instead of obeying the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Fault = Literal["drop", "lose", "cut", "truncate", "garble", "html", "drip", "flood", "deep", "dtd"]

# From here on, a status without an answer is a page that a server on the way might show.
_NO_SUCCESS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do with one request; a step that says nothing lets it pass.

    Attributes:
        action: The action whose requests take this step, by the vendor's name; None for any.
        code: The code of the error table to answer.
        example: The name of the example whose answer to give.
        values: The values of the placeholders in the code's message, by their names.
        status: The HTTP status. Alone and from 300 on, the answer is an HTML page.
        delay: Seconds before the answer; between two bytes of it where the fault is `drip`.
        retry_after: The header Retry-After of the answer: seconds, or a date as HTTP has it.
        fault: What goes wrong. With `drop` and `html` nothing is carried out; with the others the
            request is, and its answer gets lost, damaged or dangerous.
        times: How many requests take this step.
    """

    action: str | None = None
    code: str | None = None
    example: str | None = None
    values: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    status: int | None = None
    delay: float | None = None
    retry_after: int | str | None = None
    fault: Fault | None = None
    times: int | Literal["always"] = 1

    @property
    def is_page(self) -> bool:
        """Whether the answer is an HTML page, which the service itself has no part in."""
        alone = not (self.code or self.example or self.fault)
        return self.fault == "html" or (alone and (self.status or 0) >= _NO_SUCCESS)

    @property
    def data(self) -> dict[str, Any]:
        """What it says, as a script has it."""
        usual = asdict(Step())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}


KEYS = tuple(one.name for one in fields(Step))


def step_of(data: Mapping[str, Any]) -> Step:
    """The step that a script describes."""
    return Step(**{key: value for key, value in data.items() if key in KEYS})
