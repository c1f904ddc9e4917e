"""Waiting until somebody saves a file of a spec."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from os.path import realpath
from pathlib import Path

from watchfiles import Change, watch

from actionspec.files import FOLDERS

SOON = 200
"""Milliseconds after which it is told that somebody watches."""


def changes(specs: Callable[[], Iterable[Path]], folder: Path | None = None) -> Iterator[None]:
    """Tell when all is watched, and then whenever a file of a spec was saved, without an end.

    What is saved between two of these is told by the second one.

    Args:
        specs: Tells which specs to watch: folders, or single files. They need not be there yet.
        folder: A folder besides in which any file counts.

    Raises:
        KeyboardInterrupt: Somebody has had enough.
    """
    while True:
        watched = _Watched(specs(), folder)
        # A folder may go away before it is watched.
        with suppress(FileNotFoundError):
            yield from _changes_in(watched, lambda: _Watched(specs(), folder))


def _changes_in(watched: _Watched, now: Callable[[], _Watched]) -> Iterator[None]:
    """Tell when all is watched, and then of changes, until other folders are to be watched."""
    told = False
    # A timeout tells that the watch has begun; what was saved before that, nobody has seen.
    for saved in watch(
        *watched.folders,
        watch_filter=watched.concerns,
        recursive=False,
        rust_timeout=SOON,
        yield_on_timeout=True,
    ):
        if saved or not told:
            told = True
            yield
            if now().folders != watched.folders:
                return


class _Watched:
    """Specs, and the folders in which their files are.

    Folders, since an editor may save a file by putting another one in its place; those around them
    too, in which a whole spec may be put in the place of another one.
    """

    def __init__(self, specs: Iterable[Path], folder: Path | None) -> None:
        self._specs = {Path(realpath(one)) for one in specs}
        inner = {one / name for one in self._specs for name in ("", *FOLDERS)}
        around = {one.parent for one in self._specs}
        self._folder = Path(realpath(folder)) if folder else None
        below = {self._folder, *self._folder.rglob("*")} if self._folder else set()
        self.folders = sorted(one for one in inner | around | below if one.is_dir())

    def concerns(self, _: Change, path: str) -> bool:
        """Whether it matters to a spec that something was changed."""
        changed = Path(path)
        if self._folder and self._folder in changed.parents:
            return "__pycache__" not in changed.parts
        if changed.suffix == ".yaml":
            return not self._specs.isdisjoint((changed, *changed.parents))
        whole = changed.parent if changed.name in FOLDERS else changed
        return whole in self._specs
