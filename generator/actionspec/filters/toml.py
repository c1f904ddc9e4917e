"""TOML text."""

from __future__ import annotations

import json

# Each sign that means something in HTML, and one that looks alike.
_ALIKE = str.maketrans({"<": "‹", ">": "›", "&": "+", '"': "”", "'": "’", "`": "’"})


def toml_text(text: str) -> str:
    """Free text as a basic string of one line."""
    printable = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return json.dumps(printable, ensure_ascii=False)


def toml_title(text: str) -> str:
    """The same, without a sign that means something in HTML: themes write titles as they are."""
    return toml_text(text.translate(_ALIKE))
