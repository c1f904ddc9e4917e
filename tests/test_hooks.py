"""The hooks for pre-commit and the workflow of this repository, executed as they stand.

Broken on purpose, in a copy of the tree: without `--check`, without `--fail-on`, and with another
name of the specs' folder in the workflow, tests of this file fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import ROOT, SPECS

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
WORKFLOW = ROOT / ".github" / "workflows" / "specs.yml"
WORKFLOWS = sorted(WORKFLOW.parent.glob("*.yml"))
JOB: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["spec"]
PARCEL = ROOT / "tests" / "cases" / "generate-previous"


def execute(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command as a workflow does, with this environment's programs."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    identity |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **identity, **environment, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a spec and what is generated from it, committed."""
    folder = tmp_path_factory.mktemp("original")
    for name in ("spec", "older"):
        shutil.copytree(PARCEL / name, folder / "spec" / name)
    start = "git init -q && actionspec generate spec/spec && git add -A && git commit -qm start"
    done = execute(start, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def repository(original: Path, tmp_path: Path) -> Path:
    """The same, for a test to change."""
    return shutil.copytree(original, tmp_path / "repository")


def change(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / "spec" / "spec" / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def run_hook(name: str, repository: Path) -> subprocess.CompletedProcess[str]:
    (hook,) = [one for one in HOOKS if one["id"] == name]
    return execute(f"{hook['entry']} spec/spec", repository)


def test_the_hooks_are_what_pre_commit_reads() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    assert all(hook["language"] == "python" and not hook["pass_filenames"] for hook in HOOKS)


def test_the_hooks_pass_what_is_right(repository: Path) -> None:
    for hook in HOOKS:
        done = run_hook(hook["id"], repository)
        assert done.returncode == 0, done.stderr
    assert execute("git status --porcelain", repository).stdout == ""


def test_the_hooks_stop_a_problem_in_a_spec(repository: Path) -> None:
    change(repository, "actions/trackParcel.yaml", "effect: read", "effect: raed")
    for hook in HOOKS:
        done = run_hook(hook["id"], repository)
        assert done.returncode != 0
        assert 'spec/spec/actions/trackParcel.yaml:3:9: error: "raed" is none of' in done.stderr


def test_a_hook_tells_that_something_was_not_generated(repository: Path) -> None:
    change(repository, "actions/trackParcel.yaml", "Tell where", "Say where")
    done = run_hook("actionspec-up-to-date", repository)
    assert done.returncode == 1
    assert "would write generated/parcel/python/parcel/client.py" in done.stdout
    done = run_hook("actionspec-generate", repository)
    assert done.returncode == 0
    assert "wrote generated/parcel/python/parcel/client.py" in done.stdout


def test_pre_commit_runs_a_hook_when_a_file_is_removed(repository: Path, tmp_path: Path) -> None:
    hooks = [{**hook, "language": "system", "args": ["spec/spec"]} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    removed = "git add -A && git commit -qm hooks && git rm -q spec/spec/actions/trackParcel.yaml"
    assert execute(removed, repository).returncode == 0
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    done = execute("python -m pre_commit run --color never", repository, **home)
    assert done.returncode == 1
    assert "the spec has no action" in done.stdout
    assert "Skipped" not in done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_the_form_of_one(file: Path) -> None:
    schema = ["--builtin-schema", "vendor.github-workflows"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def test_the_workflow_lists_every_spec() -> None:
    assert JOB["strategy"]["matrix"]["spec"] == [f"spec/{folder.name}" for folder in SPECS]


def test_the_workflow_of_the_docs_builds_a_site(repository: Path) -> None:
    jobs = yaml.safe_load(WORKFLOW.with_name("docs.yml").read_text("utf-8"))["jobs"]
    [install, build] = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert install == "pip install '.[docs]'"
    done = execute(build, repository, SPEC="spec/spec")
    assert done.returncode == 0, done.stderr
    assert (repository / "site" / "2" / "index.html").is_file()
    assert (repository / "site" / "1" / "index.html").is_file()


def run_workflow(
    repository: Path, intended: str = "false"
) -> list[subprocess.CompletedProcess[str]]:
    """The steps of the workflow for a pull request, behind the one that installs."""
    base = execute("git rev-parse HEAD", repository).stdout.strip()
    environment = {"SPEC": "spec/spec", "BASE": base, "GITHUB_STEP_SUMMARY": "summary.md"}
    environment["INTENDED"] = intended
    steps = [step["run"] for step in JOB["steps"] if "run" in step]
    assert steps.pop(0) == "pip install ."
    return [execute(step, repository, **environment) for step in steps]


def test_the_workflow_passes_what_is_right(repository: Path) -> None:
    change(repository, "actions/trackParcel.yaml", "Tell where", "Say where")
    execute("actionspec generate spec/spec", repository)
    for step in run_workflow(repository):
        assert step.returncode == 0, step.stderr
    assert "trackParcel" in (repository / "summary.md").read_text("utf-8")


def test_the_workflow_stops_what_breaks_code(repository: Path) -> None:
    change(repository, "actions/trackParcel.yaml", "  stops: {wire: stop", "  way: {wire: stop")
    change(repository, "actions/trackParcel.yaml", "stops: [{place", "way: [{place")
    *_, compared = run_workflow(repository)
    assert compared.returncode == 1, compared.stderr
    assert "stops" in (repository / "summary.md").read_text("utf-8")
    *_, compared = run_workflow(repository, intended="true")
    assert compared.returncode == 0, compared.stderr


def test_the_workflow_passes_a_spec_that_is_new(repository: Path) -> None:
    execute("git rm -rq --cached spec/spec && git commit -qm earlier", repository)
    for step in run_workflow(repository):
        assert step.returncode == 0, step.stderr
    assert not (repository / "summary.md").exists()
