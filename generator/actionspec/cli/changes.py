"""Changes for a terminal, a pipe, a comment in Markdown, or a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from actionspec.diff import (
    KINDS,
    SEVERITIES,
    Change,
    Severity,
    grouped,
    is_below,
    locate,
    step,
    version_after,
)
from actionspec.filters.markdown import BAR, table_cell, words_and_code
from actionspec.read import Spec
from actionspec.write import visible

_STYLES: dict[Severity, str] = {
    Severity.BREAKING: "bold red",
    Severity.RISKY: "bold yellow",
    Severity.SAFE: "green",
    Severity.DOCS: "dim",
}


@dataclass(frozen=True, slots=True)
class Report:
    """The changes from one spec to another, for whoever wants to know of them."""

    old: Spec
    new: Spec
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """How many changes there are of each severity."""
        return {one: sum(change.severity == one for change in self.changes) for one in SEVERITIES}

    def places(self, change: Change) -> tuple[str | None, str | None]:
        """Where a change stands in either spec, as file:line:column."""
        return (
            None if change.old is None else locate(self.old.source, change.old),
            None if change.new is None else locate(self.new.source, change.new),
        )

    def summary(self) -> str:
        """How many changes there are, and which version they ask for."""
        if not self.changes:
            return "no changes"
        before, now = self.old.api.version, self.new.api.version
        wanted = step(self.changes, before)
        counted = ", ".join(f"{number} {one}" for one, number in self.counts.items() if number)
        asked = version_after(before, wanted)
        told = f"{counted}; semantic versioning asks for a {wanted} version"
        if asked is None:
            return told
        told += f": {asked} after {before}"
        return f"{told}, but the new spec says {now}" if is_below(now, asked) else told

    def text(self) -> Iterator[str]:
        """A line for each change that begins with its place, as those of compilers do."""
        for change in self.changes:
            old, new = self.places(change)
            was = f" (was {old})" if old and new else ""
            told = f"{change.subject}: {change.message} {_advice(change)}".rstrip()
            names = f" [{', '.join(change.names)}]" if change.names else ""
            yield visible(f"{new or old}: {change.severity}: {told}{names}{was}")
        yield visible(self.summary())

    def styled(self) -> RenderableType:
        """The changes for a terminal, under a heading for each severity and each subject."""
        parts: list[RenderableType] = []
        for severity, changes in grouped(self.changes):
            parts.append(Styled(f"{severity} ({len(changes)})", _STYLES[severity]))
            for subject in dict.fromkeys(change.subject for change in changes):
                parts.append(Padding(Styled(visible(subject), "bold"), (0, 0, 0, 2)))
                for change in changes:
                    if change.subject == subject:
                        parts.append(Padding(self._finding(change), (0, 0, 0, 4)))
            parts.append(Styled())
        return Group(*parts, Styled(visible(self.summary())))

    def _finding(self, change: Change) -> RenderableType:
        places = " -> ".join(place for place in self.places(change) if place)
        lines: list[RenderableType] = [Styled(visible(change.message))]
        if advice := _advice(change):
            lines.append(Padding(Styled(advice, "italic"), (0, 0, 0, 2)))
        if change.names:
            lines.append(Padding(Styled(visible(", ".join(change.names)), "cyan"), (0, 0, 0, 2)))
        lines.append(Padding(Styled(visible(places), "dim"), (0, 0, 0, 2)))
        return Group(*lines)

    def markdown(self) -> Iterator[str]:
        """The changes as tables, for a comment on a pull request."""
        yield f"**{table_cell(visible(self.summary()))}**"
        for severity, changes in grouped(self.changes):
            yield f"\n### {severity.capitalize()} ({len(changes)})\n"
            yield "| whose | what | in your code | what to do | where |"
            yield "| --- | --- | --- | --- | --- |"
            for change in changes:
                places = " → ".join(_code(place) for place in self.places(change) if place)
                cells = (
                    _code(change.subject),
                    _marked(change.message),
                    ", ".join(map(_code, change.names)),
                    _marked(_advice(change)),
                    places,
                )
                yield f"| {' | '.join(cells)} |"

    def json(self) -> str:
        """All that is known of the changes, for a program."""
        return json.dumps(self._data(), indent=2)

    def _data(self) -> dict[str, Any]:
        wanted = step(self.changes, self.old.api.version)
        return {
            "changes": [
                {
                    "kind": change.kind,
                    "severity": change.severity,
                    "subject": change.subject,
                    "message": change.message,
                    "advice": change.advice,
                    "names": change.names,
                    **dict(zip(("old", "new"), self.places(change), strict=True)),
                }
                for change in self.changes
            ],
            "counts": self.counts,
            "bump": wanted,
            "old_version": self.old.api.version,
            "new_version": self.new.api.version,
            "asked_version": version_after(self.old.api.version, wanted),
        }


def show(report: Report) -> None:
    """Print changes: in colours on a terminal, in lines for a pipe."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(report.styled())
        return
    for line in report.text():
        print(line)


def _advice(change: Change) -> str:
    """What to do, for the client's user and for the spec's author."""
    return f"{change.advice} {KINDS[change.kind].author}".strip()


def _code(text: str) -> str:
    """A short text as code in a table."""
    inner = visible(text).replace("`", "'").replace("|", BAR).strip()
    return f"`{inner}`" if inner else ""


def _marked(text: str) -> str:
    """A message in a table."""
    return words_and_code(visible(text), in_table=True)
