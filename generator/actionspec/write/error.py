"""Why an output folder cannot be written."""

from __future__ import annotations


class WriteError(Exception):
    """An output folder cannot be written as things are. Nothing was changed."""
