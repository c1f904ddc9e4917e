"""A request for each line of a table, none sent twice, however often the run begins anew."""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from .client import Client, address_of, preview, send, verify
from .errors import CallError, ItemsFailedError, Outcome
from .line import EXITS
from .line_journal import Entry, Fate, Head, Journal, JournalError
from .line_known import Known, known_of
from .line_shown import (
    as_json,
    complain,
    request_lines,
    request_object,
    say,
    show_progress,
    visible,
)
from .line_table import Row, TableError, open_values, read_table

if TYPE_CHECKING:
    from .line_one import Line
    from .records import Request

_FATES: dict[Outcome, Fate] = {
    Outcome.NOT_SENT: "not sent",
    Outcome.REJECTED: "rejected",
    Outcome.UNKNOWN: "unknown",
}

# So many lines of a table are behind each line that tells how far a run is, without a terminal.
_LINES_APART = 100
_CHECKED_APART = 1000

_CHANGED = "it was sent with other values before, and is not sent again"
_UNSURE = (
    "a line that was sent is not in the table any more, and may be this one, which is not sent; "
    "put that line back as it was, or give the new ones a table of their own"
)

_NAME_OF: dict[str, str] = {fate: outcome.name for outcome, fate in _FATES.items()}


def run_table(
    line: Line, client: Client, given: argparse.Namespace, texts: Mapping[str, list[str]]
) -> int:
    """Send what a table asks for, and return the exit code: that of the worst that happened."""
    table = Path(given.csv)
    constants = {name: _constant(line, name, several) for name, several in texts.items()}
    checked = 0

    def make(values: dict[str, Any]) -> Request[Any]:
        if lacking := line.lacking(values):
            raise ValueError(f"{', '.join(lacking)} missing")
        request = line.kind(**values)
        verify(client, request)
        nonlocal checked
        checked += 1
        if checked % _CHECKED_APART == 0:
            show_progress(f"{checked} lines checked")
        return request

    try:
        rows = read_table(table, line.parameters, constants, make)
    except TableError as problem:
        line.wrong(f"{table}: {problem}" if str(table) not in str(problem) else str(problem))
    if not rows:
        complain(f"{table}: there are no lines below the names of columns; nothing is sent")
        return 0
    wrong = [row for row in rows if row.request is None]
    for row in wrong:
        complain(f"{table}:{row.line}: {visible(row.problem)}")
    if wrong and not given.skip_invalid:
        complain(f"nothing was sent: {len(wrong)} of {len(rows)} lines are wrong")
        return EXITS["NOT_SENT"]
    right = [row for row in rows if row.request is not None]
    if given.dry_run:
        return _show_requests(client, right, as_object=given.json)
    # A link has the results of the table that it leads to.
    own = table.resolve() if table.is_symlink() else table
    results = Path(given.results or f"{own}.results.jsonl")
    head = Head(action=line.kind.action.name, base_url=address_of(client))
    try:
        journal = Journal(results, head)
    except JournalError as problem:
        line.wrong(str(problem))
    with journal:
        run = _Run(
            client,
            journal,
            as_object=given.json,
            retry_rejected=given.retry_rejected,
            stop_after=given.stop_after,
        )
        run.told["invalid"] = len(wrong)
        return run.through(right)


def _constant(line: Line, name: str, texts: list[str]) -> Any:
    try:
        return line.parameters[name].value(texts)
    except (ValueError, OSError) as problem:
        line.wrong(f"{line.flags[name]}: {problem}")


def _show_requests(client: Client, rows: list[Row], *, as_object: bool) -> int:
    for row in rows:
        if row.request:
            exchange = preview(client, row.request)
            shown = {"line": row.line, **request_object(exchange)}
            say(as_json(shown) if as_object else f"line {row.line}: {request_lines(exchange)}\n")
    return 0


