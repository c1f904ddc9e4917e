"""Every fault, on every transport, sync and async, for every effect, with and without retries.

What has to come out is the table in `faults.py`. The counts are those of the server: they prove
that nothing is sent a second time that the first time may have carried out.

Broken on purpose, in a copy of the tree, and what failed then, of the cells with one transport for
each kind of client:

- requests repeated whatever their outcome: the 24 cells of writes and sends with retries whose
  outcome is unknown
- every lost request taken for one that was not sent: all cells of drop, lose, cut, delay, drip and
  flood
- nothing masked: 138 cells, and rich's tracebacks
- the budget ignored, or counted in tenths: `test_a_service_in_trouble_is_left_alone`
- a last try that decides alone: `test_doubt_about_an_earlier_try_remains`
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, get_args

import msgspec
import pytest
from apis import ROOT, read_api
from canned import answering, http, refusing
from faults import FAULTS, KEY, NUMBER, UNLISTED, Effect, Fault, given_away
from rich.traceback import Traceback
from skycore_calls import Transport
from sockets import wait_until

import skycore
from actionspec.mock import MockServer, Step, running
from skycore import AsyncSkycore, Exchange, Outcome, Retry, Skycore, SkycoreError
from skycore._runtime.carriers import Library

USUAL = Retry(first=0.001, longest=0.001)

CALLS: dict[Effect, Callable[[Any], Any]] = {
    "read": lambda client: client.get_mms_campaigns(),
    "write": lambda client: client.subscribe(mobile=NUMBER, campaign_id=1001),
    "send": lambda client: client.send_sms(to=NUMBER, sender="60856", text="Hello"),
}


@dataclass(frozen=True)
class Cell:
    """One fault in one of the ways in which a request can meet it."""

    fault: Fault
    transport: Transport
    kind: type[Skycore | AsyncSkycore]
    effect: Effect
    retry: Retry | None
    library: Library = "httpx2"

    def __str__(self) -> str:
        policy = "retry" if self.retry else "once"
        way = f"{self.transport}-{self.library}-{self.kind.__name__}"
        return f"{self.fault}-{way}-{self.effect}-{policy}"

    @property
    def tries(self) -> int:
        """How often the request is sent."""
        return self.fault.tries(self.effect, self.retry.tries if self.retry else 1)


TRANSPORTS: list[Transport] = ["xml", "get"]
KINDS: list[type[Skycore | AsyncSkycore]] = [Skycore, AsyncSkycore]
LIBRARIES: tuple[Library, ...] = get_args(Library)
CELLS = [
    Cell(*ways) for ways in product(FAULTS, TRANSPORTS, KINDS, CALLS, (USUAL, None), LIBRARIES)
]


@dataclass
class Seen:
    """What a program sees of one call.

    Attributes:
        error: What it ended in; None if it succeeded.
        asked: What the hook before each try got.
        answered: What the hook after each try got.
    """

    error: SkycoreError | None = None
    asked: list[Exchange] = field(default_factory=list)
    answered: list[Exchange] = field(default_factory=list)


def call(cell: Cell, url: str, **options: Any) -> Seen:
    """Make one call."""
    seen = Seen()
    hooks = {"on_request": seen.asked.append, "on_answer": seen.answered.append}
    chosen = {**hooks, **cell.fault.options, **options}
    try:
        _made(cell, Skycore if cell.kind is Skycore else AsyncSkycore, url, chosen)
    except SkycoreError as error:
        seen.error = error
    return seen


def _made(cell: Cell, kind: Any, url: str, chosen: dict[str, Any]) -> None:
    chosen = {"transport": cell.transport, "http_library": cell.library, **chosen}
    client = kind(KEY, base_url=url, retry=cell.retry, **chosen)
    if kind is Skycore:
        with client:
            CALLS[cell.effect](client)
        return

    async def exchange() -> None:
        async with client:
            await CALLS[cell.effect](client)

    asyncio.run(exchange())


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    """The Skycore API with a code more than its spec knows."""
    api = read_api(ROOT / "spec" / "skycore")
    unlisted = replace(api.errors[0], code=UNLISTED)
    with running(replace(api, errors=(*api.errors, unlisted))) as mock:
        yield mock


@pytest.fixture(scope="module")
def nowhere() -> Iterator[str]:
    with refusing() as url:
        yield url


@pytest.fixture
def ready(server: MockServer) -> MockServer:
    server.script = []
    server.requests.clear()
    return server


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_cell(
    cell: Cell,
    ready: MockServer,
    nowhere: str,
    caplog: pytest.LogCaptureFixture,
    tally: Counter[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    fault = cell.fault
    ready.script = [fault.step] if fault.step else []
    seen = call(cell, ready.url if fault.step else nowhere)
    error = seen.error
    arrived = cell.tries if fault.step else 0
    # A client may give up before the server gets to its request.
    wait_until(lambda: len(ready.requests) >= arrived)
    assert error
    assert type(error) is fault.error
    assert (error.outcome, error.tries) == (fault.outcome, cell.tries)
    assert len(ready.requests) == arrived
    assert len(ready.carried_out) == (arrived if fault.done else 0)
    expect_advice(error, cell.effect)
    expect_exchanges(seen, cell.tries)
    assert given_away(told(error, seen, caplog), NUMBER) == []
    assert given_away(with_locals(error)) == []
    tally["cells of the fault matrix hold"] += 1


def expect_advice(error: SkycoreError, effect: Effect) -> None:
    """An exception says how to find out exactly if nobody knows, and it matters."""
    matters = effect == "send" and error.outcome is Outcome.UNKNOWN
    assert ("get_sending_statistics" in str(error)) == matters


def expect_exchanges(seen: Seen, tries: int) -> None:
    """Each hook is called once a try, and told how that try ended, not the one before."""
    numbers = list(range(1, tries + 1))
    assert [one.number for one in seen.asked] == [one.number for one in seen.answered] == numbers
    assert {(one.status, one.answer, one.error) for one in seen.asked} == {(0, "", None)}
    assert all(one.error for one in seen.answered)


def told(error: SkycoreError, seen: Seen, caplog: pytest.LogCaptureFixture) -> str:
    """All that people could read of a call."""
    records = [f"{one.getMessage()} {vars(one)}" for one in caplog.records]
    exchanges = msgspec.json.encode([*seen.asked, *seen.answered]).decode()
    lines = traceback.format_exception(error)
    texts = [str(error), repr(error), repr(vars(error)), repr(seen.asked)]
    return "\n".join([*records, exchanges, *lines, *texts])


def with_locals(error: SkycoreError) -> str:
    """A traceback that shows the variables of every function."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(shown.format())


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_rich_shows_no_key_either(
    fault: Fault, kind: Any, library: Library, ready: MockServer, nowhere: str
) -> None:
    ready.script = [fault.step] if fault.step else []
    cell = Cell(fault, "get", kind, "send", None, library)
    error = call(cell, ready.url if fault.step else nowhere).error
    assert error
    trace = Traceback.extract(type(error), error, error.__traceback__, show_locals=True)
    nodes = [
        node
        for stack in trace.stacks
        for one in stack.frames
        for node in (one.locals or {}).items()
    ]
    shown = "\n".join(f"{name} = {node}{node.render(max_width=9999)}" for name, node in nodes)
    assert "Exchange" in shown
    assert given_away(shown) == []


