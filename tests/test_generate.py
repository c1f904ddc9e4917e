"""What `generate` promises: the same bytes anywhere, nothing twice, nothing over a hand's work."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from apis import PACKAGES, ROOT, SPECS, files_below, run, run_process

from actionspec.mock import running
from actionspec.read import read

ACTION = Path("actions/sendMessageBySubscriberRef.yaml")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A copy of the Skycore spec that a test may change."""
    folder = Path(shutil.copytree(ROOT / "spec" / "skycore", tmp_path / "spec"))
    change(folder / "api.yaml", "previous: skycore_1_2\n", "")
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("folder", SPECS, ids=lambda folder: folder.name)
def test_what_is_committed_is_current(folder: Path) -> None:
    done = run("generate", "--check", f"spec/{folder.name}")
    assert done.exit_code == 0, done.stdout + done.stderr
    assert done.stdout == f"generated/{folder.name} is up to date\n"


def test_output_depends_on_the_spec_alone(tmp_path: Path) -> None:
    folders = []
    for seed, locale, zone in (
        ("0", "C", "UTC"),
        ("1", "C.UTF-8", "Asia/Tokyo"),
        ("2", "POSIX", ""),
    ):
        out = tmp_path / seed
        done = run_process(
            "generate",
            "spec/skycore",
            "--out",
            str(out),
            PYTHONHASHSEED=seed,
            LC_ALL=locale,
            TZ=zone,
            PYTHONUTF8="0",
        )
        assert done.returncode == 0, done.stderr
        folders.append(files_below(out))
    assert folders[0] == folders[1] == folders[2] == files_below(ROOT / "generated" / "skycore")


def test_a_second_run_writes_nothing(spec: Path, tmp_path: Path) -> None:
    first = run("generate", "spec", cwd=tmp_path)
    assert first.exit_code == 0, first.stderr
    assert "wrote generated/skycore/python/skycore/client.py\n" in first.stdout
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "generated").rglob("*")}
    second = run("generate", "spec", cwd=tmp_path)
    assert second.stdout == "generated/skycore is up to date\n"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "generated").rglob("*")} == before


def test_one_target_leaves_the_others_alone(spec: Path, tmp_path: Path) -> None:
    assert run("generate", "spec", "--target", "python", cwd=tmp_path).exit_code == 0
    assert not (tmp_path / "generated/skycore/docs").exists()
    assert run("generate", "spec", "--target", "docs", cwd=tmp_path).exit_code == 0
    assert (tmp_path / "generated/skycore/python").exists()
    assert run("generate", "spec", "--target", "schema", cwd=tmp_path).exit_code == 0
    done = run("generate", "--check", "spec", cwd=tmp_path)
    assert done.exit_code == 0, done.stdout


def test_check_lists_what_would_change(spec: Path, tmp_path: Path) -> None:
    run("generate", "spec", cwd=tmp_path)
    change(spec / ACTION, "max_length: 160", "max_length: 161")
    done = run("generate", "--check", "spec", cwd=tmp_path)
    assert done.exit_code == 1
    assert (
        "would write generated/skycore/docs/actions/send_message_by_subscriber_ref.md"
        in done.stdout
    )
    listed = run("generate", "--check", "--json", "spec", cwd=tmp_path)
    assert set(json.loads(listed.stdout)["changes"]) == {
        ".actionspec.json",
        "docs/actions/send_message_by_subscriber_ref.md",
        "model.json",
        "python/skycore/actions/send_message_by_subscriber_ref.py",
        "python/skycore/client.py",
        "schema/openapi.json",
        "schema/requests/send_message_by_subscriber_ref.json",
    }


def test_a_file_that_was_edited_by_hand_is_not_overwritten(spec: Path, tmp_path: Path) -> None:
    run("generate", "spec", cwd=tmp_path)
    client = tmp_path / "generated/skycore/python/skycore/client.py"
    change(client, "A client of the Skycore", "My own words on the Skycore")
    change(spec / "api.yaml", 'version: "1.3"', 'version: "1.4"')
    before = files_below(tmp_path)
    done = run("generate", "spec", cwd=tmp_path)
    assert done.exit_code == 2
    assert "edited by hand:\n  generated/skycore/python/skycore/client.py\n" in done.stderr
    assert files_below(tmp_path) == before
    forced = run("generate", "spec", "--force", cwd=tmp_path)
    assert forced.exit_code == 0
    assert "My own words" not in client.read_text(encoding="utf-8")


