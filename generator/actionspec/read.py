"""A spec into its model: load, check, resolve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actionspec.check import check
from actionspec.load import load
from actionspec.model import Api
from actionspec.resolve import resolve
from actionspec.source import Source


@dataclass(frozen=True, slots=True)
class Spec:
    """A spec that has no problems: where it is, what it says, and what that means."""

    path: Path
    source: Source
    api: Api


def read(path: Path) -> Api:
    """Load, check and resolve the spec of one API.

    Raises:
        MissingSpecError: There is no spec at the path.
        SpecError: The spec has problems; the exception holds all of them.
    """
    return read_spec(path).api


def read_spec(path: Path) -> Spec:
    """The same, with the positions of all that the spec says.

    Raises:
        MissingSpecError: There is no spec at the path.
        SpecError: The spec has problems; the exception holds all of them.
    """
    source = load(path)
    check(source)
    return Spec(path, source, resolve(source))