REPEATED = [fault for fault in FAULTS if fault.step and fault.tries("send", 2) == 2]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("fault", REPEATED, ids=str)
@pytest.mark.parametrize("kind", [Skycore, AsyncSkycore])
def test_a_message_goes_out_once_in_the_end(
    fault: Fault, kind: Any, library: Library, ready: MockServer
) -> None:
    assert fault.step
    ready.script = [replace(fault.step, times=2)]
    seen = call(Cell(fault, "xml", kind, "send", USUAL, library), ready.url)
    assert seen.error is None
    assert [one.error is None for one in seen.answered] == [False, False, True]
    assert [one.carried_out for one in ready.requests] == [False, False, True]


def test_a_service_in_trouble_is_left_alone(ready: MockServer) -> None:
    ready.script = [Step(code="E113", times="always")]
    few = Retry(first=0, longest=0, budget=3)
    with Skycore(KEY, base_url=ready.url, retry=few) as client:
        arrived: list[int] = []
        for _ in range(3):
            with pytest.raises(skycore.ThroughputExceededError):
                CALLS["send"](client)
            arrived.append(len(ready.requests))
        assert arrived == [4, 5, 6]
        ready.script = [Step(times=10), Step(code="E113", times="always")]
        for _ in range(10):
            CALLS["send"](client)
        with pytest.raises(skycore.ThroughputExceededError) as caught:
            CALLS["send"](client)
    assert caught.value.tries == 2


