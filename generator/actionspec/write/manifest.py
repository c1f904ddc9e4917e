"""The manifest of an output folder: what was generated, with hashes.

It maps each path to the hash of its text. While files are replaced one by one, it maps a path to
the hashes of its old and its new text, so that a run that is cut short leaves no unknown file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from actionspec.write.error import WriteError
from actionspec.write.found import Kind, look
from actionspec.write.paths import PathError, check_path, place_of

MANIFEST = ".actionspec.json"

Hashes = Mapping[str, frozenset[str]]
"""The hashes that the text of a path may have for it to be ours."""


class DamagedManifestError(WriteError):
    """A manifest holds something else, so that nobody knows what was generated."""


def read_manifest(place: Path, folder: Path) -> dict[str, frozenset[str]]:
    """What was generated into a folder.

    Args:
        place: The folder.
        folder: How its user calls it.

    Raises:
        DamagedManifestError: The manifest holds something else, or is no file.
        OSError: It cannot be read.
    """
    shown = (folder / MANIFEST).as_posix()
    found = look(place, MANIFEST)
    if found.kind is Kind.NOTHING:
        return {}
    if found.kind is not Kind.FILE:
        raise DamagedManifestError(f"{shown} is {found.kind.value}; move it away")
    try:
        recorded = json.loads(found.content)
        return {_checked(path): _hashes(entry) for path, entry in recorded.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        message = f"{shown} is damaged; bring it back, or empty the folder"
        raise DamagedManifestError(message) from error


def left_in(folder: Path) -> dict[str, list[str]] | None:
    """What the manifest of a folder records, if each file is there as recorded; None if not.

    Raises:
        WriteError: The manifest is damaged.
        OSError: A file cannot be read.
    """
    place = place_of(folder)
    recorded = read_manifest(place, folder)
    for path, hashes in recorded.items():
        found = look(place, path)
        if found.at != path or found.kind is not Kind.FILE or {hash_of(found.content)} != hashes:
            return None
    return {path: [*hashes] for path, hashes in recorded.items()}


def manifest_text(hashes: Hashes) -> str:
    """The manifest that records these."""
    entries = {path: sorted(ones) for path, ones in hashes.items()}
    flat = {path: ones[0] if len(ones) == 1 else ones for path, ones in entries.items()}
    return json.dumps(flat, indent=2, sort_keys=True) + "\n"


def hash_of(content: bytes) -> str:
    """What a manifest records of a text."""
    return hashlib.sha256(content).hexdigest()


def _checked(path: str) -> str:
    check_path(path)
    if path == MANIFEST:
        raise PathError(f"{path} records itself")
    return path


def _hashes(entry: object) -> frozenset[str]:
    ones = frozenset(map(str, entry if isinstance(entry, list) else [entry]))
    if not ones or not all(re.fullmatch("[0-9a-f]{64}", one) for one in ones):
        raise ValueError(entry)
    return ones
