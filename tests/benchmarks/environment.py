"""The environment that benchmarks run in: this project and its peers, at fixed versions."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
FOLDER = HERE / ".environment"
REQUIREMENTS = HERE / "requirements.txt"


def enter() -> None:
    """Run the rest of this script inside the environment, which is made if it is missing."""
    python = FOLDER / "bin" / "python"
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        return
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    made = FOLDER / "made-from"
    if not made.is_file() or made.read_text("ascii") != wanted:
        print(f"making {FOLDER.relative_to(PROJECT)}, once", file=sys.stderr)
        venv.create(FOLDER, clear=True, with_pip=True)
        install: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*install, "-r", REQUIREMENTS, "-e", f"{PROJECT}[mock]"], check=True)
        made.write_text(wanted, "ascii")
    os.execv(python, [str(python), *sys.argv])
