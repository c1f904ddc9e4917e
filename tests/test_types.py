"""Type checkers accept the generated code, and a user's right calls, and refuse the wrong ones."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from apis import PACKAGES, ROOT

CALLS = ROOT / "tests" / "typing" / "calls.py"
WRONG = {
    number
    for number, line in enumerate(CALLS.read_text(encoding="utf-8").splitlines(), start=1)
    if line.endswith("# error")
}
packages = pytest.mark.parametrize("package", PACKAGES.values(), ids=lambda path: path.parts[-3])


def mypy(*arguments: str, cwd: Path) -> str:
    cache = str(ROOT / ".mypy_cache" / "generated" / cwd.parts[-2])
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stdout


def pyright(project: Path, *sources: Path, strictness: str) -> list[tuple[int, str]]:
    """The line and the text of everything that pyright says of copies in a project of their own."""
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, project, dirs_exist_ok=True)
        else:
            shutil.copy(source, project)
    settings = {"typeCheckingMode": strictness, "pythonVersion": "3.11"}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"], done.stdout
    return [
        (one["range"]["start"]["line"] + 1, one["message"]) for one in report["generalDiagnostics"]
    ]


@packages
def test_mypy_accepts_the_package(package: Path) -> None:
    found = mypy(".", cwd=package)
    assert found.startswith("Success: no issues found in "), found


@packages
def test_pyright_accepts_the_package(package: Path, tmp_path: Path) -> None:
    assert pyright(tmp_path, package, strictness="strict") == []


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
    black = [sys.executable, "-m", "black", "--check", "--quiet", "--line-length", "100"]
    for command in ([*ruff, *rules, str(package)], [*black, str(package)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_refuses_the_wrong_calls_only() -> None:
    package = ROOT / "generated" / "skycore" / "python"
    found = mypy(str(CALLS), cwd=package)
    assert {int(line) for line in re.findall(r"calls\.py:(\d+): error", found)} == WRONG, found


def test_pyright_refuses_the_wrong_calls_only(tmp_path: Path) -> None:
    package = ROOT / "generated" / "skycore" / "python"
    found = pyright(tmp_path, package, CALLS, strictness="standard")
    assert {line for line, _ in found} == WRONG, found