def test_a_file_of_somebody_else_is_not_overwritten(spec: Path, tmp_path: Path) -> None:
    own = tmp_path / "generated/skycore/docs/errors.md"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    done = run("generate", "spec", cwd=tmp_path)
    assert done.exit_code == 2
    assert own.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "generated/skycore/python").exists()


DIGEST = "0" * 64


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "An app of its own"}',
        '{"a": "1"}',
        f'{{"../a": "{DIGEST}"}}',
        f'{{"/a": "{DIGEST}"}}',
        f'{{"a\\u0000": "{DIGEST}"}}',
        "[]",
        "[" * 100_000,
        "not JSON",
    ],
    ids=range(8),
)
def test_a_manifest_of_somebody_else_stops_the_run(
    spec: Path, tmp_path: Path, manifest: str
) -> None:
    own = tmp_path / "generated/skycore/.actionspec.json"
    own.parent.mkdir(parents=True)
    own.write_text(manifest, encoding="utf-8")
    done = run("generate", "spec", cwd=tmp_path)
    assert done.exit_code == 2
    assert "is damaged" in done.stderr
    assert own.read_text(encoding="utf-8") == manifest
    assert not (tmp_path / "generated/skycore/python").exists()


def test_what_no_longer_belongs_is_removed(spec: Path, tmp_path: Path) -> None:
    (spec / "actions/second.yaml").write_text(SECOND, encoding="utf-8")
    run("generate", "spec", cwd=tmp_path)
    module = tmp_path / "generated/skycore/python/skycore/actions/count_subscribers.py"
    assert module.exists()
    own = module.with_name("mine.py")
    own.write_text("", encoding="utf-8")
    (spec / "actions/second.yaml").unlink()
    done = run("generate", "spec", cwd=tmp_path)
    assert f"removed generated/skycore/python/skycore/actions/{module.name}" in done.stdout
    assert not module.exists()
    assert own.exists()


def test_a_spec_with_a_problem_writes_nothing(spec: Path, tmp_path: Path) -> None:
    change(spec / ACTION, "effect: send", "effect: sned")
    done = run("generate", "spec", cwd=tmp_path)
    assert done.exit_code == 2
    assert (
        'spec/actions/sendMessageBySubscriberRef.yaml:7:9: error: "sned" is none of' in done.stderr
    )
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generate", "nowhere"], "there is no nowhere"),
        (["check", "nowhere"], "there is no nowhere"),
        (["mock", "nowhere"], "there is no nowhere"),
        (["check", "tests"], "there is no tests/api.yaml"),
        (["generate", "spec/skycore", "--target", "rust"], "known: docs, python, schema"),
        (["generate", "spec/skycore", "--out", "README.md"], "README.md"),
        (["generate", "spec/skycore", "--out", "/"], "/ is no place for output"),
        (["generate", "spec/skycore", "--out", "spec/skycore"], "is inside the spec"),
        (["generate", "spec/skycore", "--out", "spec/skycore/docs"], "is inside the spec"),
        (["mock", "spec/skycore", "--answer", "E1"], "there is no code 'E1'; did you mean"),
        (["mock", "spec/skycore", "--credential", "key=1"], 'did you mean "api_key"?'),
        (["mock", "spec/skycore", "--port", "99999"], "not in the range 0<=x<=65535"),
        (["check", "spec"], "did you mean spec/"),
        (["generate", "spec/skycore", "--json", "--target", "rust"], ""),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_check_counts(tmp_path: Path) -> None:
    done = run("check", "spec/skycore")
    assert done.exit_code == 0
    expected = "spec/skycore: 33 actions, 251 error codes, 31 postbacks, 115 examples\n"
    assert done.stdout == expected
    counts = json.loads(run("check", "spec/skycore", "--json").stdout)["counts"]
    assert counts == {"actions": 33, "error codes": 251, "postbacks": 31, "examples": 115}
    found = run("check", "tests/cases/schema-wrong-type/spec", "--json")
    assert found.exit_code == 1
    assert [problem["line"] for problem in json.loads(found.stdout)["problems"]] == [4, 33]


