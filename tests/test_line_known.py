"""A table that somebody edits between two runs: no line goes out twice, wherever it stands then.

Broken on purpose: lines known by their numbers alone, and lines known by their values alone. Each
failed a test.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import table

from actionspec.mock import MockServer, Step
from skycore.__main__ import PROGRAM
from skycore._runtime.line_journal import Entry, Fate
from skycore._runtime.line_known import known_of
from skycore._runtime.line_table import Row
from skycore.actions.send_sms import SendSms

TITLES = "to,text"


def send(command: list[str], *lines: str, exit_code: int = 0) -> None:
    table(Path("people.csv"), TITLES, *lines)
    assert PROGRAM.run(command) == exit_code


def texts(mock: MockServer) -> list[str]:
    return [str(one.parameters["text"]) for one in mock.requests]


@pytest.mark.parametrize(
    ("then", "more"),
    [
        pytest.param(["4,new", "1,a", "2,b", "3,c"], ["new"], id="put in at the top"),
        pytest.param(["1,a", "4,new", "2,b", "3,c"], ["new"], id="put in between"),
        pytest.param(["3,c", "1,a", "2,b"], [], id="sorted"),
        pytest.param(["1,a", "3,c"], [], id="taken out"),
        pytest.param(["1,a", "2,b", "4,new"], [], id="one changed"),
        pytest.param(["1,a", "2,b", "3,c", "4,new"], ["new"], id="one more"),
        pytest.param(["1,a", "", "2,b", "3,c"], [], id="an empty line"),
        pytest.param(["1,a", "2,b", "3,c", "3,c"], ["c"], id="one of them twice"),
    ],
)
def test_lines_that_moved_are_not_sent_again(
    command: list[str], mock: MockServer, then: list[str], more: list[str]
) -> None:
    send(command, "1,a", "2,b", "3,c")
    for _ in range(2):
        table(Path("people.csv"), TITLES, *then)
        PROGRAM.run(command)
        assert texts(mock) == ["a", "b", "c", *more]


def test_a_line_that_may_have_gone_out_is_not_sent_where_it_stands_now(
    command: list[str], mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    mock.script = [Step(), Step(fault="lose")]
    send(command, "1,a", "2,b", exit_code=5)
    send(command, "0,z", "1,a", "2,b", exit_code=5)
    assert texts(mock) == ["a", "b", "z"]
    assert "line 4: unknown: " in capsys.readouterr().err


def test_of_lines_with_the_same_values_each_has_its_own_fate(
    command: list[str], mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    mock.script = [Step(fault="lose"), Step()]
    send(command, "1,a", "1,a", exit_code=5)
    capsys.readouterr()
    send(command, "1,a", "1,a", exit_code=5)
    assert texts(mock) == ["a", "a"]
    assert "line 2: unknown: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(["9,z", "1,other", "2,b"], id="one changed, one put in above"),
        pytest.param(["1,a", "9,z", "2,other"], id="one put in, the next one changed"),
        pytest.param(["2,b", "1,other"], id="sorted, one changed"),
        pytest.param(["2,b", "9,z"], id="one taken out, one more"),
    ],
)
def test_where_nobody_can_tell_which_line_is_new_none_is_sent(
    command: list[str], mock: MockServer, capsys: pytest.CaptureFixture[str], then: list[str]
) -> None:
    send(command, "1,a", "2,b")
    capsys.readouterr()
    send(command, *then, exit_code=3)
    assert texts(mock) == ["a", "b"]
    assert "a line that was sent is not in the table any more" in capsys.readouterr().err


def test_what_was_refused_is_sent_once_it_is_corrected(
    command: list[str], mock: MockServer
) -> None:
    mock.script = [Step(code="E112")]
    send(command, "1,a", "2,b", exit_code=4)
    send(command, "9,a", "2,b")
    assert texts(mock) == ["a", "b", "a"]


LATER = Step(code="E106", values={"seconds": 100_000})


@pytest.mark.parametrize(
    ("script", "tables", "sent"),
    [
        pytest.param(
            [LATER], [["1,a"], ["9,x", "1,a"], ["1,a"]], "axa", id="put in above, and taken out"
        ),
        pytest.param(
            [Step(), LATER],
            [["9,x", "1,a"], ["1,a", "9,x"], ["9,x", "1,a"]],
            "xaa",
            id="sorted, and sorted back",
        ),
        pytest.param([LATER], [["1,a"], ["1,b"], ["1,a"]], "ab", id="changed, and changed back"),
        pytest.param(
            [Step(), LATER], [["9,x", "1,a"], ["1,a"]], "xaa", id="what is done is taken out"
        ),
    ],
)
def test_an_earlier_attempt_lets_nothing_out_again(
    command: list[str], mock: MockServer, script: list[Step], tables: list[list[str]], sent: str
) -> None:
    mock.script = script
    for lines in (*tables, tables[-1]):
        table(Path("people.csv"), TITLES, *lines)
        PROGRAM.run(command)
    assert "".join(texts(mock)) == sent


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_between_cells(command: list[str], mock: MockServer, sign: str) -> None:
    lines = (f"to{sign}text", f'1{sign}"Hi, you{sign} there"')
    Path("people.csv").write_bytes("\r\n".join(("\ufeff" + lines[0], lines[1], "")).encode())
    assert PROGRAM.run(command) == 0
    assert texts(mock) == [f"Hi, you{sign} there"]


SENT: tuple[Fate, ...] = ("accepted", "partly failed", "unknown", "begun")
FATES: tuple[Fate, ...] = (*SENT, "not sent")


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(FATES)), max_size=6),
        max_size=6,
    )
)
def test_no_values_go_out_more_often_than_a_table_has_them(
    tables: list[list[tuple[str, Fate]]],
) -> None:
    noted: dict[tuple[int, str], Entry] = {}
    sent = Counter[str]()
    most = Counter[str]()
    for lines in tables:
        rows = [
            Row(line=number, request=SendSms(sender="1", to=text, text=text))
            for number, (text, _) in enumerate(lines, 2)
        ]
        known = known_of(rows, noted.values())
        for row, (text, fate) in zip(rows, lines, strict=True):
            before = known.entries.get(row.line)
            goes_out = before is None or before.fate == "not sent"
            if goes_out and row.line not in known.changed:
                sent[text] += fate in SENT
                digest = known.digests[row.line]
                noted.pop((row.line, digest), None)
                noted[row.line, digest] = Entry(line=row.line, digest=digest, fate=fate)
        most |= Counter(text for text, _ in lines)
    assert sent <= most
