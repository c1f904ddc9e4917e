"""Patterns that a spec may hold: the time for a match grows with the text and no faster."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from typing import Any

import pytest
import yaml
from apis import GENERATED_CASES, ROOT, SPECS
from hypothesis import given, settings
from hypothesis import strategies as st

from actionspec.check.blow_up import MOST_WAYS, blow_up, too_many_groups

EVIL = (
    r"(a+)+",
    r"^(a+)+$",
    r"(a|a)*b",
    r"(a|aa)+",
    r"(a|b|ab)*c",
    r"(.*)*x",
    r"(a*)*",
    r"(a?){30}a{30}",
    r"(\w+\s?)*",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"([a-zA-Z]+)*1",
    r"(x+x+)+y",
    r"x*x*x*y",
    r"\s*\s*x",
    r"\d+\d+",
    r".*.*x",
    r"(?:.*,)*x",
    r"(?P<a>.*) (?P<b>.*)",
    r"(?P<a>.+?), (?P<b>.+)",
    r"(.|\s)*x",
    r"(?i:(a|A|b)(a|B)?)*c",
    r"([^,]*,?)*x",
    r"(|)(|)(|)(|)(|)(|)",
    "a?" * 40 + "a" * 40,
    r"(a)\1",
    r"(?=a)a",
    r"(?<!a)b",
    r"(a)?(?(1)b|c)",
    r".*[ab]" + "[ab]" * 20,
    "(" * 120 + "a" + "?)" * 120,
    "(" * 150 + "a" + "+)" * 150,
    r"((a{1,40}){1,40}){1,40}",
    "(?:[\u09e4-\u09f1]a?|\\d)+x",
    "(?i)(?:[\u2c00-\u2c10]a?|[\u2c30-\u2c40])+x",
    "(?i)(?:ka?|\u212a)+x",
    "(?:\\s\n?|\x1c)+x",
    "(?a)(?u:(?:\\w!?|\u00e9)+)x",
    "".join(f"{chr(0x4E00 + 2 * n)}?" for n in range(240)),
    "[0-9a-f]{300}[0-9a-f]{300}",
)

FINE = (
    r"ERR: (?P<code>\d+), (?P<message>.+)",
    r"(ID|OK|Credit): .*",
    r"(?P<change>good|nochg)( (?P<address>[0-9A-Fa-f.:]+))?",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>.*)",
    r"[^,]*,[^,]*,[^,]*",
    r"(?:[a-z]+,)*[a-z]+",
    r"(?i)ok\b.*",
    r"(?s).{1,1000}",
    r"[\w.-]+@[\w-]+\.com",
    r"(a|b)*c",
    r"",
    r"[0-9a-f]{64}[0-9a-f]{64}",
    r"(?a)(?:\wa?|\xe9)x",
    r"(?i)[a-z]{1,200}!",
    r"[^,]{1,200},[^,]{1,200}",
    "|".join(f"word{number}" for number in range(300)),
)

# Each has characters in common with others, though none at an end of its own.
RANGES = (
    r"\d",
    r"\D",
    r"\W",
    "[\u09e4-\u09f1]",
    "[^\u09e4-\u09f1]",
    "[\u09f0-\u2c10]",
    "[j-l]",
    "\u212a",
)

atoms = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\w", r"\s", "ab", "ba", "", *RANGES])
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{50}", "*?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
        st.tuples(inner, inner).map("|".join).map(lambda both: f"({both})"),
        st.lists(inner, min_size=2, max_size=3).map("".join),
    ),
    max_leaves=6,
)


class Matcher:
    """Goes through the tree of a pattern as a matcher does that goes back, and counts its steps."""

    def __init__(self, pattern: str) -> None:
        # What `re` itself makes of the pattern, read in another way than the check reads it.
        self.tree: Any = import_module("re._parser").parse(pattern)
        self.flags: int = self.tree.state.flags
        self.tree = list(self.tree)
        self.taken: dict[tuple[str, str], bool] = {}
        self.steps = 0

    def steps_for(self, text: str) -> int:
        """The steps until the whole text matches, or nothing is left to try."""
        self.steps = 0
        self._sequence(self.tree, text, 0, lambda at: at == len(text))
        return self.steps

    def _sequence(self, nodes: list[Any], text: str, at: int, then: Callable[[int], bool]) -> bool:
        if not nodes:
            return then(at)
        return self._node(
            nodes[0], text, at, lambda end: self._sequence(nodes[1:], text, end, then)
        )

    def _node(self, node: Any, text: str, at: int, then: Callable[[int], bool]) -> bool:
        self.steps += 1
        kind, value = str(node[0]), node[1]
        match kind:
            case "SUBPATTERN":
                return self._sequence(list(value[3]), text, at, then)
            case "BRANCH":
                return any(self._sequence(list(one), text, at, then) for one in value[1])
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = value
                greedy = kind == "MAX_REPEAT"
                return self._repeat((least, int(most), list(inner)), text, at, then, greedy)
            case _:
                return at < len(text) and self._takes(node, text[at]) and then(at + 1)

    def _takes(self, node: Any, character: str) -> bool:
        """Whether `re` lets a node of its own take a character."""
        key = repr(node), character
        if key not in self.taken:
            parser, compiler = import_module("re._parser"), import_module("re._compiler")
            state = parser.State()
            state.flags = self.flags
            one = compiler.compile(parser.SubPattern(state, [node]), self.flags)
            self.taken[key] = one.fullmatch(character) is not None
        return self.taken[key]

    def _repeat(
        self, what: Any, text: str, at: int, then: Callable[[int], bool], greedy: bool
    ) -> bool:
        least, most, inner = what

        def again() -> bool:
            rest = max(0, least - 1), most - 1, inner
            if most == 0:
                return False
            return self._sequence(
                inner, text, at, lambda end: self._repeat(rest, text, end, then, greedy)
            )

        def enough() -> bool:
            return least == 0 and then(at)

        return again() or enough() if greedy else enough() or again()


def pumped(length: int) -> Iterator[str]:
    """Texts that repeat something, and that end as nothing expects it."""
    for size in (1, 2, 3):
        for word in product("ab c" if size > 2 else "abkK\u212a\u09e7\u0be7 ", repeat=size):
            for end in ("", "!", "\n"):
                yield ("".join(word) * length)[:length] + end


@pytest.mark.parametrize("pattern", EVIL)
def test_a_pattern_that_may_never_end_is_refused(pattern: str) -> None:
    re.compile(pattern)
    found = blow_up(pattern)
    assert found is not None
    assert found.message
    assert found.hint


def test_groups_that_each_turn_keeps_are_few() -> None:
    groups = "|".join(f"({letter}z)" for letter in "abcde")
    found = too_many_groups(f"(?P<all>(?:{groups})*)!")
    assert found is not None
    assert "6 groups" in found.message
    assert too_many_groups(f"(?P<all>(?:{groups}))x*") is None
    assert too_many_groups("(?P<all>(a,|bc)*)!") is None


@pytest.mark.parametrize("pattern", FINE)
def test_a_plain_pattern_is_fine(pattern: str) -> None:
    assert blow_up(pattern) is None


@settings(max_examples=250, derandomize=True)
@given(st.sampled_from(["", "(?i)", "(?a)", "(?ai)", "(?s)"]), patterns)
def test_steps_grow_with_the_text(flags: str, pattern: str) -> None:
    pattern = flags + pattern
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        re.compile(pattern)
    if blow_up(pattern):
        return
    matcher = Matcher(pattern)
    size = len(pattern) + 1
    for text in pumped(40):
        assert matcher.steps_for(text) <= MOST_WAYS * size * (len(text) + 1)


TIMED = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
for pattern in json.load(sys.stdin):
    for word in ("a", "b", "ab", "aab", " ", "a ", ",", "a,", "0", "x", "OK: "):
        for end in ("", "!", "\\n"):
            re.fullmatch(pattern, word * (200_000 // len(word)) + end)
print("done")
"""


