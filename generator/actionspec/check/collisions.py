"""Names that two parts of a spec want."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actionspec.check.known import Known, former_names, twice
from actionspec.inherit import inherited_outcome
from actionspec.model import in_case
from actionspec.names import camel_case, is_reserved_class, snake_case
from actionspec.problem import Problem
from actionspec.source import Place, Source

# What is called `read_` and this in every package.
_READERS = ("errors", "json", "text", "warnings", "xml")


def class_collisions(source: Source) -> Iterator[Problem]:
    """The classes that have the name of another one."""

    for name, place in _classes(source):
        if is_reserved_class(name):
            hint = "choose another class name"
            yield place.problem(
                f"{name} is a class of Python or of every client",
                hint,
                at_key=True,
                code="taken-class",
            )
    yield from twice(_classes(source), lambda name: f"two classes are called {name}")


def _classes(source: Source) -> Iterator[tuple[str, Place]]:
    for api in source.roots("api"):
        name = api["name"]
        yield from ((form, name) for form in (name.data, f"Async{name.data}", f"{name.data}Error"))
    for errors in source.roots("errors"):
        yield from errors.members("categories")
        for _, code in errors.members("codes"):
            yield code.data["class"], code["class"]
            yield from former_names(code)
    for types in source.roots("types"):
        for own, described in types.items():
            yield own, described
            yield from former_names(described)
    for group in source.roots("postback"):
        yield group.data["postback"], group["postback"]
        yield from former_names(group)
        for _, kind in group.members("codes"):
            yield kind.data["class"], kind["class"]
            yield from former_names(kind)
    for action in source.roots("action"):
        yield from _action_classes(action)


def _action_classes(action: Place) -> Iterator[tuple[str, Place]]:
    method = action.get("name") or snake_case(action.data["action"])
    yield camel_case(method), action["action"]
    if "result" in action:
        yield action.data["result"], action["result"]
        return
    yield camel_case(method) + "Result", action
    for former, renamed in former_names(action):
        yield camel_case(former) + "Result", renamed


def action_collisions(source: Source, known: Known) -> Iterator[Problem]:
    """The actions that have the name of another one, in Python or on the wire."""

    def methods() -> Iterator[tuple[str, Place]]:
        for action in source.roots("action"):
            name = action.get("name") or snake_case(action.data["action"])
            yield name, action["action"]
            yield from former_names(action)
            if "pages" not in action:
                continue
            yield action["pages"].get("name", f"iterate_{name}"), action["pages"]
            if "name" not in action["pages"]:
                yield from ((f"iterate_{one}", place) for one, place in former_names(action))

    def wires(transport: str) -> Iterator[tuple[str, Place]]:
        case = known.api["transports"][transport].get("actions", "as_written")
        for action in known.actions:
            if transport in known.transports_of(action):
                constants = action.get("constants", {}).items()
                wire = in_case(action.get("wire") or action.data["action"], case)
                told = [wire, *sorted(f"{name}={value}" for name, value in constants)]
                yield " with ".join(told), action["action"]

    yield from twice(methods(), lambda name: f'two actions become the method "{name}"')
    for transport in known.formats:
        problems = [*twice(wires(transport), _called_twice)]
        yield from problems
        if problems:
            return


def _called_twice(wire: str) -> str:
    return f'two actions are called "{wire}" on the wire'


def table_collisions(source: Source, known: Known) -> Iterator[Problem]:
    """The codes and the structures that have the name of another one."""

    def codes() -> Iterator[tuple[str, Place]]:
        for errors in source.roots("errors"):
            yield from errors.members("codes")

    def readers() -> Iterator[tuple[str, Place]]:
        for types in source.roots("types"):
            yield from ((snake_case(name), place) for name, place in types.items())

    def messages() -> Iterator[tuple[str, Place]]:
        for errors in source.roots("errors"):
            for _, code in errors.members("codes"):
                yield re.sub(r"\{\w+\}", "{}", code.data["message"]), code["message"]

    for name, place in readers():
        if name in _READERS:
            hint = "choose another class name"
            message = f'"read_{name}" has a meaning of its own in every package'
            yield place.problem(message, hint, at_key=True, code="taken-name")
    outcomes = [inherited_outcome(known.api, action.data) for action in known.actions]
    if known.place and any("code" not in one for one in [known.api["outcome"], *outcomes]):
        yield from twice(
            messages(), lambda _: "two codes have this message, and nothing else tells them apart"
        )
    yield from twice(codes(), lambda code: f'the code "{code}" stands in the table twice')
    yield from twice(readers(), lambda name: f'two structures become "{name}" in snake_case')
