"""What holds for the repository as a whole."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from apis import ROOT, SPECS, files_below


def test_the_program_knows_no_api() -> None:
    names = [folder.name.encode() for folder in SPECS]
    for folder in ("generator", "templates"):
        for path, content in files_below(ROOT / folder).items():
            if "/vendor/" in path:  # a library, in which any letters may stand side by side
                continue
            assert not [name for name in names if name in content.lower()], path


def test_every_folder_at_the_top_says_what_it_is_for() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    folders = {path.partition("/")[0] for path in tracked if "/" in path and path[0] != "."}
    assert folders == {"spec", "generator", "generated", "templates", "tests"}
    for folder in folders:
        assert (ROOT / folder / "README.md").exists()


def test_a_wheel_works_outside_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(ROOT)], check=True, timeout=300)
    (wheel,) = tmp_path.glob("actionspec-*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import actionspec, actionspec.cli\n"
        f"assert actionspec.__file__.startswith({str(installed)!r})\n"
        "actionspec.cli.main()\n"
    )
    arguments = ["generate", str(ROOT / "spec" / "skycore"), "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert files_below(tmp_path / "out") == files_below(ROOT / "generated" / "skycore")


def test_the_stages_import_one_way_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; lint_imports()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "1 kept, 0 broken" in done.stdout, done.stdout + done.stderr