class _Run:
    """One run through a table."""

    def __init__(
        self,
        client: Client,
        journal: Journal,
        *,
        as_object: bool,
        retry_rejected: bool,
        stop_after: int,
    ) -> None:
        self._client = client
        self._journal = journal
        self._as_object = as_object
        self._retry_rejected = retry_rejected
        self._stop_after = stop_after
        self._failures = 0
        self._began = monotonic()
        self._stopped = False
        self.told: Counter[str] = Counter()

    def through(self, rows: list[Row]) -> int:
        """Send what is to be sent, and return the exit code."""
        known = known_of(rows, self._journal.entries.values())
        try:
            with self._ending_after_a_line():
                for number, row in enumerate(rows, 1):
                    if self._stopped or self._fails_on():
                        break
                    self._handle(row, known)
                    self._progress(number, len(rows))
        except JournalError as problem:
            complain(f"stopped, since the results cannot be written: {problem}")
        except OSError:
            # It is what is printed that nobody takes; the caller tells that.
            with suppress(OSError):
                self._summarise()
                complain("stopped; the same command goes on from here")
            raise
        self._end_progress()
        self._summarise()
        if self._stopped:
            complain("stopped; the same command goes on from here")
            return 130
        return self._status()

    def _fails_on(self) -> bool:
        """Whether so many lines failed, one after the other, that the next one would, too."""
        if not self._stop_after or self._failures < self._stop_after:
            return False
        self._end_progress()
        complain(
            f"stopped after {self._failures} failures in a row; the same command goes on with the "
            "lines that are left, and --stop-after 0 never stops"
        )
        return True

    def _handle(self, row: Row, known: Known) -> None:
        request = row.request
        if request is None:
            return
        before, digest = known.entries.get(row.line), known.digests[row.line]
        if row.line in known.changed:
            self._tell(row, "changed", _UNSURE if known.unsure else _CHANGED)
        elif before and not self._may_go_out(before, request):
            if before.fate in {"accepted", "partly failed"}:
                self.told["done before"] += 1
            else:
                fate = "unknown" if before.fate == "begun" else before.fate
                self._tell(
                    row, fate, before.message or "an earlier run ended while it was under way"
                )
        else:
            self._note(row, Entry(line=row.line, digest=digest, fate="begun"), "not sent")
            try:
                entry = self._send(row.line, digest, request)
            except KeyboardInterrupt as interrupt:
                self._note_interrupted(row, digest, interrupt)
                raise
            self._note(row, entry, "unknown")
            self._tell_of(row, entry)

    def _may_go_out(self, before: Entry, request: Request[Any]) -> bool:
        """Whether a line can be sent although it was begun before."""
        if before.fate == "not sent":
            return True
        if before.fate == "rejected":
            return before.again or self._retry_rejected
        return request.action.effect == "read" and before.fate in {"begun", "unknown"}

    def _send(self, line: int, digest: str, request: Request[Any]) -> Entry:
        """What comes of sending a line."""
        try:
            result = send(self._client, request)
        except CallError as error:
            return Entry(
                line=line,
                digest=digest,
                fate=_FATES[error.outcome],
                again=error.transient and error.outcome is Outcome.REJECTED,
                code=error.code,
                message=str(error),
                result=open_values(error.result) if isinstance(error, ItemsFailedError) else None,
            )
        fate: Fate = "accepted"
        message: str | None = None
        try:
            if fail := getattr(result, "raise_for_failures", None):
                fail()
        except ItemsFailedError as error:
            fate, message = "partly failed", str(error)
        values = open_values(result)
        return Entry(line=line, digest=digest, fate=fate, message=message, result=values)

    def _note_interrupted(self, row: Row, digest: str, interrupt: KeyboardInterrupt) -> None:
        """Note what a call that was interrupted says of itself, if nothing was carried out."""
        told = " ".join(getattr(interrupt, "__notes__", ()))
        for fate in ("not sent", "rejected"):
            if f": {fate}" in told:
                self._tell(row, fate, "interrupted before it was sent again")
                self._journal.note(Entry(line=row.line, digest=digest, fate=fate, again=True))

    def _note(self, row: Row, entry: Entry, otherwise: Fate) -> None:
        """Note what is known of a line; if that fails, tell what the next run will take it for."""
        try:
            self._journal.note(entry)
        except JournalError:
            what = "it" if entry.fate == "begun" else f"{entry.fate}, but that"
            self._tell(row, otherwise, f"{what} could not be noted")
            raise

    def _tell_of(self, row: Row, entry: Entry) -> None:
        self._failures = 0 if entry.fate in {"accepted", "partly failed"} else self._failures + 1
        if entry.fate == "accepted":
            self.told["accepted"] += 1
        else:
            self._tell(row, entry.fate, entry.message or "")
        if self._as_object:
            say(as_json(entry))

    def _tell(self, row: Row, fate: str, message: str) -> None:
        self.told[fate] += 1
        self._end_progress()
        complain(f"line {row.line}: {fate}: {visible(message)}")

    def _progress(self, done: int, among: int) -> None:
        if sys.stderr.isatty():
            rate = done / max(monotonic() - self._began, 0.001)
            failed = sum(self.told.values()) - self.told["accepted"] - self.told["done before"]
            show_progress(f"{done}/{among}, {rate:.1f}/s, {failed} failed")
        elif done % _LINES_APART == 0:
            complain(f"{done} of {among} lines")

    def _end_progress(self) -> None:
        show_progress("")

    def _summarise(self) -> None:
        counts = ", ".join(f"{count} {fate}" for fate, count in self.told.items() if count)
        complain(f"{counts or 'no lines'}; see {self._journal.path}")
        if self.told["rejected"]:
            complain("--retry-rejected sends again what was refused")

    def _status(self) -> int:
        codes = [EXITS[_NAME_OF[fate]] for fate in self.told if fate in _NAME_OF]
        codes += [EXITS["NOT_SENT"]] if self.told["changed"] or self.told["invalid"] else []
        codes += [1] if self.told["partly failed"] else []
        return max(codes, default=0)

    @contextmanager
    def _ending_after_a_line(self) -> Generator[None, None, None]:
        """Let Ctrl-C end the run behind the line under way, and a second one at once."""

        def stop(_: int, __: object) -> None:
            # First, since the second Ctrl-C may come as soon as the word of it is read.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._stopped = True
            self._end_progress()
            complain("stopping behind the line under way; Ctrl-C again stops at once")

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
