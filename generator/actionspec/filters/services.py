"""How answers are read and requests are signed, as Python source."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.filters.literals import dictionary, literal
from actionspec.filters.writing import (
    filled,
    own_spellings,
    shared_names,
    spelled_constants,
    wire_action,
)
from actionspec.model import (
    Action,
    Api,
    Field,
    FindOut,
    Response,
    Signature,
    path_in_case,
)


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
    parts = [literal(action.action), f"effect={literal(action.effect)}"]
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
        tables = ", ".join(
            f"{literal(name)}: {dictionary(table)}" for name, table in spelled.items()
        )
        parts.append(f"spelled={{{tables}}}")
    root = action.response.root
    own_answers = answers_source(action.response) != answers_source(api.response)
    if root and ("{action}" in root or root != api.response.root or own_answers):
        parts.append(f"root={literal(action.response.for_action(root, action.wire))}")
    if own_answers:
        parts.append(f"answers={answers_source(action.response)}")
    masked: dict[str, tuple[str, ...]] = {
        "confidential": tuple(one.name for one in action.parameters if one.secret),
        "personal": tuple(one.name for one in action.parameters if one.personal),
        "tells_secrets": told_secrets(action),
        "names_people": personal_names(action),
    }
    parts += [f"{name}={literal(names)}" for name, names in masked.items() if names]
    if action.find_out:
        parts.append(f"find_out={literal(in_words(action.find_out))}")
    return f"Action({', '.join(parts)})"


def in_words(find_out: FindOut) -> str:
    """How to find out whether a request was carried out, for the text of an exception."""
    told = f"{find_out.method}(): " if find_out.method else ""
    return " ".join((told + find_out.description).split())


def told_secrets(action: Action) -> tuple[str, ...]:
    """The names of the fields of an action's answers that are secret, at any depth."""
    return _last_names(field.wire for field in _answered(action) if field.secret)


def personal_names(action: Action) -> tuple[str, ...]:
    """The names on the wire, in lower case, of what is personal in requests and answers."""
    wires = [field.wire for field in _answered(action) if field.personal]
    for one in action.parameters:
        if one.personal:
            wires += [one.wire] if isinstance(one.wire, str) else one.wire.values()
    maps = [one for one in action.parameters if one.personal and one.shape == "map"]
    for transport in action.transports:
        for one in maps:
            layout = one.own_maps or transport.maps
            template = layout.template or transport.nesting.replace("{field}", "{key}")
            wires.append(template.replace("{name}", transport.name_of(one.wire)))
    sent = (field for one in action.inner_structures for field in one.fields)
    wires += [field.plain_wire for field in sent if field.personal]
    written = (path_in_case(wire, one.names) for wire in wires for one in action.transports)
    ways = (wire.lower().replace("@", "").removesuffix("/.") for wire in (*wires, *written))
    return _last_names(way for way in ways if way)


def _answered(action: Action) -> list[Field]:
    holders = [action.result, *action.result.inner_structures]
    return [field for holder in holders for field in holder.fields]


def _last_names(wires: Iterable[str]) -> tuple[str, ...]:
    """The last names of paths, each once."""
    return tuple(dict.fromkeys(wire.rpartition("/")[2] for wire in wires))


def tells_by_message(api: Api) -> bool:
    """Whether the message alone tells which error an answer is about."""
    outcomes = [api.outcome, *(action.outcome for action in api.actions)]
    told = [(one.errors, one.warnings) for one in outcomes]
    return any(notices.code is None for pair in told for notices in pair if notices)


def public_credentials(api: Api) -> tuple[str, ...]:
    """The credentials that are no secret."""
    return tuple(one.name for one in api.credentials if not one.secret)
