"""What all tests share: the committed clients can be imported, each API has a mock server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from apis import AGREED, PACKAGES, read_api

from actionspec.mock import MockServer, running

sys.path[:0] = [str(package) for package in PACKAGES.values()]


@pytest.fixture(scope="session")
def mocks() -> Iterator[dict[str, MockServer]]:
    """A running mock server for each API that has a generated client, by its package."""
    with ExitStack() as stack:
        apis = [read_api(folder) for folder in PACKAGES]
        yield {api.package: stack.enter_context(running(api)) for api in apis}


@pytest.fixture
def mock(mocks: dict[str, MockServer]) -> MockServer:
    """The mock server of the Skycore API, with an empty list of requests."""
    server = mocks["skycore"]
    server.requests.clear()
    return server


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tell on how many rows validator and mock agreed."""
    terminalreporter.write_line(f"validator and mock agreed on {config.stash.get(AGREED, 0)} rows")
