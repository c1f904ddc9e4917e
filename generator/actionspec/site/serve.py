"""A site on this machine, built again whenever its spec changes, with a mock server beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from actionspec.mock import MockServer
from actionspec.mock.serving import answering, listen, url_of
from actionspec.read import read_spec
from actionspec.site.build import build, versions_of
from actionspec.watch import changes

Tell = Callable[[str], None]
"""Is told what goes on, in a line."""


class ServedSite:
    """A site that is served.

    Attributes:
        url: Where it is.
        mock_url: Where the mock server is that its request builders send to.
        changes: Waits for changes of the spec or of the user's templates, one after the other.
    """

    def __init__(
        self, url: str, mock_url: str, path: Path, work: Path, tell: Tell, own: Path | None = None
    ) -> None:
        """Build the site of a spec for the first time.

        Args:
            url: Where it will be.
            mock_url: Where the mock server will be.
            path: The spec.
            work: A folder for what is built.
            tell: Is told what is built.
            own: A user's folder of targets that change the pages.

        Raises:
            SpecError: The spec has problems.
            BuildError: The site cannot be built.
            TemplateError: A template of the user has a mistake.
        """
        self.url, self.mock_url = url, mock_url
        self._path = path
        self._work = work
        self._tell = tell
        self._own = own
        self._numbers = count()
        self._versions = versions_of(read_spec(path))
        self.changes = changes(self._read, own)
        next(self.changes)
        # All is watched now: what was saved before is read, what is saved from here on is told.
        self._versions = versions_of(read_spec(path))
        self._files, self._mock = self._built()

    async def pages(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page, as ASGI has it."""
        await self._files(scope, receive, send)

    async def mock(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of a builder, as ASGI has it."""
        await self._mock(scope, receive, send)

    def rebuild(self) -> None:
        """Build the site from what the spec says now; until that is done, the old one answers.

        Raises:
            SpecError: The spec has problems.
            BuildError: The site cannot be built.
            TemplateError: A template of the user has a mistake.
        """
        self._versions = versions_of(read_spec(self._path))
        old = self._files
        self._files, self._mock = self._built()
        if old.directory is not None:
            shutil.rmtree(old.directory)

    def _read(self) -> list[Path]:
        """The specs that the site was built from: this one, and those of the versions before."""
        return [path for version in self._versions for path in version.spec.source.read]

    def _built(self) -> tuple[StaticFiles, ASGIApp]:
        """What answers requests for pages, and what answers those of their builders."""
        built = build(self._versions, self._work, self._tell, self.mock_url, self._own)
        folder = self._work / f"served-{next(self._numbers)}"
        shutil.move(built, folder)
        mock = MockServer(self._versions[0].api, allowed_origin=self.url.rstrip("/"))
        return StaticFiles(directory=folder, html=True), mock.app


@contextmanager
def serving(path: Path, port: int, tell: Tell, own: Path | None = None) -> Iterator[ServedSite]:
    """Serve the site of a spec on loopback for as long as the context is open.

    Args:
        path: The spec.
        port: The port; 0 takes a free one.
        tell: Is told what is built.
        own: A user's folder of targets that change the pages.

    Raises:
        SpecError: The spec has problems.
        BuildError: The site cannot be built.
        TemplateError: A template of the user has a mistake.
        OSError: The port is taken.
    """
    with (
        TemporaryDirectory(prefix="actionspec-docs-") as work,
        listen(port) as listener,
        listen(0) as mock_listener,
    ):
        urls = (url_of(listener), url_of(mock_listener))
        site = ServedSite(*urls, path, Path(work), tell, own)
        with answering(listener, site.pages), answering(mock_listener, site.mock):
            yield site
