"""Whether a run would change nothing, since it would do again what the last one did.

The last run notes what it read and what it left. As long as all of that is the same, and so is this
program, nothing has to be read as YAML, checked or rendered to know what would come out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from actionspec.cache import digest_of, keep, recall
from actionspec.files import MissingSpecError, spec_files
from actionspec.problem import Problem
from actionspec.program import identity
from actionspec.write import WriteError, left_in

_KIND = "runs"


def unchanged(spec: Path, out: Path | None, targets: Iterable[str]) -> Path | None:
    """The output folder if specs, folder and program are as the last such run left them, or None.

    Args:
        spec: The spec.
        out: The output folder that was asked for, if any was.
        targets: The targets that were asked for.
    """
    noted = recall(_KIND, _run(spec, out, targets))
    if noted is None:
        return None
    try:
        note = json.loads(noted)
        folder = Path(note["folder"])
        same = note["left"] and note == _note(map(Path, note["specs"]), folder)
        return folder if same else None
    except (OSError, ValueError, LookupError, MissingSpecError, WriteError):
        return None


def note_run(
    spec: Path, out: Path | None, targets: Iterable[str], folder: Path, specs: Iterable[Path]
) -> None:
    """Note what a run has read and left.

    Args:
        spec: The spec.
        out: The output folder that was asked for, if any was.
        targets: The targets that were asked for.
        folder: The output folder.
        specs: The spec, and all that it builds on.
    """
    note = _note(specs, folder)
    keep(_KIND, _run(spec, out, targets), json.dumps(note).encode())


def _run(spec: Path, out: Path | None, targets: Iterable[str]) -> str:
    return digest_of(str(Path.cwd()), str(spec), str(out), *targets)


def _note(specs: Iterable[Path], folder: Path) -> dict[str, object]:
    read = {str(one): _files(one) for one in sorted(set(specs))}
    return {
        "program": identity(),
        "specs": read,
        "folder": str(folder),
        "left": left_in(folder),
    }


def _files(spec: Path) -> dict[str, str]:
    """The digests of the files of a spec."""
    problems: list[Problem] = []
    found = {
        str(file): sha256(file.read_bytes()).hexdigest() for file, _ in spec_files(spec, problems)
    }
    if problems:
        raise ValueError(problems)
    return found
