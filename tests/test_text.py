"""Any text at all stays text wherever it is written: in Python, Markdown, TOML and the shell."""

from __future__ import annotations

import ast
import subprocess
import tomllib

from blackened import blackened
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from actionspec.filters.literals import docstring, entry, literal
from actionspec.filters.markdown import code_block, mark_down, table_cell
from actionspec.filters.shell import shell_word
from actionspec.filters.toml import toml_text
from actionspec.model import Text

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(alphabet="\"'\\`#*_[]()<>|&\n {}-=+.:abc1", max_size=60),
)


@given(texts, st.sampled_from([0, 4, 8]))
@example('ends in a quote"', 4)
@example("ends in a backslash\\", 4)
@example('"""\nimport os\n"""', 0)
@example("\x00\x1b[31m\u2028", 4)
def test_a_docstring_holds_the_text_and_nothing_else(text: str, indent: int) -> None:
    space = " " * indent
    source = f'{space}"""{docstring(text, indent)}\n\n{entry(text, "name", indent)}\n{space}"""\n'
    module = ast.parse(f"if True:\n{source}" if indent else source)
    body = module.body[0].body if isinstance(module.body[0], ast.If) else module.body
    assert len(module.body) == len(body) == 1
    statement = body[0]
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    held = statement.value.value
    assert isinstance(held, str)
    assert held.split()[: len(text.split())] == text.split()


@given(st.one_of(texts, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.none()))
def test_a_literal_is_its_value(value: str | float | None) -> None:
    assert ast.literal_eval(literal(value)) == value


@given(texts)
def test_a_literal_is_stable_under_black(text: str) -> None:
    source = f"value = {literal(Text(text))}\n"
    assert ast.literal_eval(blackened(source).partition("= ")[2].strip()) == text


MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
MARKUP = {"html_inline", "html_block", "link_open", "image", "em_open", "strong_open", "s_open"}
BLOCKS = {"heading_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "fence", "hr"}


def kinds(markdown: str) -> set[str]:
    tokens = MARKDOWN.parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    return {token.type for token in (*tokens, *inline)}


@given(texts)
@example("1. a list")
@example("- a list")
@example("# a heading")
@example("a\n===")
@example("a\n\n---")
@example("<script>alert(1)</script>")
@example("[a](javascript:alert)")
@example("&lt;b&gt; &copy;")
@example("    indented")
@example("> quoted")
def test_text_in_markdown_is_no_markup(text: str) -> None:
    assert not kinds(mark_down(text)) & (MARKUP | BLOCKS | {"code_block"})


@given(texts)
@example("a | b")
@example("\\| a")
def test_text_in_a_table_is_one_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {table_cell(text)} | - |\n"
    tokens = MARKDOWN.parse(table)
    assert sum(token.type == "td_open" for token in tokens) == 2
    assert not kinds(table) & MARKUP


@given(texts)
@example("```\nout\n```")
@example("````")
def test_a_block_of_code_ends_where_it_should(text: str) -> None:
    tokens = MARKDOWN.parse(f"{code_block(text)}\n\nbehind\n")
    assert [token.type for token in tokens][:2] == ["fence", "paragraph_open"]


@given(texts)
def test_text_in_toml_is_one_value(text: str) -> None:
    assert list(tomllib.loads(f"a = {toml_text(text)}\n")) == ["a"]


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
@example("$(touch x) `y` 'z' \"w\" \\")
def test_a_word_of_the_shell_is_one_word(text: str) -> None:
    command = f"printf %s {shell_word(text)}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert done.stdout.decode() == text
