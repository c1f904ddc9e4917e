"""A table of requests: a CSV file whose columns are parameters, checked before anything is sent."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from .checks import is_list, is_map
from .errors import CallError
from .line import did_you_mean
from .line_values import Parameter
from .records import Request
from .secrets import mask


class TableError(Exception):
    """A table that cannot be read."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a table.

    Attributes:
        line: Its number in the file.
        request: What it stands for; None if it is wrong.
        problem: What is wrong with it, with the names of columns.
    """

    line: int
    request: Request[Any] | None = None
    problem: str = ""

    @property
    def digest(self) -> str:
        """What tells whether its values have changed. Nothing secret goes into it."""
        secret = self.request.action.confidential if self.request else ()
        open_to_see = open_values(self.request, secret, as_they_are)
        return hashlib.sha256(msgspec.json.encode(open_to_see)).hexdigest()


def as_they_are(text: str) -> str:
    """A text of which only a digest is kept, which no key may change."""
    return text


def open_values(value: Any, secret: Iterable[str] = (), shown: Callable[[str], str] = mask) -> Any:
    """Values as JSON has them, but for those that are secret, by the structures' own account.

    Args:
        value: A structure, or what one holds.
        secret: Further fields of the structure that are.
        shown: What becomes of texts.
    """
    if isinstance(value, msgspec.Struct):
        hidden = {*secret, *getattr(value, "_hidden", ())}
        fields = msgspec.structs.asdict(value).items()
        return {
            name: open_values(one, (), shown)
            for name, one in fields
            if name not in hidden and one is not None
        }
    if is_map(value):
        return {str(key): open_values(one, (), shown) for key, one in value.items()}
    if is_list(value):
        return [open_values(one, (), shown) for one in value]
    plain = msgspec.to_builtins(value)
    return shown(plain) if isinstance(plain, str) else plain


def read_table(
    path: Path,
    parameters: Mapping[str, Parameter],
    constants: Mapping[str, Any],
    make: Callable[[dict[str, Any]], Request[Any]],
) -> list[Row]:
    """The lines of a table.

    Args:
        path: The file, in UTF-8, with the names of columns in its first line.
        parameters: What columns can be.
        constants: The values that all lines share.
        make: Makes a request of values, or raises ValueError or CallError.

    Raises:
        TableError: It has no such columns, or is no table.
    """
    reader: Any = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = _delimiter(file.readline(), parameters)
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            lines = _numbered(reader)
            titles = next((cells for _, cells in lines), list[str]())
            names = _columns(titles, parameters, constants)
            return [
                _row(number, cells, names, parameters, constants, make) for number, cells in lines
            ]
    except OSError as problem:
        raise TableError(f"{path}: {problem.strerror or problem}") from None
    except (csv.Error, UnicodeDecodeError) as problem:
        place = f"{path}:{reader.line_num}" if reader else f"{path}"
        raise TableError(f"{place}: this is no CSV file in UTF-8: {problem}") from None


def _delimiter(first: str, parameters: Mapping[str, Parameter]) -> str:
    """What stands between cells: a comma; where it names no column, a semicolon or a tab."""
    for sign in ",;\t":
        titles = next(csv.reader([first], delimiter=sign), list[str]())
        if len(titles) > 1 and not parameters.keys().isdisjoint(map(_name, titles)):
            return sign
    return ","


def _name(title: str) -> str:
    return title.strip().removeprefix("--").replace("-", "_")


def _numbered(lines: Any) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with the number that each begins at."""
    begin = 1
    for cells in lines:
        if any(cells):
            yield begin, cells
        begin = lines.line_num + 1


def _columns(
    titles: list[str], parameters: Mapping[str, Parameter], constants: Mapping[str, Any]
) -> list[str]:
    names = [_name(title) for title in titles]
    if not names:
        raise TableError("it is empty: the first line names the columns")
    # Not told with its cells: without titles, these are values.
    if parameters.keys().isdisjoint(names):
        known = ", ".join(parameters)
        raise TableError(f"its first line names no columns; known are {known}")
    for name, title in zip(names, titles, strict=True):
        if name not in parameters:
            hint = did_you_mean(name, parameters) or f"known are {', '.join(parameters)}"
            raise TableError(f"there is no parameter for the column {title!r}; {hint}")
        if names.count(name) > 1:
            raise TableError(f"there are several columns {title!r}")
        if name in constants:
            raise TableError(f"{title} is a column and an option; leave one of them out")
    return names


def _row(
    line: int,
    cells: list[str],
    names: list[str],
    parameters: Mapping[str, Parameter],
    constants: Mapping[str, Any],
    make: Callable[[dict[str, Any]], Request[Any]],
) -> Row:
    if len(cells) > len(names):
        problem = f"it has {len(cells)} cells, but there are {len(names)} columns"
        return Row(line=line, problem=problem)
    values = dict(constants)
    for name, text in zip(names, cells, strict=False):
        if text:
            try:
                values[name] = parameters[name].cell(text)
            except (ValueError, OSError) as problem:
                return Row(line=line, problem=f"{name}: {problem}")
    try:
        return Row(line=line, request=make(values))
    except (ValueError, CallError) as problem:
        return Row(line=line, problem=str(problem))
