"""Which files a spec has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path

from actionspec.characters import UNSEEN
from actionspec.problem import Problem
from actionspec.source import Kind

FOLDERS: dict[str, Kind] = {"actions": "action", "postbacks": "postback"}
"""The folders beside api.yaml, and what each file in one describes."""

_AT_TOP: dict[str, Kind] = {"api.yaml": "api", "errors.yaml": "errors", "types.yaml": "types"}

MOST_FILES = 30_000
"""Files of one spec, bases not counted."""


class MissingSpecError(Exception):
    """There is no spec at a path."""

    def __init__(self, path: Path) -> None:
        near = [folder.parent.as_posix() for folder in sorted(path.parent.glob("*/api.yaml"))]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"there is no {path.as_posix()}{hint}")


def whole_spec(path: Path) -> Path:
    """The folder of a spec whose api.yaml was named; any other path as it is."""
    beside = (path.parent / name for name in (*_AT_TOP, *FOLDERS) if name != "api.yaml")
    return path.parent if path.name == "api.yaml" and any(one.exists() for one in beside) else path


def is_spec(path: Path) -> bool:
    """Whether a spec is there, if only by the names of files."""
    return path.is_file() or (path / "api.yaml").is_file()


def spec_files(path: Path, problems: list[Problem]) -> Iterator[tuple[Path, Kind]]:
    """The files of a spec with what each describes, `api.yaml` first.

    Args:
        path: A folder, or a single file. Hidden folders in it are passed over.
        problems: Where to note files that no spec has.

    Raises:
        MissingSpecError: There is no such file, or no api.yaml in the folder.
    """
    if not path.is_dir():
        if not path.exists():
            raise MissingSpecError(path)
        if _has_a_name(path, problems):
            yield path, "api"
        return
    if not (path / "api.yaml").exists():
        raise MissingSpecError(path / "api.yaml")
    for name, kind in _AT_TOP.items():
        if (path / name).exists() and _is_inside(path / name, path, problems):
            yield path / name, kind
    found = sorted(islice(_below(path, problems), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        message = f"the spec has more than {MOST_FILES} files"
        problems.append(
            Problem(path.as_posix(), 1, 1, message, "keep other files elsewhere", code="too-large")
        )
        return
    for file in found:
        inside = file.relative_to(path)
        folder = inside.parent.as_posix()
        if str(inside) in _AT_TOP or not _is_inside(file, path, problems):
            continue
        if folder in FOLDERS and file.suffix == ".yaml":
            yield file, FOLDERS[folder]
        else:
            hint = "a spec has api.yaml, errors.yaml, types.yaml, actions/*.yaml, postbacks/*.yaml"
            problems.append(
                Problem(file.as_posix(), 1, 1, "this file is not read", hint, code="stray-file")
            )


def _below(path: Path, problems: list[Problem]) -> Iterator[Path]:
    """The YAML files of a folder and of all folders in it that are not hidden."""
    for where, folders, names in os.walk(path):
        folder = Path(where)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            link = folder / name
            # What a walk would pass over without a word.
            if link.relative_to(path).parts[0] in FOLDERS and link.is_symlink():
                hint = "put the folder itself there"
                message = "this folder is a link"
                problems.append(
                    Problem(link.as_posix(), 1, 1, message, hint, code="link-elsewhere")
                )
        yield from (folder / name for name in (*folders, *names) if fnmatch(name, "*.y*ml"))


def _has_a_name(file: Path, problems: list[Problem]) -> bool:
    """Whether the name of a file can be shown."""
    if file.name.isprintable() and not UNSEEN.search(file.name):
        return True
    hint = "rename it: letters, digits and _ - . will do"
    message = "the name of this file holds a character that cannot be seen"
    problems.append(Problem(file.as_posix(), 1, 1, message, hint, code="unseen-character"))
    return False


def _is_inside(file: Path, folder: Path, problems: list[Problem]) -> bool:
    """Whether a file really stands in the folder of the spec, under a name that can be shown."""
    if not _has_a_name(file, problems):
        return False
    # Unlike `resolve`, this bears a link that leads to itself.
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        hint = "put the file itself there"
        message = "this link leads out of the folder of the spec"
        problems.append(Problem(file.as_posix(), 1, 1, message, hint, code="link-elsewhere"))
        return False
    return True
