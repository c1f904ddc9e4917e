"""What all tests share: the committed clients can be imported, each API has a mock server."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from apis import API_FOLDERS, ROOT, read_api

from actionspec.mock import MockServer, running

for package in sorted(ROOT.glob("generated/*/python")):
    sys.path.insert(0, str(package))


@pytest.fixture(scope="session")
def mocks() -> Iterator[dict[str, MockServer]]:
    """A running mock server for each API under `spec/`, by the name of its folder."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield {
            folder.name: stack.enter_context(running(read_api(folder))) for folder in API_FOLDERS
        }


@pytest.fixture
def mock(mocks: dict[str, MockServer]) -> MockServer:
    """The mock server of the Skycore API, with an empty list of requests."""
    server = mocks["skycore"]
    server.requests.clear()
    return server
