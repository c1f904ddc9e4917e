"""All texts at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from actionspec.check.blow_up.alphabet import kinds
from actionspec.check.blow_up.positions import Positions
from actionspec.check.blow_up.refusal import RefusedError

MOST_WAYS = 16
"""In how many ways a pattern may have read a text."""

_State = frozenset[tuple[int, int]]


def walk(positions: Positions) -> None:
    """Count the ways in which texts can be read, up to sets of positions that came before.

    Raises:
        RefusedError: A text can be read in too many ways, or there is too much to count.
    """
    if positions.whole.empty > MOST_WAYS:
        raise _too_many([], "", positions)
    alphabet = kinds(positions)
    costly = _behind(positions.several, positions)
    start = frozenset(positions.whole.first.items())
    waiting, seen = [start], {start}
    while waiting:
        following = waiting.pop()
        here = sum(1 << one for one, _ in following)
        positions.budget.spend(1 + len(alphabet) // 8)
        # Characters that the same positions of this state take lead to the same place.
        for taking, character in {bits & here: one for one, bits in alphabet}.items():
            reached = _reached(following, taking, character, positions, costly)
            if reached not in seen:
                seen.add(reached)
                waiting.append(reached)


def _behind(some: Iterable[int], positions: Positions) -> set[int]:
    """Some positions, and all that can come behind them.

    Beside them are the words of a plain alternation, of which a text has each but once.
    """
    found, waiting = set(some), list(some)
    while waiting:
        new = positions.follow[waiting.pop()].keys() - found
        found |= new
        waiting += new
    return found


def _reached(
    following: _State, taking: int, character: str, positions: Positions, costly: set[int]
) -> _State:
    """Where a character leads from what may follow a text."""
    now = [(one, ways) for one, ways in following if taking >> one & 1]
    positions.budget.spend(len(following) + sum(len(positions.follow[one]) for one, _ in now))
    later: Counter[int] = Counter()
    for one, ways in now:
        for other, more in positions.follow[one].items():
            later[other] += ways * more
    ends = sum(ways * positions.whole.last[one] for one, ways in now)
    if max(sum(ways for one, ways in now if one in costly), ends, *later.values(), 0) > MOST_WAYS:
        raise _too_many([one for one, _ in now], character, positions)
    return frozenset(later.items())


def _too_many(now: list[int], character: str, positions: Positions) -> RefusedError:
    """The message that names what reads the same text in too many ways."""
    repeated = [positions.repeated[one] for one in sorted(now) if one in positions.repeated]
    parts = " and ".join(list(dict.fromkeys(repeated))[:2])
    hint = "let what repeats end at a sign that it cannot take itself: [^,]*, instead of .*,"
    text = f"a text of {character!r}" if character else "an empty text"
    what = f"{parts or 'the pattern'} can read {text} in too many ways"
    return RefusedError(f"{what}: a match takes far longer than the text is long", hint)