def test_one_line_changes_everything(spec: Path, tmp_path: Path) -> None:
    """A longer limit, a new parameter, a new code: client, validator, docs and mock follow."""
    change(spec / ACTION, "max_length: 160", "max_length: 306")
    change(
        spec / ACTION,
        "rules:\n",
        "  validity: {type: integer, maximum: 48, description: Hours to try for.}\n\nrules:\n",
    )
    change(
        spec / "errors.yaml",
        "  E721:\n",
        "  E722: {class: SubscriberPausedError, category: RecipientError, message: Paused,\n"
        "    cause: The subscriber paused., remedy: Wait., general: true}\n  E721:\n",
    )
    package = generate(spec, tmp_path)
    with running(read(spec)) as mock:
        with package.Skycore("key", base_url=mock.url, retry=None) as client:
            send = client.send_message_by_subscriber_ref
            sent = send(subscriber_ref="A", campaign_ref="B", text="x" * 306, validity=48)
            assert len(sent.subscribers) == 3
            assert b"<VALIDITY>48</VALIDITY>" in mock.requests[-1].body
            with pytest.raises(package.MalformedRequestError, match="48 or less"):
                send(subscriber_ref="A", campaign_ref="B", text="x", validity=49)
            with pytest.raises(package.MalformedRequestError, match="at most 306"):
                send(subscriber_ref="A", campaign_ref="B", text="x" * 307)
        mock.answer = "E722"
        with (
            package.Skycore("key", base_url=mock.url, transport="get", retry=None) as client,
            pytest.raises(package.SubscriberPausedError),
        ):
            client.send_message_by_subscriber_ref(subscriber_ref="A", campaign_ref="B", text="x")
    page = (tmp_path / "out/docs/actions/send_message_by_subscriber_ref.md").read_text("utf-8")
    assert "at most 306 characters" in page
    assert "`validity`" in page
    assert "E722" in (tmp_path / "out/docs/errors.md").read_text("utf-8")


SECOND = """
action: countSubscribers
summary: Count the subscribers of a campaign.
effect: read
parameters:
  campaign_ref: {wire: campaignref, required: E718, description: The campaign.}
  since: {max_length: 10, description: The first day to count.}
result: SubscriberCount
returns:
  count: {type: integer, description: How many there are.}
errors: [E721]
examples:
  - name: a campaign with 12 subscribers
    request: {campaign_ref: Campaign123}
    response: <RESPONSE><STATUS>Success</STATUS><COUNT>12</COUNT></RESPONSE>
    result: {count: 12}
"""


def test_a_second_action_is_one_yaml_file(spec: Path, tmp_path: Path) -> None:
    (spec / "actions/countSubscribers.yaml").write_text(SECOND, encoding="utf-8")
    package = generate(spec, tmp_path)
    with (
        running(read(spec)) as mock,
        package.Skycore("key", base_url=mock.url, transport="get", retry=None) as client,
    ):
        assert client.count_subscribers(campaign_ref="Campaign123").count == 12
        assert "action=countsubscribers" in mock.requests[-1].query
        with pytest.raises(package.CampaignRefRequiredError):
            client.count_subscribers(campaign_ref="")
    assert package.SubscriberCount(count=12) == package.SubscriberCount(count=12)
    docs = files_below(tmp_path / "out/docs")
    assert b"countSubscribers" in docs["README.md"]
    assert b"# countSubscribers" in docs["actions/count_subscribers.md"]
    assert b"actions/count_subscribers.md" in docs["errors.md"]


def test_a_single_file_is_a_spec_too(tmp_path: Path) -> None:
    case = ROOT / "tests/cases/generate-bare/spec/api.yaml"
    done = run("generate", str(case), "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.stderr
    generated = files_below(tmp_path / "out")
    for path, content in files_below(case.parents[1] / "expected").items():
        assert generated[path] == content


def generate(spec: Path, tmp_path: Path) -> Any:
    """Generate a changed spec under a package name of its own, and import it."""
    name = f"changed_{tmp_path.name}".replace("-", "_").lower()
    change(spec / "api.yaml", "package: skycore", f"package: {name}")
    done = run("generate", str(spec), "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.stderr
    sys.path.insert(0, str(tmp_path / "out/python"))
    try:
        return __import__(name)
    finally:
        sys.path.pop(0)


def test_every_spec_has_its_package() -> None:
    for package in PACKAGES.values():
        assert (package / "pyproject.toml").exists(), f"generate {package} and commit it"
