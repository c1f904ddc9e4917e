"""What a run would do to an output folder. Looks, and touches nothing."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from actionspec.write.found import Found, Kind, below, look
from actionspec.write.manifest import MANIFEST, Hashes, hash_of, manifest_text, read_manifest
from actionspec.write.paths import check_path, place_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do to an output folder; all paths are relative to it.

    Attributes:
        folder: The folder as its user calls it.
        place: Where it is, no symbolic link.
        files: Every text that belongs there, the manifest among them.
        written: Files that are new or change.
        removed: Files that were generated before and are so no longer.
        edited: What somebody changed or put where these are, or on the way to them.
        found: What stands at the paths that are written and removed now.
        recorded: What the manifest records now.
        hashes: What it will record.
    """

    folder: Path
    place: Path
    files: Mapping[str, bytes]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    found: Mapping[str, Found]
    recorded: Hashes
    hashes: Hashes

    @property
    def changes(self) -> tuple[str, ...]:
        """Every path that would change, sorted."""
        return tuple(sorted((*self.written, *self.removed)))

    @property
    def dropped(self) -> Mapping[str, Found]:
        """All that will be there no longer as it is now, by its path."""
        return {one.at: one for one in self.found.values() if one.kind is not Kind.NOTHING}

    def shown(self, path: str) -> str:
        """A path as the user of the folder would call it."""
        return (self.folder / path).as_posix()


def plan(
    folder: Path, files: Mapping[str, str | bytes], parts: Iterable[str] | None = None
) -> Plan:
    """Compare texts with an output folder.

    Args:
        folder: The output folder, or a symbolic link to it. It need not exist.
        files: The texts by their paths in it, in UTF-8 if they are bytes.
        parts: The sub-folders that this run writes anew. What was generated elsewhere stays.
            Default: the whole folder.

    Raises:
        WriteError: The manifest is damaged, or a path is none that may be written.
        OSError: A file cannot be read, or there is a folder where a file has to go.
    """
    for path in files:
        check_path(path)
    place = place_of(folder)
    if place.exists() and not place.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "the output needs a folder", folder.as_posix())
    recorded = read_manifest(place, folder)
    contents = {path: _bytes(content) for path, content in files.items()}
    anew = ("",) if parts is None else tuple(f"{part}/" for part in parts)
    kept = {
        path: hashes
        for path, hashes in recorded.items()
        if path not in files and not path.startswith(anew)
    }
    hashes = {**kept, **{path: frozenset({hash_of(one)}) for path, one in contents.items()}}
    complete = {**contents, MANIFEST: manifest_text(hashes).encode()}
    found = {path: look(place, path) for path in sorted({*complete, *recorded} - kept.keys())}
    written = [path for path in sorted(complete) if not _holds(found[path], path, complete[path])]
    # What is beyond something in the way is not ours.
    gone = (Kind.FILE, Kind.LINK, Kind.OTHER)
    removed = [
        path
        for path in sorted(recorded.keys() - hashes.keys())
        if found[path].at == path and found[path].kind in gone
    ]
    changing = {path: found[path] for path in (*written, *removed)}
    todo = Plan(
        folder,
        place,
        complete,
        tuple(written),
        tuple(removed),
        _edited(changing, recorded, removed),
        changing,
        recorded,
        hashes,
    )
    _refuse_folders(todo)
    return todo


def _edited(
    changing: Mapping[str, Found], recorded: Hashes, removed: Iterable[str]
) -> tuple[str, ...]:
    edited = {
        found.at
        for path, found in changing.items()
        if path != MANIFEST
        # A file of ours in the way to a new one is removed; whether it was edited is asked there.
        and (_is_edit(found, recorded) if found.at == path else found.at not in removed)
    }
    return tuple(sorted(edited))


def _is_edit(found: Found, recorded: Hashes) -> bool:
    if found.kind is Kind.FILE:
        known = recorded.get(found.at, frozenset())
        return known.isdisjoint(map(hash_of, (found.content, _unix(found.content))))
    return found.kind in (Kind.LINK, Kind.OTHER)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _holds(found: Found, path: str, content: bytes) -> bool:
    is_there = found.at == path and found.kind is Kind.FILE
    return is_there and _unix(found.content) == _unix(content)


def _unix(content: bytes) -> bytes:
    # Git may check files out with the line ends of Windows; that is nobody's edit.
    return content.replace(b"\r\n", b"\n")


def _refuse_folders(todo: Plan) -> None:
    """Stop at a folder where a file has to go, unless all that it holds is to be removed."""
    going = {*todo.removed}
    parents = {parent.as_posix() for path in going for parent in Path(path).parents}
    for path in todo.written:
        found = todo.found[path]
        if found.kind is Kind.FOLDER and not (
            path in parents
            and all(
                inside in (parents if is_folder else going)
                for inside, is_folder in below(todo.place, path)
            )
        ):
            reason = "this is a folder, and a generated file has to go here; move it away"
            raise IsADirectoryError(errno.EISDIR, reason, todo.shown(path))
