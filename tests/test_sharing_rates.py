"""A limit of the rate that threads and tasks share, on a clock that a test moves.

Broken on purpose, in a copy of the tree: without its lock, two threads get the same turn.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from types import SimpleNamespace

import anyio
import pytest
from faults import KEY
from hypothesis import given
from hypothesis import strategies as st

from actionspec.mock import MockServer
from skycore import AsyncSkycore, RateLimit, Skycore
from skycore._runtime import call, rate
from skycore._runtime import client as runtime

FOREVER = float("inf")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Logged(RateLimit):
    """A limit that writes down for which moments it lets requests leave."""

    def __init__(self, calls: int, seconds: float, clock: Clock) -> None:
        super().__init__(calls, seconds)
        self.clock = clock
        self.slots: list[float] = []

    def reserve(self) -> float:
        turn = super().reserve()
        self.slots.append(self.clock.now + turn)
        return turn

    def expect_kept(self) -> None:
        """Check that no span of time has more requests than it may."""
        slots = sorted(self.slots)
        for first, late in zip(slots, slots[self.calls :], strict=False):
            assert late - first >= self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the runtime, which sleeping does not move."""
    clock = Clock()
    for module in (call, rate):
        monkeypatch.setattr(module, "monotonic", clock)
    return clock


# Binary fractions, so that sums are exact.
spans = st.integers(1, 64).map(lambda eighths: eighths / 8)
waits = st.integers(0, 64).map(lambda eighths: eighths / 8)


@given(st.integers(1, 5), spans, st.lists(waits, max_size=60))
def test_no_span_of_time_has_more_requests_than_it_may(
    calls: int, seconds: float, asked: list[float]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(rate, "monotonic", clock)
        limit = Logged(calls, seconds, clock)
        for passing in asked:
            clock.now += passing
            # The next one may leave as soon as the span has passed since so many requests ago.
            earliest = limit.slots[-calls] + seconds if len(limit.slots) >= calls else clock.now
            assert limit.reserve() == max(0.0, earliest - clock.now)
        assert limit.slots == sorted(limit.slots)
        limit.expect_kept()


def test_threads_share_a_limit(
    mock: MockServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "sleep", lambda _: None)
    limit = Logged(3, 8.0, clock)
    with (
        Skycore(KEY, base_url=mock.url, rate_limit=limit, deadline=FOREVER) as one,
        Skycore(KEY, base_url=mock.url, rate_limit=limit, deadline=FOREVER) as other,
        ThreadPoolExecutor(10) as pool,
    ):
        list(pool.map(lambda number: (one, other)[number % 2].get_mms_campaigns(), range(30)))
    limit.expect_kept()
    assert sorted(limit.slots) == [1000.0 + 8 * (number // 3) for number in range(30)]
    assert len(mock.requests) == 30


def test_tasks_share_a_limit(
    mock: MockServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pass_by(_: float) -> None:
        await anyio.sleep(0)

    module = SimpleNamespace(sleep=pass_by, fail_after=anyio.fail_after)
    monkeypatch.setattr(runtime, "anyio", module)
    limit = Logged(3, 8.0, clock)

    async def exchange() -> None:
        async with AsyncSkycore(
            KEY, base_url=mock.url, rate_limit=limit, deadline=FOREVER
        ) as client:
            await asyncio.gather(*(client.get_mms_campaigns() for _ in range(30)))

    asyncio.run(exchange())
    limit.expect_kept()
    assert sorted(limit.slots) == [1000.0 + 8 * (number // 3) for number in range(30)]
    assert len(mock.requests) == 30


def test_no_two_threads_get_the_same_turn(clock: Clock) -> None:
    class Slow(deque[float]):
        """What gives other threads their chance between looking and taking."""

        def append(self, slot: float, /) -> None:
            sleep(0.0001)
            super().append(slot)

    limit = RateLimit(2, 8.0)
    limit._taken = Slow(maxlen=2)
    ready = threading.Barrier(8)

    def several(_: int) -> list[float]:
        ready.wait()
        return [limit.reserve() for _ in range(10)]

    with ThreadPoolExecutor(8) as pool:
        turns = sorted(turn for some in pool.map(several, range(8)) for turn in some)
    assert turns == [8.0 * (number // 2) for number in range(80)]
