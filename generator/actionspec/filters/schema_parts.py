"""What the JSON Schemas of requests and of results have in common."""

from __future__ import annotations

from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

LOCAL_TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?$"
"""A time without a zone, which `date-time` would want."""


def told(schema: Schema) -> Schema:
    """The keywords that have a value."""
    return {keyword: value for keyword, value in schema.items() if value is not None}


def paragraphs(*texts: str | None) -> str:
    """Texts one below the other, without those that are empty."""
    return "\n\n".join(text.strip() for text in texts if text)
