"""Problems of a spec whose mend is certain, mended in its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actionspec.problem import Problem, SpecError
from actionspec.read import read_spec
from actionspec.staging import staged

_OF_THE_LANGUAGE = frozenset(["unknown-key", "not-a-choice", "wrong-type"])
"""Kinds of problems with words that every spec has."""

MOST_ROUNDS = 20
"""How often a spec is looked at again: a mended name may show what was hidden behind it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was mended.

    Attributes:
        mended: The problems, each where it stood when it was found.
        texts: The files that are different now, by their paths.
        left: The problems that are left.
    """

    mended: tuple[Problem, ...]
    texts: Mapping[Path, str]
    left: tuple[Problem, ...]


def fix(spec: Path) -> Fixed:
    """Find what can be mended for certain. Writes nothing.

    Whatever makes a spec worse is left out: each round has to leave fewer problems.

    Raises:
        MissingSpecError: There is no spec at the path.
    """
    mended: list[Problem] = []
    texts: dict[Path, str] = {}
    with staged(spec) as staging:
        left = _problems(staging)
        for _ in range(MOST_ROUNDS):
            changed, done = _mended(staging, left)
            if not done:
                break
            before = {path: path.read_bytes() for path in changed}
            for path, text in changed.items():
                path.write_bytes(text.encode("utf-8"))
            after = _problems(staging)
            if len(after) >= len(left):
                for path, content in before.items():
                    path.write_bytes(content)
                break
            left = after
            mended += done
            texts |= changed
    return Fixed(
        tuple(one.moved(staging, spec) for one in mended),
        {_moved(path, staging, spec): text for path, text in texts.items()},
        tuple(one.moved(staging, spec) for one in left),
    )


def _problems(spec: Path) -> tuple[Problem, ...]:
    from actionspec.history import read_history

    try:
        read_history(read_spec(spec))
    except SpecError as error:
        return error.problems
    return ()


def _mended(spec: Path, problems: tuple[Problem, ...]) -> tuple[dict[Path, str], list[Problem]]:
    """The files of a spec with each certain mend made, and the problems that these mend."""
    texts: dict[Path, str] = {}
    done: list[Problem] = []
    # From the end, so that what is mended moves nothing that is still to be.
    for problem in sorted(problems, reverse=True):
        path = Path(problem.file)
        if problem.mend is None or not _is_inside(path, spec) or not _is_sure(problem, spec):
            continue
        text = texts[path] if path in texts else path.read_bytes().decode("utf-8")
        lines = text.split("\n")
        line, start = lines[problem.line - 1], problem.column - 1
        # A byte order mark is no column.
        start += problem.line == 1 and line.startswith("\ufeff")
        if any(one.file == problem.file and _overlap(one, problem) for one in done):
            continue
        lines[problem.line - 1] = line[:start] + problem.mend + line[start + problem.width :]
        texts[path] = "\n".join(lines)
        done.append(problem)
    return texts, done


def _is_sure(problem: Problem, spec: Path) -> bool:
    """Whether the word that is misspelt is the one that is mended.

    A name that the spec gives itself is rather misspelt where it is given, if several places have
    another one, and none has it.
    """
    if problem.code in _OF_THE_LANGUAGE:
        return True
    files = [spec] if spec.is_file() else [*spec.rglob("*.yaml")]
    whole = "\n".join(one.read_text("utf-8", errors="replace") for one in files)
    start = problem.column - 1
    wrong = problem.text[start : start + problem.width]
    return _uses(whole, problem.mend or "") > 1 or _uses(whole, wrong) == 1


def _uses(text: str, word: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def _overlap(one: Problem, other: Problem) -> bool:
    if one.line != other.line:
        return False
    return one.column < other.column + other.width and other.column < one.column + one.width


def _is_inside(path: Path, spec: Path) -> bool:
    """Whether a file is one of the spec's own, and no link to another place."""
    return path.is_file() and not path.is_symlink() and (path == spec or spec in path.parents)


def _moved(path: Path, staging: Path, spec: Path) -> Path:
    return spec if path == staging else spec / path.relative_to(staging)
