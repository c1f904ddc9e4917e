"""What a benchmark found: kept as JSON in results/, shown as tables in README.md."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
README = HERE / "README.md"
BEGIN, END = "<!-- results -->\n", "<!-- end of results -->\n"


@dataclass(frozen=True)
class Target:
    """A ratio that is to be reached.

    Attributes:
        claim: What is compared, in words.
        ratio: What was measured.
        bound: What it may be.
        at_least: Whether the bound is the least that it may be, and not the most.
        why: Where the time goes, if it is not reached.
    """

    claim: str
    ratio: float
    bound: float
    at_least: bool = False
    why: str = ""

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


@dataclass(frozen=True)
class Table:
    """A table of measurements: a row for each subject, a column for each input.

    Attributes:
        title: What is measured, with the unit.
        columns: The names of the inputs.
        rows: The figures of each subject; None where it was not measured.
        targets: What is to be reached.
        note: What the figures are, in a sentence.
    """

    title: str
    columns: Sequence[str]
    rows: Mapping[str, Sequence[float | None]]
    targets: Sequence[Target] = field(default=())
    note: str = ""


def save(name: str, tables: Sequence[Table], peers: Sequence[str] = ()) -> None:
    """Keep the tables of a benchmark, show them, and write all tables into README.md.

    Args:
        name: The benchmark.
        tables: What it found.
        peers: The distributions whose versions matter.
    """
    found: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}",
        "python": platform.python_version(),
        "versions": {peer: version(peer) for peer in peers},
        "tables": [asdict(table) for table in tables],
    }
    (HERE / "results").mkdir(exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    (HERE / "results" / f"{name}.json").write_text(text, "utf-8")
    print(_section(name, found))
    write_tables()
    if any(not target.met for table in tables for target in table.targets):
        print("A target is missed.", file=sys.stderr)


def write_tables() -> None:
    """Write the tables of all benchmarks into README.md."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    sections = [
        _section(file.stem, json.loads(file.read_text("utf-8")))
        for file in sorted((HERE / "results").glob("*.json"))
    ]
    README.write_text(before + BEGIN + "\n" + "\n".join(sections) + "\n" + END + after, "utf-8")


def _section(name: str, found: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{peer} {number}" for peer, number in found["versions"].items())
    lines = [
        f"### {name.replace('_', ' ').capitalize()}",
        "",
        f"{found['date']}, Python {found['python']}, {found['machine']}"
        + (f"; {versions}." if versions else "."),
        "",
    ]
    for data in found["tables"]:
        lines += [*_table(data), *_targets(data["targets"])]
    return "\n".join(lines)


def _table(data: Mapping[str, Any]) -> list[str]:
    return [
        f"| {data['title']} | {' | '.join(data['columns'])} |",
        "| --- |" + " ---: |" * len(data["columns"]),
        *(
            f"| {subject} | {' | '.join(map(_figure, figures))} |"
            for subject, figures in data["rows"].items()
        ),
        "",
        *([data["note"], ""] if data["note"] else []),
    ]


def _targets(data: Sequence[Mapping[str, Any]]) -> list[str]:
    targets = [Target(**one) for one in data]
    lines = [
        f"| {one.claim} | {_figure(one.ratio)} | {'≥' if one.at_least else '≤'} "
        f"{_figure(one.bound)} | {'yes' if one.met else f'**no**. {one.why}'.strip()} |"
        for one in targets
    ]
    head = ["| target | measured | wanted | met |", "| --- | ---: | ---: | --- |"]
    return [*head, *lines, ""] if lines else []


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
