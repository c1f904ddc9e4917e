"""Long lines are broken as black breaks them, and black gets what is left."""

from __future__ import annotations

from keyword import iskeyword
from pathlib import Path

import pytest
from apis import GENERATED_CASES, SPECS, read_api
from blackened import blackened
from hypothesis import given, settings
from hypothesis import strategies as st

from actionspec.format import format_files
from actionspec.layout import Layout
from actionspec.render import find_targets, render

NAMES = st.from_regex("[a-z]{1,30}", fullmatch=True).filter(lambda name: not iskeyword(name))
TYPES = st.sampled_from(["int", "str | None", "Mapping[str, Sequence[int]]", "tuple[Thing, ...]"])
TEXTS = st.text(alphabet="abc é漢", min_size=1, max_size=40).map(lambda text: f'"{text}"')


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Calls, some with named arguments, of what is inside."""
    named = st.builds("{}={}".format, NAMES, inner)
    arguments = st.lists(inner, max_size=4).flatmap(
        lambda first: st.lists(named, max_size=4).map(lambda rest: [*first, *rest])
    )
    return st.builds(lambda name, ones: f"{name}({', '.join(ones)})", NAMES, arguments)


def collections(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lists, tuples and dictionaries of what is inside."""
    lists = st.lists(inner, min_size=1, max_size=5)
    pairs = st.lists(st.builds('"{}": {}'.format, NAMES, inner), min_size=1, max_size=5)
    return st.one_of(
        lists.map(lambda ones: f"[{', '.join(ones)}]"),
        lists.filter(lambda ones: len(ones) > 1).map(lambda ones: f"({', '.join(ones)})"),
        pairs.map(lambda ones: f"{{{', '.join(ones)}}}"),
    )


values = st.recursive(
    st.one_of(NAMES, TEXTS, st.integers().map(str), st.builds("{}.{}".format, NAMES, NAMES)),
    lambda inner: st.one_of(calls(inner), collections(inner)),
    max_leaves=12,
)
parameters = st.lists(
    st.one_of(
        st.builds("{}: {}".format, NAMES, TYPES),
        st.builds("{}: {} = {}".format, NAMES, TYPES, st.sampled_from(["None", "()", "3"])),
    ),
    min_size=1,
    max_size=8,
)
statements = st.one_of(
    st.builds("{} = {}".format, NAMES, calls(values)),
    st.builds("{}: {} = {}".format, NAMES, TYPES, calls(values)),
    st.builds("return {}".format, st.one_of(calls(values), collections(values))),
    st.builds("raise self.{}".format, calls(values)),
    st.builds(
        lambda name, ones, kind: f"def {name}(self, *, {', '.join(ones)}) -> {kind}: ...",
        NAMES,
        parameters,
        NAMES,
    ),
    st.builds("from .{} import {}".format, NAMES, st.lists(NAMES, min_size=2).map(", ".join)),
)


@given(statements, st.integers(0, 3))
def test_a_long_line_is_broken_as_black_breaks_it(statement: str, depth: int) -> None:
    blocks = "".join(f"{'    ' * number}class X:\n" for number in range(depth))
    source = f"{blocks}{'    ' * depth}{statement}\n"
    lines, left = Layout(split_texts=False).lay_out(source)
    if not left:
        assert "\n".join(lines) == blackened(source)


@settings(max_examples=40)
@given(st.lists(statements, min_size=1, max_size=6), st.booleans())
def test_a_file_is_formatted_as_by_black_alone(body: list[str], in_a_class: bool) -> None:
    # Each stands in a definition of its own, as what templates write does.
    space = "    " if in_a_class else ""
    methods = [f"{space}def f{n}():\n{space}    {one}\n" for n, one in enumerate(body)]
    gap = "\n" if in_a_class else "\n\n"
    source = ("class X:\n" if in_a_class else "") + gap.join(methods)
    formatted = format_files({"python/x.py": source}, ["python"])["python/x.py"]
    assert formatted == blackened(formatted)


@pytest.mark.parametrize("text", ["word " * 30, 'who says "it" ' * 12, "word'" + " it" * 40])
@pytest.mark.parametrize("line", ["x = {}", "x = f(y, name={})", "x = f({})"])
def test_a_long_text_is_split_between_words(line: str, text: str) -> None:
    literal = repr(text) if '"' in text else f'"{text}"'
    lines, left = Layout().lay_out(f"if y:\n    {line.format(literal)}\n")
    written = "\n".join(lines)
    assert not left
    assert max(map(len, lines)) <= 100
    assert blackened(written) == written
    found: dict[str, object] = {"f": lambda first, name="": name or first, "y": True}
    exec(written, found)
    assert found["x"] == text


@pytest.mark.parametrize("path", [*GENERATED_CASES, *SPECS], ids=lambda path: path.name)
def test_what_is_generated_needs_black_for_hardly_a_line(path: Path) -> None:
    folder = path / "spec" if (path / "spec").exists() else path
    target = find_targets()["python"]
    files = render(read_api(folder), [target])
    written = {path: text for path, text in files.items() if path.endswith(".py")}
    left = [number for text in written.values() for number in Layout().lay_out(text)[1]]
    assert len(left) <= 8
    for name, text in format_files(written, ["python"]).items():
        if "/_runtime/" not in name:
            assert blackened(text) == text, name
