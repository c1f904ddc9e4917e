"""How requests are written, as Python source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from actionspec.filters.literals import literal
from actionspec.model import (
    Action,
    Api,
    Field,
    LetterCase,
    ListLayout,
    MapLayout,
    Member,
    Parameter,
    Structure,
    Transport,
    in_case,
    path_in_case,
)

_Nested: TypeAlias = "dict[str, str | _Nested]"

_SPELLINGS: dict[LetterCase, str] = {
    "upper": "str.upper",
    "lower": "str.lower",
    "camel": "camel",
    "pascal": "pascal",
    "kebab": "kebab",
}


def shared_names(api: Api) -> LetterCase | None:
    """The letter case of field names that all transports share; None if they differ."""
    return _shared([transport.names for transport in api.transports])


def shared_actions(api: Api) -> LetterCase | None:
    """The letter case of actions that all transports share; None if they differ."""
    return _shared([transport.actions for transport in api.transports])


def _shared(cases: list[LetterCase]) -> LetterCase | None:
    return cases[0] if cases.count(cases[0]) == len(cases) else None


def wire_action(action: Action, api: Api) -> str:
    """The name of an action on the wire, as far as it is the same for all transports."""
    return in_case(action.wire, shared_actions(api) or "as_written")


def wire_tree(holder: Action | Structure, api: Api) -> str:
    """The dictionary of what a request or structure writes, by the names on the wire."""
    members = holder.parameters if isinstance(holder, Action) else holder.own_fields
    inherits = isinstance(holder, Structure) and holder.parent is not None
    return _dictionary(
        ((_wire(one, api), _written(one, f"self.{one.name}")) for one in members),
        "**super().write()" if inherits else "",
    )


def common_tree(api: Api) -> str:
    """The dictionary of what stands in every request."""
    case = shared_names(api) or "as_written"
    entries: list[tuple[str, str]] = []
    if api.dispatch.field:
        entries.append((api.dispatch.field, filled(api.dispatch.template, api)))
    entries += [(name, literal(value)) for name, value in api.constants.items()]
    entries += [(one.wire, f"credentials.{one.name}") for one in api.credentials if not one.placed]
    return _dictionary((path_in_case(name, case), value) for name, value in entries)


def filled(template: str, api: Api) -> str:
    """An expression for a template that holds {action} and the names of credentials."""
    known = {"action": "action", **{c.name: f"credentials.{c.name}" for c in api.credentials}}
    parts = re.split(r"\{(\w+)\}", template)
    found = [
        known.get(part, literal("{" + part + "}")) if index % 2 else literal(part)
        for index, part in enumerate(parts)
        if part
    ]
    return " + ".join(found)


def spelled_constants(constants: Mapping[str, str], api: Api) -> str:
    """The dictionary of constants of a transport or an action."""
    case = shared_names(api) or "as_written"
    return _dictionary(
        (path_in_case(name, case), literal(value)) for name, value in constants.items()
    )


def own_spellings(action: Action) -> dict[str, dict[str, str]]:
    """By transport, the names of parameters that the spec spells out for each."""
    named = [one for one in action.parameters if not isinstance(one.wire, str)]
    return {
        transport.name: {one.name: transport.name_of(one.wire) for one in named}
        for transport in action.transports
        if named
    }


def _wire(member: Member, api: Api) -> str:
    case = shared_names(api) or "as_written"
    if isinstance(member, Parameter):
        return path_in_case(member.wire, case) if isinstance(member.wire, str) else member.name
    if isinstance(member, Field):
        return path_in_case(member.plain_wire, case)
    raise TypeError(member)


def _dictionary(entries: Iterable[tuple[str, str]], before: str = "") -> str:
    nested: _Nested = {}
    for path, value in entries:
        *outer, name = path.split("/")
        holder: Any = nested
        for step in outer:
            holder = holder.setdefault(step, {})
        holder[name] = value
    return _source(nested, before)


def _source(nested: _Nested, before: str = "") -> str:
    items = [
        f"{literal(name)}: {value if isinstance(value, str) else _source(value)}"
        for name, value in nested.items()
    ]
    return "{" + ", ".join([before, *items] if before else items) + "}"


def _written(member: Parameter | Field, value: str) -> str:
    if isinstance(member, Parameter) and member.enumeration and member.default is not None:
        # The classes of enumerations are imported with the action, too late for a signature.
        return f"{value} or {literal(member.default)}"
    one = _single(member, value)
    if member.shape == "one":
        return one
    if member.shape == "list":
        if _single(member, "one") != "one":
            value = f"[{_single(member, 'one')} for one in {value} or ()]"
        layout = member.own_lists
        return value if layout is None else _call("Listed", value, list_arguments(layout))
    if _single(member, "one") != "one":
        value = f"{{key: {_single(member, 'one')} for key, one in ({value} or {{}}).items()}}"
    return _entries(value, member.own_maps or MapLayout())


def _single(member: Member, value: str) -> str:
    notation = member.notation
    if member.scalar == "boolean":
        yes, no = notation.yes[0], notation.no[0]
        if notation.presence:
            return f"{value} or None" if yes == "true" else f"{literal(yes)} if {value} else None"
        if (yes, no) != ("true", "false"):
            return f"scalars.word({value}, {literal(yes)}, {literal(no)})"
    unzoned = member.scalar == "datetime" and notation.zone == "none"
    if member.scalar in {"date", "datetime"} and (notation.format != "iso" or unzoned):
        zoned = ", zoned=False" if unzoned else ""
        return f"times.maybe_write({value}, {literal(notation.format)}{zoned})"
    return value


def list_arguments(layout: ListLayout) -> dict[str, Any]:
    """What a list's layout says that is not usual."""
    usual = ListLayout()
    return {
        name: getattr(layout, name)
        for name in ("template", "first", "join", "element", "repeated")
        if getattr(layout, name) != getattr(usual, name)
    }


