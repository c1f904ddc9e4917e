"""The tutorial: its files are written and its commands run, one after the other, as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from apis import ROOT

TEXT = (ROOT / "spec" / "TUTORIAL.md").read_text("utf-8")

# A block, and the last file that the text before it names.
_BLOCK = re.compile(r"^```(xml|yaml|python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w/]+\.(?:xml|yaml|py))`")


def write(path: Path, text: str) -> None:
    """Write a file of the tutorial; what begins with a key takes the place of the same keys."""
    if path.name == "reserveBox.yaml":
        before = path.read_text("utf-8")
        begin, end = before.index("summary:"), before.index("examples:")
        text = before[:begin] + text + before[end:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_tutorial_works_as_it_stands(tmp_path: Path) -> None:
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    told: list[str] = []
    files = commands = 0
    for block in _BLOCK.finditer(TEXT):
        kind, text = block.groups()
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-e", "-c", text],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
            told.append(done.stdout)
            commands += len(text.splitlines())
        else:
            name = _FILE.findall(TEXT[: block.start()])[-1]
            write(tmp_path / name, text)
            files += 1
    assert (files, commands) == (10, 10)
    assert told[0].endswith("spec/lockers: 2 actions, 2 error codes, 4 examples\n")
    assert told[1] == "spec/lockers: 2 actions, 7 error codes, 4 examples\n"
    assert "3 passed" in told[3]
    assert "<phone>***</phone>" in told[4]
    assert "7d1f4a90" not in told[4]
    assert (tmp_path / "public" / "index.html").is_file()
    texts = [one.read_text("utf-8") for one in (tmp_path / "spec").rglob("*.yaml")]
    assert not [one for one in texts if "7d1f4a90" in one]
