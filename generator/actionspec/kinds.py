"""Every kind of problem, with its cause and its mend: the table in `problems.md`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table.

    Attributes:
        code: Its short name, which each problem of the kind has.
        cause: What is wrong.
        mend: What to do.
    """

    code: str
    cause: str
    mend: str


@cache
def kinds() -> dict[str, Kind]:
    """The rows, by their codes, in the order of the table.

    Raises:
        ValueError: A row has too few cells or too many, or the code of another row.
    """
    table = files("actionspec").joinpath("problems.md").read_text(encoding="utf-8")
    rows = [line[2:-2].split(" | ") for line in table.splitlines() if line.startswith("| ")]
    found: dict[str, Kind] = {}
    for row in rows[2:]:
        code, cause, mend = (cell.strip() for cell in row)
        if code in found:
            raise ValueError(f"problems.md has two rows for {code}")
        found[code] = Kind(code, cause, mend)
    return found
