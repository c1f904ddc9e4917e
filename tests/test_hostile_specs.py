"""Specs full of hostile texts and names: refused with a place, or generated as mere words.

A shard is a number of specs with a seed of its own, so that every run tries the same ones. What
comes out of each has to have the shape of what comes out of its twin, the same spec in which no
text and no name means anything. All that is generated is imported; some of it goes the whole way of
the command line, some is judged by mypy. What is counted stands at the end of the run.
"""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from blackened import blackened
from hostile_fills import SKELETONS, Drawn, fit, meaning, specs
from hostile_judge import TEXTS, escaped, judged, neutral_files, written
from hostile_layouts import LAYOUTS, by_command_line
from hostile_packages import Packages
from hostile_skeletons import Hole, filled, skeleton
from hypothesis import HealthCheck, Phase, given, seed, settings

SHARDS = 12
SPECS_OF_A_SHARD = 168
COMMAND_LINE_EACH = 30
PACKAGES_FOR_MYPY = 24

UNCHECKED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def test_there_are_enough_specs() -> None:
    assert SHARDS * SPECS_OF_A_SHARD >= 2_000


@dataclass
class Trial:
    """What becomes of the specs of a shard.

    Attributes:
        shard: Its number.
        folder: Where specs are put.
        packages: Those that were generated.
        counts: How many specs came how far.
        findings: What may not happen, by its kind: executed, escaped, or ended in a traceback.
    """

    shard: int
    folder: Path
    packages: Packages
    counts: Counter[str] = field(default_factory=Counter)
    findings: dict[str, list[str]] = field(
        default_factory=lambda: {"executed": [], "escaped": [], "tracebacks": []}
    )

    def try_one(self, drawn: Drawn) -> None:
        """Judge one spec; no failure keeps the others from being tried."""
        self.counts["tried"] += 1
        try:
            files, problems = judged(drawn.data, self.folder)
            assert drawn.refused in {None, bool(problems)}, problems or "not refused"
            if problems:
                self.counts["refused with a place"] += 1
                return
            self.counts["generated"] += 1
            self.compare(drawn, files)
            self.packages.add(files)
            if self.counts["generated"] % COMMAND_LINE_EACH == 0:
                self.go_the_whole_way(drawn)
        except Exception:
            self.findings["tracebacks"].append(f"{drawn}\n{traceback.format_exc()}")

    def compare(self, drawn: Drawn, files: dict[str, str]) -> None:
        """Compare what was generated with what comes out of the tame twin."""
        if drawn.refused is None:
            tame, problems = judged(drawn.tame, self.folder)
            assert not problems
        else:
            tame = dict(neutral_files(drawn.number))
        self.findings["escaped"] += escaped(files, tame, drawn.names, drawn.data)
        for suffix, what in (("py", "modules compared"), ("md", "pages compared")):
            self.counts[what] += sum(path.endswith(f".{suffix}") for path in files)

    def go_the_whole_way(self, drawn: Drawn) -> None:
        """Let the command line generate it, out of one of the forms that a spec can have."""
        layout = LAYOUTS[(self.shard + self.counts["by the command line"]) % len(LAYOUTS)]
        self.counts["by the command line"] += 1
        folder = self.folder / f"whole{self.counts['by the command line']}"
        files, tame = by_command_line(layout, drawn, folder)
        self.findings["escaped"] += escaped(files, tame, drawn.names, drawn.data)
        for path, text in files.items():
            if path.endswith(".py"):
                assert blackened(text) == text, path
                self.counts["modules stable under black"] += 1

    def import_all(self) -> None:
        """Import what was generated, and see what else this did."""
        for package, told in self.packages.imported().items():
            self.counts["imported under an audit hook"] += 1
            self.counts["modules imported"] += told.modules
            self.findings["executed"] += [f"{package}: {event}" for event in told.events]
            self.findings["tracebacks"] += [told.failure] if told.failure else []


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_hostile_spec_is_refused_or_harmless(
    shard: int, tmp_path: Path, tally: Counter[str]
) -> None:
    trial = Trial(shard, tmp_path, Packages(tmp_path / "packages"))

    @seed(shard)
    @settings(
        max_examples=SPECS_OF_A_SHARD,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=UNCHECKED,
    )
    @given(drawn=specs())
    def judge(drawn: Drawn) -> None:
        trial.try_one(drawn)

    judge()
    trial.import_all()
    for what, number in trial.counts.items():
        tally[f"hostile specs: {what}"] += number
    for what, found in trial.findings.items():
        tally[f"hostile specs: {what}"] += len(found)
    for what, found in trial.findings.items():
        assert not found, f"{len(found)} {what}, the first: {found[0]}"
    assert trial.counts["tried"] >= SPECS_OF_A_SHARD
    assert trial.counts["generated"] >= SPECS_OF_A_SHARD // 2
    assert trial.counts["imported under an audit hook"] == trial.counts["generated"]
    assert trial.counts["refused with a place"] >= SPECS_OF_A_SHARD // 20
    assert trial.counts["by the command line"] >= 2


def test_mypy_accepts_hostile_packages(tmp_path: Path, tally: Counter[str]) -> None:
    """Each skeleton with all hostile texts and names in turn."""
    packages = Packages(tmp_path / "packages")
    for number in range(PACKAGES_FOR_MYPY):

        def text(hole: Hole, number: int = number) -> str:
            turn = hole.number + 31 * number
            return meaning(hole, turn) or fit(hole, TEXTS[turn % len(TEXTS)])

        packages.add(written(filled(skeleton(number % SKELETONS), text), tmp_path))
    assert not packages.judged_by_mypy(tmp_path / "cache")
    tally["hostile specs: accepted by mypy --strict"] += packages.count
