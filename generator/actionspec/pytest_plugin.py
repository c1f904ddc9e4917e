"""A fixture for the tests of programs that call an API; nothing is imported until it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from actionspec.mock import MockServer
    from actionspec.model import Api


@pytest.fixture
def actionspec_mock() -> Iterator[Callable[..., MockServer]]:
    """Starts mock servers, which end with the test: `actionspec_mock("spec/my_api")`.

    It takes what `actionspec.mock.mock_server` takes, and returns the running `MockServer`.
    """
    with ExitStack() as stack:

        def start(spec: Api | Path | str, **options: Any) -> MockServer:
            from actionspec.mock import mock_server

            return stack.enter_context(mock_server(spec, **options))

        yield start
