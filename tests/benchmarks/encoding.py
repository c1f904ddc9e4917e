"""Writing requests: from a request object to the finished body or query string, beside peers.

python tests/benchmarks/encoding.py [--quick]
"""

from environment import enter

enter()

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "generated" / "skycore" / "python"))

from peers import encoding as peers
from results import Table, Target, save
from timing import in_turns, progress

from skycore import Skycore
from skycore._service import SERVICE
from skycore.actions.send_message_by_subscriber_ref import SendMessageBySubscriberRef

OWN = "ActionSpec"
FLOOR = "f-string with guards, by hand"
URLENCODE = "urlencode"
TEXTS = {
    "plain text": "Hello, the shop is open until 8 on Sunday",
    "text with &<> and non-ASCII": "Müller & Söhne <b> grüßen, 3 > 2 & 1 < 2 €",
}
_WHY = (
    "One function by hand knows which values can be absent and which are texts. Here that is "
    "looked up by the types of the values (a third of the time), a text is refused that XML cannot "
    "write, and the result is a message with its address and headers."
)
_WHY_QUERY = "All the rest is percent-encoding: one table look-up a byte, as in urlencode itself."


def request(text: str) -> SendMessageBySubscriberRef:
    """A request with such a text."""
    return SendMessageBySubscriberRef(
        subscriber_ref="ACCT-123232", campaign_ref="Campaign123", text=text
    )


def own(transport: Any) -> Callable[[SendMessageBySubscriberRef], bytes | str]:
    """What a client of a transport makes of a request."""
    setup = Skycore(peers.KEY, transport=transport)._setup
    written = setup.writers.written

    def encode(one: SendMessageBySubscriberRef) -> bytes | str:
        message = written(one, SERVICE, setup)
        return message.body or message.query or ""

    return encode


def measured(title: str, subjects: Mapping[str, Callable[[Any], Any]], *, quick: bool) -> Table:
    """A table of times; whatever is sent is the same for all."""
    rows: dict[str, list[float | None]] = {name: [] for name in subjects}
    for text in TEXTS.values():
        progress(f"{title}: {text}")
        made = request(text)
        turns = {name: lambda one=one, made=made: one(made) for name, one in subjects.items()}
        seconds = in_turns(turns, rounds=1 if quick else 15, calls=200 if quick else 2000)
        for name, each in seconds.items():
            rows[name].append(each * 1e6)
    return Table(title, [*TEXTS], rows)


def with_targets(table: Table, targets: list[Target]) -> Table:
    """A table with what is to be reached."""
    return Table(table.title, table.columns, table.rows, targets, table.note)


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    xml, get = own("xml"), own("get")
    for text in TEXTS.values():
        assert xml(request(text)) == peers.floor(request(text))
        assert get(request(text)) == peers.with_urlencode(request(text))
    table = measured(
        "microseconds of CPU for a body in XML",
        {FLOOR: peers.floor, OWN: xml, **peers.XML},
        quick=quick,
    )
    query = measured(
        "microseconds of CPU for a query string", {OWN: get, **peers.QUERY}, quick=quick
    )
    own_xml, floor = table.rows[OWN], table.rows[FLOOR]
    own_query, urlencode = query.rows[OWN], query.rows[URLENCODE]
    tables = [
        with_targets(
            table,
            [
                Target(f"{name}, times {FLOOR}", (a or 0) / (b or 1), 2.5, why=_WHY)
                for name, a, b in zip(TEXTS, own_xml, floor, strict=True)
            ],
        ),
        with_targets(
            query,
            [
                Target(
                    f"{name}: urlencode takes, times ours", (b or 0) / (a or 1), 3, True, _WHY_QUERY
                )
                for name, a, b in zip(TEXTS, own_query, urlencode, strict=True)
            ],
        ),
    ]
    if quick:
        print(*tables, sep="\n")
    else:
        save("encoding", tables, peers.DISTRIBUTIONS)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
