"""The examples of an action that a spec shows already: samples of it, too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actionspec.infer.known import Data, Known
from actionspec.infer.requests import Sent, take_apart
from actionspec.infer.samples import Sample, request_of, response_of
from actionspec.infer.tree import UnreadableError


@dataclass(frozen=True)
class Earlier:
    """An example, as what it was made of.

    Attributes:
        number: Which one it is, counted from 0.
        sent: Its request, in each transport that it shows.
        answer: Its answer.
    """

    number: int
    sent: tuple[Sent, ...]
    answer: Sample


def earlier_of(known: Known, action: str) -> list[Earlier]:
    """The examples of an action; those are left out whose texts are no samples."""
    found: list[Earlier] = []
    for number, shown in enumerate(known.actions.get(action, {}).get("examples", [])):
        try:
            found.append(_earlier(number, shown, known, Path(str(shown.get("name")))))
        except UnreadableError:
            continue
    return found


def _earlier(number: int, shown: Data, known: Known, name: Path) -> Earlier:
    requests = [request_of(name, text) for text in shown.get("wire", {}).values()]
    sent = [one for request in requests if (one := take_apart(request, known))]
    answer = response_of(name, str(shown["response"]), shown.get("http_status", 200))
    return Earlier(number, (*sent,), answer)
