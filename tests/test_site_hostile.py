"""A site of a spec full of hostile texts has the elements and attributes of its tame twin.

Broken on purpose in a copy: `<`, `[` and `|` left as they are in Markdown; each time it failed.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from apis import run
from hostile_fills import fit
from hostile_judge import TEXTS
from hostile_skeletons import RICH, Hole, filled, neutral, skeleton

TURNS = 3
"""How often each text has a place of its own, nearly."""

# Made of the texts of headings, as it should be.
OF_HEADINGS = ("id", "href", "for", "title", "aria-label", "content")


class Elements(HTMLParser):
    """The elements of a page with the attributes that no text may touch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((name, "" if name in OF_HEADINGS else value) for name, value in attrs)
        self.found.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", ()))


def structure(page: Elements) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """What a page consists of, but for code: words in backticks, and colours in a block."""
    kept = []
    inside = False
    for tag, attributes in page.found:
        if tag in {"pre", "/pre"}:
            inside = tag == "pre"
        elif not inside and tag not in {"code", "/code"}:
            kept.append((tag, attributes))
    return kept


def built(folder: Path, data: object) -> dict[str, Elements]:
    """The pages of a spec's site, by path."""
    folder.mkdir()
    spec = folder / "bell.yaml"
    spec.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    done = run("docs", "build", str(spec), "--out", str(folder / "site"))
    assert done.exit_code == 0, done.output
    pages: dict[str, Elements] = {}
    for file in sorted((folder / "site").rglob("*.html")):
        page = pages[file.relative_to(folder).as_posix()] = Elements()
        page.feed(file.read_text(encoding="utf-8"))
    return pages


@pytest.fixture(scope="module")
def tame(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Elements]:
    """The pages of the same spec with texts that mean nothing."""
    return built(tmp_path_factory.mktemp("tame") / "bell", filled(skeleton(RICH), neutral))


@pytest.mark.parametrize("turn", range(TURNS))
def test_no_text_becomes_an_element(tmp_path: Path, tame: dict[str, Elements], turn: int) -> None:
    used = set()

    def text(hole: Hole) -> str:
        number = (hole.number + turn * len(TEXTS) // TURNS) % len(TEXTS)
        used.add(number)
        return fit(hole, TEXTS[number])

    found = built(tmp_path / "bell", filled(skeleton(RICH), text))
    assert len(used) > len(TEXTS) // TURNS
    assert found.keys() == tame.keys()
    for path, page in found.items():
        assert structure(page) == structure(tame[path]), path
