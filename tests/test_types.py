"""Type checkers accept the generated code, and a user's right calls, and refuse the wrong ones."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import black
import pytest
from apis import PACKAGES, ROOT

CALLS = ROOT / "tests" / "typing" / "calls.py"
WRONG = {
    number
    for number, line in enumerate(CALLS.read_text(encoding="utf-8").splitlines(), start=1)
    if line.endswith("# error")
}
packages = pytest.mark.parametrize("package", PACKAGES.values(), ids=lambda path: path.parts[-2])

Findings = dict[str, list[tuple[int, str]]]
"""The line and the text of what a type checker says, by the package or the file it says it of."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copies of all packages, which a checker reads much faster than one by one."""
    folder = tmp_path_factory.mktemp("project")
    for package in PACKAGES.values():
        shutil.copytree(inside(package), folder / inside(package).name)
    shutil.copy(CALLS, folder)
    return folder


def inside(package: Path) -> Path:
    """The folder that is imported."""
    (module,) = package.glob("*/__init__.py")
    return module.parent


@pytest.fixture(scope="module")
def mypy(project: Path) -> Findings:
    """What mypy says in its strict mode."""
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11", "."]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    *lines, summary = done.stdout.splitlines()
    assert f"checked {number_of_files(project)} source files" in summary, done.stdout
    said = [re.fullmatch(r"(.+?):(\d+): error: (.+)", line) for line in lines]
    return by_package((one[1], int(one[2]), one[3]) for one in said if one)


@pytest.fixture(scope="module")
def pyright(project: Path) -> Findings:
    """What pyright says, in its strict mode of the packages, in its standard one of calls.

    What many packages have alike, their runtime, is read in one of them.
    """
    files = different(project)
    settings = {
        "typeCheckingMode": "standard",
        "strict": [inside(package).name for package in PACKAGES.values()],
        "include": files,
        "pythonVersion": "3.11",
    }
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == len(files), done.stdout
    return by_package(
        (
            str(Path(one["file"]).relative_to(project)),
            one["range"]["start"]["line"] + 1,
            one["message"],
        )
        for one in report["generalDiagnostics"]
    )


def number_of_files(project: Path) -> int:
    return len([*project.rglob("*.py")])


def different(project: Path) -> list[str]:
    """The files of the project, but one alone of those with one text at one place in a package."""
    files: dict[tuple[tuple[str, ...], bytes], str] = {}
    for file in sorted(project.rglob("*.py")):
        path = file.relative_to(project)
        files.setdefault((path.parts[1:], file.read_bytes()), str(path))
    return [*files.values()]


def by_package(said: Iterable[tuple[str, int, str]]) -> Findings:
    found: Findings = {}
    for file, line, text in said:
        found.setdefault(Path(file).parts[0], []).append((line, f"{file}: {text}"))
    return found


@packages
def test_mypy_accepts_the_package(package: Path, mypy: Findings) -> None:
    assert inside(package).name not in mypy, mypy


@packages
def test_pyright_accepts_the_package(package: Path, pyright: Findings) -> None:
    assert inside(package).name not in pyright, pyright


@packages
def test_linters_have_nothing_to_say(package: Path) -> None:
    """ruff's defaults, and import order, bugbear and upgrades; and black changes nothing."""
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--line-length",
        "100",
        "--no-cache",
    ]
    rules = ["--select", "E,F,W,I,B,UP,C4,SIM,RET,PIE", "--target-version", "py311"]
    command = [*ruff, *rules, str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert black.format_str(text, mode=black.Mode(line_length=100)) == text, file


def test_mypy_refuses_the_wrong_calls_only(mypy: Findings) -> None:
    assert {line for line, _ in mypy[CALLS.name]} == WRONG, mypy


def test_pyright_refuses_the_wrong_calls_only(pyright: Findings) -> None:
    assert {line for line, _ in pyright[CALLS.name]} == WRONG, pyright
