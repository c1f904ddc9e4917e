"""The specs of this repository, and how to read and generate one."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from contextlib import chdir
from functools import cache
from pathlib import Path

import black
from click.testing import CliRunner, Result

from actionspec.cli import app
from actionspec.model import Action, Api
from actionspec.read import read

# Where the process that starts the others tells them what it has generated.
CASES_VARIABLE = "ACTIONSPEC_TESTS_CASES"

ROOT = Path(__file__).parents[1]
SPECS = sorted(path.parent for path in ROOT.glob("spec/*/api.yaml"))
GENERATED_CASES = sorted(
    path
    for path in ROOT.glob("tests/cases/*")
    if (path / "expected").exists() or path.name.startswith("style-")
)


@cache
def read_api(folder: Path) -> Api:
    """The model of a spec, read once."""
    return read(folder)


def own_actions(folder: Path) -> list[Action]:
    """The actions that a spec describes itself; what it takes over from its base is tried there."""
    here = folder if folder.is_dir() else folder.parent
    return [action for action in read_api(folder).actions if (here / action.file).exists()]


def run(*arguments: str, cwd: Path = ROOT) -> Result:
    """Run the command line in this process, in a folder."""
    with chdir(cwd):
        return CliRunner().invoke(app, arguments, catch_exceptions=False)


def run_process(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "actionspec", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        inside.as_posix(): path.read_bytes()
        for inside, path in found.items()
        if path.is_file() and not any(part.startswith((".", "__pyc")) for part in inside.parts)
    }


def _format_each_text_once() -> None:
    """Make black remember: it takes most of the time of generating, and mostly for the runtime."""
    format_str = black.format_str
    known: dict[object, str] = {}

    def remembered(
        src_contents: str, *, mode: black.Mode, lines: Collection[tuple[int, int]] = ()
    ) -> str:
        asked = src_contents, mode.get_cache_key(), tuple(lines)
        if asked not in known:
            known[asked] = format_str(src_contents, mode=mode, lines=lines)
        return known[asked]

    black.format_str = remembered


def _generated_cases() -> Path:
    """A folder with the packages of the cases, made once, by the process that starts the others.

    They are not committed, since they would repeat the runtime.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return Path(os.environ[CASES_VARIABLE])
    folder = Path(tempfile.mkdtemp(prefix="actionspec-cases-"))
    atexit.register(shutil.rmtree, folder)
    for case in GENERATED_CASES:
        done = run("generate", "spec", "--out", str(folder / case.name), cwd=case)
        assert done.exit_code == 0, done.stderr
    os.environ[CASES_VARIABLE] = str(folder)
    return folder


_format_each_text_once()
_CASES = _generated_cases()

# Each spec, with the package that is generated from it: the committed one, if there is one.
PACKAGES = {
    **{folder: ROOT / "generated" / folder.name / "python" for folder in SPECS},
    **{case / "spec": _CASES / case.name / "python" for case in GENERATED_CASES},
}
