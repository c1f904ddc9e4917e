"""Python files as black writes them.

Where a target's templates write as black does but for long lines, `layout` breaks most of these,
and black gets the definitions in which it could not. Files of other targets go to black as a whole.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from actionspec.cache import digest_of, keep, recall
from actionspec.layout import WIDTH, Layout, blackened

VARIABLE = "ACTIONSPEC_PROCESSES"
"""The environment variable that says in how many processes black works at the most."""

LARGE = 100_000
"""Characters from which on work is shared out: less is done before another process has started."""

# The beginning of a definition that stands at the top of a module or of a class.
_BEGINNING = re.compile(r"(?: {4})?[^\s)\]}#\"]")


def format_files(files: Mapping[str, str], laid_out: Collection[str] = ()) -> dict[str, str]:
    """The same files, with every Python file formatted.

    Args:
        files: The files by their paths, of which the first folder is the target.
        laid_out: The targets whose templates write as black does but for long lines.
    """
    formatted = dict(files)
    parts: dict[str, list[str]] = {}
    for path, text in files.items():
        if path.endswith(".py"):
            trusted = path.partition("/")[0] in laid_out
            parts[path] = _parts(text) if trusted else ["", text]
    blackened = _blackened(each for path in parts for each in parts[path][1::2])
    for path, pieces in parts.items():
        formatted[path] = "".join(
            blackened[piece] if number % 2 else piece for number, piece in enumerate(pieces)
        )
    return formatted


def _parts(text: str) -> list[str]:
    """A file, its long lines broken, in parts: every second one is for black."""
    lines, left = Layout().lay_out(text)
    parts = [""]
    done = 0
    for number in left:
        if number < done:
            continue
        begin, end = _definition(lines, number)
        parts[-1] += "".join(f"{line}\n" for line in lines[done:begin])
        parts += ["".join(f"{line}\n" for line in lines[begin:end]), ""]
        done = end
    parts[-1] += "\n".join(lines[done:])
    return parts if all(map(_is_python, parts[1::2])) else ["", "\n".join(lines)]


def _is_python(definition: str) -> bool:
    """Whether lines are a definition, and no part of a docstring that looks like one."""
    try:
        ast.parse(definition if definition[:1] != " " else f"class _:\n{definition}")
    except SyntaxError:
        return False
    return True


def _definition(lines: list[str], number: int) -> tuple[int, int]:
    """The first line of the definition in which a line stands, and the one behind its last."""
    begin = number
    while begin and not _BEGINNING.match(lines[begin]):
        begin -= 1
    end = number + 1
    while end < len(lines) and not _BEGINNING.match(lines[end]):
        end += 1
    while not lines[end - 1]:
        end -= 1
    return begin, end


def _blackened(texts: Iterable[str]) -> dict[str, str]:
    """What black makes of each text, from the cache where it has been made before."""
    found: dict[str, str] = {}
    missing: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        digest = digest_of(_maker(), text)
        kept = _recalled(digest)
        if kept is None:
            missing[text] = digest
        else:
            found[text] = kept
    for text, made in zip(missing, _in_processes([*missing]), strict=True):
        found[text] = made
        keep("black", missing[text], made.encode("utf-8"))
    return found


def _recalled(digest: str) -> str | None:
    kept = recall("black", digest)
    try:
        return None if kept is None else kept.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _maker() -> str:
    """What tells one way to make a text from all others; the number is that of `_black`."""
    from importlib.metadata import version

    return f"black {version('black')}, {WIDTH} columns, 1"


def _in_processes(texts: list[str]) -> Iterable[str]:
    size = sum(map(len, texts))
    wanted = min(_processes(), 1 + size // LARGE, len(texts))
    if wanted < 2:
        return map(_black, texts)
    # The largest first, so that no process is left with one at the end.
    ordered = sorted(texts, key=len, reverse=True)
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        made = dict(zip(ordered, pool.map(_black, ordered, chunksize=4), strict=True))
    return [made[text] for text in texts]


def _processes() -> int:
    named = os.environ.get(VARIABLE, "")
    return int(named) if named.isdecimal() else os.cpu_count() or 1


def _black(text: str) -> str:
    if not text.startswith("    "):
        return blackened(text)
    around = "class _:\n"
    return blackened(around + text).removeprefix(around)
