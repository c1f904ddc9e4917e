"""The generated documentation: links lead somewhere, and the READMEs' examples run."""

from __future__ import annotations

import re
from contextlib import nullcontext
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from apis import PACKAGES, ROOT, run
from markdown_it import MarkdownIt
from markdown_it.token import Token

from actionspec.mock import MockServer

DOCS = [package.parent / "docs" for package in PACKAGES.values()]
PAGES = [
    *sorted(page for folder in DOCS for page in folder.rglob("*.md")),
    ROOT / "README.md",
    *sorted(ROOT.glob("[a-z]*/README.md")),
]
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def named(page: Path) -> str:
    return "/".join(page.parts[-3:])


def parse(page: Path) -> list[Token]:
    return MARKDOWN.parse(page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    inline = [child for token in parse(page) for child in token.children or ()]
    return [str(child.attrs["href"]) for child in inline if child.type == "link_open"]


@cache
def anchors(page: Path) -> set[str]:
    """What a code host makes of the headings."""
    tokens = parse(page)
    titles = [
        "".join(child.content for child in after.children or ())
        for before, after in pairwise(tokens)
        if before.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", [p for p in PAGES if "docs" in p.parts], ids=named)
def test_every_row_belongs_to_a_table(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| ---")]
    assert len(rows) == sum(token.type == "tr_open" for token in parse(page))


def blocks(page: Path, language: str) -> list[str]:
    return [
        token.content for token in parse(page) if token.type == "fence" and token.info == language
    ]


def test_the_first_two_blocks_of_commands_are_one_line_each() -> None:
    install, test = blocks(ROOT / "README.md", "sh")[:2]
    assert install.count("\n") == test.count("\n") == 1
    assert "actionspec generate spec/skycore" in install
    assert "pytest" in test


def test_the_examples_of_the_readme_run(
    mock: MockServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = blocks(ROOT / "README.md", "python")
    for example in examples:
        # The first speaks to the service itself: here the mock stands in for it.
        local = re.sub(r"http://127\.0\.0\.1:\d+/", mock.url, example)
        local = local.replace(
            'Skycore(api_key="my key")', f'Skycore("my key", base_url="{mock.url}")'
        )
        warned = "# DeprecationWarning: spid is now operator_id." in example
        with pytest.warns(match="spid is now operator_id.") if warned else nullcontext():
            exec(compile(local, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert printed.count("DrXAFP") == 3
    assert "3 deliveries" in printed
    assert "again in 5 seconds" in printed
    assert "<TO>***</TO>" in printed
    # The third asks for this code, and the one behind it only receives.
    assert [one.code for one in mock.requests] == [None, None, "E106", None, None]
    assert mock.requests[-1].parameters["operator_id"] == "000189"


def test_the_example_of_the_generator_readme_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = blocks(ROOT / "generator" / "README.md", "python")
    exec(compile(example.replace("my_api", "skycore"), "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("http://127.0.0.1:")


def test_the_spec_in_the_readme_is_complete(tmp_path: Path) -> None:
    complete, *_ = blocks(ROOT / "spec" / "README.md", "yaml")
    (tmp_path / "bell.yaml").write_text(complete, encoding="utf-8")
    done = run("check", "bell.yaml", cwd=tmp_path)
    assert done.stdout == "bell.yaml: 1 action, 3 error codes, 1 example\n", done.stderr
    done = run("generate", "bell.yaml", cwd=tmp_path)
    assert done.exit_code == 0, done.stderr


def test_the_yaml_of_the_readme_is_an_excerpt_of_the_spec() -> None:
    (example,) = blocks(ROOT / "README.md", "yaml")
    file = re.findall(r"# (\S+\.yaml), shortened", example)[0]
    assert is_part(yaml.safe_load(example), yaml.safe_load((ROOT / file).read_text("utf-8")))


def is_part(excerpt: Any, whole: Any) -> bool:
    if isinstance(excerpt, dict):
        return all(key in whole and is_part(one, whole[key]) for key, one in excerpt.items())
    return bool(excerpt == whole)


@pytest.mark.parametrize("package", PACKAGES.values(), ids=named)
def test_the_python_in_generated_pages_is_python(package: Path) -> None:
    pages = [*package.glob("*.md"), *package.parent.joinpath("docs").rglob("*.md")]
    sources = [block for page in pages for block in blocks(page, "python")]
    assert sources
    for source in sources:
        compile(source, "page", "exec")
