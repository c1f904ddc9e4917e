"""Makes answers with any number of records of 205 bytes, whole or part by part."""

from __future__ import annotations

from collections.abc import Iterator

HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<RESPONSE><SUBSCRIBERREF>ACCT-123232</SUBSCRIBERREF>'
)
TAIL = b"</RESPONSE>"
AT_A_TIME = 300


def record(number: int) -> str:
    """What became of a message for one of the numbers."""
    return (
        f"<SUBSCRIBER><STATUS>Success</STATUS><TRACKINGID>MMS_SMIL_{number:026d}</TRACKINGID>"
        f"<TO>1{number:010d}</TO><FROM>60856</FROM>"
        "<STATUSDETAILS>Message accepted by gateway</STATUSDETAILS></SUBSCRIBER>"
    )


def parts(records: int) -> Iterator[bytes]:
    """An answer, part by part."""
    yield HEAD
    for first in range(0, records, AT_A_TIME):
        last = min(first + AT_A_TIME, records)
        yield "".join(map(record, range(first, last))).encode()
    yield TAIL


def answer(records: int) -> bytes:
    """A whole answer."""
    return b"".join(parts(records))
