"""One difference between two versions of an API, as the user of the client sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from actionspec.diff.kinds import KINDS, SEVERITIES, Severity
from actionspec.source import Steps

LONGEST_QUOTE = 40
"""Characters of a value that a message shows at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two versions of an API.

    Attributes:
        kind: Which of the kinds in `KINDS` it is.
        severity: What it does to code that uses the client.
        subject: Whose change it is: an action as the vendor calls it, a class, a code, "the API".
        message: What has changed, in one sentence.
        advice: What the user of the client has to do; empty for nothing.
        names: What Python code calls what has changed, such as "Bell.ring(times=)".
        old, new: The way to it in the spec of either version; None where it is not there.
    """

    kind: str
    severity: Severity
    subject: str
    message: str
    advice: str
    names: tuple[str, ...]
    old: Steps | None
    new: Steps | None

    @property
    def order(self) -> tuple[int, str, str, str]:
        """What changes are sorted by: the worst first, then by subject and kind."""
        return SEVERITIES.index(self.severity), self.subject, self.kind, self.message


@dataclass(frozen=True, slots=True)
class Spot:
    """What the changes of one thing share: whose they are, and where it stands.

    Attributes:
        name: What Python code calls it.
    """

    subject: str
    old: Steps | None
    new: Steps | None
    name: str = ""

    def inside(self, *steps: str | int, name: str | None = None) -> Spot:
        """A part that has the same way in both versions."""
        return self.between(steps, steps, self.name if name is None else name)

    def between(self, old: Steps, new: Steps, name: str) -> Spot:
        """A part that each version has at a place of its own."""
        return replace(
            self,
            old=None if self.old is None else self.old + old,
            new=None if self.new is None else self.new + new,
            name=name,
        )

    def gone(self) -> Spot:
        """The same, where only the old version has it."""
        return replace(self, new=None)

    def come(self) -> Spot:
        """The same, where only the new version has it."""
        return replace(self, old=None)

    def change(self, kind: str, message: str, *names: str) -> Change:
        """A change of this thing; without names, of code that names the thing itself."""
        row = KINDS[kind]
        concerned = names or ((self.name,) if self.name else ())
        return Change(
            kind=kind,
            severity=row.severity,
            subject=self.subject,
            message=message,
            advice=row.advice,
            names=concerned,
            old=self.old,
            new=self.new,
        )


def grouped(changes: Iterable[Change]) -> Iterator[tuple[Severity, list[Change]]]:
    """Changes by their severity, the worst first, where there are any."""
    every = list(changes)
    for severity in SEVERITIES:
        if found := [change for change in every if change.severity == severity]:
            yield severity, found


def quoted(value: object, start: int = 0) -> str:
    """A short value of a spec as code in Markdown, of which nothing can break out.

    Args:
        value: The value, of which 40 characters are shown at the most.
        start: The first character that is shown.
    """
    told = str(value)
    text = "".join(
        "\N{REPLACEMENT CHARACTER}" if not one.isprintable() or one == "`" else one
        for one in told[start : start + LONGEST_QUOTE]
    )
    if not told:
        return "an empty text"
    return f"`{'…' * (start > 0)}{text}{'…' * (len(told) > start + LONGEST_QUOTE)}`"


def instead(new: object, old: object) -> str:
    """What is there instead of something else, where both begin to differ if they are long."""
    texts = str(new), str(old)
    start = 0
    if max(map(len, texts)) > LONGEST_QUOTE:
        pairs = enumerate(zip(*texts, strict=False))
        differs = next((at for at, (one, other) in pairs if one != other), min(map(len, texts)))
        start = max(differs - LONGEST_QUOTE // 2, 0)
    return f"{quoted(new, start)} instead of {quoted(old, start)}"


def listed(values: Sequence[str], word: str = "and") -> str:
    """Quoted values in one phrase: `a`, `b` and `c`."""
    *first, last = map(quoted, values)
    return f"{', '.join(first)} {word} {last}" if first else last
