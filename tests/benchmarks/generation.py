"""Generating a client, cold: whole processes, without a cache, beside peers.

python tests/benchmarks/generation.py [--quick]
"""

from environment import enter

enter()

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from generators import (
    APIWRIGHT,
    GENERATORS,
    OPENAPI,
    OWN,
    OWN_ALONE,
    PEERS,
    SPEC,
    XSD,
    place_to_work,
)
from peers.inputs import write_openapi, write_xsd
from results import Table, Target, save
from specs import make
from timing import commands_in_turns, progress

from actionspec.format import VARIABLE, format_files
from actionspec.read import read
from actionspec.render import find_targets, render

PROJECT = Path(__file__).parents[2]
OUTRUN = [name for name in GENERATORS if name not in (OWN, OWN_ALONE, APIWRIGHT)]
"""The peers that it has to be as fast as."""

WHY = {
    35: "Of the CPU, half goes into importing, 20 % into rendering, 12 % into checks.",
    300: "Of the CPU, 30 % goes into rendering, 25 % into checks, 15 % into reading YAML, 14 % "
    "into importing.",
    1_000: "Of the CPU, 28 % goes into rendering (of which two fifths look for names to import), "
    "23 % into checks (half of it JSON Schema), 18 % into reading YAML, 9 % into breaking lines, "
    "8 % each into the model and into writing it down.",
}
"""Where the time goes, by the number of actions."""

WHY_TWO = (
    "Starting a process and importing black in it takes 0.5 s; the machine has two processors."
)
"""What two processes have to do beside the work."""


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    sizes = {1: 1, 5: 1} if quick else {1: 3, 35: 3, 300: 3, 1_000: 1}
    seconds: dict[str, list[float]] = {name: [] for name in GENERATORS}
    for actions, rounds in sizes.items():
        progress(f"{actions:,} actions")
        for name, each in generation(actions, rounds).items():
            seconds[name].append(each)
    formatted = formatting(5, 1) if quick else formatting(300, 3)
    tables = [times(seconds, [*sizes]), formatted, lines()]
    if quick:
        print(*tables, sep="\n")
    else:
        save("generation", tables, PEERS)


def generation(actions: int, rounds: int) -> dict[str, float]:
    """The seconds that each generator takes for so many actions, all of which it has to write."""
    with place_to_work():
        make(SPEC, actions)
        write_openapi(OPENAPI, actions)
        write_xsd(XSD, actions)
        seconds = commands_in_turns(
            {name: one.command for name, one in GENERATORS.items()},
            rounds=rounds,
            before=lambda name: GENERATORS[name].clean(),
        )
        for generator in GENERATORS.values():
            generator.check(actions)
    return seconds


def times(seconds: dict[str, list[float]], sizes: list[int]) -> Table:
    """The table of times, with what is to be reached."""
    targets = [
        Target(
            f"{actions:,} actions, ActionSpec / {peer}", own / other, 1, why=WHY.get(actions, "")
        )
        for column, actions in enumerate(sizes)
        for peer in OUTRUN
        for own, other in [(seconds[OWN][column], seconds[peer][column])]
        if actions > 1
    ]
    return Table(
        "seconds to generate",
        ["1 action", *(f"{actions:,} actions" for actions in sizes[1:])],
        seconds,
        targets,
        "All write the same actions, each with six parameters and eight fields in its answer; "
        "openapi-python-client and apiwright a client, datamodel-code-generator and xsdata classes "
        "alone. Every fourth action has a rule, which only ActionSpec can say. "
        "apiwright is written in Rust.",
    )


def formatting(actions: int, rounds: int) -> Table:
    """Formatting alone, of a target that leaves all of it to black, in one process and in two."""
    with place_to_work():
        make(SPEC, actions)
        files = render(read(SPEC), [find_targets()["python"]])
        found: dict[str, list[float]] = {"1": [], "2": []}
        for number in range(rounds):
            for processes, times in found.items():
                progress(f"black in {processes} processes, {number + 1} of {rounds}")
                os.environ.update({VARIABLE: processes, "ACTIONSPEC_CACHE": f"{number}{processes}"})
                begin = perf_counter()
                format_files(files)
                times.append(perf_counter() - begin)
    one, two = (median(times) for times in found.values())
    return Table(
        "seconds that black takes for a target that does not say `laid_out`",
        [f"{actions:,} actions"],
        {"one process": [one], "two processes": [two]},
        [Target("one process / two", one / two, 1.7, at_least=True, why=WHY_TWO)],
    )


def lines() -> Table:
    """How much there is of the Skycore client, which is part of what generating costs."""
    client = PROJECT / "generated" / "skycore" / "python" / "skycore"
    actions = len([*(PROJECT / "spec" / "skycore" / "actions").glob("*.yaml")])
    files = [client / "client.py", *(client / "actions").glob("*.py")]
    total = sum(len(file.read_text("utf-8").splitlines()) for file in files)
    return Table(
        "lines of the Skycore client",
        ["all", "an action"],
        {"client.py and actions/": [total, total / actions]},
        [Target("lines an action", total / actions, 120)],
    )


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
