"""Samples of an action into the YAML that describes it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from actionspec.check import check
from actionspec.infer.actions import infer_action
from actionspec.infer.earlier import earlier_of
from actionspec.infer.edit import Files, nodes, schema_folder
from actionspec.infer.keys import KeyLeftError, without_keys
from actionspec.infer.known import Data, Known, known_of
from actionspec.infer.merge import put
from actionspec.infer.patterns import patterns_of, with_fields
from actionspec.infer.propose import CATEGORY, action_of, propose, transport_of
from actionspec.infer.requests import Sent, take_apart
from actionspec.infer.samples import Sample, read_request, read_response
from actionspec.infer.tree import folded
from actionspec.infer.words import case_of
from actionspec.load import load
from actionspec.problem import SpecError
from actionspec.schema import editor_schemas, read_schema
from actionspec.source import Source

__all__ = ["InferError", "Written", "infer"]


class InferError(Exception):
    """Samples that do not say enough, or do not fit the spec."""


@dataclass
class Written:
    """What is to be written.

    Attributes:
        action: The action's name.
        texts: The files that are new or different, by their paths.
        guessed: What was guessed, in sentences.
        unknown: What no sample can tell, in sentences.
        contradictions: What samples show otherwise than hand-written text, which stays.
    """

    action: str
    texts: dict[Path, str]
    guessed: list[str] = field(default_factory=list[str])
    unknown: list[str] = field(default_factory=list[str])
    contradictions: list[str] = field(default_factory=list[str])


def infer(
    spec: Path, package: str, requests: list[Path], responses: list[Path], name: str = ""
) -> Written:
    """Describe an action by its samples, in a spec that is there or in a new one.

    Args:
        spec: The spec: a folder, or a single file; a folder that is not there becomes one.
        package: The name of the package of a new spec.
        requests: The files of sample requests.
        responses: The files of sample answers.
        name: The action's name, where requests do not tell it.

    Raises:
        SpecError: A sample or the spec cannot be read.
        InferError: The samples do not tell the action, or are written as no transport writes them.
    """
    asked = [read_request(one) for one in requests]
    answers = [read_response(one) for one in responses]
    is_new = not spec.exists()
    source = None if is_new else _source(spec)
    files = Files(spec, source)
    described = known_of(source) if source else None
    try:
        asked, answers = without_keys(asked, answers, described)
    except KeyLeftError as error:
        raise InferError(str(error)) from None
    guessed: list[str] = []
    unknown: list[str] = []
    if described is None:
        patterns = patterns_of(answers)
        api, unknown = propose(package, name, asked, with_fields(answers, patterns), patterns)
        known = Known(api)
        guessed.append("api.yaml: all of it, from these samples")
    else:
        known = described
    sent = [_apart(one, known, is_new=is_new) for one in asked]
    sent.sort(key=lambda one: one.sample.format not in {"xml", "json"})
    action = _action(name, sent, known)
    said = _patterns(known, action)
    earlier = earlier_of(known, action)
    patterns = patterns_of([*answers, *(one.answer for one in earlier)], said)
    earlier = [
        replace(one, answer=answer)
        for one in earlier
        for answer in with_fields([one.answer], patterns)
    ]
    response = {"patterns": patterns} if patterns != said else {}
    found = infer_action(known, sent, with_fields(answers, patterns), action, response, earlier)
    if is_new:
        _begin(files, known, found.new_codes)
    contradictions = put(found, files)
    texts = files.texts(schema_folder(spec))
    if is_new:
        texts |= {spec / path: text for path, text in editor_schemas().items()}
    return Written(
        action, texts, [*guessed, *found.guessed], [*unknown, *found.unknown], contradictions
    )


def _source(spec: Path) -> Source:
    """What a spec says that has no problem but that it describes nothing yet."""
    source = load(spec)
    try:
        check(source)
    except SpecError as error:
        if any(one.code != "nothing-described" for one in error.problems):
            raise
    return source


def _apart(sample: Sample, known: Known, *, is_new: bool) -> Sent:
    sent = take_apart(sample, known)
    if sent is None:
        kinds = ", ".join(
            f"{name} ({one['format']})" for name, one in known.api["transports"].items()
        )
        raise InferError(
            f"{sample.file.as_posix()}: no transport of the spec writes requests as this one, "
            f"which is {sample.format}; it has {kinds}. {_advice(sample, known)}"
        )
    if is_new and not sent.action:
        return Sent(sample, sent.transport, action_of(sample), sent.fields)
    return sent


def _advice(sample: Sample, known: Known) -> str:
    """What to write into `api.yaml`, so that requests may be written as a sample."""
    name = next(one for one in (sample.format, "other") if one not in known.api["transports"])
    written = transport_of(sample, action_of(sample), case_of(sample.tree), known.api)
    line = json.dumps(written, ensure_ascii=False).replace('"', "'")
    return f"Write under transports in api.yaml: {name}: {line}"


def _action(name: str, sent: list[Sent], known: Known) -> str:
    told = name or next((one.action for one in sent if one.action), "")
    if not told:
        raise InferError("the samples do not tell the action: name it with --action")
    if not name and len({folded(one.action) for one in sent if one.action}) > 1:
        raise InferError("the sample requests ask for different actions: give those of one")
    rule = read_schema("action")["properties"]["action"]
    if not re.fullmatch(rule["pattern"], told) or len(told) > rule["maxLength"]:
        raise InferError(f"{told[:80]!r} cannot be an action: write {rule['x-hint']}")
    wires = {folded(str(one.get("wire", key))): key for key, one in known.actions.items()}
    same = {folded(key): key for key in known.actions}
    return same.get(folded(told)) or wires.get(folded(told)) or told


def _patterns(known: Known, action: str) -> list[str]:
    """What takes apart plain texts that an action answers."""
    ways = (known.actions.get(action, {}), known.api)
    found = (one.get("response", {}).get("patterns", []) for one in ways)
    return next(filter(None, found), [])


def _begin(files: Files, known: Known, codes: Data) -> None:
    """Write what a new spec needs beside the action."""
    code = next(iter(codes), "UNKNOWN")
    files.api().update(nodes({**known.api, "faults": {"request": code}}))
    errors = files.open(files.spec / "errors.yaml")
    errors["categories"] = nodes({CATEGORY: "The service refused the request."})
    errors["codes"] = nodes({})
    if code not in codes:
        errors["codes"][code] = nodes(
            {
                "class": "UnknownFailureError",
                "category": CATEGORY,
                "message": "Unknown failure",
                "cause": "Not known yet: no sample is a failure.",
                "remedy": "Not known yet.",
                "general": True,
                "status": "assumed",
            }
        )
