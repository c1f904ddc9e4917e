"""An action as its samples show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from actionspec.infer.codes import code_of
from actionspec.infer.earlier import Earlier
from actionspec.infer.fields import Fields, is_nothing
from actionspec.infer.known import Answered, Data, Known, holds, wires
from actionspec.infer.member import Field, example
from actionspec.infer.requests import Sent
from actionspec.infer.samples import Sample
from actionspec.infer.structures import Structures
from actionspec.infer.tree import TEXT, Tree, folded, leaves, spoken, values_at
from actionspec.infer.words import snake, word_set
from actionspec.names import camel_case

_READS = word_set("""
    get list find search check query show fetch read describe lookup count view status report
    download test validate verify info balance is has position
    """)
_TOLD = word_set("state status info list report history details balance position location credits")
"""What an action reads that is called after it, whatever its verb."""

_HOLDERS = word_set("data params parameters arguments args fields payload body content request")
"""What an element is called that holds the parameters of any action."""

_NUMBERS = word_set("id jsonrpc version requestid")
"""What stands beside that element, and numbers requests."""

_SENDS = word_set("""
    send submit notify push dial call message broadcast forward resend
    """)


_VERBS = _READS | _SENDS | word_set("""
    create add update edit change delete remove set cancel register renew transfer upload start stop
    """)


@dataclass
class Inferred:
    """What samples tell.

    Attributes:
        action: The action, as its file has it.
        structures: The structures that it needs.
        new_codes: The codes that the error table lacks.
        read_again: What examples of the spec say by what is known now, by their numbers.
        guessed: What was guessed, in sentences.
        unknown: What no sample can tell, in sentences.
    """

    action: Data
    structures: Structures
    new_codes: dict[str, Data] = field(default_factory=dict[str, Data])
    read_again: dict[int, Data] = field(default_factory=dict[int, Data])
    guessed: list[str] = field(default_factory=list[str])
    unknown: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Read:
    """An answer: what it means, and where its fields are.

    Attributes:
        sample: The answer.
        failed: Whether it tells of a failure.
        told: Whether it tells its outcome in the way of the API.
        code: The code of a failure.
        message: Its text.
        fields: The fields of a success, without what tells the outcome.
        details: The other fields of a failure.
    """

    sample: Sample
    failed: bool
    told: bool
    code: str
    message: str
    fields: Tree
    details: dict[str, str]


def infer_action(
    known: Known,
    sent: list[Sent],
    answers: list[Sample],
    name: str,
    response: Data,
    earlier: Sequence[Earlier] = (),
) -> Inferred:
    """Describe an action.

    Args:
        known: The spec.
        sent: Sample requests, the first of them in the transport that tells most.
        answers: Sample answers.
        name: The action's name.
        response: What is particular to the form of its answers.
        earlier: What the spec shows already of the action.
    """
    old = known.actions.get(name, {})
    # A name that runs its words together tells none of them.
    if re.search("[a-z](?=[A-Z_.-])", name):
        known.words |= word_set(" ".join(re.findall("[A-Z]?[a-z]{3,}", name)).lower())
    owner = camel_case(snake(name, known.words))
    usual: Data = known.api.get("values", {})
    # What the spec shows in other transports, it has described.
    first = sent[0].transport if sent else ""
    shown = [one for shown in earlier for one in shown.sent if one.transport == first]
    structures = Structures()
    parameters = _parameters(known, [*sent, *shown], old, owner, structures)
    read = [_read(known, old, one, name) for one in answers]
    read_before = [_read(known, old, one.answer, name) for one in earlier]
    case = known.response_case()
    written_in = next((one.format for one in answers), "")
    answered = Fields(known, case, structures, written_in, requests=False, owner=owner)
    successes = [one for one in (*read_before, *read) if not one.failed]
    returns = answered.describe([one.fields for one in successes], old.get("returns", {}))
    effect = _effect(name, known)
    action: Data = {
        "action": name,
        "summary": _summary(name, known),
        "effect": effect,
        "status": "observed",
        "parameters": {one.name: one.data for one in parameters},
        "response": response,
        "returns": {one.name: one.data for one in returns},
    }
    found = Inferred(action, structures)
    if not old:
        found.guessed.append(f"effect: {effect}, since the action is called {name}")
        found.unknown.append("which parameters are required, their limits, and rules between them")
    untold = [one for one in successes if not one.told]
    if untold:
        _tell_success(found, returns, untold)
    said = {k: v for one in sent for k, v in example(parameters, one.fields, usual).items()}
    _codes(found, known, [one for one in read if one.failed], old.get("errors", []), said)
    for before, answer in zip(earlier, read_before, strict=True):
        again = found.read_again.setdefault(before.number, {})
        if before.sent:
            again["request"] = example(parameters, before.sent[0].fields, usual)
        if not answer.failed:
            again["result"] = example(returns, answer.fields, usual)
    action["examples"], left = _examples(sent, read, parameters, returns, usual)
    found.unknown += [f"what {file} is answered: give it an answer of its own" for file in left]
    for key in ("parameters", "response", "returns"):
        if not action[key]:
            del action[key]
    inner = [one["fields"] for one in structures.new.values()]
    members = [action.get("parameters", {}), action.get("returns", {}), *inner]
    unzoned = [key for one in members for key, data in one.items() if data.get("zone") == "none"]
    if unzoned:
        found.unknown.append(f"the time zone of {', '.join(dict.fromkeys(unzoned))}")
    if not any(one.failed for one in read):
        found.unknown.append("which codes it answers: no sample is a failure")
    if not successes:
        found.unknown.append("what it returns: no sample is a success")
    return found


def _parameters(
    known: Known, sent: list[Sent], old: Data, owner: str, structures: Structures
) -> list[Field]:
    """The parameters in all requests: those of the first transport, and what others add."""
    found: list[Field] = []
    said: set[str] = set()
    for name in dict.fromkeys(one.transport for one in sent):
        transport = known.api["transports"][name]
        case, written_in = transport.get("names", "as_written"), transport["format"]
        fields = Fields(known, case, structures, written_in, requests=True, owner=owner)
        own = [one.fields for one in sent if one.transport == name]
        told = {folded(wire) for one in found for wire in (one.wire, *wires(one.name, one.data))}
        trees = [
            # What another transport calls otherwise is told by its values.
            {
                wire: values
                for wire, values in tree.items()
                if folded(wire) not in told and not {*map(spoken, values)} <= said
            }
            for tree in _opened(own, known)
        ]
        said |= {spoken(value) for tree in own for _, value in leaves(tree)}
        names = {one.name for one in found}
        more = fields.describe(trees, old.get("parameters", {}))
        found += [one for one in more if one.name not in names]
    return found


def _opened(trees: list[Tree], known: Known) -> list[Tree]:
    """Requests with all parameters at the top, by their ways, where one element holds them all."""
    names = {wire for tree in trees for wire in tree if folded(wire) not in _NUMBERS}
    (name,) = names if len(names) == 1 else ("",)
    if folded(name) not in _HOLDERS or known.parameter(name):
        return trees
    found: list[Tree] = []
    for tree in trees:
        inner = [one for one in tree.get(name, []) if isinstance(one, dict) and TEXT not in one]
        if len(inner) != 1 or len(tree[name]) != 1:
            return trees
        beside = {wire: values for wire, values in tree.items() if wire != name}
        held = {f"{name}/{wire}": values for wire, values in inner[0].items()}
        found.append({**beside, **held})
    return found


def _read(known: Known, old: Data, sample: Sample, action: str) -> Read:
    outcome: Data = {**known.outcome, **old.get("outcome", {})}
    # A text is told by its signs, not by the space around it.
    answer = Answered(sample.tree, sample.root, sample.status, sample.text.strip())
    failed = holds(outcome["failure"], answer, action)
    told = failed or holds(outcome["success"], answer, action)
    inside: Tree = sample.tree
    if envelope := known.api["response"].get("envelope"):
        places = values_at(sample.tree, envelope.replace("{action}", action))
        inside = next((one for one in places if isinstance(one, dict)), {})
    elif sample.format == "json" and (root := known.api["response"].get("root")):
        places = values_at(sample.tree, root.replace("{action}", action))
        inside = next((one for one in places if isinstance(one, dict)), sample.tree)
    # A field whose mere presence tells of success is a field all the same.
    paths = [one["field"] for one in outcome["failure"]]
    paths += [one["field"] for one in outcome["success"] if len(one) > 1]
    paths += [outcome[key] for key in ("code", "message", "errors") if key in outcome]
    paths += [path for key, path in outcome.get("warnings", {}).items() if key != "where"]
    telling = {folded(path) for path in paths if "/" not in path}
    # Where a failure is told deeper, a success has nothing there.
    empty = {folded(path.partition("/")[0]) for path in paths if "/" in path}
    fields = {
        wire: values
        for wire, values in inside.items()
        if folded(wire) not in telling and not (folded(wire) in empty and is_nothing(values))
    }
    if not failed:
        return Read(sample, False, told, "", "", fields, {})
    place = sample.tree
    if "errors" in outcome:
        places = answer.at(outcome["errors"], action)
        place = next((one for one in places if isinstance(one, dict)), sample.tree)
    code, message = (_text_at(place, outcome.get(key, "")) for key in ("code", "message"))
    details = {
        wire: spoken(values[0])
        for wire, values in sample.tree.items()
        if folded(wire) not in telling and not isinstance(values[0], dict) and wire != TEXT
    }
    return Read(sample, True, True, code, message, {}, details)


def _text_at(tree: Tree, path: str) -> str:
    return next(filter(None, map(spoken, values_at(tree, path))), "") if path else ""


def _tell_success(found: Inferred, returns: list[Field], untold: list[Read]) -> None:
    """Let the action say how a success is told, where the API's way does not tell it."""
    always = [one for one in returns if all(one.wire in read.fields for read in untold)]
    if not always:
        found.unknown.append("how a success is told: no field of the API's outcome is there")
        return
    told = next((one for one in always if one.many), always[0])
    field_name = told.data.get("wire", told.name)
    found.action["outcome"] = {"success": [{"field": field_name}]}
    found.guessed.append(f"outcome: an answer with {field_name} is a success")


