"""Where JavaScript thinks otherwise than Python: patterns, long numbers, days of a month.

Each of these was once told wrong by the request builder.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest
from javascript import Call, Refused, run_calls

PATTERNS = {
    r"ok\Z": ["ok", "ok\n"],
    r"\Aok": ["ok", "nok"],
    r"a{,3}b": ["b", "aaab", "aaaab"],
    r"(?P<id>\d+)": ["12", "\u0663", "x"],
    r"(?P<n>\w+)-(?P=n)": ["é-é", "a-b"],
    r"[\w.-]+": ["a.é-1", "a b"],
    r"\W\D\S": [" a b", "- x"],
    ".": ["😀", "ab"],
    r"\U0001F600\u00e9\x41": ["😀éA"],
    r"(?s)a.b": ["a\nb"],
    r"(?is)A": ["a"],
    r"(?m)^a$\n^b$": ["a\nb", "a\nb\nc"],
    r"\#\ \-\"": ['# -"'],
    r"[^\d\]]+": ["a[", "a]"],
}

NUMBERS = [
    "0",
    "-0.0",
    "9007199254740993",
    "9007199254740992",
    "0.1",
    "0.10000000000000000001",
    "1e3",
    "1000",
    "-5",
    "1E-3",
    ".001",
    "1e400",
]


def test_patterns_fit_the_same_texts() -> None:
    rows = [(pattern, text) for pattern, texts in PATTERNS.items() for text in texts]
    found = run_calls(Call("", "patterns", "wholeMatch", row) for row in rows)
    for (pattern, text), one in zip(rows, found, strict=True):
        assert bool(one) == bool(re.fullmatch(pattern, text)), (pattern, text)


@pytest.mark.parametrize("pattern", [r"\Ba\N{DIGIT ONE}", r"[\W]", "a{"])
def test_what_only_python_understands_is_told(pattern: str) -> None:
    call = Call("", "patterns", "wholeMatch", (pattern, "a"))
    with pytest.raises(AssertionError, match="only the client can read such texts"):
        assert not isinstance(run_calls([call])[0], Refused)


def test_numbers_are_compared_digit_by_digit() -> None:
    pairs = [*product(NUMBERS, repeat=2)]
    found = run_calls(Call("", "decimals", "compared", pair) for pair in pairs)
    for (one, other), order in zip(pairs, found, strict=True):
        wanted = (Decimal(one) > Decimal(other)) - (Decimal(one) < Decimal(other))
        assert order == wanted, (one, other)
