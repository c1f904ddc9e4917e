"""Reading answers: from bytes to the typed, immutable records of a generated client, beside peers.

python tests/benchmarks/decoding.py [--quick]
"""

from environment import enter

enter()

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "generated" / "skycore" / "python"))

from answers import answer, parts
from results import Table, Target, save
from timing import in_turns, progress

from peers import decoding as peers
from skycore._runtime.verdict import Answer, read
from skycore._service import SERVICE
from skycore.actions.send_message_by_subscriber_ref import SendMessageBySubscriberRef

FLOOR = "bare expat, no handlers"
OWN = "ActionSpec"
STREAM = "ActionSpec, each"
REQUEST = SendMessageBySubscriberRef(subscriber_ref="ACCT-1", campaign_ref="Autumn", text="Hello")
MEBIBYTE = 2**20


def actionspec(body: bytes) -> object:
    """The deliveries of a result, as a call returns it."""
    return read(SERVICE, REQUEST, Answer(200, {}, None, body)).subscribers


def streamed(records: int) -> int:
    """Take deliveries as they come; how many there are."""
    stream = REQUEST.repeated().stream(None)
    taken = sum(len(stream.feed(part)) for part in parts(records))
    return taken + len(stream.finish())


SUBJECTS: dict[str, Callable[[bytes], object]] = {FLOOR: peers.bare_expat, OWN: actionspec}
SUBJECTS |= peers.SUBJECTS


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    sizes = {1: 300, 3: 300, 1_000: 3, 10_000 if quick else 100_000: 1}
    largest = max(sizes)
    rounds = 1 if quick else 3
    micro: dict[str, list[float | None]] = {name: [] for name in SUBJECTS}
    for size, calls in sizes.items():
        progress(f"{size:,} records")
        body = answer(size)
        subjects = {name: lambda one=one, body=body: one(body) for name, one in SUBJECTS.items()}
        for name, seconds in in_turns(
            subjects, rounds=rounds if size == largest else 3 * rounds, calls=calls
        ).items():
            micro[name].append(seconds * 1e6)
    peaks = {name: [peak(name, largest)] for name in SUBJECTS}
    counts = (largest // 10, largest, largest * 10)
    streams = {STREAM: [peak(STREAM, count) for count in counts]}
    tables = [times(micro, sizes), memory(peaks, largest), streaming(streams, counts)]
    if quick:
        print(*tables, sep="\n")
    else:
        save("decoding", tables, peers.DISTRIBUTIONS)


def times(micro: dict[str, list[float | None]], sizes: dict[int, int]) -> Table:
    """The table of times, with what is to be reached."""
    largest = len(sizes) - 1
    three = [*sizes].index(3)

    def over(name: str, other: str, column: int) -> float:
        return (micro[name][column] or 0) / (micro[other][column] or 1)

    botocore = min("botocore, query", "botocore, rest-xml", key=lambda one: micro[one][largest])
    return Table(
        "microseconds of CPU for an answer",
        [f"{size:,} records" for size in sizes],
        micro,
        [
            Target(
                f"{[*sizes][-1]:,} records, times bare expat",
                over(OWN, FLOOR, largest),
                4,
                why="Of the time, expat and the elements that ElementTree makes of its events take "
                "45 %, looking at these and a dict for each record 30 %, seven calls that read the "
                "fields and the memory of the record 25 %.",
            ),
            Target(
                "3 records, times bare expat",
                over(OWN, FLOOR, three),
                4,
                why="A parser for elements costs twice as much to make as a bare one, and a third "
                "of the time goes into what is done once for an answer: is it a failure, does it "
                "tell success, did every element fail.",
            ),
            Target("the faster parser of botocore takes", over(botocore, OWN, largest), 4, True),
            Target("xsdata takes", over("xsdata", OWN, largest), 12, True),
            Target("pydantic-xml takes", over("pydantic-xml", OWN, largest), 12, True),
        ],
        "Records have 205 bytes and five texts. botocore makes dictionaries; bare expat nothing.",
    )


def memory(peaks: dict[str, list[float | None]], records: int) -> Table:
    """The table of peaks of memory."""
    return Table(
        "MiB at the peak, beyond the answer itself",
        [f"{records:,} records"],
        peaks,
        [Target("MiB of ActionSpec", peaks[OWN][0] or 0, 50)],
        "What a process of its own needs more when it decodes once; results are kept.",
    )


def streaming(peaks: dict[str, list[float | None]], counts: tuple[int, ...]) -> Table:
    """The table of peaks of memory of answers that are not kept."""
    first, *_, last = peaks[STREAM]
    return Table(
        "MiB at the peak, for an answer that comes part by part",
        [f"{count:,} records" for count in counts],
        peaks,
        [Target("MiB more for a hundred times as many records", (last or 0) - (first or 0), 1)],
    )


def peak(name: str, records: int) -> float:
    """MiB that a process of its own needs more to decode an answer once."""
    progress(f"memory of {name}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.xml"
        if name != STREAM:
            file.write_bytes(answer(records))
        command = [sys.executable, __file__, "--peak", name, str(file), str(records)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def print_peak(name: str, file: Path, records: int) -> None:
    """Decode once, and print how many MiB more that took."""
    SUBJECTS.get(name, actionspec)(answer(3))
    body = b"" if name == STREAM else file.read_bytes()
    before = _most()
    found = streamed(records) if name == STREAM else SUBJECTS[name](body)
    print((_most() - before) / MEBIBYTE)
    del found
    # Nobody needs the time that it takes to free all this.
    sys.stdout.flush()
    os._exit(0)


def _most() -> int:
    # What getrusage tells is inherited from the process before.
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print_peak(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(quick="--quick" in sys.argv)
