"""The results of a table: what they hold, which files are none, and where a run cannot go on.

Broken on purpose: a lock that is not taken, a digest that is not compared. Each failed a test.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from lines import KEY, entries, fates, numbers, people, table

from actionspec.mock import MockServer
from skycore import Skycore
from skycore.__main__ import PROGRAM
from skycore._runtime.line_journal import Head, Journal, JournalError
from skycore._runtime.line_table import Row
from skycore.actions.create_user import CreateUser
from skycore.actions.send_sms import SendSms

HEAD = Head(action="sendSMS", base_url="http://127.0.0.1/")


def test_results_of_something_else_are_refused(
    command: list[str], mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    people(1)
    assert PROGRAM.run(command) == 0
    elsewhere = [one if one != mock.url else "http://127.0.0.1:9/" for one in command]
    with pytest.raises(SystemExit, match="2"):
        PROGRAM.run(elsewhere)
    assert "is about sendSMS at http://127.0.0.1:" in capsys.readouterr().err
    same = [one if one != mock.url else mock.url.rstrip("/") for one in command]
    assert PROGRAM.run(same) == 0
    assert len(mock.requests) == 1


def test_one_run_at_a_time_may_write_results(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with Journal(path, HEAD), pytest.raises(JournalError, match="another run is writing it"):
        Journal(path, HEAD)
    with Journal(path, HEAD):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "to,text\n",
        "to,text\n1,the end",
        "a note",
        '{"action": 1}\n',
        '{"line": 1}\n',
        '{"line": "\udcff"}\n',
        f'{{"action": {"[" * 100_000}\n',
    ],
    ids=["table", "table without an end", "note", "head", "line", "no UTF-8", "nested"],
)
def test_what_are_no_results_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.csv"
    content = text.encode("utf-8", "surrogateescape")
    path.write_bytes(content)
    with pytest.raises(JournalError, match=r"people\.csv:1: this is no file of results"):
        Journal(path, HEAD)
    assert path.read_bytes() == content


def test_half_a_head_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    with Journal(path, HEAD):
        whole = path.read_bytes()
    path.write_bytes(whole[:20])
    with Journal(path, HEAD):
        assert path.read_bytes() == whole


def test_results_that_are_taken_away_end_a_run(
    command: list[str], mock: MockServer, capsys: pytest.CaptureFixture[str]
) -> None:
    people(3)
    results = Path("people.csv.results.jsonl")
    mock.tell_of_requests(lambda _: results.unlink(missing_ok=True))
    PROGRAM.run(command)
    mock.tell_of_requests(lambda _: None)
    assert len(mock.requests) == 1
    assert "stopped, since the results cannot be written" in capsys.readouterr().err


def test_a_link_to_a_table_has_the_results_of_that_table(
    command: list[str], mock: MockServer
) -> None:
    people(2)
    assert PROGRAM.run(command) == 0
    Path("latest.csv").symlink_to("people.csv")
    assert PROGRAM.run([*command[:-1], "latest.csv"]) == 0
    assert len(mock.requests) == 2


def test_a_device_is_no_file_of_results(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").symlink_to("/dev/zero")
    with pytest.raises(JournalError, match="this is no file"):
        Journal(tmp_path / "results.jsonl", HEAD)


@pytest.mark.parametrize(
    ("room", "sent", "told"),
    [
        # The first note of a line, that it is begun, or the second one, what became of it.
        (3, 1, "line 3: not sent: it could not be noted"),
        (4, 2, "line 3: unknown: accepted, but that could not be noted"),
    ],
)
def test_a_full_disk_ends_a_run(
    command: list[str],
    mock: MockServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    room: int,
    sent: int,
    told: str,
) -> None:
    people(3)
    writes = 0

    def write(file: int, data: bytes) -> int:
        nonlocal writes
        writes += 1
        if writes > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os_write(file, data)

    os_write = os.write
    with monkeypatch.context() as patched:
        patched.setattr("skycore._runtime.line_journal.os.write", write)
        assert PROGRAM.run(command) == (5 if sent == 2 else 3)
    said = capsys.readouterr().err
    assert told in said
    assert (
        "stopped, since the results cannot be written: people.csv.results.jsonl: No space" in said
    )
    assert len(mock.requests) == sent
    PROGRAM.run(command)
    assert numbers(mock) == ["15550000000", "15550000001", "15550000002"]


def test_half_a_line_of_results_counts_as_none(command: list[str], mock: MockServer) -> None:
    people(2)
    assert PROGRAM.run(command) == 0
    path = Path("people.csv.results.jsonl")
    whole = path.read_bytes()
    fate = whole.rstrip(b"\n").rfind(b"\n") + 1
    # Killed while the fate was written: the line was begun.
    path.write_bytes(whole[: fate + 10])
    assert PROGRAM.run(command) == 5
    assert fates()[3] == "begun"
    # Killed while its beginning was written: nothing had left.
    begun = whole[:fate].rstrip(b"\n").rfind(b"\n") + 1
    path.write_bytes(whole[: begun + 10])
    assert PROGRAM.run(command) == 0
    assert numbers(mock) == ["15550000000", "15550000001", "15550000001"]


def test_no_secret_is_in_the_results(command: list[str], mock: MockServer, tmp_path: Path) -> None:
    table(Path("users.csv"), "new-user,new_pass", "john,correct horse")
    url = ["--base-url", mock.url]
    PROGRAM.run(["create-user", "--csv", "users.csv", *url])
    assert mock.requests
    assert "correct horse" not in Path("users.csv.results.jsonl").read_text("utf-8")


def test_no_secret_is_in_a_digest() -> None:
    def digest(user: str, password: str) -> str:
        return Row(line=2, request=CreateUser(new_user=user, new_pass=password)).digest

    assert digest("john", "correct horse") == digest("john", "battery staple")
    assert digest("john", "correct horse") != digest("jane", "correct horse")


def test_a_key_changes_no_digest() -> None:
    row = Row(line=2, request=SendSms(sender="1", to="2", text=f"your key is {KEY}"))
    before = row.digest
    with Skycore(api_key=KEY):
        assert row.digest == before


def test_a_line_is_noted_on_the_disk_before_it_leaves(
    command: list[str], mock: MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(2)
    seen: list[str] = []
    sync = os.fsync

    def keep(file: int) -> None:
        sync(file)
        seen.append("disk")

    def take(*_: object) -> bool:
        seen.append(f"{entries()[-1]['fate']} {entries()[-1]['line']}")
        return True

    monkeypatch.setattr(os, "fsync", keep)
    monkeypatch.setattr("skycore._runtime.line_many.send", take)
    PROGRAM.run(command)
    assert seen == ["disk", "disk", "begun 2", "disk", "begun 3", "disk"]
