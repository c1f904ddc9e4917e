"""A command that sends a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lines import KEY

from actionspec.mock import MockServer


@pytest.fixture
def command(
    mock: MockServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[str]]:
    """The words of a command that sends people.csv of the current folder to a mock server."""
    monkeypatch.setenv("SKYCORE_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    yield ["send-sms", "--sender", "60856", "--base-url", mock.url, "--csv", "people.csv"]
    mock.script = []
