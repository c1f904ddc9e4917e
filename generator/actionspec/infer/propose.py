"""The conventions of an API of which nothing is known but samples."""

from __future__ import annotations

import re

from actionspec.infer.keys import credentials_of, credentials_of_headers
from actionspec.infer.known import Data
from actionspec.infer.outcome import answers_of
from actionspec.infer.samples import Sample
from actionspec.infer.times import iso_kind, kind_of_format, time_format
from actionspec.infer.tree import folded, leaves, spoken
from actionspec.infer.words import case_of, plain, snake
from actionspec.model import LetterCase
from actionspec.names import camel_case

_DISPATCH = ("action", "command", "cmd", "method", "function", "operation", "op", "call", "do")
CATEGORY = "RefusedError"
"""The category of codes of which nothing else is known."""


def propose(
    package: str, action: str, requests: list[Sample], answers: list[Sample], patterns: list[str]
) -> tuple[Data, list[str]]:
    """What `api.yaml` could say, and what of it nobody knows.

    Args:
        package: The name of the package.
        action: The name of the action, where somebody gave it.
        requests: Sample requests.
        answers: Sample answers.
        patterns: What takes apart those that are plain text.
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
        case = case_of(one.tree)
        _dispatch(api, action, one, case)
        credentials |= credentials_of(one.tree, package, case)
        more, held = credentials_of_headers(one.headers, package)
        if credentials.keys().isdisjoint(held):
            api |= more
            credentials |= held
        transports.setdefault(one.format, transport_of(one, action, case, api))
    if not api["dispatch"]:
        del api["dispatch"]
    if credentials:
        api["credentials"] = credentials
    api["transports"] = transports
    if usual := _notation([*requests, *answers]):
        api["values"] = usual
        if "zone" in usual:
            unknown.append("the time zone of what is written without one")
    names = {action, *map(action_of, requests)} - {""}
    api["response"], api["outcome"] = answers_of(answers, names, patterns, unknown)
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


def _dispatch(api: Data, name: str, sample: Sample, case: LetterCase) -> None:
    action = name or action_of(sample)
    for wire, values in sample.tree.items():
        if action and spoken(values[0]) == action and folded(wire) in _DISPATCH:
            api["dispatch"] = {"field": plain(wire, case)}
            return
    ending = sample.address.rpartition("/")[2]
    if not action_of(sample) and ending and sample.format != "xml" and not api["dispatch"]:
        head, _, tail = ending.partition(".")
        api["url"] = sample.address.removesuffix(ending)
        api["dispatch"] = {"path": f"{{action}}.{tail}" if tail and head else "{action}"}


def transport_of(sample: Sample, name: str, case: LetterCase, api: Data) -> Data:
    """The transport that writes requests as a sample.

    Args:
        sample: A request.
        name: The name of the action, where somebody gave it.
        case: The letter case of names.
        api: What `api.yaml` says.
    """
    data: Data = {"format": sample.format}
    if sample.format == "xml":
        action = name if name in sample.root else action_of(sample)
        whole = action and not api.get("dispatch", {}).get("field")
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
        if re.search(r"\[[^\]\d]+\]", wire):
            data["nesting"] = "{name}[{field}]"
    first = [int(one) for wire in sample.tree for one in re.findall(r"(?<=[.\[])\d+", wire)]
    if "lists" in data and first and min(first) == 0:
        data["lists"] = {**data["lists"], "first": 0}
    told = {"xml": "An XML document", "json": "A JSON object", "form": "A form"}
    body = told.get(sample.format)
    data["description"] = f"{body}, sent by POST." if body else "A query string behind the URL."
    return data


def _notation(samples: list[Sample]) -> Data:
    """How values are written, where that is the same all over."""
    found: Data = {"words": words} if (words := _words(samples)) else {}
    written = [(snake(way[-1], frozenset()), v) for one in samples for way, v in leaves(one.tree)]
    formats = {time_format(name, [value]) for name, value in written} - {""}
    is_iso = any(iso_kind(str(value)) for _, value in written)
    for kind in ("datetime", "date"):
        own = [one for one in formats if kind_of_format(one) == kind]
        if len(own) == 1 and not is_iso:
            found[kind] = own[0]
    if "datetime" in found:
        found["zone"] = "none"
    return found


def _words(samples: list[Sample]) -> Data:
    """The words for true and false, where samples have others than these."""
    told: dict[str, set[str]] = {}
    for one in samples:
        for way, value in leaves(one.tree):
            told.setdefault(folded(way[-1]), set()).add(spoken(value))
    pairs = (("yes", "no"), ("Yes", "No"), ("YES", "NO"), ("Y", "N"))
    # One of them alone may be any word.
    found = (pair for pair in pairs if any({*pair} <= words for words in told.values()))
    yes, no = next(found, ("", ""))
    usual = any(words & {"true", "false"} for words in told.values())
    return {"yes": yes, "no": no} if yes and not usual else {}
