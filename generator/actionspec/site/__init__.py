"""The documentation site of an API: rendered, built by Zensical, served while one writes."""

from __future__ import annotations

from actionspec.site.build import BuildError, Version, build, versions_of
from actionspec.site.place import MARKER, refuse_foreign, take_place

__all__ = [
    "MARKER",
    "BuildError",
    "Version",
    "build",
    "refuse_foreign",
    "take_place",
    "versions_of",
]
