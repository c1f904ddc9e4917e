"""What is wrong with how a long list comes page by page."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import name_problems
from actionspec.check.members import kind_of
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

_KINDS = ("next", "page", "offset")


def page_problems(action: Place) -> Iterator[Problem]:
    """What is wrong with the pages of an action."""
    if "pages" not in action:
        return
    pages = action["pages"]
    kinds = [kind for kind in _KINDS if kind in pages]
    if not kinds:
        hint = "add next:, page: or offset:"
        yield pages.problem(
            "nothing says how to ask for the next page", hint, at_key=True, code="unfit-pages"
        )
        return
    if len(kinds) > 1:
        hint = f"keep {kinds[0]} or {kinds[1]}"
        yield pages[kinds[1]].problem(
            "pages follow each other in one way", hint, at_key=True, code="unfit-pages"
        )
        return
    if "name" in pages:
        yield from name_problems(pages["name"], pages.data["name"], "method")
    if "item" in action.get("parameters", {}):
        hint = "choose another name, and keep the API's own with `wire`"
        message = 'the name "item" is taken by the method that walks through all pages'
        yield action["parameters"]["item"].problem(message, hint, at_key=True, code="taken-name")
    yield from _named(pages["items"], action, "returns", "list_of")
    if "more" in pages:
        yield from _named(pages["more"], action, "returns", "boolean")
    yield from _rule_problems(pages, kinds[0], action)
    if kinds == ["next"]:
        yield from _next_problems(pages, action)
    else:
        yield from _counted_problems(pages, kinds[0], action)


def _rule_problems(pages: Place, kind: str, action: Place) -> Iterator[Problem]:
    """Whether a rule allows the parameter of the next page beside the others."""
    place = pages["next"]["parameter"] if kind == "next" else pages[kind]
    for rule in action.elements("rules"):
        others = [one for one in rule.get("exactly_one_of", ()) if one != place.data]
        if len(others) < len(rule.get("exactly_one_of", ())):
            hint = f"it would still hold {' or '.join(others)}, and exactly_one_of allows no other"
            yield place.problem(
                "the request for the next page would break a rule", hint, code="pages-break-rule"
            )


def _counted_problems(pages: Place, kind: str, action: Place) -> Iterator[Problem]:
    """What is wrong with pages that have numbers or offsets."""
    yield from _named(pages[kind], action, "parameters", "integer")
    if "total" in pages:
        yield from _named(pages["total"], action, "returns", "integer")
    default = action.get("parameters", {}).get(pages.data[kind], {}).get("default")
    if "first" in pages and default not in {None, pages.data["first"]}:
        hint = f"write {default}, or take it away"
        yield pages["first"].problem(
            f"{pages.data[kind]} is {default} by default", hint, code="unfit-pages"
        )


def _next_problems(pages: Place, action: Place) -> Iterator[Problem]:
    """What is wrong with pages that each tell how to ask for the next."""
    for key, hint in (
        ("total", "take it away: the token tells whether there is more"),
        ("first", "take it away: the first request has no token"),
    ):
        if key in pages:
            yield pages[key].problem(
                f'"{key}" has no meaning beside next', hint, at_key=True, code="unfit-pages"
            )
    token = pages["next"]
    problems = [
        *_named(token["field"], action, "returns", None),
        *_named(token["parameter"], action, "parameters", None),
    ]
    yield from problems or _token_problems(token, action)


def _token_problems(token: Place, action: Place) -> Iterator[Problem]:
    field = action["returns"][token.data["field"]]
    parameter = action["parameters"][token.data["parameter"]]
    if _type(field) != _type(parameter):
        hint = "give both the same type"
        message = f"the field is {_type(field)}, the parameter {_type(parameter)}"
        yield token.problem(message, hint, at_key=True, code="unfit-pages")
    if not {"list_of", "map_of", "optional"} & {*field.keys}:
        hint = "add optional: true to the field"
        yield token["field"].problem(
            "the last answer comes without it", hint, code="pages-never-end"
        )
    if parameter.get("required"):
        hint = "take `required` away from the parameter"
        yield token["parameter"].problem(
            "the first request goes without it", hint, code="pages-never-end"
        )


def _type(member: Place) -> str:
    way = next((way for way in ("list_of", "map_of") if way in member), "type")
    return kind_of(member) if way == "type" else f"a {way} {kind_of(member)}"


def _named(place: Place, action: Place, key: str, wanted: str | None) -> Iterator[Problem]:
    """What is wrong with the name of a parameter or field, which has to be of such a type."""
    known = action.get(key, {})
    what = "has no parameter" if key == "parameters" else "returns no field"
    if place.data not in known:
        hint = did_you_mean(place.data, known)
        yield place.problem(f'this action {what} "{place.data}"', hint, code="unknown-field")
        return
    member = action[key][place.data]
    if wanted == "list_of" and "list_of" not in member:
        yield place.problem(
            f'"{place.data}" is no list', "name a field with list_of", code="unfit-pages"
        )
    elif wanted in {"boolean", "integer"} and _type(member) != wanted:
        yield place.problem(
            f'"{place.data}" is no {wanted}', f"name one of type {wanted}", code="unfit-pages"
        )
