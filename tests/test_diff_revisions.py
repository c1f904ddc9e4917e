"""`diff` reads specs at revisions of git, and shows their files by the names that git has."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from apis import ROOT, files_below, run

from actionspec.cli.revisions import LOCAL
from actionspec.load import LARGEST_FILE

CASE = ROOT / "tests" / "cases" / "diff-parameter-removed"
OLD, NEW = ((CASE / name).read_text("utf-8") for name in ("old.yaml", "new.yaml"))


def git(folder: Path, *arguments: str) -> None:
    settings = [
        "-c",
        "user.name=Ann",
        "-c",
        "user.email=ann@bell.example",
        "-c",
        "commit.gpgsign=0",
    ]
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **nobody},
    )


def write(folder: Path, files: dict[str, str], tag: str) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", tag)
    git(folder, "tag", tag)


def parts(text: str) -> dict[str, str]:
    """A spec of one file as a folder."""
    api, _, rest = text.partition("errors:\n")
    errors, _, actions = rest.partition("actions:\n")
    undented = "".join(f"{line[2:]}\n" for line in errors.splitlines())
    action = "".join(f"{line[2:]}\n" for line in actions.splitlines())
    return {"api.yaml": api, "errors.yaml": undented, "actions/ring.yaml": action}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A spec that was one file at v1, a folder at v2, and has lost a parameter since."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    write(folder, {"bell.yaml": OLD}, "v1")
    (folder / "bell.yaml").unlink()
    write(folder, {f"spec/bell/{path}": text for path, text in parts(OLD).items()}, "v2")
    for path, text in parts(NEW).items():
        (folder / "spec" / "bell" / path).write_text(text, encoding="utf-8")
    return folder


def test_the_revision_of_the_other_spec(repository: Path) -> None:
    before = files_below(repository)
    done = run("diff", "git:HEAD", "spec/bell", cwd=repository)
    assert done.stdout.startswith("git:HEAD:spec/bell/actions/ring.yaml:6:3: breaking: ring: The ")
    assert "1 breaking;" in done.stdout
    assert files_below(repository) == before
    assert run("diff", "git:v2", "spec/bell", cwd=repository).stdout.startswith("git:v2:spec/bell/")
    assert run("diff", "spec/bell", "git:v2", cwd=repository).stdout.startswith("git:v2:spec/bell/")


@pytest.mark.parametrize(
    ("folder", "path"), [("spec", "bell"), ("spec/bell", "."), ("spec/bell", "api.yaml")]
)
def test_paths_count_from_the_current_folder(repository: Path, folder: str, path: str) -> None:
    done = run("diff", "git:v2", path, cwd=repository / folder)
    assert done.stdout.startswith("git:v2:spec/bell/actions/ring.yaml:6:3: breaking: ")


def test_a_spec_that_was_a_single_file(repository: Path) -> None:
    done = run("diff", "git:v1:bell.yaml", "spec/bell", cwd=repository)
    assert done.stdout.startswith("git:v1:bell.yaml:39:5: breaking: ring: The parameter `tune` is")
    assert (
        run("diff", "git:v1:bell.yaml", "git:v2:spec/bell", cwd=repository).stdout == "no changes\n"
    )


def test_a_spec_that_is_the_whole_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    write(tmp_path, parts(OLD), "v1")
    done = run("diff", "git:v1", ".", cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (0, "no changes\n")


def test_a_spec_that_stands_on_another_one(repository: Path) -> None:
    own = {"spec/chime/api.yaml": "actionspec: 1\nbase: bell\nname: Chime\npackage: chime\n"}
    git(repository, "checkout", "--quiet", "--", ".")
    write(repository, own, "v3")
    done = run("diff", "git:v3:spec/chime", "spec/bell", cwd=repository)
    assert done.exit_code == 0, done.stderr
    assert "git:v3:spec/chime/api.yaml:3:1" in done.stdout


@pytest.mark.parametrize(
    "revision",
    [
        "nothing",
        "--help",
        "-v",
        "--output=x",
        "--upload-pack=touch hacked",
        "$(touch hacked)",
        "; touch hacked",
        "HEAD; touch hacked",
        "HEAD\ntouch hacked",
        "HEAD..v1",
        "^HEAD",
        "HEAD^{tree}",
        "v1 v2",
        "\x00",
        "é" * 5000,
    ],
)
def test_what_is_no_revision(repository: Path, revision: str) -> None:
    before = files_below(repository)
    done = run("diff", f"git:{revision}", "spec/bell", cwd=repository)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: there is no revision ")
    assert done.stderr.count("\n") == 1
    assert files_below(repository) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("git:", "spec/bell", "error: git:: write git:REVISION, as in git:HEAD or git:v1.2\n"),
        ("git:v1", "git:v2", "error: git:v1: say which spec, as in git:v1:spec/my_api\n"),
        ("git:v1", "spec/bell", "error: there is no git:v1:spec/bell\n"),
        ("git:v2:spec", "spec/bell", "error: there is no git:v2:spec/api.yaml\n"),
        ("git:v2:spec/*", "spec/bell", "error: there is no git:v2:spec/*\n"),
        ("git:v2::(top)spec/bell", "spec/bell", "error: there is no git:v2::(top)spec/bell\n"),
        ("git:v2:../x", "spec/bell", "error: ../x is in no git repository\n"),
    ],
)
def test_what_is_not_there(repository: Path, old: str, new: str, told: str) -> None:
    done = run("diff", old, new, cwd=repository)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", told)


def test_a_folder_without_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bell.yaml").write_text(OLD, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = run("diff", "git:HEAD", "bell.yaml", cwd=tmp_path)
    assert done.exit_code == 2
    assert done.stderr.endswith("is in no git repository\n")


def test_why_git_does_not_read_a_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = run("diff", "git:v2", "spec/bell", cwd=repository)
    assert done.exit_code == 2
    told = "error: git does not read the repository of spec/bell: detected dubious ownership in "
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1


def test_what_git_says_steers_no_terminal(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = tmp_path / "re\x1b[31mpository"
    repository.rename(hostile)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = run("diff", "git:v2", "spec/bell", cwd=hostile)
    assert "does not read" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_linked_worktree(repository: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(repository, "worktree", "add", "--quiet", str(linked), "v2")
    for path, text in parts(NEW).items():
        (linked / "spec" / "bell" / path).write_text(text, encoding="utf-8")
    done = run("diff", "git:HEAD", "spec/bell", cwd=linked)
    assert done.stdout.startswith("git:HEAD:spec/bell/actions/ring.yaml:6:3: breaking: ring: The ")
    assert run("diff", "git:v1:bell.yaml", "git:HEAD:spec/bell", cwd=linked).exit_code == 0


def test_no_variable_of_git_leads_elsewhere(repository: Path) -> None:
    """`git` itself says which variables tell of a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    named = {*done.stdout.split()}
    assert "GIT_DIR" in named
    assert named <= LOCAL


