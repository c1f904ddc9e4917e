"""What is wrong with the parts that actions share: the API, its error table, its structures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionspec.check.answers import outcome_problems, response_problems
from actionspec.check.circles import in_circles
from actionspec.check.clashes import field_clashes
from actionspec.check.fields import structure_problems
from actionspec.check.forms import Form
from actionspec.check.known import Known, code_problems, name_problems, twice
from actionspec.check.layouts import list_problems, map_problems
from actionspec.check.limits import limit_problems, needless_problems
from actionspec.check.members import format_problems, words_problems
from actionspec.check.postbacks import callback_problems
from actionspec.check.rules import rule_problems
from actionspec.check.sent import sent_problems
from actionspec.check.uses import (
    MOST_HELD,
    answerers,
    held,
    inner_structures,
    refers_to_nothing,
    senders,
)
from actionspec.check.wire import request_problems
from actionspec.names import taken_by
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def api_problems(api: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the description of the API itself."""
    for _, place in api.members("faults"):
        yield from code_problems(place, known)
    yield from request_problems(api)
    form = Form(api.data["response"])
    yield from response_problems(api["response"], form)
    yield from outcome_problems(api["outcome"], api.data["outcome"], form)
    if "values" in api:
        yield from words_problems(api["values"])
        for kind in ("date", "datetime"):
            if kind in api["values"]:
                yield from format_problems(api["values"][kind], kind)
    yield from name_problems(api["package"], api.data["package"], "package")
    for name, setting in api.members("settings"):
        hint = "choose another name"
        if by := taken_by(name, "argument") or taken_by(name, "field"):
            yield setting.problem(
                f'the name "{name}" is taken by {by}', hint, at_key=True, code="taken-name"
            )
        if name in known.credentials:
            yield setting.problem(
                f'"{name}" is a credential too', hint, at_key=True, code="same-name"
            )
    yield from callback_problems(api)


