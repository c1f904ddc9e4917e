"""`generate --diff`: what would change, as a patch that Git and patch take."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from apis import run, run_process
from outputs import BARE, NEW, OLD, change, contents, look_at, old_output, put

from actionspec.write import patches


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old texts, alone in its parent."""
    return old_output(tmp_path)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec from which a folder was generated, and that has changed since."""
    folder = tmp_path / "a spec"
    text = (BARE / "api.yaml").read_text(encoding="utf-8")
    change(folder / "api.yaml", text)
    assert run("generate", "a spec", cwd=tmp_path).exit_code == 0
    changed = text.replace("title: Bell", "title: A bell").replace("action: ring", "action: chime")
    change(folder / "api.yaml", changed)
    return folder


APPLY = {"git": ["git", "apply"], "patch": ["patch", "-p1", "--quiet"]}
INSTALLED = [tool for tool in APPLY if shutil.which(tool)]


@pytest.mark.parametrize("tool", INSTALLED)
def test_a_patch_does_what_a_run_does(spec: Path, tool: str) -> None:
    here = spec.parent
    before = contents(here)
    done = run_process("generate", "a spec", "--diff", cwd=here)
    assert done.returncode == 1
    assert done.stderr == ""
    assert contents(here) == before
    subprocess.run(["git", "init", "--quiet"], cwd=here, check=True)
    subprocess.run(APPLY[tool], cwd=here, input=done.stdout.encode(), check=True)
    clean = run("generate", "a spec", "--diff", cwd=here)
    assert (clean.exit_code, clean.stdout) == (0, "generated/bell is up to date\n")
    assert (here / "generated/bell/docs/actions/chime.md").exists()
    assert not (here / "generated/bell/docs/actions/ring.md").exists()


@pytest.mark.parametrize("tool", INSTALLED)
@pytest.mark.parametrize("name", ["out", "with a space", 'quotes "and" \\ more\t', "größer"])
def test_odd_names_and_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    old = {
        "docs/a": "no newline",
        "docs/b": "a\fb\x85c\u2028d\r\ne\n",
        "docs/c": "",
        "docs/d": "x\n" * 9 + "y\n",
        "docs/e": "",
        "docs/f": "1\n",
    }
    new = {**old, "docs/a": "no newline\n", "docs/b": "f\fb\x85c\u2028d\r\ne", "docs/g": "\n\n"}
    del new["docs/c"], new["docs/f"]
    new |= {"docs/h": "", "docs/e": "z"}
    folder = Path(name)
    put(folder, old)
    (folder / "docs/d").write_bytes(b"x\n\xff\n" + b"x\n" * 8)
    patch = "".join(patches(look_at(folder, new)).values())
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(
        APPLY[tool], cwd=tmp_path, input=patch.encode("utf-8", "surrogateescape"), check=True
    )
    assert not look_at(folder, new).changes
    for path, text in new.items():
        assert (folder / path).read_bytes() == text.encode()
    assert not (folder / "docs/c").exists()
    assert not (folder / "docs/f").exists()


def test_a_patch_outside_the_current_directory(out: Path) -> None:
    root = out.as_posix()
    assert patches(look_at(out, NEW))["docs/new/d.md"] == (
        f"diff --git a{root}/docs/new/d.md b{root}/docs/new/d.md\n"
        f"new file mode 100644\n"
        f"index {'0' * 40}..4bcfe98e640c8284511312660fb8709b0afa888e\n"
        f"--- /dev/null\n+++ b{root}/docs/new/d.md\n@@ -0,0 +1 @@\n+d\n"
    )


def test_a_patch_says_what_is_in_the_way(out: Path) -> None:
    (out / "docs/a.md").unlink()
    (out / "docs/a.md").symlink_to("/etc/hostname")
    shown = patches(look_at(out, OLD))["docs/a.md"].splitlines()
    assert shown[0] == f"{out.as_posix()}/docs/a.md is a symbolic link"
    assert shown[-1] == "+a"


def test_json_has_a_patch_for_each_file(spec: Path) -> None:
    done = run("generate", "a spec", "--diff", "--json", cwd=spec.parent)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["edited"] == []
    assert [*told["diff"]] == told["changes"]
    ring = told["diff"]["docs/actions/ring.md"]
    assert "deleted file mode" in ring
    assert "+++ /dev/null\n" in ring
    checked = json.loads(run("generate", "a spec", "--check", "--json", cwd=spec.parent).stdout)
    assert checked == {"changes": told["changes"], "edited": []}


def test_colours_and_no_control_characters_on_a_terminal(spec: Path) -> None:
    client = spec.parent / "generated/bell/python/bell/client.py"
    change(client, client.read_text(encoding="utf-8") + "# \x1b[2J\u202e\r\n")
    plain = run_process("generate", "a spec", "--diff", cwd=spec.parent)
    assert "-# \x1b[2J\u202e" in plain.stdout
    assert plain.stderr == "generated/bell/python/bell/client.py was edited by hand\n"
    shown = run_process(
        "generate", "a spec", "--diff", cwd=spec.parent, FORCE_COLOR="1", TERM="xterm"
    )
    assert "\x1b[31m-# \\x1b[2J\\u202e\\r\x1b[0m\n" in shown.stdout
    assert "\x1b[32m+" in shown.stdout
    assert "\x1b[2J" not in shown.stdout
    assert "\u202e" not in shown.stdout


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_force_has_no_sense_where_nothing_is_written(spec: Path, option: str) -> None:
    done = run("generate", "a spec", option, "--force", cwd=spec.parent)
    assert done.exit_code == 2
    assert "--check and --diff write nothing" in done.stderr


def test_force_tells_what_it_dropped(spec: Path) -> None:
    client = "generated/bell/python/bell/client.py"
    change(spec.parent / client, "mine\n")
    stopped = run("generate", "a spec", cwd=spec.parent)
    assert stopped.exit_code == 2
    assert f"\n+++ {client}, as it is\n" in stopped.stderr
    assert "into a new file, such as generated/bell/python/bell/own.py:" in stopped.stderr
    checked = run("generate", "a spec", "--check", cwd=spec.parent)
    assert f"{client} was edited by hand\n" in checked.stdout
    forced = run("generate", "a spec", "--force", cwd=spec.parent)
    assert f"{client} had been edited by hand; that is dropped\n" in forced.stdout
    change(spec.parent / client, "mine\n")
    told = json.loads(run("generate", "a spec", "--force", "--json", cwd=spec.parent).stdout)
    assert told == {
        "written": ["python/bell/client.py"],
        "removed": [],
        "dropped": ["python/bell/client.py"],
    }
    assert os.listdir(spec.parent / "generated") == ["bell"]
