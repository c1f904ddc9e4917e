"""What keeps a text from being YAML, or from being read as such, in words."""

from __future__ import annotations

import re

import yaml

from actionspec.problem import Problem
from actionspec.source import LONGEST_LINE, Document, Mark

DEEPEST_NESTING = 40
"""How deep a value may be nested; every real spec stays below ten."""

# A value in braces, brackets or quotes, with more behind it.
_QUOTES_MISSING = re.compile(r""":\s*(\{[^}]*\}|\[[^]]*\]|"[^"]*"|'[^']*')\s*[^\s#,]""")


def syntax_problem(document: Document, error: yaml.MarkedYAMLError) -> Problem:
    """What the parser found, where it is, and what was probably meant."""
    mark = error.problem_mark or error.context_mark
    place = Mark(mark.line, mark.column) if mark else Mark(0, 0)
    text = document.lines[place.line] if place.line < len(document.lines) else ""
    problem = error.problem or "the file is not YAML"
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        place = Mark(place.line, indent.index("\t"))
        return document.problem(place, "a tab cannot indent YAML", "use spaces", code="yaml-tab")
    if "mapping values are not allowed" in problem:
        if ":" in text[: place.column]:
            hint = "put quotes around a text that holds a colon and a space"
            return document.problem(place, "a second colon on this line", hint, code="yaml-colon")
        hint = "line it up with the keys that it belongs to"
        return document.problem(
            place, "this key is indented deeper than those before it", hint, code="yaml-indent"
        )
    if problem == "exceeded maximum nesting depth":
        # libyaml has a limit of its own since 0.2.6, far above ours, and may come to it earlier.
        return depth_problem(document, place)
    if "could not find expected ':'" in problem and error.context_mark:
        place = Mark(error.context_mark.line, error.context_mark.column)
        return document.problem(
            place, "a key without a colon", "write it as key: value", code="yaml-colon"
        )
    if "did not find expected key" in problem and _QUOTES_MISSING.search(text[:LONGEST_LINE]):
        hint = "put quotes around a text that starts with a bracket, a brace or a quote"
        return document.problem(
            place, "something follows where this value has ended", hint, code="yaml-quotes"
        )
    if "did not find expected key" in problem:
        hint = "give all keys of one mapping the same indent"
        return document.problem(
            place, "this does not line up with what is before it", hint, code="yaml-indent"
        )
    if "did not find expected ','" in problem:
        hint = "put quotes around a text that holds brackets, braces or commas"
        return document.problem(
            place, "a comma or the closing bracket is missing here", hint, code="yaml-quotes"
        )
    if "expected a single document" in (error.context or ""):
        return document.problem(
            place, "a second YAML document starts here", "keep one per file", code="yaml-documents"
        )
    context = f" {error.context}" if error.context else ""
    return document.problem(place, f"not YAML: {problem}{context}", code="not-yaml")


def depth_problem(document: Document, mark: Mark) -> Problem:
    """That values are nested too deep at a place."""
    return document.problem(
        mark, f"values are nested more than {DEEPEST_NESTING} deep here", code="too-large"
    )
