"""The forms that a spec can have, and the whole way of the command line from there to the disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apis import files_below, run
from hostile_fills import Drawn

from actionspec.history import read_history
from actionspec.read import read_spec
from actionspec.render import find_targets, render

# The files of a folder with what they hold, and the folder or file to generate from.
Layout = Callable[[Any], tuple[dict[str, Any], str]]


def one_file(data: Any) -> tuple[dict[str, Any], str]:
    """Everything in one file."""
    return {"bell.yaml": data}, "bell.yaml"


def folder(data: Any) -> tuple[dict[str, Any], str]:
    """A folder with a file for each part."""
    api = dict(data)
    files: dict[str, Any] = {}
    for part in ("actions", "postbacks"):
        for number, one in enumerate(api.pop(part, [])):
            files[f"bell/{part}/{number}.yaml"] = one
    for part in ("errors", "types"):
        files[f"bell/{part}.yaml"] = api.pop(part)
    return {**files, "bell/api.yaml": api}, "bell"


def overlay(data: Any) -> tuple[dict[str, Any], str]:
    """A spec that says the same of itself and of errors as its base, which says the rest."""
    own = ("actionspec", "package", "version", "title", "credentials")
    below, _ = folder({**data, "package": "below"})
    files = {path.replace("bell/", "below/"): part for path, part in below.items()}
    files["above/api.yaml"] = {**{key: data[key] for key in own}, "base": "below"}
    files["above/errors.yaml"] = data["errors"]
    return files, "above"


def versions(data: Any) -> tuple[dict[str, Any], str]:
    """Two versions: what the older one lacks and says otherwise stands in the list of changes."""
    tone = {**data["types"]["Tone"], "members": {"low": data["types"]["Tone"]["members"]["low"]}}
    categories = data["errors"]["categories"]
    codes = {
        code: {**error, "message": f"{error['message']} once"}
        for code, error in data["errors"]["codes"].items()
    }
    older = {
        **data,
        "package": "older",
        "version": "0",
        "errors": {"categories": categories, "codes": codes},
        "types": {**data["types"], "Tone": tone},
    }
    return {"older.yaml": older, "newer.yaml": {**data, "previous": "older"}}, "newer.yaml"


LAYOUTS: tuple[Layout, ...] = (one_file, folder, overlay, versions)


def by_command_line(
    layout: Layout, drawn: Drawn, place: Path
) -> tuple[dict[str, str], dict[str, str]]:
    """What the command line writes for a spec, and what its tame twin comes to; no runtimes."""
    spec = _put(layout, drawn.data, place / "hostile")
    command = ["generate", str(spec), "--out", str(place / "out")]
    for target in find_targets():
        command += ["--target", target]
    done = run(*command, cwd=place)
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in place.iterdir()) == ["hostile", "out"]
    again = run(*command, "--check", cwd=place)
    assert again.exit_code == 0, again.stdout
    tame = read_spec(_put(layout, drawn.tame, place / "tame"))
    files = render(tame.api, find_targets().values(), read_history(tame))
    found = {path: text.decode() for path, text in files_below(place / "out").items()}
    return _own(found), _own(files)


def _own(files: dict[str, str]) -> dict[str, str]:
    copied = ("/_runtime/", "/assets/", "/overrides/")
    return {path: text for path, text in files.items() if not any(one in path for one in copied)}


def _put(layout: Layout, data: Any, place: Path) -> Path:
    files, named = layout(data)
    for path, part in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(part, indent=1, ensure_ascii=False)
        (place / path).write_text(text, encoding="utf-8")
    return place / named
