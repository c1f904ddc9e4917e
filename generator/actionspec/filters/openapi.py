"""A whole API as a document of OpenAPI 3.1, as far as that can say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from actionspec.filters.markdown import mark_down, words_and_code
from actionspec.filters.openapi_addresses import path_of, server_of
from actionspec.filters.openapi_answers import answer_of
from actionspec.filters.openapi_credentials import (
    credential_fields,
    fixed_headers,
    security,
    security_schemes,
)
from actionspec.filters.openapi_flat import as_object, flat_fields, flat_name
from actionspec.filters.openapi_nested import Components, Sent, place
from actionspec.filters.openapi_values import ANY_NAME, is_template, pattern_of
from actionspec.filters.schema_parts import Schema, told
from actionspec.filters.words import (
    dispatch_in_words,
    effect_in_words,
    form_in_words,
    rule_in_words,
)
from actionspec.model import Action, Api, Choice, ErrorCode, Rule, Setting, Transport, path_in_case

_ONE_ADDRESS = (
    "All actions share one address, and what tells them apart is {}. OpenAPI tells operations apart"
    " by their paths, so that each has its own here: a name, and `..` behind it, which leads back."
    " HTTP clients take both away before they send a request; `x-address` is what is sent."
)
_LIMITS = (
    "A failure may come with HTTP status 200, in the answer's own words. `x-errors` of an operation"
    " are the codes that it answers, `x-errors` of the components say what each means.",
    "`x-rules` are what must hold between parameters, with the code of what breaks it. `x-request`"
    " and `x-result` name JSON Schemas that say all of it, by the names of the Python client.",
    "What is absent or empty is left out of a request. A credential in a body is a field of it"
    " (`x-credential`), as no security scheme stands for it.",
    "`x-separator` is what stands between the elements of a list that is one text, `x-text` marks"
    " the own text of an XML element, whose attributes are properties with `@` before their names."
    " `x-format` is how a time is written.",
    "`x-secret` and `x-personal` mark what belongs into no log.",
)


def openapi_document(api: Api) -> str:
    """The document, with one operation for each action and way to send it, as JSON."""
    components: Components = {}
    paths: dict[str, Schema] = {}
    for path, method, operation in _operations(api, components):
        paths.setdefault(path, {})[method] = operation
    document: Schema = {
        "openapi": "3.1.0",
        "info": {
            "title": str(api.title),
            "version": api.version,
            "description": f"{mark_down(api.description or '')}\n\n{_limits(api)}".strip(),
        },
        "servers": [{"url": server_of(api)}],
        "paths": paths,
        "components": told(
            {
                "schemas": dict(sorted(components.items())) or None,
                "securitySchemes": security_schemes(api) or None,
                "x-errors": {error.code: _error(error) for error in api.errors},
            }
        ),
        "externalDocs": {"url": api.docs_of_version} if api.docs_of_version else None,
        "x-signature": _signature(api),
    }
    return json.dumps(told(document), indent=2, ensure_ascii=False) + "\n"


def _limits(api: Api) -> str:
    """What OpenAPI cannot say, as Markdown."""
    shared = () if api.dispatch.path else (_ONE_ADDRESS.format(dispatch_in_words(api)),)
    limits = (f"- {words_and_code(limit)}" for limit in (*shared, *_LIMITS))
    return "\n".join(["What OpenAPI cannot say of this API:\n", *limits])


def _operations(api: Api, components: Components) -> Iterator[tuple[str, str, Schema]]:
    taken: set[tuple[str, str]] = set()
    for action in api.actions:
        for transport in action.transports:
            path = path_of(action, transport, api, taken)
            taken.add((path, transport.method))
            yield path, transport.method.lower(), _operation(action, transport, api, components)


def _operation(action: Action, transport: Transport, api: Api, components: Components) -> Schema:
    first = transport == action.transports[0]
    return told(
        {
            "operationId": action.name if first else f"{action.name}-{transport.name}",
            "summary": " ".join(action.summary.split()),
            "description": _description(action, transport),
            "deprecated": bool(action.deprecated) or None,
            **_request(action, transport, api, components),
            "responses": answer_of(action, api, components),
            "security": security(api, transport),
            "x-action": action.action,
            "x-address": api.url if not api.dispatch.path else None,
            "x-effect": action.effect,
            "x-rules": [_rule(one) for one in action.rules] or None,
            "x-errors": [one.code for one in action.errors],
            "x-request": f"requests/{action.name}.json",
            "x-result": f"responses/{action.name}.json",
        }
    )


def _description(action: Action, transport: Transport) -> str:
    texts = [
        mark_down(action.description or ""),
        f"Deprecated: {mark_down(action.deprecated)}" if action.deprecated else "",
        *map(mark_down, action.notes),
        words_and_code(f"Sent as {form_in_words(transport)}. {effect_in_words(action.effect)}"),
        "\n".join(f"- {words_and_code(rule_in_words(one))}" for one in action.rules),
    ]
    return "\n\n".join(text for text in texts if text)


def _rule(rule: Rule) -> Schema:
    codes = (
        {"none": rule.none.code, "several": rule.several.code}
        if isinstance(rule, Choice)
        else {"code": rule.error.code}
    )
    setting = None if isinstance(rule, Choice) else rule.condition
    name = setting.name if isinstance(setting, Setting) else None
    return told({"rule": rule_in_words(rule), **codes, "setting": name})


def _error(error: ErrorCode) -> Schema:
    return {
        "message": str(error.message),
        "cause": str(error.cause),
        "remedy": str(error.remedy),
        "retry": error.retry,
    }


def _signature(api: Api) -> Schema | None:
    if api.signature is None:
        return None
    return {"field": api.signature.field, "hash": api.signature.hash}


# What a request holds.


def _request(action: Action, transport: Transport, api: Api, components: Components) -> Schema:
    headers = [_header(name, value) for name, value in fixed_headers(api).items()]
    if api.dispatch.header:
        headers.append(_header(api.dispatch.header, _named(action, transport, api)))
    if transport.format == "query":
        fields = _flat(action, transport, api)
        return {"parameters": [*headers, *_in_query(fields, _needed(action, transport, api))]}
    body: Schema
    if transport.format == "form":
        body = as_object(_flat(action, transport, api), _needed(action, transport, api))
        language = "application/x-www-form-urlencoded"
    else:
        body = _document(action, transport, api, components)
        language = "application/json" if transport.format == "json" else "application/xml"
    if transport.field:
        text = {"type": "string", "contentMediaType": language, "contentSchema": body}
        body = {"type": "object", "required": [transport.field]}
        body["properties"] = {transport.field: text}
        language = "application/x-www-form-urlencoded"
    content = {"required": True, "content": {language: {"schema": body}}}
    return told({"parameters": headers or None, "requestBody": content})


def _header(name: str, value: str) -> Schema:
    return {"name": name, "in": "header", "required": True, "schema": {"const": str(value)}}


def _named(action: Action, transport: Transport, api: Api) -> str:
    """What names the action in a request."""
    return api.dispatch.template.replace("{action}", transport.action_of(action.wire))


def _fixed(action: Action, transport: Transport, api: Api) -> dict[str, Schema]:
    """What stands in every request for an action, by its path."""
    fixed: dict[str, Schema] = {}
    if api.dispatch.field:
        fixed[transport.name_of(api.dispatch.field)] = {"const": _named(action, transport, api)}
    for constants in (api.constants, transport.constants, action.constants):
        for name, value in constants.items():
            fixed[path_in_case(name, transport.names)] = {"const": str(value)}
    fixed |= credential_fields(api, transport)
    if api.signature:
        about = "The signature over all fields."
        fixed[transport.name_of(api.signature.field)] = {"type": "string", "description": about}
    return fixed


def _flat(action: Action, transport: Transport, api: Api) -> dict[str, Schema]:
    fixed = _fixed(action, transport, api)
    fields = {flat_name(path, transport): value for path, value in fixed.items()}
    for parameter in action.parameters:
        fields |= flat_fields(parameter, transport)
    return fields


def _needed(action: Action, transport: Transport, api: Api) -> list[str]:
    """The names of the fields that have to be there."""
    names = [flat_name(path, transport) for path in _fixed(action, transport, api)]
    for one in action.parameters:
        if one.required:
            names += flat_fields(one, transport) if not one.structure else []
    return names


def _in_query(fields: dict[str, Schema], needed: list[str]) -> Iterator[Schema]:
    for name, schema in fields.items():
        if is_template(name):
            names = {"patternProperties": {pattern_of(name): schema}}
            if name == ANY_NAME:
                names = {"additionalProperties": schema}
            several = {"type": "object", **names}
            yield {"name": re.sub(r"[{}]", "", name), "in": "query", "schema": several}
            continue
        yield told(
            {
                "name": name,
                "in": "query",
                "description": schema.get("description"),
                "required": (name in needed) or None,
                "deprecated": schema.get("deprecated"),
                "schema": {
                    keyword: value
                    for keyword, value in schema.items()
                    if keyword not in {"description", "deprecated"}
                },
            }
        )


def _document(action: Action, transport: Transport, api: Api, components: Components) -> Schema:
    body: Schema = {"type": "object"}
    for path, value in _fixed(action, transport, api).items():
        place(body, path, value, required=True)
    Sent(transport, components).fill(body, action.parameters)
    if root := transport.root_of(action.wire):
        space = {"namespace": transport.namespace} if transport.namespace else {}
        body["xml"] = {"name": root, **space}
    return body
