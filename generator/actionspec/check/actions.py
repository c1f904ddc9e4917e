"""What is wrong with an action: its names, its parameters, its answer."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.answers import inherited_problems, outcome_problems, response_problems
from actionspec.check.clashes import action_clashes
from actionspec.check.examples import example_names, example_problems
from actionspec.check.fields import result_problems
from actionspec.check.forms import XML_NAME, Form
from actionspec.check.known import (
    Known,
    code_problems,
    former_names,
    former_problems,
    name_problems,
    taken_problems,
)
from actionspec.check.members import kind_of
from actionspec.check.pages import page_problems
from actionspec.check.parameters import parameter_problems
from actionspec.check.rules import rule_problems
from actionspec.inherit import inherited_outcome, inherited_response
from actionspec.model import in_case
from actionspec.names import snake_case
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place


def action_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one action."""
    method = action["name"] if "name" in action else action["action"]
    yield from name_problems(method, snake_case(method.data), "method")
    for name, former in former_names(action):
        yield from taken_problems(former, name, "method")
    if "parameters" in action:
        yield from former_problems(action["parameters"], "parameter")
    for code in action.elements("errors"):
        yield from code_problems(code, known, or_category=True)
    for postback in action.elements("postbacks"):
        yield from _postback_problems(postback, action, known)
    yield from _find_out_problems(action, known)
    for transport in action.elements("transports"):
        if transport.data not in known.transports:
            hint = did_you_mean(transport.data, known.transports)
            yield transport.problem(
                f'there is no transport "{transport.data}"', hint, code="unknown-transport"
            )
    for name, parameter in action.members("parameters"):
        yield from parameter_problems(parameter, name, action, known)
    yield from action_clashes(action, known)
    yield from _root_problems(action, known)
    for rule in action.elements("rules"):
        yield from rule_problems(rule, action.get("parameters", {}), known)
    yield from _answer_problems(action, known)
    yield from page_problems(action)
    yield from example_names(action)
    for example in action.elements("examples"):
        yield from example_problems(example, action, known)


def _find_out_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the action that tells what became of a lost request."""
    if "find_out" in action and "action" in action["find_out"]:
        told = action["find_out"]["action"]
        if told.data not in known.action_names:
            hint = did_you_mean(told.data, known.action_names) or "describe it in actions/"
            yield told.problem(f'there is no action "{told.data}"', hint, code="unknown-action")
        elif any(
            one.data["action"] == told.data and one.data["effect"] != "read"
            for one in known.actions
        ):
            hint = "name one whose effect is read, or describe where to look"
            yield told.problem(
                "the action that finds out must only read", hint, code="finder-writes"
            )


def _answer_problems(action: Place, known: Known) -> Iterator[Problem]:
    form = Form(inherited_response(known.api, action.data))
    if "response" in action:
        yield from response_problems(action["response"], form)
    if "response" in action and known.place:
        own, usual = action.get("outcome", {}), known.api["outcome"]
        forms = Form(known.api["response"]), form
        yield from inherited_problems(action["response"], own, usual, forms)
    if "outcome" in action:
        outcome = inherited_outcome(known.api, action.data)
        yield from outcome_problems(action["outcome"], outcome, form)
    yield from _empty_problems(action, known)
    yield from result_problems(action, known, form)
    yield from _names_problems(action, known)
    for name, field in action.members("returns"):
        if name in known.beside(action):
            hint = "choose another name, and keep the API's own with `wire`"
            message = f'every result has "{name}" beside its own fields'
            yield field.problem(message, hint, at_key=True, code="taken-name")


def _postback_problems(postback: Place, action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with one of the postbacks about a request."""
    name = postback["class"] if isinstance(postback.data, dict) else postback
    if name.data not in known.postbacks:
        hint = did_you_mean(name.data, known.postbacks) or "describe it in postbacks/"
        yield name.problem(f'there is no postback "{name.data}"', hint, code="unknown-postback")
    parameters = action.get("parameters", {})
    if "if" in postback and postback.data["if"] not in parameters:
        hint = did_you_mean(postback.data["if"], parameters)
        message = f'this action has no parameter "{postback.data["if"]}"'
        yield postback["if"].problem(message, hint, code="unknown-parameter")


def _empty_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the codes that stand for an empty result."""
    if "outcome" not in action or "empty" not in action["outcome"]:
        return
    for code in action["outcome"].elements("empty"):
        yield from code_problems(code, known)
    returns = dict(action.members("returns"))
    lists = {name for name, one in returns.items() if {"list_of", "map_of"} & {*one.keys}}
    if not lists:
        hint = "take it away: such a failure is an exception"
        message = "the result has no list that could be empty"
        yield action["outcome"]["empty"].problem(
            message, hint, at_key=True, code="empty-without-list"
        )
    for name, field in returns.items() if lists else ():
        if name not in lists and not (field.get("optional") or field.get("presence")):
            hint = "add optional: true"
            message = f'an empty result has no "{name}"'
            yield field.problem(message, hint, at_key=True, code="empty-without-list")


def _names_problems(action: Place, known: Known) -> Iterator[Problem]:
    """Whether structures would be read with other names than the rest of an answer."""
    names = action.get("response", {}).get("names", "as_written")
    usual = known.api.get("response", {}).get("names", "as_written")
    if "names" not in action.get("response", {}) or names == usual:
        return
    for _, field in action.members("returns"):
        if kind_of(field) in known.structures:
            hint = "take it away, and write the `wire` of each field that needs it"
            message = f"{kind_of(field)} is read with the API's `names`, not with these"
            yield action["response"]["names"].problem(message, hint, code="unused-names")
            return


def _root_problems(action: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with the root elements that the action's name stands in."""
    place = action["wire"] if "wire" in action else action["action"]
    response = inherited_response(known.api, action.data)
    roots = [(response.get("root", ""), response)] if response.get("format") == "xml" else []
    for name in known.transports_of(action):
        transport = known.api["transports"][name]
        roots.append((transport.get("root", ""), transport))
    for root, holder in roots:
        named = root.replace("{action}", in_case(place.data, holder.get("actions", "as_written")))
        if "{action}" in root and ":" not in root and not XML_NAME.fullmatch(named):
            hint = f"the root is {root}; a name has letters, digits and _ . - only"
            yield place.problem(f'XML has no element called "{named}"', hint, code="no-xml-name")
            return
