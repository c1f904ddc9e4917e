"""A built site, and a page of a browser that complains of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apis import ROOT, run
from browser import Watched, browser, served
from playwright.sync_api import Browser, Page, expect

# A machine that is busy makes no test fail.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a spec and of the version before it, as the command builds it."""
    folder = tmp_path_factory.mktemp("site") / "out"
    done = run("docs", "build", str(ROOT / "spec/skycore"), "--out", str(folder))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


# Ends with its module: as long as the driver runs, its event loop is the one of this thread.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A new page, which may complain of nothing and ask nobody but this machine."""
    # What moves has the colours of a moment.
    with chromium.new_context(reduced_motion="reduce") as context:
        found = Watched(context.new_page())
        yield found
        assert not found.complaints
        assert found.hosts <= {"127.0.0.1"}


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page
