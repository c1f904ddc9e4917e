"""The page of all options: what the schemas and the specs make of it, with none left out.

`UPDATE=1 pytest tests/test_options.py` writes it.
"""

from __future__ import annotations

import os

from options import OPTIONS, examples
from options_page import PAGE, page
from test_docs import anchors, links, parse

UPDATE = bool(os.environ.get("UPDATE"))


def test_every_option_has_an_example_that_a_test_executes() -> None:
    assert [path for path in OPTIONS if path not in examples()] == []


def test_the_page_is_what_the_schemas_and_specs_make_of_it() -> None:
    if UPDATE:
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_links_lead_to_options_and_to_lines_of_specs() -> None:
    known = anchors(PAGE)
    for link in links(PAGE):
        path, _, anchor = link.partition("#")
        if path:
            target = PAGE.parent / path
            assert target.exists(), link
            lines = target.read_text(encoding="utf-8").splitlines() if anchor else []
            assert not anchor or 0 < int(anchor.removeprefix("L")) <= len(lines), link
        else:
            assert anchor in known, link


def test_no_two_headings_have_the_same_anchor() -> None:
    assert sum(token.type == "heading_open" for token in parse(PAGE)) == len(anchors(PAGE))
