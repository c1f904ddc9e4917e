"""Generating a client again, after nothing or one action has changed, beside doing all of it.

python tests/benchmarks/regeneration.py [--quick]
"""

from environment import enter

enter()

import sys
from itertools import count

from generators import APIWRIGHT, GENERATORS, OPENAPI, OWN, PEERS, SPEC, place_to_work
from peers.inputs import write_openapi
from results import Table, Target, save
from specs import make, write_action
from timing import commands_in_turns

COLD, SAME, CHANGED = f"{OWN}, cold", f"{OWN}, nothing changed", f"{OWN}, one action changed"
PEER = f"{APIWRIGHT}, cold"

WHY_SAME = (
    "Of the time, half goes into a look at each file that was written, whether it is there as it "
    "was left, a fifth into the digests of the spec's files, the rest into Python and its imports."
)
WHY = (
    "A run for which anything has changed reads, checks and renders all of it again, which is all "
    "that a cold run does: black, of whose work a second run is spared most, has none in either."
)
"""Why one action takes as long as all."""


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    actions = 5 if quick else 1_000
    seconds = regeneration(actions, rounds=1 if quick else 3)
    targets = [
        Target("nothing changed / cold", seconds[SAME] / seconds[COLD], 0.05, why=WHY_SAME),
        Target("nothing changed / apiwright, cold", seconds[SAME] / seconds[PEER], 1),
        Target("one action changed / cold", seconds[CHANGED] / seconds[COLD], 0.1, why=WHY),
    ]
    rows = {name: [each] for name, each in seconds.items()}
    table = Table("seconds to generate", [f"{actions:,} actions"], rows, targets)
    if quick:
        print(table)
    else:
        save("regeneration", [table], [one for one in PEERS if one == APIWRIGHT])


def regeneration(actions: int, *, rounds: int) -> dict[str, float]:
    """The seconds of a cold run, and of those that follow it with the same folder and cache."""
    own, peer = GENERATORS[OWN], GENERATORS[APIWRIGHT]
    commands = {COLD: own.command, SAME: own.command, CHANGED: own.command, PEER: peer.command}
    texts = (f"Send, in round {number}, notice" for number in count(1))
    text = ""

    def prepare(name: str) -> None:
        nonlocal text
        if name == COLD:
            own.clean()
        elif name == CHANGED:
            text = next(texts)
            write_action(SPEC, actions, text)
        elif name == PEER:
            _check_text(text)
            peer.clean()

    with place_to_work():
        make(SPEC, actions)
        write_openapi(OPENAPI, actions)
        seconds = commands_in_turns(commands, rounds=rounds, before=prepare)
        own.check(actions)
        peer.check(actions)
    return seconds


def _check_text(text: str) -> None:
    """Make sure that the text of the changed action was generated."""
    if not any(text in file.read_text("utf-8") for file in GENERATORS[OWN].out.rglob("*.py")):
        raise SystemExit(f"nothing generated says {text!r}")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
