"""A site on this machine, built again whenever its spec changes, with a mock server beside it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import uvicorn
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from actionspec.mock import MockServer
from actionspec.mock.serving import listen, running, url_of
from actionspec.model import Api
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
    """

    def __init__(self, path: Path, work: Path, tell: Tell, own: Path | None = None) -> None:
        self.url = self.mock_url = ""
        self._path = path
        self._work = work
        self._tell = tell
        self._own = own
        self._numbers = count()
        self._mock = ExitStack()
        self._versions = versions_of(read_spec(path))
        self._files: StaticFiles | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if self._files is not None:
            await self._files(scope, receive, send)

    def changes(self) -> Iterator[None]:
        """Wait for changes of the spec or of the user's templates, one after the other."""
        return changes(
            lambda: [path for version in self._versions for path in version.spec.source.read],
            self._own,
        )

    def rebuild(self) -> None:
        """Build the site from what the spec says now; until that is done, the old one is served.

        Raises:
            SpecError: The spec has problems.
            BuildError: The site cannot be built.
            TemplateError: A template of the user has a mistake.
        """
        self._versions = versions_of(read_spec(self._path))
        self._serve_mock(self._versions[0].api)
        built = build(self._versions, self._work, self._tell, self.mock_url, self._own)
        folder = self._work / f"served-{next(self._numbers)}"
        shutil.move(built, folder)
        old, self._files = self._files, StaticFiles(directory=folder, html=True)
        if old is not None and old.directory is not None:
            shutil.rmtree(old.directory)

    def close(self) -> None:
        """End the mock server."""
        self._mock.close()

    def _serve_mock(self, api: Api) -> None:
        port = urlsplit(self.mock_url).port or 0  # the same one again
        self._mock.close()
        mock = MockServer(api, allowed_origin=self.url.rstrip("/"))
        self.mock_url = self._mock.enter_context(running(mock, port=port)).url


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
    with TemporaryDirectory(prefix="actionspec-docs-") as work, ExitStack() as stack:
        site = ServedSite(path, Path(work), tell, own)
        listener = stack.enter_context(listen(port))
        site.url = url_of(listener)
        stack.callback(site.close)
        site.rebuild()
        config = uvicorn.Config(site, log_config=None, access_log=False, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.should_exit = True
            thread.join()
