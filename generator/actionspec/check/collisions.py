"""Names that two parts of a spec want."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.check.known import Known, twice
from actionspec.load import Place, Source
from actionspec.names import camel_case, is_reserved_class, snake_case
from actionspec.problem import Problem


def class_collisions(source: Source) -> Iterator[Problem]:
    """The classes that have the name of another one."""

    def classes() -> Iterator[tuple[str, Place]]:
        for api in source.roots("api"):
            name = api["name"]
            yield from (
                (form, name) for form in (name.data, f"Async{name.data}", f"{name.data}Error")
            )
        for errors in source.roots("errors"):
            yield from errors.members("categories")
            yield from ((code.data["class"], code["class"]) for _, code in errors.members("codes"))
        for types in source.roots("types"):
            yield from types.items()
        for action in source.roots("action"):
            method = action.get("name") or snake_case(action.data["action"])
            yield camel_case(method), action["action"]
            result = camel_case(method) + "Result"
            yield (
                (action.data["result"], action["result"])
                if "result" in action
                else (result, action)
            )

    for name, place in classes():
        if is_reserved_class(name):
            hint = "choose another class name"
            yield place.problem(
                f"{name} is a class of Python or of every client", hint, at_key=True
            )
    yield from twice(classes(), lambda name: f"two classes are called {name}")


def action_collisions(source: Source, known: Known) -> Iterator[Problem]:
    """The actions that have the name of another one, in Python or on the wire."""

    def methods() -> Iterator[tuple[str, Place]]:
        for action in source.roots("action"):
            name = action.get("name") or snake_case(action.data["action"])
            yield name, action["action"]
            if "pages" in action:
                yield action["pages"].get("name", f"iterate_{name}"), action["pages"]

    def wires() -> Iterator[tuple[str, Place]]:
        for action in source.roots("action"):
            constants = [f"{name}={value}" for name, value in action.get("constants", {}).items()]
            wire = action.get("wire") or action.data["action"]
            told = " with ".join([wire, *sorted(constants)])
            folded = {"upper", "lower"} & {*known.request_cases("actions")}
            yield told.casefold() if folded else told, action["action"]

    yield from twice(methods(), lambda name: f'two actions become the method "{name}"')
    yield from twice(wires(), lambda wire: f'two actions are called "{wire}" on the wire')


def table_collisions(source: Source) -> Iterator[Problem]:
    """The codes and the structures that have the name of another one."""

    def codes() -> Iterator[tuple[str, Place]]:
        for errors in source.roots("errors"):
            yield from errors.members("codes")

    def readers() -> Iterator[tuple[str, Place]]:
        for types in source.roots("types"):
            yield from ((snake_case(name), place) for name, place in types.items())

    yield from twice(codes(), lambda code: f'the code "{code}" stands in the table twice')
    yield from twice(readers(), lambda name: f'two structures become "{name}" in snake_case')
