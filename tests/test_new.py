"""`actionspec new`: what it writes works at once, and nothing that is there is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from apis import run

from actionspec.mock import mock_server
from actionspec.schema import editor_schemas

PROGRAM = """
import sys
from my_api import MyApi, NoteState, NothingToSendError, TextAndTemplateGivenError

with MyApi("any key", base_url=sys.argv[1], transport=sys.argv[2]) as client:
    sent = client.send_note(to=["Ann", "Ben"], text="Lunch is ready")
    assert [(note.id, note.to, note.state) for note in sent.notes] == [
        (71, "Ann", NoteState.QUEUED), (72, "Ben", NoteState.QUEUED)
    ]
    assert client.get_note(note_id=71).note.state is NoteState.DELIVERED
    for arguments in ({}, {"text": "a", "template": 1}):
        try:
            client.send_note(to=["Ann"], **arguments)
        except (NothingToSendError, TextAndTemplateGivenError) as error:
            print(error.code)
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A new spec, in a folder without anything else."""
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    return tmp_path / "spec" / "my_api"


def test_it_tells_what_to_do_next(tmp_path: Path) -> None:
    told = run("new", "weather_station", "--dir", "specs", cwd=tmp_path).stdout.splitlines()
    commands = [one.split() for one in told if one.startswith("  actionspec")]
    assert [one[1] for one in commands] == ["check", "generate", "mock"]
    for _, *arguments in commands[:2]:
        assert run(*arguments, cwd=tmp_path).exit_code == 0
    assert (tmp_path / "generated" / "weather_station" / "python" / "weather_station").is_dir()


def test_its_names_are_those_of_the_api(tmp_path: Path) -> None:
    assert run("new", "weather_station", cwd=tmp_path).exit_code == 0
    texts = [one.read_text("utf-8") for one in tmp_path.rglob("*.yaml")]
    assert not [text for text in texts if "my_api" in text.lower() or "MyApi" in text]
    assert any("name: WeatherStation " in text and "WEATHER_STATION_KEY" in text for text in texts)


@pytest.mark.parametrize("transport", ["xml", "get"])
def test_its_client_is_right_and_does_what_its_examples_say(spec: Path, transport: str) -> None:
    folder = spec.parents[1]
    assert run("generate", "spec/my_api", "--target", "python", cwd=folder).exit_code == 0
    package = folder / "generated" / "my_api" / "python"
    with mock_server(spec) as mock:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, mock.url, transport],
            env={**os.environ, "PYTHONPATH": str(package)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.split() == ["E201", "E202"], done.stderr
    typed = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "."]
    subprocess.run(typed, cwd=package, capture_output=True, check=True)


def test_each_file_names_a_schema_that_is_there(spec: Path) -> None:
    files = [*spec.rglob("*.yaml")]
    assert len(files) == 5
    for file in files:
        first = file.read_text("utf-8").split("\n", 1)[0]
        mark, _, schema = first.partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert json.loads((file.parent / schema).read_text("utf-8"))["title"]


def test_the_schemas_can_be_written_anew(spec: Path) -> None:
    folder = spec.parents[1]
    assert "up to date" in run("schema", "spec/my_api", cwd=folder).stdout
    (spec / ".schema" / "api.json").write_text("{}", "utf-8")
    (spec / ".schema" / "types.json").unlink()
    written = run("schema", "spec/my_api", cwd=folder).stdout.splitlines()
    assert [one.rpartition("/")[2] for one in written] == ["api.json", "types.json"]
    for path, text in editor_schemas().items():
        assert (spec / path).read_text("utf-8") == text
    assert run("schema", "spec/other", cwd=folder).exit_code == 2
    file = run("schema", "spec/my_api/api.yaml", cwd=folder)
    assert (file.exit_code, "name a folder, such as spec/my_api" in file.stderr) == (2, True)


def test_schemas_of_another_version_are_told(spec: Path) -> None:
    folder = spec.parents[1]
    assert not run("check", "spec/my_api", cwd=folder).stderr
    (spec / ".schema" / "api.json").write_text("{}", "utf-8")
    told = run("check", "spec/my_api", cwd=folder)
    renew = told.stderr.partition("renew it with: actionspec ")[2].split()
    assert (told.exit_code, renew) == (0, ["schema", "spec/my_api"])
    run(*renew, cwd=folder)
    assert not run("check", "spec/my_api", cwd=folder).stderr


def test_no_schema_is_written_through_a_link(spec: Path, tmp_path: Path) -> None:
    for file in (spec / ".schema").iterdir():
        file.unlink()
    (spec / ".schema").rmdir()
    (spec / ".schema").symlink_to(tmp_path)
    assert run("schema", str(spec)).exit_code == 2
    assert not [*tmp_path.glob("*.json")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Weather Station", "write it in snake_case, like weather_station"),
        ("../up", "write it in snake_case, like up"),
        ("1", "write it in snake_case, like my_api"),
        ("", "write it in snake_case"),
        ("class", "it belongs to the Python language"),
        ("json", "it belongs to another package"),
        ("note", "two classes are called Note"),
        ("a" * 61, "it has more than 60 characters"),
    ],
)
def test_a_name_that_no_package_can_have_is_refused(tmp_path: Path, name: str, told: str) -> None:
    done = run("new", name, cwd=tmp_path)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not [one for one in tmp_path.rglob("*") if one.name != "spec"]


def test_nothing_that_is_there_is_touched(spec: Path) -> None:
    before = {one: one.read_bytes() for one in spec.rglob("*") if one.is_file()}
    done = run("new", "my_api", cwd=spec.parents[1])
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert {one: one.read_bytes() for one in spec.rglob("*") if one.is_file()} == before
    (spec.parent / "link").symlink_to("nowhere")
    assert run("new", "link", cwd=spec.parents[1]).exit_code == 2


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "spec").write_text("", "utf-8")
    done = run("new", "my_api", "--json", cwd=tmp_path)
    assert done.exit_code == 2
    assert "error" in json.loads(done.stdout)
