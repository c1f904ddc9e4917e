"""The conventions of an API: how its requests are written and its answers read."""

from __future__ import annotations

from typing import Any

from actionspec.model import (
    Basic,
    Condition,
    Credential,
    Dispatch,
    Keyed,
    LetterCase,
    ListLayout,
    MapLayout,
    Notation,
    Notices,
    Outcome,
    Response,
    Scalar,
    Signature,
    Text,
    Transport,
    path_in_case,
)
from actionspec.resolve.text import prose, texts


def placed_credentials(api: dict[str, Any]) -> set[str]:
    """The credentials that stand in headers, in basic authentication or in the signature."""
    named = {*api.get("basic", {}).values()}
    if "signature" in api:
        named.add(api["signature"]["secret"])
    headers = "".join(api.get("headers", {}).values())
    return {
        name for name in api.get("credentials", {}) if name in named or f"{{{name}}}" in headers
    }


def credentials(api: dict[str, Any]) -> dict[str, Credential]:
    """The credentials by their names."""
    placed = placed_credentials(api)
    return {
        name: Credential(
            name=name,
            wire=data.get("wire", name),
            environment=data.get("environment"),
            secret=data.get("secret", True),
            placed=name in placed,
            description=prose(data["description"]),
        )
        for name, data in api.get("credentials", {}).items()
    }


def basic(api: dict[str, Any], known: dict[str, Credential]) -> Basic | None:
    """The basic authentication, if there is one."""
    if "basic" not in api:
        return None
    return Basic(user=known[api["basic"]["user"]], password=known[api["basic"]["password"]])


def signature(api: dict[str, Any], known: dict[str, Credential]) -> Signature | None:
    """The signature of requests, if there is one."""
    if "signature" not in api:
        return None
    data = api["signature"]
    return Signature(
        field=data["field"],
        secret=known[data["secret"]],
        hash=data["hash"],
        encoding=data.get("encoding", "hex"),
        place=data.get("place", "after"),
        pair=Text(data.get("pair", "{name}={value}")),
        joiner=Text(data.get("joiner", "&")),
        quoted=data.get("quoted"),
        lower=data.get("lower", False),
        without=tuple(data.get("without", ())),
    )


def dispatch(api: dict[str, Any]) -> Dispatch:
    """Where requests say which action they want."""
    data = api.get("dispatch", {})
    return Dispatch(
        field=data.get("field"),
        template=data.get("template", "{action}"),
        path=data.get("path"),
        header=data.get("header"),
    )


def transport(name: str, data: dict[str, Any]) -> Transport:
    """One way to write requests."""
    return Transport(
        name=name,
        format=data["format"],
        method=data.get("method", "GET" if data["format"] == "query" else "POST"),
        root=data.get("root"),
        namespace=data.get("namespace"),
        field=data.get("field"),
        names=data.get("names", "as_written"),
        actions=data.get("actions", "as_written"),
        lists=list_layout(data.get("lists", {})),
        nesting=data.get("nesting", "{name}.{field}"),
        maps=map_layout(data.get("maps", {})),
        constants=texts(data.get("constants")),
        description=prose(data["description"]),
    )


def list_layout(data: dict[str, Any]) -> ListLayout:
    """How lists are laid out."""
    return ListLayout(
        template=data.get("template"),
        first=int(data.get("first", 1)),
        join=data.get("join"),
        element=data.get("element"),
        repeated=data.get("repeated", False),
    )


def map_layout(data: dict[str, Any]) -> MapLayout:
    """How maps are laid out."""
    return MapLayout(
        template=data.get("template"),
        first=int(data.get("first", 1)),
        element=data.get("element"),
        key=data.get("key"),
        value=data.get("value"),
        names=data.get("names"),
    )


def own_lists(data: dict[str, Any]) -> ListLayout | None:
    """The layout that a list itself asks for."""
    return list_layout(data["lists"]) if "lists" in data else None


def own_maps(data: dict[str, Any]) -> MapLayout | None:
    """The layout that a map itself asks for."""
    return map_layout(data["maps"]) if "maps" in data else None


def notation(data: dict[str, Any], kind: Scalar | None, values: dict[str, Any]) -> Notation:
    """How the values of a parameter or field are written.

    Args:
        data: The parameter or field.
        kind: Its scalar type; None for a structure or an enumeration.
        values: What the API says of all values.
    """
    words = data.get("words") or values.get("words") or {"yes": ["true", "1"], "no": ["false", "0"]}
    # Words of its own, a list or a requirement say that false has to be told too.
    told = {"words", "list_of", "map_of", "required"} & {*data}
    usual_presence = values.get("presence", False) and not told
    usual = values.get(kind, "iso") if kind in {"datetime", "date"} else "iso"
    return Notation(
        yes=_words(words["yes"]),
        no=_words(words["no"]),
        presence=data.get("presence", usual_presence),
        format=Text(data.get("format", usual)),
        zone=data.get("zone", values.get("zone", "utc")),
    )


def _words(data: str | list[str]) -> tuple[Text, ...]:
    return tuple(Text(word) for word in ([data] if isinstance(data, str) else data))


def response(data: dict[str, Any]) -> Response:
    """The form of answers."""
    keyed = data.get("keyed")
    return Response(
        format=data["format"],
        root=data.get("root"),
        actions=data.get("actions", "as_written"),
        names=data.get("names", "as_written"),
        envelope=data.get("envelope"),
        lists=list_layout(data.get("lists", {})),
        maps=map_layout(data.get("maps", {})),
        keyed=keyed
        and Keyed(
            entry=keyed["entry"],
            key=keyed["key"],
            structures=tuple(keyed.get("structures", ())),
            lists=tuple(keyed.get("lists", ())),
            values=tuple(keyed.get("values", ())),
        ),
        patterns=tuple(Text(pattern) for pattern in data.get("patterns", ())),
        each_line=data.get("each_line", False),
    )


def outcome(data: dict[str, Any], names: LetterCase) -> Outcome:
    """How answers tell what became of a request."""
    warnings = data.get("warnings")
    errors = _notices({**data, "at": data.get("errors")}, names)
    return Outcome(
        failure=conditions(data["failure"], names),
        success=conditions(data["success"], names),
        partial=conditions(data.get("partial", ()), names),
        errors=errors,
        warnings=warnings and _notices({"at": data.get("errors"), **warnings}, names),
        empty=tuple(data.get("empty", ())),
    )


def _notices(data: dict[str, Any], names: LetterCase) -> Notices:
    at, code = data.get("at"), data.get("code")
    return Notices(
        at=at and path_in_case(at, names),
        where=conditions(data.get("where", ()), names),
        code=code and path_in_case(code, names),
        message=path_in_case(data["message"], names),
    )


def conditions(data: Any, names: LetterCase = "as_written") -> tuple[Condition, ...]:
    """Conditions of which one has to hold."""
    return tuple(
        Condition(
            field=path_in_case(one["field"], names),
            equals=_words(one.get("equals", [])),
            above=one.get("above"),
            matches=Text(one["matches"]) if "matches" in one else None,
            present=one.get("present", False),
            absent=one.get("absent", False),
        )
        for one in data
    )
