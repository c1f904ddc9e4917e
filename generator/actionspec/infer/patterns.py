"""Answers of plain text, such as `OK: 17` and `ERR 401`, as regular expressions for their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from actionspec.infer.samples import Sample
from actionspec.infer.tree import TEXT, Tree
from actionspec.infer.words import snake, word_set
from actionspec.problem import Problem, SpecError

_BAD = word_set("err error fail failed failure nok denied rejected invalid exception no false")
_GOOD = word_set("ok okay success successful succeeded done accepted sent queued true yes")

# A word that tells of a failure, perhaps a code, and what else there is.
_FAILURE = re.compile(
    r"(?P<word>[A-Za-z]+)(?P<gap>-|[^\w-]*)"
    r"(?:(?P<code>-?[A-Za-z_.]*\d[\w.]*|[A-Z]+(?:_[A-Z]+)+)(?P<rest>[^\w].*)?|(?P<text>.*))",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<code>-?\d+)(?P<gap>\s*[:|,;-]\s*|\s+)(?P<text>.*\S)", re.DOTALL)
_NAMED = re.compile(r"([A-Za-z][A-Za-z _]*)([:=]\s*)(\S+)(\s*)")
_FIRST_WORD = re.compile(r"[A-Za-z]+")


LONGEST = 1000
"""Characters of a text that is looked at for its form; a longer one is a value as a whole."""


def with_fields(samples: Iterable[Sample], patterns: Sequence[str]) -> list[Sample]:
    """Samples, those of plain text with the fields that the first pattern finds that matches."""
    return [_taken_apart(one, patterns) if one.format == "text" else one for one in samples]


def patterns_of(samples: Iterable[Sample], known: Sequence[str] = ()) -> list[str]:
    """Known patterns, and more for the texts that none matches; those for failures come first."""
    texts = [one.text.strip() for one in samples if one.format == "text"]
    numbered = any(re.match(r"0+\b", one) for one in texts)
    found: list[str] = []
    # A long text tells what a short one may lack.
    for text in sorted(texts, key=len, reverse=True):
        if not any(re.fullmatch(way, text) for way in (*known, *found)):
            found.append(_pattern(text, numbered))
    failing = [one for one in found if tells_failure(one)]
    return [*failing, *known, *(one for one in found if one not in failing)]


def tells_failure(pattern: str) -> bool:
    """Whether a pattern made here is for failures."""
    return bool(re.search(r"\(\?P<(code|message)>", pattern))


def _taken_apart(sample: Sample, patterns: Sequence[str]) -> Sample:
    found = next(filter(None, (re.fullmatch(one, sample.text.strip()) for one in patterns)), None)
    if found is None:
        problem = "no pattern can be told from this text; write response.patterns by hand"
        raise SpecError([Problem(sample.file.as_posix(), 1, 1, problem, code="unreadable-sample")])
    tree: Tree = {name: [text] for name, text in found.groupdict().items() if text is not None}
    return replace(sample, tree=tree or {TEXT: [sample.text]})


def _pattern(text: str, numbered: bool) -> str:
    """The pattern for texts of one form.

    Args:
        text: One of them.
        numbered: Whether texts begin with a number that is zero for a success.
    """
    if len(text) > LONGEST:
        return _group("value", text)
    word = _FIRST_WORD.match(text)
    first = word[0].lower() if word else ""
    if first in _BAD and (found := _FAILURE.fullmatch(text)):
        return _failure(found)
    if numbered and (found := _NUMBERED.fullmatch(text)):
        return rf"(?P<code>-?\d+)(?:{_gap(found['gap'])}(?P<message>\S.*))?"
    if numbered and re.fullmatch(r"-?\d+", text):
        return r"(?P<code>-?\d+)"
    if text.startswith("-") and text[1:].isdecimal():
        return r"(?P<code>-\d+)"
    pairs = _NAMED.findall(text)
    if pairs and "".join("".join(one) for one in pairs) == text:
        return _pairs(pairs)
    if first in _GOOD and word:
        rest = text[word.end() :]
        gap = re.match(r"[^\w]*", rest)
        behind = gap[0] if gap else ""
        value = rest[len(behind) :]
        if not value:
            return rf"(?P<status>{re.escape(text)})"
        return re.escape(word[0]) + _gap(behind) + _group("value", value)
    return _group("value", text)


def _failure(found: re.Match[str]) -> str:
    head = re.escape(found["word"]) + _gap(found["gap"])
    if not found["code"]:
        return rf"{head}(?P<message>\S.*)" if found["text"] else f"(?P<message>{head})"
    rest = found["rest"]
    gap = re.match(r"[^\w]*", rest)[0] if rest else ""  # type: ignore[index]  # it always matches
    behind = rf"(?:{_gap(gap)}(?P<message>\S.*))?" if rest else ""
    return rf"{head}(?P<code>[\w.-]+){behind}"


def _pairs(pairs: list[tuple[str, str, str, str]]) -> str:
    """The pattern for names, each with a value behind it."""
    written: list[str] = []
    names: list[str] = []
    for label, mark, value, gap in pairs:
        name = snake(label, frozenset()) or "value"
        name = "value" if name in _GOOD else name
        while name in names:
            name = f"{name}_value"
        names.append(name)
        written.append(f"{re.escape(label)}{_gap(mark)}{_group(name, value)}{_gap(gap)}")
    return "".join(written)


def _group(name: str, text: str) -> str:
    kinds = ((r"\d+", r"\d+"), (r"-?\d+\.\d+", r"-?\d+(?:\.\d+)?"), (r"\S+", r"\S+"))
    kind = next((way for known, way in kinds if re.fullmatch(known, text)), r"\S.*")
    return f"(?P<{name}>{kind})"


def _gap(text: str) -> str:
    """What stands between two values; of spaces, any number."""
    return re.sub(
        r"(?:\\ |\\\n|\\\t|\s)+", lambda _: r"\s*" if text.strip() else r"\s+", re.escape(text)
    )
