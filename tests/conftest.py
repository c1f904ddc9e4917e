"""What all tests share: clients that can be imported, mock servers, and what a run counts."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import httpcore2
import pytest
from apis import PACKAGES, read_api
from hypothesis import HealthCheck, settings

from actionspec.mock import MockServer, running

pytest_plugins = ["line_fixtures", "site_fixtures"]

sys.path[:0] = [str(package) for package in PACKAGES.values()]

# What tests keep is of no use to anybody else, and what others kept proves nothing here.
os.environ["ACTIONSPEC_CACHE"] = tempfile.mkdtemp(prefix="actionspec-cache-")
atexit.register(shutil.rmtree, os.environ["ACTIONSPEC_CACHE"], ignore_errors=True)

# A machine that is busy makes no test fail.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

TALLY = pytest.StashKey[Counter[str]]()

# Its tests share what takes long to find out, and neighbours at the front stay on one worker.
FIRST = "test_types.py"


class Mocks(dict[str, MockServer]):
    """Mock servers by the package of their API; each starts when it is first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __missing__(self, package: str) -> MockServer:
        (api,) = [one for one in map(read_api, PACKAGES) if one.package == package]
        self[package] = self._stack.enter_context(running(api))
        return self[package]


@pytest.fixture(scope="session", autouse=True)
def certificates() -> Iterator[None]:
    """Let clients share the certificates of the machine: to read them takes 20 ms each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpcore2, "default_ssl_context", cache(httpcore2.default_ssl_context))
        yield


@pytest.fixture(scope="session")
def mocks() -> Iterator[dict[str, MockServer]]:
    """A running mock server for each API that has a generated client, by its package."""
    with ExitStack() as stack:
        yield Mocks(stack)


@pytest.fixture
def mock(mocks: dict[str, MockServer]) -> MockServer:
    """The mock server of the Skycore API, with an empty list of requests."""
    server = mocks["skycore"]
    server.requests.clear()
    return server


@pytest.fixture(scope="session")
def tally(pytestconfig: pytest.Config) -> Counter[str]:
    """What the run counts and prints at its end: `tally["rows"] += 5` makes it say "5 rows"."""
    return pytestconfig.stash[TALLY]


def pytest_xdist_auto_num_workers() -> int | None:
    """One worker more than processors, for tests often wait: for answers, browsers, and clocks.

    But a single process if tests write what other tests read.
    """
    return 0 if os.environ.get("UPDATE") else (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count."""
    config.stash[TALLY] = Counter()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that share most."""
    items.sort(key=lambda item: item.path.name != FIRST)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a worker counted to the process that started it."""
    counted = session.config.stash[TALLY]
    output: dict[str, object] = getattr(session.config, "workeroutput", {})
    output["tally"] = dict(counted)


def pytest_testnodedown(node: Any, error: object) -> None:
    """Add what a worker counted, unless it died."""
    if not error:
        node.config.stash[TALLY].update(node.workeroutput["tally"])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tell what was counted."""
    for what, number in sorted(config.stash[TALLY].items()):
        terminalreporter.write_line(f"{number:,} {what}")