def errors_problems(errors: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the error table."""
    for _, code in errors.members("codes"):
        category = code["category"]
        if category.data not in known.categories:
            hint = did_you_mean(category.data, known.categories)
            yield category.problem(
                f'there is no category "{category.data}"', hint, code="unknown-category"
            )
        yield from _placeholder_problems(code)
        yield from _wait_problems(code)
        yield from _family_problems(code)


def _family_problems(code: Place) -> Iterator[Problem]:
    if "numbered" in code and not str(code.steps[-1])[-1:].isdigit():
        hint = "write the first code of the family, like E950"
        yield code["numbered"].problem(
            "only a code that ends in digits can count on", hint, code="unfit-family"
        )
    elif "{number}" in code.data["class"]:
        hint = "add numbered: {count: ...}, or write the number"
        yield code["class"].problem("{number} stands for nothing here", hint, code="unfit-family")


def _placeholder_problems(code: Place) -> Iterator[Problem]:
    message = code["message"]
    declared = code.get("placeholders", {})
    written = PLACEHOLDER.findall(message.data)
    for name in written:
        if name not in declared:
            hint = did_you_mean(name, declared) or "describe it under `placeholders`"
            yield message.problem(
                f"the message holds {{{name}}}, which is not described",
                hint,
                code="undescribed-placeholder",
            )
    for name, placeholder in code.members("placeholders"):
        if name not in written:
            hint = f"write {{{name}}} where the value stands, or take this away"
            yield placeholder.problem(
                f'the message does not hold "{name}"',
                hint,
                at_key=True,
                code="undescribed-placeholder",
            )
        yield from name_problems(placeholder, name, "attribute")
    if re.search(r"\}[\s.]*\{", message.data):
        hint = "write the words that stand between them, or make them one"
        yield message.problem(
            "nothing tells where one value ends and the next begins", hint, code="ambiguous-message"
        )
    if len(set(written)) < len(written):
        yield message.problem(
            "a placeholder stands in the message twice", "name each apart", code="ambiguous-message"
        )


def _wait_problems(code: Place) -> Iterator[Problem]:
    if "wait" not in code:
        return
    if code.get("retry") != "later":
        hint = "write retry: later, or take this away"
        yield code["wait"].problem(
            "only a request that may be sent again can wait", hint, code="wait-without-retry"
        )
    whole = [n for n, one in code.get("placeholders", {}).items() if one["type"] == "integer"]
    if isinstance(code.data["wait"], str) and code.data["wait"] not in whole:
        hint = did_you_mean(code.data["wait"], whole) or "write the seconds, or describe it"
        message = f'no placeholder "{code.data["wait"]}" is an integer'
        yield code["wait"].problem(message, hint, code="wait-without-retry")


def types_problems(types: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the structures and enumerations."""
    if large := [*_large_problems(types, known)]:
        # What follows walks through all that a structure holds.
        yield from large
        return
    endless = in_circles({name: _always_held(one) for name, one in known.structures.items()})
    sent, answered = senders(known), answerers(known)
    uncertain = refers_to_nothing(known)
    for name, kind in types.items():
        yield from _parent_problems(name, kind, known)
        if ("fields" in kind) == ("members" in kind):
            hint = "write `fields` for a structure, `members` for an enumeration"
            yield kind.problem(
                "a type is a structure or an enumeration",
                hint,
                at_key=True,
                code="structure-or-enumeration",
            )
            continue
        if "members" in kind:
            yield from _member_problems(kind)
            continue
        usual = [] if name in sent or uncertain else [Form(known.api.get("response", {}))]
        forms = answered.get(name, usual)
        yield from structure_problems(kind, known, forms, sent=name in sent)
        if name in sent:
            yield from _sent_problems(kind, sent[name], known)
        elif not uncertain:
            yield from _needless_problems(kind)
        yield from _outcome_problems(kind, known)
        if name in endless:
            hint = "make the field optional, or a list"
            yield kind.problem(
                f"{name} always contains itself", hint, at_key=True, code="endless-structure"
            )


def _large_problems(types: Place, known: Known) -> Iterator[Problem]:
    """The structures that hold too many others."""
    ways = inner_structures(known)
    for name, kind in types.items():
        if name in ways and len(held({name}, ways, most=MOST_HELD + 1)) > MOST_HELD:
            hint = "leave away what nobody needs, or let some fields be plain texts"
            message = f"{name} holds more than {MOST_HELD} structures, one in another"
            yield kind.problem(message, hint, at_key=True, code="too-large")


def _parent_problems(name: str, kind: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the structure that one extends."""
    if "extends" not in kind:
        return
    parent = kind.data["extends"]
    if parent not in known.structures:
        hint = did_you_mean(parent, known.structures) or "describe it under `types`"
        yield kind["extends"].problem(
            f'there is no structure "{parent}"', hint, code="unknown-type"
        )
    elif _extends(parent, name, known):
        yield kind["extends"].problem(
            f"{name} would extend itself", "take it away", code="endless-structure"
        )


def _extends(name: str, other: str, known: Known) -> bool:
    """Whether a structure extends another one, directly or through others."""
    seen: set[str] = set()
    while name in known.structures and name not in seen:
        if name == other:
            return True
        seen.add(name)
        name = known.structures[name].get("extends", "")
    return False


def _sent_problems(structure: Place, transports: list[str], known: Known) -> Iterator[Problem]:
    """What is wrong with a structure in requests."""
    formats = [known.formats[one] for one in transports]
    for name, field in structure.members("fields"):
        if "lists" in field:
            yield from list_problems(field["lists"], formats)
        if "maps" in field:
            yield from map_problems(field["maps"], formats)
        yield from sent_problems(field, name, transports, known)
        yield from limit_problems(field, known)
    for rule in structure.elements("rules"):
        if "setting" in rule:
            hint = "write it among the rules of each action"
            message = "only a rule of an action can depend on a setting"
            yield rule["setting"].problem(message, hint, at_key=True, code="setting-in-structure")
        else:
            owner = str(structure.steps[-1])
            fields = {
                name: {"required": not ({"optional", "list_of", "map_of", "presence"} & {*one})}
                for name, one in structure.data["fields"].items()
            }
            yield from rule_problems(rule, fields, known, owner=owner, what="field")
    yield from field_clashes(structure, transports, known)


def _needless_problems(structure: Place) -> Iterator[Problem]:
    """What is said for requests of a structure that none holds."""
    for _, field in structure.members("fields"):
        yield from needless_problems(field)
    if "rules" in structure:
        hint = "take them away: an answer is taken as it is"
        yield structure["rules"].problem(
            "no request has to obey these", hint, at_key=True, code="unused-rules"
        )


def _member_problems(enumeration: Place) -> Iterator[Problem]:
    if "outcome" in enumeration:
        message, hint = "an enumeration has no outcome", "take it away"
        yield enumeration["outcome"].problem(message, hint, at_key=True, code="unused-in-answers")
    values = ((member.data, member) for _, member in enumeration.members("members"))
    yield from twice(values, lambda value: f'two members have the value "{value}"')


def _always_held(structure: Place) -> set[str]:
    """The types that a structure holds without a choice."""
    fields = (field for _, field in structure.members("fields"))
    return {str(one.data["type"]) for one in fields if "type" in one and not one.get("optional")}


def _outcome_problems(structure: Place, known: Known) -> Iterator[Problem]:
    if "outcome" not in structure:
        return
    outcome, fields = structure["outcome"], structure.data["fields"]
    conditions = [*outcome.elements("failure"), *outcome.elements("success")]
    places = [condition["field"] for condition in conditions]
    for place in [*places, outcome["code"], outcome["message"]]:
        described = fields.get(place.data)
        if described is None:
            hint = did_you_mean(place.data, fields)
            yield place.problem(
                f'there is no field "{place.data}" here', hint, code="unknown-field"
            )
        elif {"list_of", "map_of"} & {*described} or not (
            described.get("type", "string") == "string" or described["type"] in known.enumerations
        ):
            yield place.problem(
                f'"{place.data}" is no single string',
                "an outcome is told by text",
                code="outcome-of-no-text",
            )
    always = "failure" not in outcome
    for place in (outcome["code"], outcome["message"]):
        if not always and not fields.get(place.data, {"optional": True}).get("optional"):
            hint = "a success comes without it: add optional: true to the field"
            yield place.problem(
                f'"{place.data}" is not optional', hint, code="outcome-not-optional"
            )
