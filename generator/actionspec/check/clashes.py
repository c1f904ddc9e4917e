"""Names in a request that stand in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple

from actionspec.check.known import Known, placed_credentials, where, wire_place
from actionspec.model import path_in_case
from actionspec.problem import Problem
from actionspec.source import Place, Steps

# Where the parts of a request come from: a constant of a later source replaces an earlier one.
_COMMON, _TRANSPORT, _ACTION, _PARAMETERS = range(4)


class _Written(NamedTuple):
    """Something that stands in a request.

    Attributes:
        path: Its path, as one transport writes it.
        place: Where the spec says it.
        source: Where it comes from.
        constant: Whether it has the same value in every request.
    """

    path: str
    place: Place
    source: int
    constant: bool = False


class _Clash(NamedTuple):
    """Two fields that cannot both stand in a request."""

    kind: Literal["same", "nested"]
    one: _Written
    other: _Written


def api_clashes(api: Place) -> Iterator[Problem]:
    """What stands in the way of something else in every request of an API."""
    clashes = (clash for name in api["transports"].keys for clash in _clashes(_common(api, name)))
    for clash in _firsts(clashes):
        message = f'every request would hold "{clash.one.path.casefold()}" twice'
        yield _problem(clash, message)


def action_clashes(action: Place, known: Known) -> Iterator[Problem]:
    """What stands in the way of something else in the requests for an action."""
    if known.place is None:
        return
    clashes = (
        clash
        for name in known.transports_of(action)
        for clash in _clashes([*_common(known.place, name), *_own(action, name, known)])
        if clash.one.source >= _ACTION
    )
    for clash in _firsts(clashes):
        yield _own_problem(clash)
    yield from _shadows(action, known)


def field_clashes(structure: Place, transports: Iterable[str], known: Known) -> Iterator[Problem]:
    """What stands in the way of something else in a structure that requests hold."""
    clashes = (
        clash
        for name in transports
        for clash in _clashes(
            _Written(known.spelled(field.get("wire", own), name), field, _PARAMETERS)
            for own, field in structure.members("fields")
        )
    )
    for clash in _firsts(clashes):
        yield _own_problem(clash)


def _common(api: Place, name: str) -> Iterator[_Written]:
    """What a transport writes into every request, in this order."""
    case = api.data["transports"][name].get("names", "as_written")
    if "dispatch" in api and "field" in api["dispatch"]:
        place = api["dispatch"]["field"]
        yield _Written(path_in_case(place.data, case), place, _COMMON)
    for wire, constant in api.members("constants"):
        yield _Written(path_in_case(wire, case), constant, _COMMON, constant=True)
    for own, credential in api.members("credentials"):
        if own not in placed_credentials(api.data):
            yield _Written(path_in_case(credential.get("wire", own), case), credential, _COMMON)
    if "signature" in api:
        place = api["signature"]["field"]
        yield _Written(path_in_case(place.data, case), place, _COMMON)
    for wire, constant in api["transports"][name].members("constants"):
        yield _Written(path_in_case(wire, case), constant, _TRANSPORT, constant=True)


def _own(action: Place, name: str, known: Known) -> Iterator[_Written]:
    """What a transport writes into the requests for an action alone."""
    for wire, constant in action.members("constants"):
        yield _Written(known.spelled(wire, name), constant, _ACTION, constant=True)
    for own, parameter in action.members("parameters"):
        if path := known.spelled(parameter.get("wire", own), name):
            yield _Written(path, parameter, _PARAMETERS)


def _clashes(fields: Iterable[_Written]) -> Iterator[_Clash]:
    """The first clash of each field with an earlier one."""
    # The earlier fields, numbered, by their whole paths, and by these and all ways to them.
    ending: dict[tuple[str, ...], list[tuple[int, _Written]]] = {}
    passing: dict[tuple[str, ...], list[tuple[int, _Written]]] = {}
    for number, one in enumerate(fields):
        path = tuple(one.path.casefold().split("/"))
        ways = [path[:end] for end in range(1, len(path))]
        near = merge(passing.get(path, ()), *(ending.get(way, ()) for way in ways))
        found = (clash for _, other in near if (clash := _clash(one, other)))
        yield from islice(found, 1)
        ending.setdefault(path, []).append((number, one))
        for way in (*ways, path):
            passing.setdefault(way, []).append((number, one))


def _clash(one: _Written, other: _Written) -> _Clash | None:
    paths = one.path, other.path
    if other.source < _ACTION:
        paths = one.path.casefold(), other.path.casefold()
    steps, others = (path.split("/") for path in paths)
    if steps == others:
        overrides = one.constant and other.constant and one.source != other.source
        return None if overrides else _Clash("same", one, other)
    if all(step == other_step for step, other_step in zip(steps, others, strict=False)):
        return _Clash("nested", one, other)
    return None


def _firsts(clashes: Iterable[_Clash]) -> Iterator[_Clash]:
    """Of the clashes with different transports, the first of each place."""
    told: set[Steps] = set()
    for clash in clashes:
        if clash.one.place.steps not in told:
            told.add(clash.one.place.steps)
            yield clash


def _own_problem(clash: _Clash) -> Problem:
    """What is wrong with a constant or parameter of an action, or a field of a structure."""
    one, other = clash.one, clash.other
    if clash.kind != "same" or other.source >= _ACTION:
        return _problem(clash, f'two of these are called "{one.path}" on the wire')
    if other.constant:
        return _problem(clash, f'"{one.path}" is a constant of every request')
    what = "stands in every request" if one.constant else "is the action or a credential"
    hint = "take it away: every request holds it already"
    return one.place.problem(
        f'"{one.place.steps[-1]}" {what}', hint, at_key=True, code="clash-on-the-wire"
    )


def _problem(clash: _Clash, message: str) -> Problem:
    """A clash as a problem, with a message for two fields of the same name."""
    one, other = clash.one, clash.other
    hint = f"the other one: {where(other.place)}"
    if clash.kind == "same":
        return one.place.problem(message, hint, at_key=True, code="clash-on-the-wire")
    outer, inner = sorted((one.path, other.path), key=len)
    message = f'"{outer}" cannot have a value of its own and hold "{inner}"'
    return wire_place(one.place).problem(message, hint, code="clash-on-the-wire")


def _shadows(action: Place, known: Known) -> Iterator[Problem]:
    """The parameters, named by transport, whose own name another one has on the wire."""
    wires = {
        known.spelled(parameter.get("wire", own), name).partition("/")[0]: own
        for own, parameter in action.members("parameters")
        for name in known.transports_of(action)
        if isinstance(parameter.get("wire", own), str)
    }
    for own, parameter in action.members("parameters"):
        if isinstance(parameter.get("wire"), dict) and wires.get(own, own) != own:
            hint = f"choose another one, or say the names of {wires[own]} by transport too"
            message = f'"{own}" is what the parameter {wires[own]} is called on the wire'
            yield parameter.problem(message, hint, at_key=True, code="confusing-name")
