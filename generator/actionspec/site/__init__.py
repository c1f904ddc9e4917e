"""The documentation site of an API: rendered, built by Zensical, served while one writes."""

from __future__ import annotations

from actionspec.site.build import BuildError, Version, build, versions_of

__all__ = ["BuildError", "Version", "build", "versions_of"]
