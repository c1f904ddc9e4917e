"""The document that a request's body holds: the body itself, or a field of a form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

_PAIR = re.compile(rb"\s*[\w.%+\[\]-]+=")
_BOUNDARY = re.compile(rb"\s*(--[^\r\n]{1,70})\r\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)

# Python knows further ones, some of which take very long to decode.
_CHARSETS = re.compile(
    r"us-ascii|utf-?(8|16|16-?le|16-?be)|latin-?1|iso-?8859-\d+|(windows-|cp)125\d", re.I
)


def charset_of(content_type: str | None) -> str | None:
    """The character set that an HTTP header names; None if it names none of the usual ones."""
    found = _CHARSET.search(content_type or "")
    return found[1] if found and _CHARSETS.fullmatch(found[1]) else None


def document_in(body: bytes, field: str | None) -> bytes:
    """The document in a body, which may be a form with a field for it.

    The body itself tells: many senders call a document a form in their headers, too.
    """
    if field is None:
        return body
    if _PAIR.match(body):
        return _in_pairs(body, field)
    if boundary := _BOUNDARY.match(body):
        return _in_parts(body, boundary[1], field)
    return body


def _in_pairs(body: bytes, field: str) -> bytes:
    # Latin-1 gives every byte back, so that the document keeps its own encoding.
    pairs = parse_qsl(body.decode("latin-1").strip(), keep_blank_values=True, encoding="latin-1")
    return dict(pairs).get(field.encode().decode("latin-1"), "").encode("latin-1")


def _in_parts(body: bytes, boundary: bytes, field: str) -> bytes:
    name = re.escape(field.encode())
    named = re.compile(rb'\r\ncontent-disposition:[^\r\n]*;\s*name="?%b"?\s*(;|\r\n)' % name, re.I)
    for part in (b"\r\n" + body.lstrip()).split(b"\r\n" + boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if named.search(head + b"\r\n"):
            return content
    return b""
