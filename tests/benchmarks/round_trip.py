"""One round trip: what a call costs in the client, beside HTTP libraries and a generated client.

python tests/benchmarks/round_trip.py [--quick]
"""

from environment import enter

enter()

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "generated" / "skycore" / "python"))

from answering import ANSWER, answering
from peers import round_trip as peers
from results import Table, Target, save
from timing import in_turns, progress

from skycore import AsyncSkycore, Skycore

OWN, FAST = "ActionSpec over httpx2", "ActionSpec over pyreqwest"
GENERATED = "openapi-python-client (httpx)"
MANY = 100

_WHY_OWN = (
    "Reading and judging the answer takes 25 microseconds in a loop, but 70 behind a system call, "
    "when none of its code is in the caches of the processor. Checking, writing, the deadline, and "
    "the note of what has left take 45; a third of that comes back with the address, which httpx2 "
    "used bare takes apart for each request."
)
_WHY_FAST = (
    "pyreqwest used bare takes a third of what is measured here. Reading the answer, whose code no "
    "cache holds any more when it has come, takes 70 microseconds of the rest, the call itself 45."
)


def send(client: Any) -> Any:
    """The call that is measured, sync or async."""
    return client.send_message_by_subscriber_ref(
        subscriber_ref="ACCT-123232",
        campaign_ref="Campaign123",
        text="Hello, the shop is open until 8 on Sunday",
    )


def one_by_one(url: str, generated: Any, *, quick: bool) -> dict[str, float]:
    """Microseconds of CPU for a round trip, one after the other."""
    progress("one after the other")
    make, operation, message = generated
    other = make(base_url=url)
    with (
        Skycore(peers.KEY, base_url=url) as own,
        Skycore(peers.KEY, base_url=url, http_library="pyreqwest") as fast,
    ):
        subjects: dict[str, Callable[[], object]] = {
            **peers.sync_subjects(url, ANSWER),
            GENERATED: lambda: operation.sync_detailed(client=other, body=message),
            OWN: lambda: send(own),
            FAST: lambda: send(fast),
        }
        seconds = in_turns(subjects, rounds=1 if quick else 15, calls=20 if quick else 200)
    return {name: each * 1e6 for name, each in seconds.items()}


async def at_once(url: str, generated: Any, *, quick: bool) -> dict[str, float]:
    """Microseconds of CPU for a round trip, of a hundred at once."""
    make, operation, message = generated
    other = make(base_url=url)
    subjects, close = await peers.async_subjects(url, ANSWER, MANY)
    async with (
        AsyncSkycore(peers.KEY, base_url=url) as own,
        AsyncSkycore(peers.KEY, base_url=url, http_library="pyreqwest") as fast,
    ):
        subjects[GENERATED] = lambda: operation.asyncio_detailed(client=other, body=message)
        subjects[OWN] = lambda: send(own)
        subjects[FAST] = lambda: send(fast)
        times: dict[str, list[float]] = {name: [] for name in subjects}
        for number in range(1 if quick else 9):
            progress(f"a hundred at once, {number + 1}")
            for name, subject in subjects.items():
                await _all(subject, 1)
                gc.collect()
                begin = time.process_time()
                await _all(subject, 1 if quick else 3)
                times[name].append((time.process_time() - begin) / MANY / (1 if quick else 3))
    await close()
    return {name: statistics.median(each) * 1e6 for name, each in times.items()}


async def _all(subject: Callable[[], Awaitable[object]], turns: int) -> None:
    for _ in range(turns):
        await asyncio.gather(*(subject() for _ in range(MANY)))


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    with tempfile.TemporaryDirectory() as folder, answering() as url:
        generated = peers.made_client(Path(folder))
        single = one_by_one(url, generated, quick=quick)
        many = asyncio.run(at_once(url, generated, quick=quick))
    tables = [table(single, many)]
    if quick:
        print(*tables, sep="\n")
    else:
        save("round_trip", tables, peers.DISTRIBUTIONS)


def table(single: dict[str, float], many: dict[str, float]) -> Table:
    """The table, with what is to be reached."""
    names = [*single, *(name for name in many if name not in single)]
    return Table(
        "microseconds of CPU in the client for a round trip",
        ["one after the other", f"{MANY} at once, async"],
        {name: [single.get(name), many.get(name)] for name in names},
        [
            Target(
                "sync, times httpx2 used bare", single[OWN] / single["httpx2"], 1.1, why=_WHY_OWN
            ),
            Target("async, times httpx2 used bare", many[OWN] / many["httpx2"], 1.1, why=_WHY_OWN),
            Target(
                f"sync: {GENERATED} takes, times {FAST}",
                single[GENERATED] / single[FAST],
                3,
                True,
                _WHY_FAST,
            ),
            Target(
                f"async: {GENERATED} takes, times {FAST}",
                many[GENERATED] / many[FAST],
                8,
                True,
                _WHY_FAST,
            ),
        ],
        "Loopback, connections kept alive, the server in a process of its own. The libraries send "
        "a finished body and read no answer, and neither does the client of openapi-python-client.",
    )


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
