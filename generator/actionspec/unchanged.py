"""Whether a run would change nothing, since it would do again what the last one did.

The last run notes what it read and what it left. As long as all of that is the same, and so is this
program, nothing has to be read as YAML, checked or rendered to know what would come out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from actionspec.cache import digest_of, keep, recall
from actionspec.files import MissingSpecError, is_spec, spec_files, whole_spec
from actionspec.problem import Problem
from actionspec.program import identity
from actionspec.write import WriteError, left_in

_KIND = "runs"

Read: TypeAlias = Mapping[Path, Mapping[str, str]]
"""Specs by where they are: the digests of their files, by the names of these."""


def unchanged(
    spec: Path, out: Path | None, targets: Iterable[str], templates: str = ""
) -> Path | None:
    """The output folder if specs, folder and program are as the last such run left them, or None.

    Args:
        spec: The spec.
        out: The output folder that was asked for, if any was.
        targets: The targets that were asked for.
        templates: What the user's own templates are made of.
    """
    # What of the program changes from here on is noticed by the next run.
    identity()
    try:
        noted = recall(_KIND, _run(spec, out, targets, templates))
        if noted is None:
            return None
        note = json.loads(noted)
        folder = Path(note["folder"])
        read = {one: _files(one) for one in map(Path, note["read"])}
        return folder if note["left"] and note == _note(read, folder) else None
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    except (MissingSpecError, WriteError):
        return None


def made_of(templates: Path | None) -> str:
    """A digest of all files in a user's folder of templates; empty without one."""
    if templates is None:
        return ""
    files = (one for one in templates.rglob("*") if "__pycache__" not in one.parts)
    read = ((str(one), sha256(one.read_bytes()).hexdigest()) for one in files if one.is_file())
    return digest_of(*(part for file in sorted(read) for part in file))


def note_run(
    spec: Path,
    out: Path | None,
    targets: Iterable[str],
    folder: Path,
    read: Read,
    templates: str = "",
) -> None:
    """Note what a run has read and left, if anything can be noted.

    Args:
        spec: The spec.
        out: The output folder that was asked for, if any was.
        targets: The targets that were asked for.
        folder: The output folder.
        read: The spec, and all that it builds on, with the digests of their files.
        templates: What the user's own templates were made of before they were read.
    """
    with suppress(OSError):
        keep(_KIND, _run(spec, out, targets, templates), json.dumps(_note(read, folder)).encode())


def _run(spec: Path, out: Path | None, targets: Iterable[str], templates: str) -> str:
    return digest_of(str(Path.cwd()), str(spec), str(out) if out else "", templates, *targets)


def _note(read: Read, folder: Path) -> dict[str, object]:
    return {
        "program": identity(),
        "read": {str(path): dict(files) for path, files in read.items()},
        # What would be read instead, where somebody puts it there.
        "instead": [str(one) for path in read for one in _rivals(path) if is_spec(one)],
        "folder": str(folder),
        "left": left_in(folder),
    }


def _rivals(path: Path) -> tuple[Path, Path]:
    """The specs that come before a file: the folder of its name, and that of an `api.yaml`."""
    return path.with_suffix(""), whole_spec(path)


def _files(spec: Path) -> dict[str, str]:
    """The digests of the files of a spec."""
    problems: list[Problem] = []
    found = {
        file.as_posix(): sha256(file.read_bytes()).hexdigest()
        for file, _ in spec_files(spec, problems)
    }
    if problems:
        raise ValueError(problems)
    return found
