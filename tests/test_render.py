"""Targets: what a manifest may say, and what a template may not print."""

from __future__ import annotations

from pathlib import Path

import pytest
from apis import SPECS, read_api
from jinja2 import UndefinedError

from actionspec.problem import SpecError
from actionspec.render import find_targets, render

API = read_api(SPECS[0])


def write_target(folder: Path, template: str, path: str = "out.txt", manifest: str = "") -> Path:
    target = folder / "own"
    target.mkdir()
    written = manifest or f'summary: Own\nfiles:\n  - {{template: a.jinja, path: "{path}"}}\n'
    (target / "target.yaml").write_text(written, encoding="utf-8")
    (target / "a.jinja").write_text(template, encoding="utf-8")
    return folder


def test_a_target_takes_no_python(tmp_path: Path) -> None:
    folder = write_target(
        tmp_path, "{% for action in api.actions %}{{ action.name }}\n{% endfor %}"
    )
    (target,) = find_targets(folder).values()
    names = "".join(f"{action.name}\n" for action in API.actions)
    assert render(API, [target])["own/out.txt"] == names


@pytest.mark.parametrize(
    "template", ["{{ api.title }}", "{{ api.errors[0].message }}", "{{ api.actions[0].summary }}"]
)
def test_free_text_needs_a_filter(tmp_path: Path, template: str) -> None:
    (target,) = find_targets(write_target(tmp_path, template)).values()
    with pytest.raises(TypeError, match="free text is printed without a filter"):
        render(API, [target])


def test_a_name_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    (target,) = find_targets(write_target(tmp_path, "{{ api.titel }}")).values()
    with pytest.raises(UndefinedError, match="titel"):
        render(API, [target])


@pytest.mark.parametrize("path", ["../out.txt", "/out.txt", "a/../../out.txt"])
def test_a_target_stays_in_its_folder(tmp_path: Path, path: str) -> None:
    (target,) = find_targets(write_target(tmp_path, "x", path)).values()
    with pytest.raises(ValueError, match="outside the output folder"):
        render(API, [target])


def test_a_manifest_is_checked(tmp_path: Path) -> None:
    folder = write_target(tmp_path, "x", manifest="summary: Own\nfile: []\n")
    with pytest.raises(SpecError) as caught:
        find_targets(folder)
    assert [one.code for one in caught.value.problems] == ["missing-key", "unknown-key"]
