"""How the answers of an API of which nothing else is known tell success and failure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from actionspec.infer.known import Data
from actionspec.infer.samples import Sample
from actionspec.infer.tree import TEXT, WHOLE, Elements, Tree, Way, folded, leaves, spoken
from actionspec.infer.words import case_of, plain, word_set
from actionspec.model import LetterCase

_STATUS = word_set("""
    status result success ok stat outcome responsestatus
    """)
_BAD = word_set("""
    fail failure failed error err false no nok rejected denied invalid
    """)
_GOOD = word_set("ok okay success successful succeeded done accepted completed true yes")

_CODES = word_set("rc ret retval errno err error errorno number status state result stat errcount")
"""What a code is called beside `code`, or what tells by a number that there are errors."""

_TEXTS = re.compile("message|msg|info|text|desc|reason|detail")

_BESIDE = word_set("id jsonrpc version requestid timestamp time error errors message msg code")
"""What stands beside the structure that holds what an answer says."""

_ENVELOPES = frozenset(["data", "result", "response", "payload", "content", "reply"])


def answers_of(
    answers: Sequence[Sample], actions: Iterable[str], patterns: Sequence[str], unknown: list[str]
) -> tuple[Data, Data]:
    """What a spec says of the form of answers, and of their outcome.

    Args:
        answers: The samples.
        actions: The names of the actions that they answer.
        patterns: What takes apart those that are plain text.
        unknown: Gets what no sample tells, in sentences.
    """
    first = answers[0] if answers else None
    response: Data = {"format": first.format if first else "xml"}
    case = case_of(name for one in answers for name in one.tree)
    roots = {one.root for one in answers if one.root}
    if len(roots) == 1:
        root = roots.pop()
        named = sorted((one for one in actions if one in root), key=len)
        response["root"] = root.replace(named[-1], "{action}") if named else root
    if case != "as_written":
        response["names"] = case
    if patterns:
        response["patterns"] = [*patterns]
    # A word that says so tells more than a number.
    counted = None if any(_says_no(one) for one in answers) else _counted(answers)
    counted = counted or _numbered(answers)
    failing = [one for one in answers if _fails(one, counted)]
    fine = [one for one in answers if one not in failing]
    if envelope := _envelope(fine):
        response["envelope"] = plain(envelope, case)
    if failing:
        return response, _outcome(fine, failing, counted, case)
    unknown.append("how a failure is told: no sample is one; outcome in api.yaml is invented")
    success = _success(fine, None, counted, case)
    told = _path(counted.way, case) if counted else "error"
    if patterns and not counted:
        response["patterns"] = [_INVENTED, *patterns]
    failure: Data = {"field": told, **(counted.otherwise(numbers=True) if counted else {})}
    return response, {"failure": [failure], "success": success, "code": told, "message": told}


@dataclass(frozen=True)
class _Counted:
    """A field with a number that tells the outcome: a code, or a count of errors.

    Attributes:
        way: Where it is.
        first: The digit that numbers of successes begin with; zero is zero as a whole.
    """

    way: Way
    first: str = "0"

    def is_good(self, number: str) -> bool:
        """Whether a number is one of a success."""
        return not number.strip("0") if self.first == "0" else number.startswith(self.first)

    def otherwise(self, *, numbers: bool) -> Data:
        """The condition that a number is one of a failure."""
        return {"above": 0} if numbers and self.first == "0" else {"matches": f"[^{self.first}].*"}


def _outcome(
    fine: list[Sample], failing: list[Sample], counted: _Counted | None, case: LetterCase
) -> Data:
    """How some samples fail, and others do not."""
    ways = [way for way, value in leaves(failing[0].tree) if spoken(value)]
    error = _first(ways, _is_error) or ways[-1]
    code = _first(ways, lambda name: "code" in name or name in {"errno", "number"}, error)
    message = _first(ways, lambda name: bool(_TEXTS.search(name)), error)
    if counted and not code:
        code = None if "count" in folded(counted.way[-1]) else counted.way
    if not code and message:
        # A word or a number beside the text is its code, whatever it is called.
        code = next((one for one in ways if one != message and _is_code(one, failing[0])), None)
    if not code and not message and _values(failing, error)[0].isdecimal():
        code = error
    message = message or (error if error != code else _text(ways, failing[0]) or error)
    failure = _failure(fine, failing, counted, [code, message, error], case)
    outcome: Data = {
        "failure": [failure],
        "success": _success(fine, failure, counted, case),
    }
    if len(message) > 1 and isinstance(failing[0].tree[message[0]], Elements):
        # A list of errors: each has a code and a message of its own.
        outcome["errors"] = _path(message[:1], case)
        code, message = code and code[1:], message[1:]
    if code:
        outcome["code"] = _path(code, case)
    outcome["message"] = _path(message, case)
    return outcome


def _failure(
    fine: list[Sample],
    failing: list[Sample],
    counted: _Counted | None,
    telling: list[Way | None],
    case: LetterCase,
) -> Data:
    """What holds for the samples that fail, and for no other."""
    if counted:
        numbers = all(re.fullmatch(r"\d+", one) for one in _values(failing, counted.way))
        return {"field": _path(counted.way, case), **counted.otherwise(numbers=numbers)}
    status = _status(failing[0].tree)
    if status is not None:
        value = spoken(failing[0].tree[status][0])
        if value not in _values(fine, (status,)) and value.lower() in _BAD | {"0"}:
            return {"field": _path((status,), case), "equals": value}
    roots = {one.root for one in failing}
    if all(map(_is_error, map(folded, roots))) and roots.isdisjoint(one.root for one in fine):
        return {"field": "$root", "equals": roots.pop() if len(roots) == 1 else sorted(roots)}
    ways = [one for one in telling if one]
    way = next((one for one in ways if not any(_values(fine, one))), None)
    if way is not None:
        return {"field": _path(way, case)}
    if all(one.status >= _BAD_STATUS > other.status for one in failing for other in fine):
        return {"field": "$status", "matches": "[45].."}
    values = [*dict.fromkeys(filter(None, _values(failing, ways[0])))]
    return {"field": _path(ways[0], case), "equals": values[0] if len(values) == 1 else values}


_INVENTED = "ERR(?:OR)?[: ]+(?P<error>[^: ].*)"
"""How a text may tell a failure where no sample is one."""

_BAD_STATUS = 400
"""The first status of HTTP that is one of failures."""


def _counted(answers: Sequence[Sample]) -> _Counted | None:
    """The field that is zero in one answer and another number in others: a code, or a count."""
    for one in answers:
        if one.format != "text" and _fails(one, None):
            continue
        for way, value in leaves(one.tree):
            name = folded(way[-1].lstrip("@"))
            if re.fullmatch("0+", spoken(value)) and ("code" in name or name in _CODES):
                return _Counted(way)
    return None


_SUCCESSES = frozenset(["100", "200", "1000"])
"""Codes of successes, where these are not zero."""


def _numbered(answers: Sequence[Sample]) -> _Counted | None:
    """The code that all answers have, which is that of a success in some, and another in others."""
    for way, _ in leaves(answers[0].tree if answers else {}):
        told = [_values([one], way)[:1] for one in answers]
        codes = {one for several in told for one in several}
        good = next(iter(codes & _SUCCESSES), "")
        named = "code" in folded(way[-1]) or folded(way[-1].lstrip("@")) in _CODES
        if named and good and all(told) and any(one[:1] != good[0] for one in codes):
            return _Counted(way, good[0])
    return None


def _fails(sample: Sample, counted: _Counted | None) -> bool:
    if counted and (told := _values([sample], counted.way)):
        return not all(map(counted.is_good, told))
    if sample.format == "text":
        return not {"code", "message"}.isdisjoint(sample.tree)
    if _says_no(sample) or sample.status >= _BAD_STATUS or _is_error(folded(sample.root)):
        return True
    found = [(way, spoken(value)) for way, value in leaves(sample.tree)]
    return any(
        (_is_error(folded(way[-1])) or _is_error(folded(way[0]))) and value.strip("0")
        for way, value in found
    )


def _is_error(name: str) -> bool:
    """Whether something is called after errors; `transferred` is not."""
    bare = name.lstrip("@")
    return bare.startswith("err") or "error" in bare or "fault" in bare


def _says_no(sample: Sample) -> bool:
    status = _status(sample.tree)
    return status is not None and spoken(sample.tree[status][0]).lower() in _BAD


def _values(samples: Iterable[Sample], way: Way) -> list[str]:
    return [spoken(value) for one in samples for name, value in leaves(one.tree) if name == way]


def _envelope(fine: list[Sample]) -> str | None:
    """The structure that holds all that a success says beside its outcome."""
    for one in fine:
        status = _status(one.tree)
        inner = [wire for wire in one.tree if wire != status and folded(wire) not in _BESIDE]
        if len(inner) != 1 or folded(inner[0]) not in _ENVELOPES:
            return None
        values = one.tree[inner[0]]
        if isinstance(values, Elements) or len(values) > 1 or not isinstance(values[0], dict):
            return None
    return next((wire for one in fine for wire in one.tree if folded(wire) in _ENVELOPES), None)


def _is_code(way: Way, sample: Sample) -> bool:
    """Whether a failure has a word or a number at a place that is called after errors."""
    found = next(spoken(value) for one, value in leaves(sample.tree) if one == way)
    called = any(word in folded(way[-1]) for word in ("err", "fault", "reason"))
    return called and bool(re.fullmatch(r"[\w.-]{1,40}", found))


def _text(ways: list[Way], sample: Sample) -> Way | None:
    """Where a failure has several words."""
    return next((one for one in ways if " " in _values([sample], one)[0]), None)


def _success(
    fine: list[Sample], failure: Data | None, counted: _Counted | None, case: LetterCase
) -> list[Data]:
    if counted:
        good = [*dict.fromkeys(_values(fine, counted.way))]
        return [{"field": _path(counted.way, case), "equals": good[0] if len(good) == 1 else good}]
    if fine and fine[0].format == "text":
        # A text that no pattern for successes matches tells none.
        return [{"field": name} for name in dict.fromkeys(next(iter(one.tree)) for one in fine)]
    for one in fine:
        status = _status(one.tree)
        if status is not None:
            return [{"field": _path((status,), case), "equals": spoken(one.tree[status][0])}]
    if failure and "equals" not in failure:
        return [{"field": failure["field"], "absent": True}]
    always = (
        [wire for wire in fine[0].tree if all(wire in one.tree for one in fine)] if fine else []
    )
    if always and always[0] not in (TEXT, WHOLE) and fine[0].format != "lines":
        # Whatever an answer of a failure holds, this is not there.
        return [{"field": _path((always[0],), case)}]
    root = next((one.root for one in fine if one.root), "")
    return [{"field": "$root", "equals": root}] if root else [{"field": "$status", "equals": "200"}]


def _status(tree: Tree) -> str | None:
    """The field that tells the outcome: by its name and its value, or by one of the two."""
    told = {
        wire: spoken(one[0]).lower()
        for wire, one in tree.items()
        if one and not isinstance(one[0], dict)
    }
    named = [wire for wire in told if folded(wire.lstrip("@")) in _STATUS]
    telling = [wire for wire, value in told.items() if value in _GOOD | _BAD]
    both = [wire for wire in telling if wire in named]
    words = [wire for wire in telling if told[wire] not in {"true", "false", "yes", "no"}]
    return next(iter([*both, *words, *named]), None)


def _first(
    ways: Iterable[Way], fits: Callable[[str], bool], beside: Way | None = None
) -> Way | None:
    """The first way whose last name fits, best of all one that stands beside another one."""
    found = [way for way in ways if fits(folded(way[-1].lstrip("@")))]
    near = [way for way in found if beside and way[:-1] == beside[:-1]]
    return next(iter(near or found), None)


def _path(way: Way, case: LetterCase) -> str:
    return "/".join(plain(one, case) for one in way if one != TEXT or len(way) > 1)
