"""A run that is killed leaves the old output folder as a whole or the new one; the next completes.

Where the folder has to stay where it is, as with a repository in it, that holds for each file.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import killed_runs
import pytest
from outputs import BARE, Folder, contents

KILLS = 200


@pytest.fixture
def specs(tmp_path: Path) -> list[str]:
    """Two states of a spec: files of one are new, changed, and no longer there in the other."""
    spec = Path(shutil.copytree(BARE, tmp_path / "changed")) / "api.yaml"
    text = spec.read_text(encoding="utf-8").replace("title: Bell", "title: A bell")
    spec.write_text(text.replace("action: ring", "action: chime"), encoding="utf-8")
    return [str(BARE), str(spec.parent)]


class Runs:
    """Runs that write a folder, in processes that can be killed."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self.folder = folder

    def __call__(self, state: str, **kill: Any) -> Any:
        assert self._process.stdin
        command = {"folder": str(self.folder), "state": state, **kill}
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        assert self._process.stdout
        answer: Any = json.loads(self._process.stdout.readline())
        return answer

    def complete(self, state: str) -> Folder:
        """Write a state without a kill; what the folder holds then."""
        assert self(state)["status"] == 0
        assert os.listdir(self.folder.parent) == [self.folder.name], "something is left beside it"
        return contents(self.folder)


@pytest.fixture
def runs(specs: list[str], tmp_path: Path) -> Iterator[Runs]:
    with starting(specs, tmp_path / "parent" / "out") as runs:
        yield runs


@contextmanager
def starting(specs: list[str], folder: Path) -> Iterator[Runs]:
    folder.parent.mkdir()
    with subprocess.Popen(
        [sys.executable, killed_runs.__file__, *specs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        runs = Runs(process, folder)
        assert runs.answer() == "ready"
        yield runs
        assert process.stdin
        process.stdin.close()
    assert process.returncode == 0


def add_own(folder: Path) -> None:
    """What is in the folder and was not generated."""
    (folder / "python/bell/own.py").write_text("OWN = 1\n", encoding="utf-8")
    (folder / "python/bell/__pycache__").mkdir()
    (folder / "python/bell/__pycache__/own.pyc").write_bytes(b"\0")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("docs/README.md")
    (folder / "nowhere").symlink_to("nowhere at all")


def prepare(runs: Runs, specs: list[str], *, repository: bool = False) -> dict[str, Folder]:
    """Generate both states; what the folder holds in each."""
    runs.complete(specs[0])
    add_own(runs.folder)
    if repository:
        (runs.folder / ".git").mkdir()
        (runs.folder / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    states = {state: runs.complete(state) for state in [*specs[::-1], *specs]}
    old, new = (states[state] for state in specs)
    assert old.keys() - new.keys()
    assert new.keys() - old.keys()
    return states


def assert_each_is_whole(found: Folder, states: dict[str, Folder]) -> None:
    for path, content in found.items():
        # The manifest knows both states meanwhile, and what was prepared is not yet in its place.
        if path != ".actionspec.json" and not path.startswith(".actionspec-"):
            assert content in [state.get(path) for state in states.values()], path
    own = {path: content for path, content in states[min(states)].items() if "own" in path}
    assert own.items() <= found.items()
    json.loads(found[".actionspec.json"])


def operations(runs: Runs, specs: list[str]) -> int:
    """How many operations change the disk when the second state is written over the first."""
    runs.complete(specs[0])
    return int(runs(specs[1])["operations"])


@pytest.mark.parametrize("repository", [False, True], ids=["whole", "one by one"])
def test_a_run_killed_at_random(
    runs: Runs, specs: list[str], tally: Counter[str], repository: bool
) -> None:
    states = prepare(runs, specs, repository=repository)
    moments = random.Random(6)
    now, other = specs
    # The moments are spread over a usual run, and a little beyond, so that they meet its end too.
    longest = 1.2 * median(runs(state)["seconds"] for state in [other, now] * 3)
    killed = 0
    while killed < KILLS:
        done = runs(other, seconds=moments.uniform(0, longest))
        found = contents(runs.folder)
        if done["status"] == -signal.SIGKILL:
            killed += 1
            if repository:
                assert_each_is_whole(found, states)
            else:
                assert found in states.values()
        # The next run may be one for another spec.
        aim = moments.choice(specs)
        assert runs.complete(aim) == states[aim]
        now, other = (aim, specs[specs.index(aim) - 1])
    tally["runs killed at random"] += killed


@pytest.mark.parametrize("repository", [False, True], ids=["whole", "one by one"])
def test_a_run_killed_before_each_operation(
    runs: Runs, specs: list[str], tally: Counter[str], repository: bool
) -> None:
    states = prepare(runs, specs, repository=repository)
    old, new = (states[state] for state in specs)
    number = operations(runs, specs)
    seen = []
    for operation in range(1, number + 1):
        runs.complete(specs[0])
        assert runs(specs[1], operation=operation)["status"] == -signal.SIGKILL
        found = contents(runs.folder)
        if repository:
            assert_each_is_whole(found, states)
        else:
            assert found in (old, new)
            seen.append(found == new)
        assert runs.complete(specs[1]) == new
    # Once it is the new one, it stays so.
    assert seen == sorted(seen)
    assert repository or {*seen} == {False, True}
    tally["runs killed before each operation"] += number


def test_a_first_run_killed_before_each_operation(runs: Runs, specs: list[str]) -> None:
    state = runs.complete(specs[0])
    shutil.rmtree(runs.folder)
    number = int(runs(specs[0])["operations"])
    for operation in range(1, number + 1):
        shutil.rmtree(runs.folder)
        assert runs(specs[0], operation=operation)["status"] == -signal.SIGKILL
        assert not runs.folder.exists() or contents(runs.folder) == state
        assert runs.complete(specs[0]) == state
