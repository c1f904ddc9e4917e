"""The conventions of an API of which nothing is known but samples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from actionspec.infer.known import Data
from actionspec.infer.samples import Sample
from actionspec.infer.tree import TEXT, Elements, Tree, folded, leaves, spoken
from actionspec.infer.words import snake, word_set
from actionspec.model import LetterCase
from actionspec.names import camel_case, taken_by

_DISPATCH = ("action", "command", "cmd", "method", "function", "operation", "op", "call", "do")
_NAMES_OF_USERS = word_set("""
    user username login account apiuser clientid uid
    """)
_KEYS = word_set("""
    apikey key token apitoken accesstoken authtoken secret password passwd pass pwd pw
    apipassword apisecret accesskey sessionid session auth
    """)
_STATUS = word_set("""
    status result success ok stat outcome responsestatus
    """)
_BAD = word_set("""
    fail failure failed error err false no nok rejected denied invalid
    """)

_GOOD = word_set("ok okay success successful succeeded done accepted completed true yes")

_ENVELOPES = frozenset(["data", "result", "response", "payload", "content", "reply"])

CATEGORY = "RefusedError"
"""The category of codes of which nothing else is known."""


def propose(package: str, requests: list[Sample], answers: list[Sample]) -> tuple[Data, list[str]]:
    """What `api.yaml` could say, and what of it nobody knows.

    Args:
        package: The name of the package.
        requests: Sample requests.
        answers: Sample answers.
    """
    unknown: list[str] = []
    address = next((one.address for one in requests if one.address), "")
    if not address:
        address = f"https://{package.replace('_', '-')}.example/api"
        unknown.append(f"url: no sample request has an address; {address} is invented")
    api: Data = {
        "actionspec": 1,
        "name": camel_case(package),
        "package": package,
        "version": "1.0",
        "title": package.replace("_", " ").title(),
        "url": address,
        "dispatch": {},
    }
    unknown.append("version, title and description")
    credentials: Data = {}
    transports: Data = {}
    for one in requests:
        case = _case(one.tree)
        _dispatch(api, one, case)
        credentials |= _credentials(one.tree, package, case)
        transports.setdefault(one.format, _transport(one, case, api))
    if not api["dispatch"]:
        del api["dispatch"]
    if credentials:
        api["credentials"] = credentials
    api["transports"] = transports
    if words := _words([*requests, *answers]):
        api["values"] = {"words": words}
    api["response"], api["outcome"] = _answers(answers, unknown)
    return api, unknown


def action_of(sample: Sample) -> str:
    """The name of the action that a request asks for; empty where it does not tell."""
    for word in _DISPATCH:
        for wire, values in sample.tree.items():
            if folded(wire) == word and re.fullmatch(r"[A-Za-z][\w.:-]*", spoken(values[0])):
                return spoken(values[0])
    if sample.root.lower().endswith("request") and len(sample.root) > len("request"):
        return sample.root[: -len("request")].rstrip("_-")
    return ""


def _dispatch(api: Data, sample: Sample, case: LetterCase) -> None:
    for wire, values in sample.tree.items():
        if (
            action_of(sample)
            and spoken(values[0]) == action_of(sample)
            and folded(wire) in _DISPATCH
        ):
            api["dispatch"] = {"field": _plain(wire, case)}
            return
    ending = sample.address.rpartition("/")[2]
    if not action_of(sample) and ending and sample.format != "xml" and not api["dispatch"]:
        head, _, tail = ending.partition(".")
        api["url"] = sample.address.removesuffix(ending)
        api["dispatch"] = {"path": f"{{action}}.{tail}" if tail and head else "{action}"}


def _credentials(tree: Tree, package: str, case: LetterCase) -> Data:
    found: Data = {}
    for wire in tree:
        is_user = folded(wire) in _NAMES_OF_USERS
        if folded(wire) not in _KEYS and not is_user:
            continue
        name = snake(wire, frozenset())
        if taken_by(name, "argument"):
            name = "password" if name == "pass" else f"{name}_value"
        data: Data = {"environment": f"{package}_{name}".upper()}
        if _plain(wire, case) != name:
            data["wire"] = _plain(wire, case)
        if is_user:
            data["secret"] = False
        data["description"] = f"The {name.replace('_', ' ')} of the account."
        found[name] = data
    return found


def _transport(sample: Sample, case: LetterCase, api: Data) -> Data:
    data: Data = {"format": sample.format}
    if sample.format == "xml":
        action = action_of(sample)
        whole = action and not api["dispatch"].get("field")
        data["root"] = sample.root.replace(action, "{action}") if whole else sample.root
    if case != "as_written":
        data["names"] = case
    for wire in sample.tree:
        if found := re.search(r"(\.member\.|\.)\d+(?=$|\.)", wire):
            data["lists"] = {"template": "{name}.member.{i}" if found[1] != "." else "{name}.{i}"}
        elif re.search(r"\[\d+\]", wire):
            data["lists"] = {"template": "{name}[{i}]"}
            data["nesting"] = "{name}[{field}]"
        elif wire.endswith("[]"):
            data["lists"] = {"template": "{name}[]"}
    first = [int(one) for wire in sample.tree for one in re.findall(r"(?<=[.\[])\d+", wire)]
    if "lists" in data and first and min(first) == 0:
        data["lists"] = {**data["lists"], "first": 0}
    told = {"xml": "An XML document", "json": "A JSON object", "form": "A form"}
    body = told.get(sample.format)
    data["description"] = f"{body}, sent by POST." if body else "A query string behind the URL."
    return data


def _words(samples: list[Sample]) -> Data:
    """The words for true and false, where samples have others than these."""
    told = {spoken(value) for one in samples for _, value in leaves(one.tree)}
    pairs = (("yes", "no"), ("Yes", "No"), ("YES", "NO"), ("Y", "N"))
    return next(({"yes": one, "no": other} for one, other in pairs if {one, other} & told), {})


def _answers(answers: list[Sample], unknown: list[str]) -> tuple[Data, Data]:
    """The form of answers, and how they tell their outcome."""
    first = answers[0] if answers else None
    response: Data = {"format": first.format if first else "xml"}
    case = _case({k: v for one in answers for k, v in one.tree.items()})
    roots = {one.root for one in answers if one.root}
    if len(roots) == 1:
        response["root"] = roots.pop()
    if case != "as_written":
        response["names"] = case
    failing = [one for one in answers if _fails(one.tree)]
    fine = [one for one in answers if one not in failing]
    if envelope := _envelope(fine):
        response["envelope"] = _plain(envelope, case)
    if not failing:
        unknown.append("how a failure is told: no sample is one; outcome in api.yaml is invented")
        success = _success(fine, None, case)
        outcome: Data = {"failure": [{"field": "error"}], "success": success}
        return response, {**outcome, "code": "error", "message": "error"}
    status = _status(failing[0].tree)
    ways = [way for way, value in leaves(failing[0].tree) if spoken(value)]
    error = _first(ways, lambda name: "err" in name or "fault" in name) or ways[-1]
    code = _first(ways, lambda name: "code" in name or name in {"errno", "number"}, error)
    message = _first(
        ways, lambda name: bool(re.search("message|msg|info|text|desc|reason|detail", name)), error
    )
    if not code and message:
        # A word or a number beside the text is its code, whatever it is called.
        code = next((one for one in ways if one != message and _is_code(one, failing[0])), None)
    if status is not None:
        value = spoken(failing[0].tree[status][0])
        failure: Data = {"field": _path((status,), case), "equals": value}
    else:
        failure = {"field": _path(code or message or error, case)}
    outcome = {"failure": [failure], "success": _success(fine, failure, case)}
    message = message or error
    if len(message) > 1 and isinstance(failing[0].tree[message[0]], Elements):
        # A list of errors: each has a code and a message of its own.
        outcome["errors"] = _path(message[:1], case)
        code, message = code and code[1:], message[1:]
    if code:
        outcome["code"] = _path(code, case)
    outcome["message"] = _path(message, case)
    return response, outcome


def _envelope(fine: list[Sample]) -> str | None:
    """The structure that holds all that a success says beside its outcome."""
    for one in fine:
        inner = [wire for wire in one.tree if wire != _status(one.tree)]
        if len(inner) != 1 or folded(inner[0]) not in _ENVELOPES:
            return None
        values = one.tree[inner[0]]
        if isinstance(values, Elements) or not isinstance(values[0], dict):
            return None
    return next((wire for one in fine for wire in one.tree if folded(wire) in _ENVELOPES), None)


def _is_code(way: tuple[str, ...], sample: Sample) -> bool:
    """Whether a failure has a word or a number at a place that is called after errors."""
    found = next(spoken(value) for one, value in leaves(sample.tree) if one == way)
    called = any(word in folded(way[-1]) for word in ("err", "fault", "reason"))
    return called and bool(re.fullmatch(r"[\w.-]{1,40}", found))


def _success(fine: list[Sample], failure: Data | None, case: LetterCase) -> list[Data]:
    for one in fine:
        status = _status(one.tree)
        if status is not None:
            return [{"field": _path((status,), case), "equals": spoken(one.tree[status][0])}]
    if failure and "equals" not in failure:
        return [{"field": failure["field"], "absent": True}]
    root = next((one.root for one in fine if one.root), "")
    return [{"field": "$root", "equals": root}] if root else [{"field": "$status", "equals": "200"}]


def _fails(tree: Tree) -> bool:
    status = _status(tree)
    if status is not None and spoken(tree[status][0]).lower() in _BAD:
        return True
    told = [(way, spoken(value)) for way, value in leaves(tree)]
    return any(
        "err" in folded(way[-1]) + folded(way[0]) and value.strip("0") for way, value in told
    )


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
    ways: Iterable[tuple[str, ...]],
    fits: Callable[[str], bool],
    beside: tuple[str, ...] | None = None,
) -> tuple[str, ...] | None:
    """The first way whose last name fits, best of all one that stands beside another one."""
    found = [way for way in ways if fits(folded(way[-1].lstrip("@")))]
    near = [way for way in found if beside and way[:-1] == beside[:-1]]
    return next(iter(near or found), None)


def _path(way: tuple[str, ...], case: LetterCase) -> str:
    return "/".join(_plain(one, case) for one in way if one != TEXT or len(way) > 1)


def _plain(wire: str, case: LetterCase) -> str:
    """A name as a spec has it that puts all names into a letter case."""
    return wire.lower() if case == "upper" else wire


def _case(tree: Tree) -> LetterCase:
    names = [one.lstrip("@") for one in tree if re.search("[A-Za-z]", one) and one != TEXT]
    names = [re.split(r"[.\[:]", one)[0] for one in names]
    if not names:
        return "as_written"
    if all(one == one.upper() for one in names):
        return "upper"
    if all(re.fullmatch(r"(?:[A-Z][a-z0-9]*)+", one) for one in names):
        return "pascal"
    if any("-" in one for one in names):
        return "kebab"
    if any(re.search("[a-z][A-Z]", one) for one in names) and all(
        one[0].islower() for one in names
    ):
        return "camel"
    return "as_written"
