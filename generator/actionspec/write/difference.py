"""Differences between texts, for people to read and for `git apply` and `patch -p1` to take."""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from actionspec.write.found import Kind
from actionspec.write.plan import Plan


def patches(todo: Plan) -> dict[str, str]:
    """What a plan would change, as a patch for each path.

    The names in a patch are relative to the current directory. Bytes that are no UTF-8 are kept
    as surrogate escapes.
    """
    return {path: "".join(_patch(todo, path)) for path in todo.changes}


def differences(before: bytes, after: bytes, names: tuple[str, str]) -> Iterator[str]:
    r"""The lines of a unified diff; empty if the texts are the same.

    Each ends with a newline, also if those of the texts do not: the last one may hold two then.
    """
    return difflib.unified_diff(_lines(before), _lines(after), *names)


def visible(text: str) -> str:
    """A text with escapes for all that steers a terminal or hides, but for newlines and tabs."""
    return "".join(one if one.isprintable() or one in "\n\t" else ascii(one)[1:-1] for one in text)


def _patch(todo: Plan, path: str) -> Iterator[str]:
    found = todo.found[path]
    if found.kind not in (Kind.NOTHING, Kind.FILE) or found.at != path:
        yield f"{_quoted(todo.shown(found.at))} is {found.kind.value}\n"
    before = found.content if found.kind is Kind.FILE and found.at == path else None
    after = todo.files[path] if path in todo.written else None
    name = _from_here(todo, path)
    old, new = _quoted(f"a/{name}"), _quoted(f"b/{name}")
    yield f"diff --git {old} {new}\n"
    if before is None:
        yield "new file mode 100644\n"
    if after is None:
        yield "deleted file mode 100644\n"
    # Without this, patch asks before it deletes an empty file.
    yield f"index {_blob(before)}..{_blob(after)}\n"
    names = "/dev/null" if before is None else old, "/dev/null" if after is None else new
    yield from differences(before or b"", after or b"", names)


def _blob(content: bytes | None) -> str:
    """What Git calls a file with this content."""
    if content is None:
        return "0" * 40
    whole = b"blob %d\0" % len(content) + content
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest()


def _lines(content: bytes) -> list[str]:
    # Only a newline ends a line here: a form feed, for instance, does not for those who apply it.
    *lines, last = content.decode("utf-8", "surrogateescape").split("\n")
    end = [f"{last}\n\\ No newline at end of file\n"] if last else []
    return [f"{line}\n" for line in lines] + end


def _from_here(todo: Plan, path: str) -> str:
    absolute = Path(os.path.abspath(todo.folder / path))
    here = Path.cwd()
    relative = absolute.relative_to(here) if absolute.is_relative_to(here) else absolute
    return relative.as_posix().lstrip("/")


def _quoted(name: str) -> str:
    """A name as Git reads it: in quotes, with octal numbers, if it holds what is special there."""
    # Git asks for none around a space, but patch does.
    if all(one > " " and one not in '"\\\x7f' for one in name):
        return name
    special = (*range(32), *b'"\\\x7f')
    inside = "".join(
        f"\\{byte:03o}" if byte in special or byte > 126 else chr(byte)
        for byte in os.fsencode(name)
    )
    return f'"{inside}"'
