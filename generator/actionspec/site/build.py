"""A spec with the versions before it as a static site."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from actionspec.history import Release, read_history
from actionspec.model import Api
from actionspec.read import Spec
from actionspec.render import find_targets, render
from actionspec.write import WriteError

_TARGET = "site"


class BuildError(WriteError):
    """Zensical could not build the site; it says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an API, with what the versions up to it have changed, the latest first."""

    spec: Spec
    history: tuple[Release, ...]

    @property
    def api(self) -> Api:
        """What the spec means."""
        return self.spec.api


def versions_of(spec: Spec) -> list[Version]:
    """A spec and the versions before it, the latest first.

    Raises:
        SpecError: The versions before it cannot be read.
        BuildError: Two of them have the same number.
    """
    history = read_history(spec)
    specs = [spec, *(release.before for release in history)]
    numbers = [one.api.version for one in specs]
    if twice := {number for number in numbers if numbers.count(number) > 1}:
        raise BuildError(
            f"two specs describe version {min(twice)}; let `version` differ from that of `previous`"
        )
    return [Version(one, history[index:]) for index, one in enumerate(specs)]


def build(
    versions: Iterable[Version],
    work: Path,
    tell: Callable[[str], None],
    mock: str = "",
    own: Path | None = None,
) -> Path:
    """Build the site of all versions.

    Args:
        versions: What to build, the latest first.
        work: A folder for what is needed on the way. What it holds from the last time saves work.
        tell: Is told about each version before it is built.
        mock: The address of the mock server that request builders offer to send to.
        own: A user's folder of targets that change the pages.

    Returns:
        The folder with the site, inside `work`: a folder for each version, and what leads to the
        latest.

    Raises:
        BuildError: Zensical could not build a site.
        TemplateError: A template of the user has a mistake.
    """
    whole = work / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir(parents=True)
    built = [*versions]
    for version in built:
        tell(f"building the docs of {version.api.title} {version.api.version}")
        source = work / version.api.version
        _write(version, source, mock, own)
        _zensical(source)
        shutil.move(source / "site", whole / version.api.version)
    _write_start(whole, built)
    return whole


def _write(version: Version, folder: Path, mock: str, own: Path | None) -> None:
    # Most pages are those of the target docs: what changes these changes the site.
    target = replace(find_targets(own=own)[_TARGET], own=own)
    rendered = render(version.api, [target], version.history, mock=mock)
    wanted = {
        folder / path.removeprefix(f"{_TARGET}/"): text
        for path, text in rendered.items()
        if path.startswith(f"{_TARGET}/")
    }
    for path in (folder / "pages").rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _zensical(folder: Path) -> None:
    """Build one version, in a process of its own: Zensical keeps its configuration in a global."""
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(  # noqa: S603  (no shell, and no argument out of a spec)
        [*command, "--config-file", str(folder / "zensical.toml")],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        told = done.stdout.partition("Traceback (most recent call last)")[0].strip()
        raise BuildError(f"Zensical could not build the site:\n{told}")


def _write_start(whole: Path, versions: list[Version]) -> None:
    """Write what leads from the top to the latest version, and from each to the others."""
    latest = versions[0].api
    listed = [
        {"version": one.api.version, "title": one.api.version, "aliases": []} for one in versions
    ]
    (whole / "versions.json").write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
    start = f"{latest.version}/"
    forward = f'<meta http-equiv="refresh" content="0; url={start}">\n'
    link = f'<a href="{start}">{latest.version}</a>'
    (whole / "index.html").write_text(_page(latest, forward + link), encoding="utf-8")
    top = urlsplit(latest.docs_url or "").path.rstrip("/") + "/"
    missing = f'<p>There is no such page. <a href="{top}">To the start</a></p>'
    (whole / "404.html").write_text(_page(latest, missing), encoding="utf-8")


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
{content}
</html>
"""
# Without an icon, a browser would ask for one that is not there.


def _page(api: Api, content: str) -> str:
    return _PAGE.format(title=html.escape(str(api.title)), content=content)
