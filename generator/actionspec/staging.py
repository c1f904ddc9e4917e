"""A copy of a spec to try changes on, and the changes put where they belong, all or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from tempfile import NamedTemporaryFile


@contextmanager
def staged(spec: Path) -> Iterator[Path]:
    """A copy of a spec beside it, from where `base` and `previous` lead to the same places.

    Args:
        spec: A folder or a file; what is not there yet has no copy, but a place for one, in the
            innermost folder around it that is there.

    Raises:
        OSError: It cannot be copied.
    """
    place = Path(os.path.abspath(spec))
    ending = place.suffix if place.is_file() else ""
    around = next(one for one in place.parents if one.is_dir())
    copy = around / f".{place.stem}-{token_hex(4)}{ending}"
    try:
        if place.is_dir():
            shutil.copytree(place, copy, symlinks=True, ignore=_no_files_of_a_spec)
        elif place.is_file():
            shutil.copy(place, copy)
        yield copy
    finally:
        if copy.is_dir():
            shutil.rmtree(copy)
        else:
            copy.unlink(missing_ok=True)


def _no_files_of_a_spec(folder: str, names: list[str]) -> set[str]:
    """What no spec reads: hidden folders, such as those of a repository, pipes and devices."""
    found = {name: Path(folder, name) for name in names}
    return {
        name
        for name, path in found.items()
        if name.startswith(".") or not (path.is_file() or path.is_dir() or path.is_symlink())
    }


def contents(spec: Path) -> dict[Path, bytes]:
    """What the files of a spec hold now, to notice later that somebody has saved one."""
    files = [*spec.rglob("*.yaml"), *spec.rglob("*.json")] if spec.is_dir() else [spec]
    return {one: one.read_bytes() for one in files if one.is_file()}


def write_all(texts: Mapping[Path, str], before: Mapping[Path, bytes] | None = None) -> None:
    """Write files, each as a whole; where one cannot be written, all stay what they were.

    Args:
        texts: What to write, by the files.
        before: What files held when the texts were made of them.

    Raises:
        OSError: One cannot be written, or somebody has saved one meanwhile.
    """
    written: dict[Path, Path] = {}
    with ExitStack() as undo:
        for path, text in texts.items():
            # What a link leads to is written, and the link stays.
            place = Path(os.path.realpath(path))
            if place.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
            _make_folder(place.parent, undo)
            with NamedTemporaryFile(dir=place.parent, delete=False) as file:
                undo.callback(Path(file.name).unlink, missing_ok=True)
                written[Path(file.name)] = place
                file.write(text.encode("utf-8"))
            if place.exists():
                copymode(place, file.name)
            else:
                Path(file.name).chmod(0o666 & ~_umask())
        if before is not None:
            for path in texts:
                if (path.read_bytes() if path.is_file() else None) != before.get(path):
                    raise OSError(f"{path} was saved meanwhile; nothing is written, try again")
        for file_written, place in written.items():
            undo.callback(_give_back, place, place.read_bytes() if place.is_file() else None)
            file_written.replace(place)
        undo.pop_all()


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder, and the folders around it, that go away again if nothing is written."""
    if not folder.is_dir():
        _make_folder(folder.parent, undo)
        folder.mkdir()
        undo.callback(folder.rmdir)


def _give_back(place: Path, content: bytes | None) -> None:
    if content is not None:
        place.write_bytes(content)
    elif place.is_file():
        place.unlink()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
