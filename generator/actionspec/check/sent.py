"""What is wrong with parameters, and fields of structures, as transports write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from actionspec.check.forms import XML_NAME
from actionspec.check.known import Known, wire_place
from actionspec.check.members import kind_of
from actionspec.problem import Problem
from actionspec.source import Place

_FLAT = {"query": "a query string", "form": "a form"}


def sent_problems(
    member: Place, name: str, transports: Iterable[str], known: Known
) -> Iterator[Problem]:
    """What some transports cannot write of a parameter or of a field of a structure.

    Args:
        member: The parameter or field.
        name: Its name.
        transports: The names of the transports.
        known: The names of the spec.
    """
    wire = member.get("wire", name)
    told: set[str] = set()
    for one in transports:
        transport = known.api["transports"][one]
        for problem in (
            *_list_problems(member, kind_of(member), transport, known),
            *_map_problems(member, kind_of(member), transport, known),
            *(_path_problems(member, wire, transport, known) if isinstance(wire, str) else ()),
        ):
            if problem.message not in told:
                told.add(problem.message)
                yield problem


def _list_problems(
    member: Place, kind: str, transport: dict[str, Any], known: Known
) -> Iterator[Problem]:
    if "list_of" not in member:
        return
    lists = _layout(member, transport)
    own = lists is member.get("lists")
    template = lists.get("template", "{name}")
    place = member["lists"] if own else member["list_of"]
    what = _FLAT.get(transport["format"])
    if kind in known.structures and "join" in lists:
        if not own:
            hint = "give it `lists` of its own, with a template or an element"
            yield place.problem(
                f"a transport joins lists, and {kind} is no single text",
                hint,
                code="joined-structures",
            )
    elif kind in known.structures and what and "{i}" not in template:
        hint = 'add lists: {template: "{name}.{i}"}, or write such a template for the transport'
        yield place.problem(
            f"nothing would tell one {kind} from the next in {what}", hint, code="unfit-template"
        )
    elif kind not in known.structures and what and "{field}" in template:
        if not own and "{name}" not in template:
            return
        hint = "write {name} there" if own else 'add lists: {template: "{name}.{i}"} for this one'
        yield place.problem(
            f"{{field}} stands for the field of a structure, not of {kind}",
            hint,
            code="unfit-template",
        )


def _layout(member: Place, transport: dict[str, Any]) -> dict[str, Any]:
    """The layout of a list: its own, unless that says nothing of such a transport."""
    own: dict[str, Any] = member.get("lists", {})
    usual: dict[str, Any] = transport.get("lists", {})
    way = "template" if transport["format"] in _FLAT else "element"
    return own if {way, "join", "repeated"} & {*own} else usual


def _map_problems(
    member: Place, kind: str, transport: dict[str, Any], known: Known
) -> Iterator[Problem]:
    if "map_of" not in member:
        return
    maps: dict[str, Any] = member.get("maps", transport.get("maps", {}))
    place = member["maps"] if "maps" in member else member["map_of"]
    what, value = _FLAT.get(transport["format"]), maps.get("value", "")
    if what and "key" in maps and "template" not in maps:
        hint = 'add template: "{name}.{i}" to its `maps`'
        yield place.problem(
            f"nothing numbers the entries of the map in {what}", hint, code="unfit-template"
        )
    template = maps.get("template", "")
    if "{field}" in template and kind not in known.structures:
        hint = f"{kind} has no fields: write the template without it"
        yield place.problem(
            "{field} stands for the field of a structure", hint, code="unfit-template"
        )
    if transport["format"] == "xml" and value[:1] in {".", "@"} and kind in known.structures:
        hint = "name an element for the value"
        yield place.problem(
            f'"{value}" holds a single text, and {kind} is none', hint, code="unfit-entry"
        )


def _path_problems(
    member: Place, wire: str, transport: dict[str, Any], known: Known
) -> Iterator[Problem]:
    """What is wrong with a path in a request; that of a structure's field is one for answers."""
    place = wire_place(member)
    last = wire.rpartition("/")[2]
    if found := re.search(r"\{\w+\}", wire):
        hint = "write the name itself; `lists` and `maps` say how elements are named"
        yield place.problem(
            f"a request has no {found[0]}, and requests hold this", hint, code="unfit-request-path"
        )
        return
    if last == "." and transport["format"] == "json":
        yield place.problem(
            "JSON has no text beside other fields", "write a name", code="json-text"
        )
    if transport["format"] != "xml":
        return
    for step in wire.split("/"):
        bare = step.removeprefix("@")
        if step != "." and not XML_NAME.fullmatch(bare.replace(":", "")):
            hint = "the list * is that of a JSON answer, or of a text" if bare == "*" else ""
            yield place.problem(f'XML has no element called "{bare}"', hint, code="no-xml-name")
    joined = "list_of" not in member or "join" in _layout(member, transport)
    single = joined and "map_of" not in member
    if last[:1] in {".", "@"} and not (single and kind_of(member) not in known.structures):
        hint = "name an element instead"
        yield place.problem(
            f'"{last}" holds a single text, and this is none', hint, code="unfit-request-path"
        )