def test_git_is_not_installed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    done = run("diff", "git:HEAD", "spec/bell", cwd=repository)
    assert (done.exit_code, done.stderr) == (2, "error: git is not installed, or not in the PATH\n")


def test_problems_are_told_by_the_names_of_git(repository: Path) -> None:
    broken = {
        "spec/bell/actions/ring.yaml": "action: ring\nsummary: 5\n",
        "spec/bell/errors.yaml": "a: [",
    }
    write(repository, {"spec/bell/actions/ring.yaml": "action: ring\nsummary: 5\n"}, "v3")
    for tag in ("v3", "v4"):
        done = run("diff", f"git:{tag}", f"git:{tag}:spec/bell", cwd=repository)
        assert done.exit_code == 2
        first = done.stderr.splitlines()[0]
        assert first.startswith(f"git:{tag}:spec/bell/")
        assert "/tmp" not in done.stderr.replace(str(repository), "")
        if tag == "v3":
            write(repository, broken, "v4")


def test_only_regular_files_are_read(repository: Path) -> None:
    link = repository / "spec" / "bell" / "types.yaml"
    link.symlink_to("/etc/hostname")
    write(repository, {}, "v3")
    done = run("diff", "git:v3:spec/bell", "spec/bell", cwd=repository)
    assert done.exit_code == 2
    assert done.stderr == "error: git:v3:spec/bell/types.yaml is no regular file\n"


def test_a_file_that_is_too_large(repository: Path) -> None:
    write(repository, {"spec/bell/types.yaml": "#" * (LARGEST_FILE + 1)}, "v3")
    done = run("diff", "git:v3:spec/bell", "spec/bell", cwd=repository)
    assert done.exit_code == 2
    limit = LARGEST_FILE // 1024 // 1024
    assert done.stderr == f"error: git:v3:spec/bell/types.yaml has more than {limit} MiB\n"


def test_errors_are_json_where_a_program_reads(repository: Path) -> None:
    done = run("diff", "git:nothing", "spec/bell", "--format", "json", cwd=repository)
    assert (done.exit_code, done.stdout) == (2, '{"error": "there is no revision \\"nothing\\""}\n')


def test_a_tree_made_by_hand_writes_nothing_outside(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(command: str, told: str) -> str:
        done = subprocess.run(
            ["git", *command.split()],
            cwd=repository,
            input=told,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    below = tmp_path / "a/b/c/d"
    below.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(below))
    blob = made("hash-object -w --stdin", "evil: 1\n")
    tree = made("mktree", f"100644 blob {blob}\tescaped.yaml\n")
    for _ in range(4):
        tree = made("mktree", f"040000 tree {tree}\t..\n")
    tree = made("mktree", f"100644 blob {blob}\tapi.yaml\n040000 tree {tree}\t..\n")
    tree = made("mktree", f"040000 tree {tree}\tbell\n")
    tree = made("mktree", f"040000 tree {tree}\tspec\n")
    git(repository, "tag", "evil", made(f"commit-tree {tree} -m evil", ""))
    done = run("diff", "git:evil", "spec/bell", cwd=repository)
    assert done.exit_code == 2
    assert "leads out of the repository" in done.stderr
    assert not [*tmp_path.rglob("escaped.yaml")]


def test_a_hook_of_git_sees_the_repository_around_the_spec(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    done = run("diff", "git:v2", "spec/bell", cwd=repository)
    assert done.exit_code == 0
    assert "1 breaking;" in done.stdout
