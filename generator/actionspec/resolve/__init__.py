"""Checked data into the model: defaults filled in, names looked up, nothing left to interpret."""

from __future__ import annotations

from typing import Any

from actionspec.model import (
    Api,
    Category,
    ErrorCode,
    Faults,
    Placeholder,
    Setting,
    Term,
    Text,
)
from actionspec.resolve import wire
from actionspec.resolve.actions import Shared, method_name, resolve_action
from actionspec.resolve.postbacks import resolve_callbacks, resolve_group
from actionspec.resolve.rules import Codes
from actionspec.resolve.text import former_names, maybe_prose, prose, texts
from actionspec.resolve.types import Types, mark_use
from actionspec.source import Source


def resolve(source: Source) -> Api:
    """The model of a spec that passed `check`."""
    api = source.api.data
    categories = {
        name: Category(class_name=name, description=Text(place.data))
        for errors in source.roots("errors")
        for name, place in errors.members("categories")
    }
    codes = {
        code: _error(code, place.data, categories)
        for errors in source.roots("errors")
        for code, place in errors.members("codes")
    }
    response = wire.response(api["response"])
    faults = _faults(api["faults"], codes)
    known = Codes(codes, faults.request)
    types = Types(source, response, api.get("values", {}), known)
    credentials = wire.credentials(api)
    transports = tuple(wire.transport(name, data) for name, data in api["transports"].items())
    settings = {name: _setting(name, data) for name, data in api.get("settings", {}).items()}
    callbacks = resolve_callbacks(api)
    groups = [
        resolve_group(place, callbacks, types) for place in source.roots("postback") if callbacks
    ]
    kinds = {kind.structure.name: kind for group in groups for kind in group.kinds}
    places = source.roots("action")
    methods = {place.data["action"]: method_name(place.data) for place in places}
    shared = Shared(api, known, categories, settings, kinds, types, transports, methods)
    actions = [resolve_action(place, shared) for place in places]
    for structure in types.structures:
        if not structure.sent:
            mark_use(structure, sent=False)
    return Api(
        name=api["name"],
        package=api["package"],
        version=api["version"],
        title=Text(api["title"]),
        description=maybe_prose(api.get("description")),
        url=api["url"],
        docs_url=api.get("docs_url"),
        credentials=tuple(credentials.values()),
        basic=wire.basic(api, credentials),
        signature=wire.signature(api, credentials),
        constants=texts(api.get("constants")),
        headers=texts(api.get("headers")),
        dispatch=wire.dispatch(api),
        transports=transports,
        response=response,
        outcome=wire.outcome(api["outcome"], response.names),
        faults=faults,
        settings=tuple(settings.values()),
        callbacks=callbacks,
        postbacks=tuple(groups),
        categories=tuple(categories.values()),
        errors=tuple(sorted(codes.values(), key=lambda error: error.code)),
        types=types.structures,
        enumerations=tuple(types.enumerations.values()),
        actions=tuple(sorted(actions, key=lambda action: action.name)),
        terms=tuple(
            Term(name=Text(name), meaning=prose(meaning))
            for name, meaning in sorted(api.get("terms", {}).items())
        ),
    )


def _error(code: str, data: dict[str, Any], categories: dict[str, Category]) -> ErrorCode:
    return ErrorCode(
        code=code,
        class_name=data["class"],
        category=categories[data["category"]],
        message=Text(data["message"]),
        placeholders=tuple(
            Placeholder(
                name=name, type=placeholder["type"], description=prose(placeholder["description"])
            )
            for name, placeholder in data.get("placeholders", {}).items()
        ),
        cause=prose(data["cause"]),
        remedy=prose(data["remedy"]),
        retry=data.get("retry", "never"),
        wait=data.get("wait"),
        general=data.get("general", False),
        renamed_from=former_names(data),
        source=maybe_prose(data.get("source")),
        status=data.get("status", "documented"),
    )


def _setting(name: str, data: dict[str, Any]) -> Setting:
    return Setting(
        name=name,
        default=data.get("default", False),
        description=prose(data["description"]),
        source=maybe_prose(data.get("source")),
        status=data.get("status", "documented"),
    )


def _faults(data: dict[str, str], codes: dict[str, ErrorCode]) -> Faults:
    request = data["request"]
    return Faults(
        request=codes[request],
        credentials=codes[data.get("credentials", request)],
        body=codes[data.get("body", request)],
    )
