"""What is wrong with postbacks: how they are told apart, their fields, their examples."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.examples import field_problems
from actionspec.check.fields import structure_problems
from actionspec.check.forms import Form, path_problems
from actionspec.check.known import Known, twice, where
from actionspec.check.limits import needless_problems
from actionspec.problem import Problem, did_you_mean
from actionspec.source import Place, Source


def callback_problems(api: Place) -> Iterator[Problem]:
    """What is wrong with the form of all postbacks."""
    if "callbacks" not in api:
        return
    callbacks = api["callbacks"]
    form = Form(callbacks.data)
    for key in ("topic", "code"):
        if key in callbacks:
            yield from path_problems(callbacks[key], form, callbacks.data[key])
    if "root" in callbacks and form.flat:
        hint = "take it away"
        yield callbacks["root"].problem(
            f"a {form.format} has no root", hint, at_key=True, code="meaningless-key"
        )
    if "field" in callbacks and form.flat:
        hint = "take it away: the form is the document"
        yield callbacks["field"].problem(
            "nothing could stand in this field", hint, at_key=True, code="meaningless-key"
        )


def group_problems(group: Place, known: Known) -> Iterator[Problem]:
    """What is wrong with postbacks that belong together."""
    callbacks = known.api.get("callbacks")
    if callbacks is None:
        if known.place:
            hint = "add callbacks: with format and code"
            yield known.place.problem(
                "nothing says what form postbacks have", hint, code="postbacks-without-form"
            )
        return
    form = Form(callbacks)
    if "code" in group:
        yield from path_problems(group["code"], form, group.data["code"])
    if ("topic" in group) != ("topic" in callbacks):
        hint = "add topic: with its value" if "topic" in callbacks else "take it away"
        what = "no topic, by which" if "topic" in callbacks else "a topic, but no field by which"
        place = group["topic"] if "topic" in group else group["postback"]
        yield place.problem(
            f"this has {what} postbacks are told apart", hint, code="indistinct-postbacks"
        )
    for owner in (group, *(kind for _, kind in group.members("codes"))):
        yield from structure_problems(owner, known, [form], sent=False)
        for name, field in owner.members("fields"):
            yield from _field_problems(field, name, group, inherits=owner != group)
    yield from _example_problems(group, known)


def _field_problems(field: Place, name: str, group: Place, *, inherits: bool) -> Iterator[Problem]:
    yield from needless_problems(field)
    if "creates" in field:
        hint = "write refers_to, or take it away"
        yield field["creates"].problem(
            "a postback creates nothing", hint, at_key=True, code="creating-postback"
        )
    if inherits and name in group.get("fields", {}):
        hint = "take it away in one of the two"
        message = f'{group.data["postback"]} has the field "{name}" already'
        yield field.problem(message, hint, at_key=True, code="same-name")
    if name in {"classmethod", "code", "failed", "from_fields", "recurs", "topic"}:
        hint = "choose another name, and keep the API's own with `wire`"
        yield field.problem(
            f'every postback has "{name}" already', hint, at_key=True, code="taken-name"
        )


def _example_problems(group: Place, known: Known) -> Iterator[Problem]:
    kinds = {kind.data["class"]: kind for _, kind in group.members("codes")}
    names = ((str(example.get("name")), example) for example in group.elements("examples"))
    yield from twice(names, lambda name: f'two examples are called "{name}"')
    for example in group.elements("examples"):
        name = example.data["class"]
        if name not in {*kinds, group.data["postback"]}:
            hint = did_you_mean(name, kinds)
            yield example["class"].problem(
                f'this group has no class "{name}"', hint, code="unknown-postback"
            )
            continue
        fields = dict(group.members("fields"))
        if name in kinds:
            fields |= dict(kinds[name].members("fields"))
        if "fields" in example:
            yield from field_problems(example["fields"], fields, name, known)


def postback_collisions(source: Source) -> Iterator[Problem]:
    """The postbacks that nothing tells apart."""
    found: dict[tuple[str, str, str], Place] = {}
    for group in source.roots("postback"):
        for code, kind in group.members("codes"):
            told = (str(group.get("topic")), str(group.get("code")), code)
            if told in found:
                hint = f"the other one: {where(found[told])}"
                yield kind.problem(
                    "two postbacks have this topic and code",
                    hint,
                    at_key=True,
                    code="indistinct-postbacks",
                )
            found.setdefault(told, kind)
