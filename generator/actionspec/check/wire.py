"""What is wrong with the way requests are written: dispatch, transports, layouts, credentials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from actionspec.check.known import name_problems, placed_credentials, twice
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean

# Which keys have a meaning in which formats of requests.
_ONLY_IN = {
    "method": ("query",),
    "root": ("xml",),
    "namespace": ("xml",),
    "field": ("xml",),
    "nesting": ("query", "form"),
}
_INDEX_FREE = ("{name}", "{name}[]")


def request_problems(api: Place) -> Iterator[Problem]:
    """What is wrong with how an API writes its requests."""
    yield from _credential_problems(api)
    yield from _header_problems(api)
    yield from _dispatch_problems(api)
    yield from twice(_everywhere(api), lambda wire: f'every request would hold "{wire}" twice')
    for _, transport in api.members("transports"):
        yield from _transport_problems(transport)
        if "signature" in api and transport.data["format"] not in {"query", "form"}:
            hint = "take one of the two away"
            message = "a signature covers the fields of query strings and forms only"
            yield transport["format"].problem(message, hint)


def _everywhere(api: Place) -> Iterator[tuple[str, Place]]:
    """The names of all that stands in every request."""
    if "dispatch" in api and "field" in api["dispatch"]:
        yield api.data["dispatch"]["field"].casefold(), api["dispatch"]["field"]
    for name, constant in api.members("constants"):
        yield name.casefold(), constant
    for name, credential in api.members("credentials"):
        if name not in placed_credentials(api.data):
            yield credential.get("wire", name).casefold(), credential
    if "signature" in api:
        yield api.data["signature"]["field"].casefold(), api["signature"]["field"]


def _credential_problems(api: Place) -> Iterator[Problem]:
    known = api.get("credentials", {})
    for name, credential in api.members("credentials"):
        yield from name_problems(credential, name, "argument")
    places = [place for _, place in api.members("basic")]
    places += [api["signature"]["secret"]] if "signature" in api else []
    for place in places:
        if place.data not in known:
            hint = did_you_mean(place.data, known) or "describe it under `credentials`"
            yield place.problem(f'there is no credential "{place.data}"', hint)
    if "signature" in api:
        signature = api["signature"]
        if "place" in signature and signature.data["hash"].startswith("hmac"):
            hint = "take it away: the secret is the key of the hash"
            yield signature["place"].problem("hmac needs no place for the secret", hint)


def _header_problems(api: Place) -> Iterator[Problem]:
    known = {"action", *api.get("credentials", {})}
    for _, header in api.members("headers"):
        for name in re.findall(r"\{(\w*)\}", header.data):
            if name not in known:
                hint = did_you_mean(name, known) or "describe it under `credentials`"
                yield header.problem(f'there is no credential "{name}"', hint)

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
            yield header.problem(f'"{name}" is the transport\'s own header', hint, at_key=True)


def _dispatch_problems(api: Place) -> Iterator[Problem]:
    dispatch = api.get("dispatch", {})
    if "template" in dispatch and not {"field", "header"} & {*dispatch}:
        hint = "say which field or header holds it, or take it away"
        yield api["dispatch"]["template"].problem("nothing holds this template", hint)
    if {"field", "path", "header"} & {*dispatch}:
        return
    for _, transport in api.members("transports"):
        if "{action}" not in transport.get("root", ""):
            hint = "add `dispatch` with a field, a path or a header, or {action} to the root"
            yield transport.problem("no request would say which action it wants", hint, at_key=True)


def _transport_problems(transport: Place) -> Iterator[Problem]:
    form = transport.data["format"]
    if form == "xml" and "root" not in transport:
        hint = "name it with root: REQUEST"
        yield transport.problem("an xml transport needs a root element", hint, at_key=True)
    for key, formats in _ONLY_IN.items():
        if key in transport and form not in formats:
            message = f'"{key}" has no meaning in a transport of format {form}'
            yield transport[key].problem(message, "take it away", at_key=True)
    if "lists" in transport:
        yield from list_problems(transport["lists"], [form])
        template = transport["lists"].get("template", "{name}")
        if "{name}" not in template:
            hint = "add {name}, or give the list that needs this a layout of its own"
            message = "all lists would have the same name"
            yield transport["lists"]["template"].problem(message, hint)
    if "maps" in transport:
        yield from map_problems(transport["maps"])


def list_problems(lists: Place, formats: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the layout of a list in requests of such formats."""
    yield from _contradictions(lists)
    template = lists.get("template")
    if template is not None:
        if "{i}" not in template and template not in _INDEX_FREE:
            hint = "add {i} for the element's number, or write {name} to repeat the name"
            message = "nothing tells the elements of the list apart"
            yield lists["template"].problem(message, hint)
        if "{name}" not in template and "{field}" not in template:
            hint = "add {name}, or {field} for the fields of structures"
            yield lists["template"].problem("the template names nothing of the list", hint)
    if "first" in lists and "{i}" not in (template or ""):
        hint = "it needs a template with {i}"
        yield lists["first"].problem("nothing is numbered here", hint, at_key=True)
    flat, nested = {"query", "form"} & {*formats}, {"xml", "json"} & {*formats}
    if template is not None and not flat:
        hint = "query strings and forms have templates; write `element` here"
        yield lists["template"].problem("no transport could use this template", hint, at_key=True)
    if "element" in lists and not nested:
        hint = "only XML and JSON have one; write `template` here"
        yield lists["element"].problem("no transport has such an element", hint, at_key=True)


def _contradictions(lists: Place) -> Iterator[Problem]:
    for one, others in (
        ("repeated", ("template", "join", "element")),
        ("join", ("template", "element")),
    ):
        for other in others:
            if one in lists and other in lists:
                hint = "keep one of the two"
                message = f'"{one}" and "{other}" contradict each other'
                yield lists[one].problem(message, hint, at_key=True)


def map_problems(maps: Place) -> Iterator[Problem]:
    """What is wrong with the layout of a map."""
    template, paired = maps.get("template", ""), "key" in maps or "value" in maps
    if paired and not ("key" in maps and "value" in maps):
        hint = "name both: key: key, value: value"
        yield maps.problem("an entry has a key and a value, or neither", hint)
    if paired and "{key}" in template:
        hint = "write {i} there, or take `key` and `value` away"
        yield maps["template"].problem("the key would stand in the name and in a field", hint)
    if template and not paired and "{key}" not in template:
        hint = "add {key}; or `key` and `value`, where entries are numbered"
        yield maps["template"].problem("nothing tells the entries of the map apart", hint)
    if template and paired and "{i}" not in template:
        hint = "add {i} for the entry's number"
        yield maps["template"].problem("nothing tells the entries of the map apart", hint)
    if "first" in maps and "{i}" not in template:
        hint = "it needs a template with {i}"
        yield maps["first"].problem("nothing is numbered here", hint, at_key=True)
    if "element" in maps and not paired:
        hint = "add key: and value: for what stands in it"
        yield maps["element"].problem("an entry's element holds a key and a value", hint)


def own_answer_lists(lists: Place) -> Iterator[Problem]:
    """What is wrong with the layout of a list in answers."""
    yield from _contradictions(lists)
    for key in ("template", "first"):
        if key in lists:
            hint = "an answer's list has `element` or `join`, or {i} in its `wire`"
            yield lists[key].problem(f'"{key}" has no meaning in an answer', hint, at_key=True)