@pytest.mark.parametrize("last", [Step(code="E106", values={"seconds": 0}), Step(status=429)])
def test_doubt_about_an_earlier_try_remains(last: Step, ready: MockServer) -> None:
    """What was repeated on demand may have been carried out, though the last try was not."""
    ready.script = [Step(fault="lose"), replace(last, times="always")]
    bold = replace(USUAL, repeat_unknown=True)
    with Skycore(KEY, base_url=ready.url, retry=bold) as client:
        with pytest.raises(SkycoreError, match="get_sending_statistics") as caught:
            CALLS["send"](client)
        assert (caught.value.outcome, caught.value.tries) == (Outcome.UNKNOWN, 4)
        ready.script = [Step(fault="lose"), replace(last, times="always")]
        with pytest.raises(SkycoreError) as caught:
            CALLS["read"](client)
        assert caught.value.outcome is Outcome.REJECTED


FAR = ["Mon, 01 Jan 2024 00:00:00 +99999999999999999999", "Fri, 31 Dec 9999 23:59:59 -2300"]


@pytest.mark.parametrize("told", [*FAR, "99999999999999999999:00", "soon", "-1"])
def test_a_time_to_wait_that_is_none(told: str, ready: MockServer) -> None:
    ready.script = [Step(status=429, retry_after=told)]
    with Skycore(KEY, base_url=ready.url, retry=USUAL) as client:
        assert CALLS["send"](client)
    assert [one.status for one in ready.requests] == [429, 200]


# As long as an answer may be, each would be looked at for hours if anything were looked at twice.
HOSTILE = ["<DATA_{}x", "<DATA{}x", "DATA{}", "<DATA.{}"]


@pytest.mark.parametrize("fill", ["1", "a", "1.", "DATA[", "DATA%5B", "data_1", "//", "&#"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_answer_is_masked_in_no_time(hostile: str, fill: str) -> None:
    body = hostile.format(fill * (200_000 // len(fill)))
    with (
        answering(http(body.encode())) as url,
        Skycore(KEY, base_url=url, retry=None) as client,
        pytest.raises(skycore.ProtocolError) as caught,
    ):
        CALLS["write"](client)
    assert caught.value.answer


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("transport", ["xml", "get"])
def test_a_password_in_the_address_is_told_to_nobody(
    transport: Transport, library: Library, ready: MockServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ready.script = [Step(fault="html", status=503)]
    url = ready.url.replace("//", "//bob:pa55word@")
    seen = call(Cell(FAULTS[0], transport, Skycore, "send", None, library), url)
    assert seen.error
    with Skycore(KEY, base_url=url) as client:
        assert given_away(f"{client!r}{client._setup!r}", "pa55word") == []
    assert "authorization" in ready.requests[0].headers
    assert given_away(told(seen.error, seen, caplog), "pa55word") == []
