"""What a program waits for until the first call of one action is under way.

python tests/benchmarks/importing.py [--quick]

Each figure is that of a process of its own: from its first line to the end of a call to an address
where nobody listens.
"""

from environment import enter

enter()

import statistics
import subprocess
import sys
from pathlib import Path

from generators import GENERATORS, OPENAPI, OWN, SPEC, place_to_work
from peers.inputs import write_openapi
from results import Table, Target, save
from specs import make
from timing import progress

PEER = "openapi-python-client"

_TIMED = """
import time
begin = time.perf_counter()
{program}
print(time.perf_counter() - begin)
"""
_LIBRARY = "import httpx2"
_BARE = """import httpx2
with httpx2.Client() as http:
    try:
        http.post("http://127.0.0.1:9/", content=b"<x/>")
    except httpx2.ConnectError:
        pass"""
_OWN = """import sys
sys.path.insert(0, {folder!r})
from notices import Notices, TransportError
try:
    Notices("key", base_url="http://127.0.0.1:9/", retry=None).send_notice1(
        group_id=1, title="Hello", text="Hello"
    )
except TransportError:
    pass"""
_PEER = """import sys
sys.path.insert(0, {folder!r})
import httpx
from {package}.client import Client
from {package}.api.default import {module}
Client(base_url="http://127.0.0.1:9/").get_httpx_client()"""

WHY = (
    "Of it, 40 ms and more go into the first client of the HTTP library, which loads certificates "
    "and its back end: the row `httpx2, and a call` has them too."
)

WHY_ALL = (
    "A client with 1,000 methods takes 20 ms to load; msgspec takes 8, the runtime 25, and the "
    "first call of an action 5."
)


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    sizes = (1, 5) if quick else (33, 1_000)
    with place_to_work():
        programs = {"httpx2": _LIBRARY, "httpx2, and a call": _BARE}
        for actions in sizes:
            programs[f"{OWN}, {actions:,} actions, and a call"] = _own(actions)
        programs[f"{PEER}, {sizes[0]} operations, and a client"] = _peer(sizes[0])
        seconds = in_processes(programs, rounds=2 if quick else 15)
    library, bare, *clients = seconds.values()
    targets = [
        Target(f"ms that {actions:,} actions and a call add to `{name}`", 1e3 * (own - base), 60)
        for actions, own in zip(sizes, clients, strict=False)
        for name, base in (("httpx2", library), ("httpx2, and a call", bare))
    ]
    targets = [
        Target(one.claim, one.ratio, one.bound, why=WHY_ALL if "call`" in one.claim else WHY)
        for one in targets
    ]
    rows = {name: [1e3 * each] for name, each in seconds.items()}
    table = Table("milliseconds", ["to the end of the first call"], rows, targets)
    if quick:
        print(table)
    else:
        save("importing", [table], ["httpx2", "msgspec", PEER])


def _own(actions: int) -> str:
    make(SPEC, actions)
    folder = Path(f"own_{actions}")
    subprocess.run([*GENERATORS[OWN].command[:-1], folder], check=True, capture_output=True)
    return _OWN.format(folder=str((folder / "python").absolute()))


def _peer(actions: int) -> str:
    write_openapi(OPENAPI, actions)
    peer = GENERATORS[PEER]
    subprocess.run(peer.command, check=True, capture_output=True)
    module = min(peer.out.rglob("api/default/send*.py"))
    package = module.parents[2]
    return _PEER.format(
        folder=str(package.parent.absolute()), package=package.name, module=module.stem
    )


def in_processes(programs: dict[str, str], *, rounds: int) -> dict[str, float]:
    """The median seconds that each program takes, in turns; once before, to compile what it has."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        progress(f"round {number} of {rounds}")
        for name, program in programs.items():
            command = [sys.executable, "-I", "-c", _TIMED.format(program=program)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds[name] += [float(done.stdout)] if number else []
    return {name: statistics.median(each) for name, each in seconds.items()}


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
