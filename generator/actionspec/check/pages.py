"""What is wrong with how a long list comes page by page."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import name_problems
from actionspec.check.members import kind_of
from actionspec.load import Place
from actionspec.problem import Problem, did_you_mean

_KINDS = ("next", "page", "offset")


def page_problems(action: Place) -> Iterator[Problem]:
    """What is wrong with the pages of an action."""
    if "pages" not in action:
        return
    pages = action["pages"]
    kinds = [kind for kind in _KINDS if kind in pages]
    if len(kinds) != 1:
        hint = "write next, page or offset"
        yield pages.problem("pages change in one way", hint, at_key=True)
        return
    kind = kinds[0]
    if "name" in pages:
        yield from name_problems(pages["name"], pages.data["name"], "method")
    yield from _named(pages["items"], action, "returns", "list_of")
    for key, way in (("more", "boolean"), ("total", "integer")):
        if key in pages:
            yield from _named(pages[key], action, "returns", way)
    if "total" in pages and kind == "next":
        hint = "take it away: the token tells whether there is more"
        yield pages["total"].problem(f'"total" has no meaning beside {kind}', hint, at_key=True)
    if kind != "next":
        yield from _named(pages[kind], action, "parameters", "integer")
        return
    if "first" in pages:
        hint = "take it away: the first request has no token"
        yield pages["first"].problem('"first" has no meaning beside next', hint, at_key=True)
    token = pages["next"]
    problems = [
        *_named(token["field"], action, "returns", None),
        *_named(token["parameter"], action, "parameters", None),
    ]
    yield from problems
    if not problems:
        yield from _token_problems(token, action)


def _token_problems(token: Place, action: Place) -> Iterator[Problem]:
    field = action["returns"][token.data["field"]]
    parameter = action["parameters"][token.data["parameter"]]
    if _type(field) != _type(parameter):
        hint = "give both the same type"
        message = f"the field is {_type(field)}, the parameter {_type(parameter)}"
        yield token.problem(message, hint, at_key=True)
    if "map_of" not in field and not field.get("optional"):
        hint = "add optional: true to the field"
        yield token["field"].problem("the last answer comes without it", hint)
    if parameter.get("required"):
        hint = "take `required` away from the parameter"
        yield token["parameter"].problem("the first request goes without it", hint)


def _type(member: Place) -> str:
    way = next((way for way in ("list_of", "map_of") if way in member), "type")
    return kind_of(member) if way == "type" else f"a {way} {kind_of(member)}"


def _named(place: Place, action: Place, key: str, wanted: str | None) -> Iterator[Problem]:
    """What is wrong with the name of a parameter or field, which has to be of such a type."""
    known = action.get(key, {})
    what = "parameter" if key == "parameters" else "field in `returns`"
    if place.data not in known:
        hint = did_you_mean(place.data, known)
        yield place.problem(f'this action has no {what} "{place.data}"', hint)
        return
    member = action[key][place.data]
    if wanted == "list_of" and "list_of" not in member:
        yield place.problem(f'"{place.data}" is no list', "name a field with list_of")
    elif wanted in {"boolean", "integer"} and _type(member) != wanted:
        yield place.problem(f'"{place.data}" is no {wanted}', f"name one of type {wanted}")