def test_real_matches_end() -> None:
    """Under a limit of the processor's time: a single quadratic match would take a minute."""
    every = [*FINE, *spec_patterns()]
    done = subprocess.run(
        [sys.executable, "-c", TIMED],
        input=json.dumps(every),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout == "done\n", done.returncode


def test_the_patterns_of_the_specs_are_fine() -> None:
    found = spec_patterns()
    assert found
    assert [pattern for pattern in found if blow_up(pattern)] == []


def test_the_patterns_of_the_language_are_fine() -> None:
    """Those of the JSON Schemas: each reads what a spec holds, however long it is."""
    files = (ROOT / "generator/actionspec/schema").glob("*.json")
    found = {
        one for file in files for one in values_of("pattern", json.loads(file.read_text("utf-8")))
    }
    assert found
    assert {pattern for pattern in found if blow_up(pattern)} == set()


def spec_patterns() -> list[str]:
    """Every pattern of a valid spec of this repository."""
    folders = [*SPECS, *(case / "spec" for case in GENERATED_CASES)]
    read = [
        yaml.safe_load(file.read_text("utf-8"))
        for folder in folders
        for file in folder.rglob("*.yaml")
    ]
    return [one for data in read for key in ("patterns", "matches") for one in values_of(key, data)]


def values_of(key: str, data: Any) -> list[str]:
    """The texts under a key, at any depth."""
    if isinstance(data, list):
        return [found for one in data for found in values_of(key, one)]
    if not isinstance(data, dict):
        return []
    own = data.get(key, [])
    told = [own] if isinstance(own, str) else [one for one in own if isinstance(one, str)]
    return told + [found for one in data.values() for found in values_of(key, one)]
