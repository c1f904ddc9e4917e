"""What to say when somebody edited what a run would overwrite or remove."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from actionspec.write.difference import differences, visible
from actionspec.write.error import WriteError
from actionspec.write.found import Found, Kind
from actionspec.write.plan import Plan

_SHOWN = 40
"""How many lines of a difference are shown."""


class EditedError(WriteError):
    """Somebody edited files that would change, or put something in their way."""

    def __init__(self, todo: Plan) -> None:
        super().__init__(visible("\n".join([*_list(todo), *_differences(todo), _advice(todo)])))


def _list(todo: Plan) -> Iterator[str]:
    yield "these files were edited by hand:"
    for path in todo.edited:
        note = _note(todo, path)
        yield f"  {todo.shown(path)}" + (f" ({note})" if note else "")


def _note(todo: Plan, path: str) -> str:
    found = todo.dropped[path]
    if path in todo.removed:
        return "it is no longer generated" + (f"; {_what(found)}" if _what(found) else "")
    if path not in todo.found:
        return f"{_what(found) or 'a file'} where a folder has to be"
    return _what(found) or ("" if path in todo.recorded else "it was not generated")


def _what(found: Found) -> str:
    return "" if found.kind is Kind.FILE else found.kind.value


def _differences(todo: Plan) -> Iterator[str]:
    for path in todo.edited:
        found = todo.found.get(path)
        if found is None or found.kind is not Kind.FILE or path not in todo.files:
            continue
        shown = todo.shown(path)
        names = f"{shown}, as generated", f"{shown}, as it is"
        lines = differences(todo.files[path], found.content, names)
        yield ""
        yield from (line.removesuffix("\n") for line in islice(lines, _SHOWN))
        if rest := sum(1 for _ in lines):
            yield f"... and {rest} more lines"


def _advice(todo: Plan) -> str:
    # It is code that people mostly want to keep.
    edited = PurePosixPath(min(todo.edited, key=lambda path: (not path.endswith(".py"), path)))
    own = edited.with_name(f"own{edited.suffix}").as_posix()
    return (
        "\nnothing was written. To keep an edit, put code of your own, a subclass for instance, "
        f"into a new file, such as {todo.shown(own)}: no run touches a file that it did not write, "
        "and nothing generated is ever called own. To drop the edits, use --force."
    )
