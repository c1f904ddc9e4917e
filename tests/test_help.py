"""The help of each command: it shows examples, and each of them works as it stands."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from apis import run
from commands import command

from actionspec.cli import app
from actionspec.cli.application import WithExamples

# They run until somebody ends them.
SERVERS = {"mock", "serve", "--watch"}


def commands(one: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all that belong to it, each with the words that lead there."""
    yield path, one
    if isinstance(one, click.Group):
        for name in one.list_commands(click.Context(one)):
            found = one.get_command(click.Context(one), name)
            assert found
            yield from commands(found, *path, name)


COMMANDS = dict(commands(app))
EXAMPLES = [
    example
    for one in COMMANDS.values()
    if isinstance(one, WithExamples)
    for example in one.examples
]


SAMPLES = {
    "asked.xml": "<request><action>recallNote</action><id>71</id></request>",
    "asked.txt": "https://my-api.example/api?action=recallNote&id=71",
    "sent.xml": "<response><status>ok</status><recalled>2</recalled></response>",
    "no.xml": "<response><status>error</status><code>E203</code><message>No</message></response>",
}

POSTBACK = """
postback: NoteReport
topic: note
description: What becomes of a note.
fields:
  id: {type: integer, description: The number of the note.}
codes:
  P1: {class: NoteDelivered, description: The note has arrived.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the examples suppose it: with a spec, an older one, and a repository of git."""
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    spec = tmp_path / "spec/my_api"
    with (spec / "api.yaml").open("a", encoding="utf-8") as api_file:
        api_file.write("callbacks: {format: xml, root: report, topic: about, code: code}\n")
    (spec / "postbacks").mkdir()
    (spec / "postbacks" / "NoteReport.yaml").write_text(POSTBACK, "utf-8")
    older = shutil.copytree(tmp_path / "spec/my_api", tmp_path / "spec/my_api_1_2")
    api = (older / "api.yaml").read_text("utf-8").replace("package: my_api ", "package: older ")
    (older / "api.yaml").write_text(api, "utf-8")
    bare = Path(__file__).parent / "cases/generate-bare/spec/api.yaml"
    shutil.copy(bare, tmp_path / "my_api.yaml")
    (tmp_path / "faults.yaml").write_text("steps: [{action: sendNote, fault: lose}]\n", "utf-8")
    shutil.copytree(Path(__file__).parent / "templates", tmp_path / "templates")
    for name, text in SAMPLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "a"],
        ["tag", "v1.2"],
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_shows_what_it_does_and_examples(path: tuple[str, ...]) -> None:
    one = COMMANDS[path]
    assert isinstance(one, WithExamples)
    assert one.examples
    told = run(*path, "--help")
    assert told.exit_code == 0
    for example in one.examples:
        assert f"\n  {example}\n" in told.stdout
        assert shlex.split(example)[1 : 1 + len(path)] == [*path]


@pytest.mark.parametrize("example", dict.fromkeys(EXAMPLES))
def test_every_example_works(folder: Path, example: str) -> None:
    program, *arguments = shlex.split(example)
    assert program == "actionspec"
    if arguments[0] == "new":
        shutil.rmtree(folder / "spec")
    if "--diff" in arguments:
        assert run("generate", "spec/my_api", cwd=folder).exit_code == 0
    if SERVERS.isdisjoint(arguments):
        done = run(*arguments, cwd=folder)
        assert done.exit_code == 0, done.output
        return
    # The port of an example may be taken on this machine; the last one that is named counts.
    port = [] if "--watch" in arguments else ["--port", "0"]
    with command(*arguments, *port, cwd=folder) as process:
        assert process.stdout
        assert process.stdout.readline(), process.communicate()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def test_ctrl_c_ends_with_the_code_of_shells(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("actionspec.cli.check.read_spec", interrupt)
    done = run("check", "spec/skycore")
    assert done.exit_code == 130
    assert done.output == "\n"


def test_a_reader_that_leaves_ends_it_with_the_code_of_shells(folder: Path) -> None:
    broken = folder / "spec/my_api/types.yaml"
    broken.write_text("".join(f"Type{n}: {{x: 1}}\n" for n in range(5_000)), "utf-8")
    with command("check", "spec/my_api", "--json", cwd=folder) as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(timeout=60) == 141
        assert process.stderr
        assert not process.stderr.read()
