"""How answers are read and requests are signed, as Python source."""

from __future__ import annotations

from actionspec.filters.literals import literal
from actionspec.filters.writing import (
    filled,
    own_spellings,
    shared_names,
    spelled_constants,
    wire_action,
)
from actionspec.model import Action, Api, Response, Signature, path_in_case


def answers_source(response: Response) -> str:
    """The expression that makes the format of answers."""
    match response.format:
        case "xml" if response.keyed:
            keyed = response.keyed
            kinds = "".join(
                f", {name}={literal(getattr(keyed, name))}"
                for name in ("structures", "lists", "values")
                if getattr(keyed, name)
            )
            inner = f"read_xml.Keyed({literal(keyed.entry)}, {literal(keyed.key)}{kinds})"
            return f"read_xml.Xml({inner})"
        case "xml":
            return "read_xml.Xml()"
        case "json":
            return f"read_json.Json({'rooted=True' if response.root else ''})"
        case "lines":
            return "read_text.Lines()"
        case "form":
            return "read_text.Form()"
        case "text":
            each_line = ", each_line=True" if response.each_line else ""
            return f"read_text.Patterns({literal(response.patterns)}{each_line})"


def signature_source(signature: Signature, api: Api) -> str:
    """The expression that makes a signature."""
    usual: dict[str, object] = {
        "encoding": "hex",
        "place": "after",
        "pair": "{name}={value}",
        "joiner": "&",
        "quoted": None,
        "lower": False,
    }
    field = path_in_case(signature.field, shared_names(api) or "as_written")
    parts = [literal(field), literal(signature.hash)]
    for name, value in usual.items():
        if getattr(signature, name) != value:
            parts.append(f"{name}={literal(getattr(signature, name))}")
    if signature.without:
        names = ", ".join(literal(name) for name in signature.without)
        parts.append(f"without=frozenset({{{names}}})")
    return f"Signature({', '.join(parts)})"


def header_sources(api: Api) -> dict[str, str]:
    """The expressions of the HTTP headers of every request, by their names."""
    found = {name: filled(value, api) for name, value in api.headers.items()}
    if api.dispatch.header:
        found[api.dispatch.header] = filled(api.dispatch.template, api)
    if api.basic:
        user, password = api.basic.user.name, api.basic.password.name
        found["Authorization"] = f"basic(credentials.{user}, credentials.{password})"
    return found


def failure_roots(api: Api) -> tuple[str, ...]:
    """The root elements that failures have."""
    found = [
        value
        for outcome in (api.outcome, *(action.outcome for action in api.actions))
        for one in outcome.failure
        if one.field == "$root"
        for value in one.equals
    ]
    return tuple(dict.fromkeys(found))


def action_source(action: Action, api: Api) -> str:
    """The expression that makes what the requests for an action have in common."""
    wire = wire_action(action, api)
    parts = [literal(action.action)]
    if wire != action.action:
        parts.append(f"wire={literal(wire)}")
    if action.constants:
        parts.append(f"constants={spelled_constants(action.constants, api)}")
    if action.transports != api.transports:
        names = tuple(transport.name for transport in action.transports)
        parts.append(f"transports={literal(names)}")
    if action.outcome.empty:
        parts.append(f"empty={literal(action.outcome.empty)}")
    if spelled := own_spellings(action):
        tables = ", ".join(f"{literal(name)}: {table!r}" for name, table in spelled.items())
        parts.append(f"spelled={{{tables}}}")
    root = action.response.root
    own_answers = answers_source(action.response) != answers_source(api.response)
    if root and ("{action}" in root or root != api.response.root or own_answers):
        parts.append(f"root={literal(action.response.for_action(root, action.wire))}")
    if own_answers:
        parts.append(f"answers={answers_source(action.response)}")
    confidential = tuple(one.name for one in action.parameters if one.secret)
    if confidential:
        parts.append(f"confidential={literal(confidential)}")
    if told := told_secrets(action):
        parts.append(f"tells_secrets={literal(told)}")
    return f"Action({', '.join(parts)})"


def told_secrets(action: Action) -> tuple[str, ...]:
    """The names of the fields of an action's answers that are secret, at any depth."""
    holders = [action.result, *action.result.inner_structures]
    secret = [field for holder in holders for field in holder.fields if field.secret]
    return tuple(dict.fromkeys(field.wire.rpartition("/")[2] for field in secret))


def tells_by_message(api: Api) -> bool:
    """Whether the message alone tells which error an answer is about."""
    outcomes = [api.outcome, *(action.outcome for action in api.actions)]
    told = [(one.errors, one.warnings) for one in outcomes]
    return any(notices.code is None for pair in told for notices in pair if notices)


def public_credentials(api: Api) -> tuple[str, ...]:
    """The credentials that are no secret."""
    return tuple(one.name for one in api.credentials if not one.secret)
