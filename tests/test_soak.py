"""Thousands of calls at once, with faults at random: each is accounted for, and nothing leaks.

The text of each message is a number of its own, so that the log of the server tells which call a
request belongs to, and how often its message was carried out.

Broken on purpose, in a copy of the tree: with requests repeated whatever their outcome, messages
were carried out twice; with every lost request taken for one that was not sent, messages were
carried out whose callers were told that they were not.
"""

from __future__ import annotations

import asyncio
import gc
import random
import threading
import tracemalloc
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import httpx2
import pytest
from apis import ROOT, read_api
from faults import KEY, NUMBER
from sockets import open_sockets, wait_until

from actionspec.mock import MockServer, Step, running
from skycore import AsyncSkycore, Outcome, Retry, Skycore, SkycoreError

CALLS = 1_500
AT_ONCE = 50
SPARE_BYTES = 3_000_000
"""More than the second half of the calls may hold on to; 750 answers would be more."""

EAGER = Retry(first=0.001, longest=0.002, budget=1_000_000)

MISHAPS = [
    Step(code="E106", values={"seconds": 0}),
    Step(code="E113"),
    Step(code="E114"),
    Step(code="E503"),
    Step(fault="drop"),
    Step(fault="lose"),
    Step(fault="cut"),
    Step(fault="truncate"),
    Step(fault="garble"),
    Step(fault="html"),
    Step(status=429),
    Step(status=503),
    Step(delay=0.002),
]

Ended = Outcome | Literal["result"]


@pytest.fixture
def mock() -> Iterator[MockServer]:
    """A server that serves a third of the requests badly."""
    chance = random.Random(20)
    steps = [
        chance.choice(MISHAPS) if chance.random() < 1 / 3 else Step() for _ in range(4 * CALLS)
    ]
    with running(read_api(ROOT / "spec" / "skycore")) as server:
        # An answer shows that the server has opened whatever it needs for itself.
        httpx2.get(server.url)
        server.requests.clear()
        server.script = steps
        yield server


class Ledger:
    """What each call ended in."""

    def __init__(self) -> None:
        self.ends: dict[int, Ended] = {}
        self.tries: dict[int, int] = {}

    def note(self, number: int, error: SkycoreError | None) -> None:
        """Write down the end of a call, the only one it has."""
        assert number not in self.ends
        self.ends[number] = error.outcome if error else "result"
        self.tries[number] = error.tries if error else 0

    def settle(self, mock: MockServer) -> None:
        """Compare what the calls ended in with what the server did."""
        sends = [number for number in self.ends if is_send(number)]
        done = Counter(int(one.parameters["text"]) for one in mock.carried_out if one.parameters)
        came = Counter(int(one.parameters["text"]) for one in mock.requests if one.parameters)
        assert len(self.ends) == CALLS
        assert set(done) <= set(sends)
        assert max(done.values()) == 1
        for number in sends:
            end = self.ends[number]
            assert done[number] in {"result": {1}, Outcome.UNKNOWN: {0, 1}}.get(end, {0}), end
            assert came[number] <= EAGER.tries
        # Whatever was carried out is known to its caller, or known to be in doubt.
        known = sum(self.ends[number] == "result" for number in sends)
        doubtful = sum(self.ends[number] is Outcome.UNKNOWN for number in done)
        assert known + doubtful == sum(done.values())
        assert {"result", Outcome.REJECTED, Outcome.UNKNOWN} == set(self.ends.values())


def is_send(number: int) -> bool:
    """Whether a call sends a message; a third of them ask for the campaigns."""
    return number % 3 > 0


def test_threads(mock: MockServer, tally: Counter[str]) -> None:
    ledger = Ledger()
    before = Traces()
    with Skycore(KEY, base_url=mock.url, transport="get", retry=EAGER) as client:

        def one(number: int) -> None:
            try:
                ask(client, number)
            except SkycoreError as error:
                ledger.note(number, error)
            else:
                ledger.note(number, None)

        def several(numbers: range) -> None:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(one, numbers))

        grown = in_halves(several)
    before.expect_none_left()
    ledger.settle(mock)
    assert grown < SPARE_BYTES
    tally["requests of the soak test accounted for"] += len(mock.requests)


def test_tasks(mock: MockServer, tally: Counter[str]) -> None:
    ledger = Ledger()
    before = Traces()

    async def soak() -> int:
        async with AsyncSkycore(KEY, base_url=mock.url, retry=EAGER) as client:
            gate = asyncio.Semaphore(AT_ONCE)

            async def one(number: int) -> None:
                async with gate:
                    try:
                        await ask(client, number)
                    except SkycoreError as error:
                        ledger.note(number, error)
                    else:
                        ledger.note(number, None)

            async def several(numbers: range) -> None:
                await asyncio.gather(*map(one, numbers))

            grown = await in_halves_async(several)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return grown

    grown = asyncio.run(soak())
    before.expect_none_left()
    ledger.settle(mock)
    assert grown < SPARE_BYTES
    tally["requests of the soak test accounted for"] += len(mock.requests)


def ask(client: Any, number: int) -> Any:
    """Make the call of a number."""
    if is_send(number):
        return client.send_sms(to=NUMBER, sender="60856", text=str(number))
    return client.get_mms_campaigns()


HALVES = range(CALLS // 2), range(CALLS // 2, CALLS)


def in_halves(several: Callable[[range], None]) -> int:
    """The bytes that the second half of the calls leaves behind."""
    several(HALVES[0])
    with Measure() as measure:
        several(HALVES[1])
    return measure.grown


async def in_halves_async(several: Callable[[range], Coroutine[Any, Any, None]]) -> int:
    """The bytes that the second half of the calls leaves behind."""
    await several(HALVES[0])
    with Measure() as measure:
        await several(HALVES[1])
    return measure.grown


class Measure:
    """The memory that the client holds on to; what the server remembers is its own affair."""

    def __enter__(self) -> Measure:
        tracemalloc.start()
        self.grown = 0
        return self

    def __exit__(self, *_: object) -> None:
        gc.collect()
        snapshot = tracemalloc.take_snapshot()
        tracemalloc.stop()
        kept = snapshot.filter_traces([tracemalloc.Filter(True, f"*{part}*") for part in CLIENT])
        self.grown = sum(one.size for one in kept.statistics("filename"))


# Where the client's memory is taken: by itself, and by what it sends with.
CLIENT = ("skycore", "httpx2", "httpcore2", "anyio")


class Traces:
    """The threads and the connections of this process."""

    def __init__(self) -> None:
        self.threads = threading.active_count()
        self.open = open_sockets()

    def expect_none_left(self) -> None:
        """Check that there are no more than before; the server needs a moment to see one end."""
        gc.collect()
        wait_until(lambda: open_sockets() <= self.open)
        assert threading.active_count() == self.threads
        assert open_sockets() <= self.open