def map_arguments(layout: MapLayout) -> dict[str, Any]:
    """What a map's layout says."""
    usual = MapLayout()
    return {
        name: getattr(layout, name)
        for name in ("template", "first", "element", "key", "value")
        if getattr(layout, name) != getattr(usual, name)
    }


def _entries(value: str, layout: MapLayout) -> str:
    """The expression for a map in a layout."""
    spelling = [f"names={_SPELLINGS.get(layout.names, 'str')}"] if layout.names else []
    return _call("Entries", value, map_arguments(layout), *spelling)


def transport_source(transport: Transport, api: Api) -> str:
    """The expression that makes a transport."""
    layout: list[str] = []
    if lists := list_arguments(transport.lists):
        layout.append(f"lists={_call('Listed', '()', lists)}")
    if transport.format in {"query", "form"} and transport.nesting != "{name}.{field}":
        layout.append(f"nesting={literal(transport.nesting)}")
    if transport.maps != MapLayout():
        layout.append(f"maps={_entries('{}', transport.maps)}")
    if shared_names(api) is None and transport.names != "as_written":
        layout.append(f"names={_SPELLINGS[transport.names]}")
    name, writer, writes = {
        "query": ("Query", "flat", "Flat"),
        "form": ("Form", "flat", "Flat"),
        "xml": ("Xml", "elements", "Elements"),
        "json": ("Json", "objects", "Objects"),
    }[transport.format]
    parts = [f"{writer}={writes}({', '.join(layout)})"] if layout else []
    if shared_actions(api) is None and transport.actions != "as_written":
        parts.append(f"actions={_SPELLINGS[transport.actions]}")
    if transport.constants:
        parts.append(f"constants={spelled_constants(transport.constants, api)}")
    if transport.format == "query" and transport.method != "GET":
        parts.append(f"method={literal(transport.method)}")
    if transport.format == "xml":
        parts.insert(0, literal(transport.root))
        parts += [f"namespace={literal(transport.namespace)}"] if transport.namespace else []
        parts += [f"form_field={literal(transport.field)}"] if transport.field else []
    return f"{name}({', '.join(parts)})"


def _call(function: str, first: str, arguments: Mapping[str, Any], *others: str) -> str:
    further = (f"{name}={literal(value)}" for name, value in arguments.items())
    return f"{function}({', '.join([first, *further, *others])})"
