"""How time and memory of generating grow with the number of actions.

python tests/benchmarks/growth.py [--quick]
"""

from environment import enter

enter()

import sys

from generators import GENERATORS, OWN, SPEC, place_to_work
from results import Table, Target, save
from specs import make
from timing import Usage, progress, usage

WHY = (
    "The collector of garbage goes through all that is kept, a tenth of the time of 10,000 actions."
)
"""Where it goes."""


def main(*, quick: bool) -> None:
    """Measure, and keep what was found unless it was quick."""
    sizes = [3, 10, 30] if quick else [100, 1_000, 10_000]
    used = [generation(actions) for actions in sizes]
    rows = {
        "seconds": [one.seconds for one in used],
        "seconds of CPU": [one.cpu for one in used],
        "MiB at the peak of the largest process": [one.memory / 2**20 for one in used],
    }
    targets = [
        Target(
            f"{name}: an action more, beyond {sizes[1]:,} / below",
            growth(sizes, figures),
            1.2,
            why=WHY,
        )
        for name, figures in rows.items()
    ]
    columns = [f"{actions:,} actions" for actions in sizes]
    table = Table("to generate a client, cold", columns, rows, targets)
    if quick:
        print(table)
    else:
        save("growth", [table])


def generation(actions: int) -> Usage:
    """What generating a client with so many actions takes, all of which have to be written."""
    progress(f"{actions:,} actions")
    with place_to_work():
        make(SPEC, actions)
        used = usage(GENERATORS[OWN].command)
        GENERATORS[OWN].check(actions)
    return used


def growth(sizes: list[int], figures: list[float]) -> float:
    """What an action costs between the last two sizes, over what it costs between the first two."""
    few, some, many = sizes
    low, middle, high = figures
    return ((high - middle) / (many - some)) / ((middle - low) / (some - few))


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