def _codes(
    found: Inferred, known: Known, failures: list[Read], listed: list[str], sent: Data
) -> None:
    codes = dict.fromkeys(one.code for one in failures if one.code)
    rows = {code: known.codes.get(code, {}) for code in codes}
    # The name of a category stands for its codes.
    own = [
        code
        for code, row in rows.items()
        if not row.get("general") and row.get("category") not in listed
    ]
    if own:
        found.action["errors"] = own
    for one in failures:
        if one.code and one.code not in known.codes and one.code not in found.new_codes:
            found.new_codes[one.code] = code_of(one.code, one.message, known, found.new_codes, sent)
        elif not one.code:
            found.unknown.append(
                f"the code in {one.sample.file.name}: there is none where it stands"
            )


def _examples(
    sent: list[Sent], read: list[Read], parameters: list[Field], returns: list[Field], usual: Data
) -> tuple[list[Data], list[str]]:
    """The samples as examples: each request with an answer, and the files of requests without."""
    requests: list[tuple[Data, dict[str, str], str]] = []
    for asked in sent:
        request = example(parameters, asked.fields, usual)
        # A transport may write other letters, never other words.
        same = (wire for other, wire, _ in requests if folded(repr(other)) == folded(repr(request)))
        wire = next(same, None)
        if wire is None:
            file = asked.sample.file.as_posix()
            requests.append((request, {asked.transport: asked.text}, file))
        else:
            wire.setdefault(asked.transport, asked.text)
    found: list[Data] = []
    waiting = iter(requests)
    for one in sorted(read, key=lambda one: one.failed):
        shown: Data = {"name": _name(one, {str(other["name"]) for other in found})}
        for request, wire, _ in islice(waiting, 1):
            shown["request"], shown["wire"] = request, wire
        shown["response"] = one.sample.text.strip("\n") + "\n"
        if one.sample.status != 200:
            shown["http_status"] = one.sample.status
        if one.failed:
            failure = {"code": one.code, "message": one.message, "details": one.details}
            shown["failure"] = {key: value for key, value in failure.items() if value}
        else:
            shown["result"] = example(returns, one.fields, usual)
        shown["status"] = "observed"
        if not one.failed or one.code:
            found.append(shown)
    return found, [file for _, _, file in waiting]


def _name(read: Read, taken: set[str]) -> str:
    stem = re.sub(r"[^A-Za-z0-9]+", " ", read.sample.file.stem).strip() or "sample"
    name = stem if folded(read.code) in folded(stem.replace(" ", "")) else f"{stem} {read.code}"
    name = re.sub(r"[^A-Za-z0-9 ,.()/-]", " ", name)[:90]
    number = 2
    while name in taken:
        name, number = f"{stem} {number}", number + 1
    return name


def _effect(name: str, known: Known) -> str:
    verbs = {*snake(name, known.words).split("_")[:2]}
    words = snake(name, known.words).split("_")
    if words[0] in _READS or words[-1] in _TOLD or (verbs & _READS and not verbs & _SENDS):
        return "read"
    return "send" if verbs & _SENDS else "write"


def _summary(name: str, known: Known) -> str:
    words = snake(name, known.words).split("_")
    if words[-1] in _VERBS and words[0] not in _VERBS:
        words = [words[-1], *words[:-1]]
    return f"{' '.join(words).capitalize()}."
