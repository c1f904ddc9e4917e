"""What is wrong with the way requests are written: dispatch, transports, layouts, credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionspec.check.clashes import api_clashes
from actionspec.check.forms import XML_NAME
from actionspec.check.known import name_problems, placed_credentials, twice
from actionspec.check.layouts import list_problems, map_problems
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

# Which keys have a meaning in which formats of requests.
_ONLY_IN = {
    "method": ("query",),
    "root": ("xml",),
    "namespace": ("xml",),
    "field": ("xml",),
    "nesting": ("query", "form"),
}


def request_problems(api: Place) -> Iterator[Problem]:
    """What is wrong with how an API writes its requests."""
    yield from _credential_problems(api)
    yield from _header_problems(api)
    yield from _dispatch_problems(api)
    yield from api_clashes(api)
    for _, transport in api.members("transports"):
        yield from _transport_problems(transport)
        if "signature" in api and transport.data["format"] not in {"query", "form"}:
            hint = "take `signature` or this transport away"
            message = "a signature covers the fields of query strings and forms only"
            yield transport["format"].problem(message, hint, code="unsigned-transport")


def _credential_problems(api: Place) -> Iterator[Problem]:
    known = api.get("credentials", {})
    for name, credential in api.members("credentials"):
        yield from name_problems(credential, name, "argument")
        if name == "action":
            hint = "choose another name, and keep the API's own with `wire`"
            message = "{action} stands for the action's name already"
            yield credential.problem(message, hint, at_key=True, code="taken-name")
        if "wire" in credential and name in placed_credentials(api.data):
            hint = "take it away: it stands in a header, or only signs"
            yield credential["wire"].problem(
                "no field holds this credential", hint, at_key=True, code="credential-nowhere"
            )
    places = [place for _, place in api.members("basic")]
    places += [api["signature"]["secret"]] if "signature" in api else []
    for place in places:
        if place.data not in known:
            hint = did_you_mean(place.data, known) or "describe it under `credentials`"
            yield place.problem(
                f'there is no credential "{place.data}"', hint, code="unknown-credential"
            )
    if "signature" in api:
        signature = api["signature"]
        if "place" in signature and signature.data["hash"].startswith("hmac"):
            hint = "take it away: the secret is the key of the hash"
            yield signature["place"].problem(
                "hmac needs no place for the secret", hint, code="meaningless-key"
            )


def _header_problems(api: Place) -> Iterator[Problem]:
    known = {"action", *api.get("credentials", {})}
    for _, header in api.members("headers"):
        for name in re.findall(r"\{(\w*)\}", header.data):
            if name not in known:
                hint = did_you_mean(name, known) or "describe it under `credentials`"
                yield header.problem(
                    f'there is no credential "{name}"', hint, code="unknown-credential"
                )

    def headers() -> Iterator[tuple[str, Place]]:
        for name, header in api.members("headers"):
            yield name.casefold(), header
        if "header" in api.get("dispatch", {}):
            yield api.data["dispatch"]["header"].casefold(), api["dispatch"]["header"]
        if "basic" in api:
            yield "authorization", api["basic"]

    yield from twice(headers(), lambda name: f'two places write the header "{name}"')
    for name, header in headers():
        if name in {"content-type", "content-length", "host"}:
            hint = "take it away: the transport decides it"
            yield header.problem(
                f'"{name}" is the transport\'s own header',
                hint,
                at_key=True,
                code="header-of-the-transport",
            )


def _dispatch_problems(api: Place) -> Iterator[Problem]:
    dispatch = api.get("dispatch", {})
    if "template" in dispatch and not {"field", "header"} & {*dispatch}:
        hint = "say which field or header holds it, or take it away"
        yield api["dispatch"]["template"].problem(
            "nothing holds this template", hint, code="no-place"
        )
    if {"field", "path", "header", "template"} & {*dispatch}:
        return
    for _, transport in api.members("transports"):
        if "{action}" not in transport.get("root", ""):
            hint = "add `dispatch` with a field, a path or a header, or {action} to the root"
            yield transport.problem(
                "no request would say which action it wants",
                hint,
                at_key=True,
                code="action-nowhere",
            )


def _transport_problems(transport: Place) -> Iterator[Problem]:
    form = transport.data["format"]
    if form == "xml" and "root" not in transport:
        hint = "name it with root: REQUEST"
        yield transport.problem(
            "an xml transport needs a root element", hint, at_key=True, code="rootless-xml"
        )
    elif form == "xml" and not XML_NAME.fullmatch(transport.data["root"].replace("{action}", "x")):
        hint = "write the name alone, and its namespace under `namespace`"
        yield transport["root"].problem(
            "nothing says what this prefix stands for", hint, code="prefix-without-namespace"
        )
    for key, formats in _ONLY_IN.items():
        if key in transport and form not in formats:
            message = f'"{key}" has no meaning in a transport of format {form}'
            yield transport[key].problem(
                message, "take it away", at_key=True, code="meaningless-key"
            )
    if "lists" in transport:
        yield from list_problems(transport["lists"], [form])
        template = transport["lists"].get("template", "{name}")
        if "{name}" not in template and "{field}" in template:
            hint = "add {name}, or give the list that needs this a layout of its own"
            message = "all lists would have the same name"
            yield transport["lists"]["template"].problem(message, hint, code="unfit-template")
    if "maps" in transport:
        yield from map_problems(transport["maps"], [form])
