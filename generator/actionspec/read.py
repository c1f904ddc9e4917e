"""A spec into its model: load, check, resolve."""

from __future__ import annotations

from pathlib import Path

from actionspec.check import check
from actionspec.load import load
from actionspec.model import Api
from actionspec.resolve import resolve


def read(path: Path) -> Api:
    """Load, check and resolve the spec of one API.

    Raises:
        MissingSpecError: There is no spec at the path.
        SpecError: The spec has problems; the exception holds all of them.
    """
    source = load(path)
    check(source)
    return resolve(source)
