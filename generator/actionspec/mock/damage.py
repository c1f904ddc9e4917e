"""Answers that are broken, dangerous or not the service's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

from actionspec.mock.steps import Fault
from actionspec.mock.writing import Answer

DEEP = 100_000
"""How deep an answer is nested that is nested too deep."""

FLOOD = 64 * 1024 * 1024
"""Bytes of an answer that is far too large, at the least."""

# No text is well-formed with these in it: they are no UTF-8, and neither XML nor JSON.
_GARBAGE = b"\xff\x00<<&{"

_CHUNK = 64 * 1024

# What may stand in an answer as often as one likes, by the type of its body.
_FILLERS = {"text/xml": b" ", "application/json": b" ", "text/plain": b"\n"}

# Nobody listens there, and a client that reads answers safely does not even try.
_OUTSIDE = "http://127.0.0.1:9/outside.dtd"


def page(status: int) -> Answer:
    """An HTML page, such as a proxy, a firewall or a login page in between shows."""
    names = {one.value: one.phrase for one in HTTPStatus}
    title = names.get(status, "Error") if status >= 300 else "Please wait"
    text = f"""<!doctype html>
<html lang=en>
<head><meta charset=utf-8><title>{title}</title></head>
<body><h1>{title}</h1><hr><p>This is not what you asked for.<br>Try again later.</body>
</html>
"""
    return Answer(text.encode(), status, "text/html")


def damaged(answer: Answer, fault: Fault | None) -> Answer:
    """An answer with a fault in its content; the same for faults that are none of its content."""
    body, middle = answer.body, len(answer.body) // 2
    match fault:
        case "truncate":
            return replace(answer, body=body[:middle])
        case "garble":
            return replace(answer, body=body[:middle] + _GARBAGE + body[middle:])
        case "deep" if answer.content_type == "text/xml":
            return replace(answer, body=_with_element(body, b"<n>" * DEEP + b"</n>" * DEEP))
        case "deep":
            return replace(answer, body=_with_value(body, b"[" * DEEP + b"]" * DEEP))
        case "dtd":
            return replace(answer, body=_with_document_type(body))
        case _:
            return answer


def flood(answer: Answer) -> Iterator[bytes]:
    """An answer that means the same, but does not end before `FLOOD` bytes; in pieces."""
    body = _opened(answer.body) if answer.content_type == "text/xml" else answer.body
    end = body.rfind(b"</") if answer.content_type == "text/xml" else len(body.rstrip()) - 1
    filler = _FILLERS.get(answer.content_type, b"&")
    yield body[:end]
    for _ in range(FLOOD // _CHUNK):
        yield filler * _CHUNK
    yield body[end:]


def _opened(document: bytes) -> bytes:
    """A document whose root has an end tag."""
    return re.sub(rb"<([\w:.-]+)([^<>]*)/>\s*\Z", rb"<\1\2></\1>", document)


def _with_element(document: bytes, element: bytes) -> bytes:
    """A document with an element more, at the end of its root."""
    head, end, tail = _opened(document).rpartition(b"</")
    return head + element + end + tail


def _with_value(text: bytes, value: bytes) -> bytes:
    """JSON with a value more, at the end of its outermost list or object."""
    head, tail = text.rstrip()[:-1], text.rstrip()[-1:]
    comma = b"," if head.strip()[1:] else b""
    return head + comma + (b'"n":' if tail == b"}" else b"") + value + tail


def _with_document_type(document: bytes) -> bytes:
    """A document with entities that stand for billions of others, and one from outside."""
    declaration, mark, rest = document.rpartition(b"?>")
    root = next(iter(re.findall(r"<([\w:.-]+)", rest.decode())), "answer")
    bombs = "".join(f'<!ENTITY n{depth} "{f"&n{depth - 1};" * 10}">' for depth in range(1, 10))
    entities = f'<!ENTITY n0 "nothing">{bombs}<!ENTITY outside SYSTEM "{_OUTSIDE}">'
    doctype = f'<!DOCTYPE {root} SYSTEM "{_OUTSIDE}" [{entities}]>'
    return declaration + mark + doctype.encode() + _with_element(rest, b"<n>&n9;&outside;</n>")
