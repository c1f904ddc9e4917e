"""TOML text."""

from __future__ import annotations

import json


def toml_text(text: str) -> str:
    """Free text as a basic string of one line."""
    printable = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return json.dumps(printable, ensure_ascii=False)
