"""Specs full of hostile texts: refused with a place, or generated with the texts as mere texts.

A shard is a number of specs with a seed of its own, so that every run tries the same ones. Each
skeleton is filled with hostile and with plain texts; what comes out has to have the same shape.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import black
import pytest
from apis import ROOT
from hostile_fills import SKELETONS, fit, specs
from hostile_judge import (
    TEXTS,
    comments,
    judged,
    neutral_files,
    neutral_shape,
    shape,
    with_shared_runtime,
    written,
)
from hostile_skeletons import Hole, filled, skeleton
from hypothesis import HealthCheck, Phase, given, seed, settings

from actionspec.format import MODE

SHARDS = 12
SPECS_OF_A_SHARD = 168
IMPORT_EACH = 8

UNCHECKED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def test_there_are_enough_specs() -> None:
    assert SHARDS * SPECS_OF_A_SHARD >= 2_000


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_hostile_spec_is_refused_or_harmless(
    shard: int, tmp_path: Path, tally: Counter[str]
) -> None:
    seen: Counter[str] = Counter()
    packages = Packages(tmp_path / "packages")

    @seed(shard)
    @settings(
        max_examples=SPECS_OF_A_SHARD,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=UNCHECKED,
    )
    @given(drawn=specs())
    def judge(drawn: tuple[int, Any, bool]) -> None:
        number, data, texts_only = drawn
        seen["specs"] += 1
        files, problems = judged(data, tmp_path)
        if problems:
            seen["refused"] += 1
            return
        seen["generated"] += 1
        if texts_only:
            assert files.keys() == neutral_files(number).keys()
            for path, text in files.items():
                assert shape(path, text) == neutral_shape(number, path), path
        if seen["generated"] % IMPORT_EACH == 0:
            packages.add(files)
            if texts_only:
                for path in [path for path in files if path.endswith(".py")]:
                    assert comments(files[path]) == comments(neutral_files(number)[path]), path

    judge()
    assert seen["specs"] >= SPECS_OF_A_SHARD
    assert seen["generated"] >= SPECS_OF_A_SHARD // 3
    assert seen["refused"] >= SPECS_OF_A_SHARD // 20
    packages.imported()
    tally["hostile specs"] += seen["specs"]
    tally["hostile specs refused"] += seen["refused"]
    tally["hostile specs generated, 0 executed, 0 escaped"] += seen["generated"]
    tally["hostile packages imported"] += packages.count


class Packages:
    """Generated packages that share one runtime, and are imported in one process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        shutil.copytree(ROOT / "templates/python/runtime", folder / "shared_runtime")

    def add(self, files: dict[str, str]) -> None:
        """One more package."""
        self.count += 1
        inside = self.folder / f"p{self.count}"
        for path, text in files.items():
            target, _, name = path.partition("/")
            if target == "python":
                (inside / name).parent.mkdir(parents=True, exist_ok=True)
                (inside / name).write_text(with_shared_runtime(text), encoding="utf-8")

    def imported(self) -> None:
        """Import every module, and see that this did nothing else."""
        empty = self.folder / "empty"
        empty.mkdir()
        done = subprocess.run(
            [sys.executable, "-B", str(ROOT / "tests/hostile_import.py"), str(self.folder)],
            cwd=empty,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["events"] == []
        assert told["modules"] >= self.count * len(["client", "errors", "models", "_service"])
        assert [*empty.iterdir()] == []


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, str]]:
    """Each skeleton filled with all hostile texts in turn."""
    folder = tmp_path_factory.mktemp("each")

    def files(number: int) -> dict[str, str]:
        def text(hole: Hole) -> str:
            return fit(hole, TEXTS[(hole.number + 31 * number) % len(TEXTS)])

        return written(filled(skeleton(number), text), folder)

    return {number: files(number) for number in range(SKELETONS)}


def test_mypy_accepts_hostile_packages(
    one_of_each: dict[int, dict[str, str]], tmp_path: Path, tally: Counter[str]
) -> None:
    packages = Packages(tmp_path / "packages")
    for files in one_of_each.values():
        packages.add(files)
    for number in range(packages.count):
        (packages.folder / f"p{number + 1}/__init__.py").write_text("")
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11", "."]
    done = subprocess.run(
        [*command, "--cache-dir", str(tmp_path / "cache")],
        cwd=packages.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
    tally["hostile packages checked by mypy --strict"] += packages.count


@pytest.mark.parametrize("number", range(0, SKELETONS, 6))
def test_black_leaves_its_own_work_alone(
    number: int, one_of_each: dict[int, dict[str, str]]
) -> None:
    for path, text in one_of_each[number].items():
        if path.endswith(".py"):
            formatted = black.format_str(text, mode=MODE)
            assert black.format_str(formatted, mode=MODE) == formatted, path
            assert shape(path, formatted) == shape(path, text), path
