"""The built site in a real browser: search, colours, phones, links, access, and no complaints.

Broken on purpose, each time with a test that failed: an anchor that leads nowhere, a script of the
vendor's, a table that makes a phone's page scroll sideways, a label that is missing, an escape that
is left out of a Markdown text.
"""

from __future__ import annotations

import importlib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from apis import ROOT, read_api, run
from browser import grave_faults
from playwright.sync_api import Page, expect

BARE = ROOT / "tests/cases/generate-bare/spec"
ACTION = "1.3/actions/send_message_by_subscriber_ref/"
ERRORS = "1.3/errors/"
PAGES = (
    "1.3/",
    ACTION,
    ERRORS,
    "1.3/errors/TextAndMmsGivenError/",
    "1.3/postbacks/",
    "1.3/changes/",
    "1.3/downloads/",
)


def test_search_finds_an_error_code(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url("**/1.3/")
    page.get_by_role("button", name="Search").click()
    page.get_by_placeholder("Search").fill("E717")
    page.get_by_text("TextAndMmsGivenError").first.click()
    page.wait_for_url("**/errors/TextAndMmsGivenError/**")
    expect(page.locator("h1")).to_contain_text("E717: TextAndMmsGivenError")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_of_the_system(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address + ACTION)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    assert (sum(parts[:3]) < 3 * 128) == (scheme == "dark"), colour


def test_a_switch_changes_the_colours(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address + ACTION)
    look = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(look) == "default"
    page.get_by_title("Switch to light mode").click()
    page.get_by_title("Switch to dark mode").click()
    assert page.evaluate(look) == "slate"


def test_a_phone_scrolls_no_page_sideways(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_a_page(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert not grave_faults(page), path


def test_diagrams_are_drawn(page: Page, address: str) -> None:
    page.goto(address + ERRORS)
    drawn = page.locator("div.mermaid").first
    drawn.wait_for()
    box = drawn.bounding_box()
    assert box is not None
    assert box["height"] > 300


def test_the_version_can_be_switched(page: Page, address: str) -> None:
    page.goto(address + "1.3/errors/")
    page.get_by_role("button", name="Select version").focus()
    page.get_by_role("link", name="1.2", exact=True).click()
    page.wait_for_url("**/1.2/**")
    expect(page.locator("h1")).to_contain_text("1.2")


def test_tabs_show_a_request_in_another_way(page: Page, address: str) -> None:
    page.goto(address + ACTION)
    page.locator("label", has_text="async Python").first.click()
    shown = page.locator(".tabbed-content", has_text="async with AsyncSkycore() as client:")
    expect(shown.get_by_text("async with").first).to_be_visible()


def test_each_parameter_has_an_address(page: Page, address: str) -> None:
    page.goto(f"{address}{ACTION}#parameter-text")
    expect(page.locator("#parameter-text")).to_be_in_viewport()


class _Links(HTMLParser):
    """The links of a page, and the places on it that a link can lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.places |= {found[key] or "" for key in ("id", "name") if key in found}
        for key in ("href", "src"):
            if found.get(key):
                self.links.add(found[key] or "")
                if tag != "a":
                    self.loaded.add(found[key] or "")


def test_every_link_leads_somewhere(site: Path) -> None:
    pages: dict[Path, _Links] = {}
    for file in site.rglob("*.html"):
        pages[file] = _Links()
        pages[file].feed(file.read_text(encoding="utf-8"))
    broken = []
    for file, found in pages.items():
        if file.name == "404.html":
            continue
        here = "http://site/" + file.relative_to(site).as_posix()
        for link in found.links:
            target, anchor = urldefrag(urljoin(here, link))
            if not target.startswith("http://site/"):
                continue
            at = site / unquote(target.removeprefix("http://site/"))
            at = at / "index.html" if at.is_dir() else at
            if not at.is_file() or (anchor and unquote(anchor) not in pages[at].places):
                broken.append((here, link))
    assert len(pages) > 500
    assert not broken


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for file in site.rglob("*.html"):
        found = _Links()
        found.feed(file.read_text(encoding="utf-8"))
        assert not [link for link in found.loaded if "//" in link]


def test_files_of_ones_own_stay(tmp_path: Path) -> None:
    build = ("docs", "build", str(BARE), "--out", str(tmp_path / "out"))
    assert run(*build).exit_code == 0
    own = tmp_path / "out" / "CNAME"
    own.write_text("docs.example.org", encoding="utf-8")
    assert run(*build).exit_code == 0
    assert own.read_text(encoding="utf-8") == "docs.example.org"
    page = tmp_path / "out" / "1" / "index.html"
    page.write_text("edited", encoding="utf-8")
    done = run(*build)
    assert done.exit_code == 2
    assert "out/1/index.html" in done.stderr
    assert page.read_text(encoding="utf-8") == "edited"
    assert run(*build, "--force").exit_code == 0
    assert page.read_text(encoding="utf-8") != "edited"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--mock", "nonsense"), "a mock server is on this machine"),
        (("--mock", "https://service.example/"), "a mock server is on this machine"),
        (("--out", str(BARE / "site")), "is inside the spec"),
        (("--out", str(ROOT / "README.md")), "needs a folder"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: tuple[str, str], says: str) -> None:
    done = run("docs", "build", str(BARE), *options)
    assert done.exit_code == 2
    assert says in done.stderr


def test_an_exception_names_the_page_that_explains_it(tmp_path: Path) -> None:
    spec = ROOT / "tests/cases/generate-previous/spec"
    assert run("docs", "build", str(spec), "--out", str(tmp_path / "out")).exit_code == 0
    api = read_api(spec)
    package = importlib.import_module(api.package)
    for code in api.errors:
        error = getattr(package, code.class_name)()
        assert error.page in str(error)
        path = error.page.removeprefix("https://docs.parcel.example/client/")
        assert (tmp_path / "out" / path / "index.html").is_file()
    assert not package.UnknownCodeError().page
