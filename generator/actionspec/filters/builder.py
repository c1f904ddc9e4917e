"""One action as data for a program that builds requests and reads answers: the site's builder.

It holds facts alone. What follows from them, the order of the checks and the layout of requests, is
evaluated in JavaScript, which shares nothing with the checks of the clients or the mock server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from actionspec.filters.builder_answers import answer_facts, judge_facts, place_facts
from actionspec.model import (
    Action,
    Api,
    Choice,
    Enumeration,
    ErrorCode,
    Field,
    ListLayout,
    MapLayout,
    Member,
    Notation,
    Parameter,
    Rule,
    Setting,
    Structure,
    Transport,
    structures_within,
)

Facts: TypeAlias = dict[str, Any]

_LIMITS = ("max_length", "max_items", "minimum", "maximum")
_CONTENT_TYPES = {
    "form": "application/x-www-form-urlencoded",
    "xml": "text/xml; charset=utf-8",
    "json": "application/json",
}


def builder_data(action: Action, api: Api) -> str:
    """All that one needs to judge, write and show requests for an action, and to read its answers.

    Names are those of Python; what stands on the wire is said for each transport, in its letter
    case. Limits are texts, so that they keep their digits. A text that holds credentials is a list
    of parts: a text, or `{"credential": NAME}`. A page is named after the class of its error.
    """
    held = (action.result, *structures_within((*action.parameters, *action.result.fields)))
    members: list[Member] = [*action.parameters, *(one for each in held for one in each.fields)]
    enumerations = {one.enumeration.name: one.enumeration for one in members if one.enumeration}
    facts: Facts = {
        "action": action.action,
        "name": action.name,
        "summary": action.summary,
        "effect": action.effect,
        "client": api.name,
        "package": api.package,
        "url": api.url,
        "parameters": [_parameter(one, action) for one in action.parameters],
        "rules": [_rule(one) for one in action.rules],
        "structures": {one.name: _structure(one, action) for one in held},
        "enumerations": {name: _enumeration(one) for name, one in sorted(enumerations.items())},
        "settings": [
            {"name": one.name, "default": one.default, "description": one.description}
            for one in action.settings
        ],
        "credentials": [
            {
                "name": one.name,
                "wire": one.wire,
                "environment": one.environment,
                "secret": one.secret,
                "placed": one.placed,
                "description": one.description,
            }
            for one in api.credentials
        ],
        "transports": [_transport(one, action, api) for one in action.transports],
        "examples": [{"name": one.name, "request": one.request} for one in action.successes],
        "answer": answer_facts(action, api),
        "errors": {one.code: _error(one) for one in api.errors},
        "faults": {
            "request": api.faults.request.code,
            "credentials": api.faults.credentials.code,
            "body": api.faults.body.code,
        },
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"


def _error(error: ErrorCode) -> Facts:
    return {"class": error.class_name, "message": error.message, "page": error.class_name}


def _enumeration(enumeration: Enumeration) -> Facts:
    return {"description": enumeration.description, "members": dict(enumeration.members)}


# What is sent.


def _parameter(parameter: Parameter, action: Action) -> Facts:
    wires = {one.name: one.name_of(parameter.wire) for one in action.transports}
    return {
        **_member(parameter),
        "required": parameter.required and parameter.required.code,
        "optional": _may_be_none(parameter),
        "default": parameter.default,
        "deprecated": parameter.deprecated,
        **_on_the_wire(parameter, wires, action),
    }


def _may_be_none(parameter: Parameter) -> bool:
    """Whether the client takes None for it."""
    filled = parameter.default is not None and not parameter.enumeration
    return not (parameter.required or filled)


def _structure(structure: Structure, action: Action) -> Facts:
    return {
        "description": structure.description,
        "fields": [_field(one, structure, action) for one in structure.fields],
        "rules": [_rule(one) for one in structure.rules],
        "outcome": judge_facts(structure),
    }


def _field(field: Field, structure: Structure, action: Action) -> Facts:
    wires = {one.name: one.name_of(field.plain_wire) for one in action.transports}
    return {
        **_member(field),
        "optional": field.shape == "one" and field.optional,
        **(_on_the_wire(field, wires, action) if structure.sent else {}),
        **(place_facts(field) if structure.answered or structure is action.result else {}),
    }


def _member(member: Member) -> Facts:
    structure, enumeration = member.structure, member.enumeration
    return {
        "name": member.name,
        "description": member.description,
        "type": member.type_name,
        "kind": "structure" if structure else "enumeration" if enumeration else "scalar",
        "shape": member.shape,
        "keys": member.keys,
        "secret": member.secret,
        "personal": member.personal,
        "limits": {
            name: str(getattr(member, name))
            for name in _LIMITS
            if getattr(member, name) is not None
        },
        "invalid": member.invalid and member.invalid.code,
        "notation": _notation(member.notation),
    }


def _notation(notation: Notation) -> Facts:
    return {
        "yes": notation.yes,
        "no": notation.no,
        "presence": notation.presence,
        "format": notation.format,
        "zone": notation.zone,
    }


def _on_the_wire(
    member: Parameter | Field, wires: Mapping[str, str], action: Action
) -> dict[str, Facts]:
    """By transport, the path of a parameter or field, and the layout of its list or map."""
    found: dict[str, Facts] = {"wire": {**wires}}
    if member.shape == "list":
        found["lists"] = {
            one.name: _list_layout(one.lists_of(member.own_lists)) for one in action.transports
        }
    if member.shape == "map":
        found["maps"] = {
            one.name: _map_layout(member.own_maps or MapLayout(), one.maps)
            for one in action.transports
        }
    return found


def _list_layout(layout: ListLayout) -> Facts:
    return {
        "template": layout.template,
        "first": layout.first,
        "join": layout.join,
        "element": layout.element,
    }


def _map_layout(own: MapLayout, usual: MapLayout) -> Facts:
    layout = own if own.template or own.key else usual
    return {
        "template": layout.template,
        "first": layout.first,
        "element": layout.element,
        "key": layout.key,
        "value": layout.value,
        "names": own.names or usual.names or "as_written",
    }


def _rule(rule: Rule) -> Facts:
    if isinstance(rule, Choice):
        return {
            "kind": "choice",
            "members": [one.name for one in rule.members],
            "least": rule.least,
            "most": rule.most,
            "none": rule.none.code,
            "several": rule.several.code,
        }
    of_setting = isinstance(rule.condition, Setting)
    return {
        "kind": "dependency",
        "setting" if of_setting else "if": rule.condition.name,
        "other": rule.other.name,
        "wanted": rule.wanted,
        "code": rule.error.code,
    }


# How it is sent.


def _transport(transport: Transport, action: Action, api: Api) -> Facts:
    wire = transport.action_of(action.wire)
    flat = transport.format in {"query", "form"}
    content_type = "form" if transport.field else transport.format
    path = api.dispatch.path
    return {
        "name": transport.name,
        "description": transport.description,
        "format": transport.format,
        "method": transport.method,
        "path": path and path.replace("{action}", wire),
        "root": transport.root_of(action.wire),
        "namespace": transport.namespace,
        "field": transport.field,
        "nesting": transport.nesting,
        "content_type": _CONTENT_TYPES.get(content_type),
        "headers": _headers(wire, api),
        # The hash functions that vendors use are not in every browser.
        "signature": api.signature
        and flat
        and {"field": transport.name_of(api.signature.field), "placeholder": "***"},
        "fixed": _fixed(transport, action, api, wire),
    }


def _fixed(transport: Transport, action: Action, api: Api, wire: str) -> list[Facts]:
    """What stands in every request for an action, before its parameters."""
    entries: list[tuple[str, Any]] = []
    if api.dispatch.field:
        entries.append((api.dispatch.field, _parts(api.dispatch.template, wire, api)))
    entries += [(name, [value]) for name, value in api.constants.items()]
    entries += [(one.wire, [{"credential": one.name}]) for one in api.credentials if not one.placed]
    constants = {**transport.constants, **action.constants}
    entries += [(name, [value]) for name, value in constants.items()]
    return [{"wire": transport.name_of(path), "parts": parts} for path, parts in entries]


def _headers(wire: str, api: Api) -> Facts:
    """The HTTP headers of every request, by their names."""
    found: Facts = {name: _parts(value, wire, api) for name, value in api.headers.items()}
    if api.dispatch.header:
        found[api.dispatch.header] = _parts(api.dispatch.template, wire, api)
    if api.basic:
        found["Authorization"] = [
            "Basic ",
            {"basic": [api.basic.user.name, api.basic.password.name]},
        ]
    return found


def _parts(template: str, wire: str, api: Api) -> list[str | Facts]:
    """A template that holds {action} and the names of credentials, as what it consists of."""
    known: dict[str, str | Facts] = {one.name: {"credential": one.name} for one in api.credentials}
    known["action"] = wire
    pieces = re.split(r"\{(\w+)\}", template)
    return [
        known.get(piece, "{" + piece + "}") if index % 2 else piece
        for index, piece in enumerate(pieces)
        if piece
    ]
