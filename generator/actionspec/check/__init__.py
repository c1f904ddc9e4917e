"""What no schema can say: references, collisions, and rules that can never hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from actionspec.check.actions import action_problems
from actionspec.check.collisions import action_collisions, class_collisions, table_collisions
from actionspec.check.definitions import api_problems, errors_problems, types_problems
from actionspec.check.known import Known
from actionspec.check.postbacks import group_problems, postback_collisions
from actionspec.check.unused import unused_types
from actionspec.problem import Problem, SpecError
from actionspec.schema import schema_problems
from actionspec.source import Kind, Place, Source

_FINDERS: dict[Kind, Callable[[Place, Known], Iterator[Problem]]] = {
    "api": api_problems,
    "errors": errors_problems,
    "types": types_problems,
    "action": action_problems,
    "postback": group_problems,
}


MOST_PROBLEMS = 1_000
"""Problems between the parts of a spec that are told at the most."""


def check(source: Source) -> None:
    """Raise every problem of a spec at once, or return because there is none.

    Raises:
        SpecError: The spec breaks its schema, or holds what the schema cannot forbid.
    """
    shapes = {one.name: [*schema_problems(one)] for one in source.documents}
    problems = {problem for told in shapes.values() for problem in told}
    # Where the schema already complains, a file is read no further: its shape cannot be trusted.
    documents = tuple(one for one in source.documents if not shapes[one.name])
    sound = replace(source, documents=documents)
    problems.update(islice(_between(source, sound), MOST_PROBLEMS))
    if problems:
        raise SpecError(problems)


def look_closer(source: Source) -> None:
    """Raise what is wrong with a spec that `check` has passed, and does no harm.

    Raises:
        SpecError: Nothing uses a type.
    """
    if problems := [*unused_types(source, Known.of(source, source))]:
        raise SpecError(problems)


def _between(source: Source, sound: Source) -> Iterator[Problem]:
    """What the schema cannot forbid in a spec whose files `sound` obey it."""
    known = Known.of(source, sound)
    for kind, find in _FINDERS.items():
        for place in sound.roots(kind):
            yield from find(place, known)
    has_codes = any("codes" in errors for errors in source.roots("errors"))
    if sound.roots("api") and not has_codes:
        hint = "write it into errors.yaml, or under errors:"
        yield source.api.problem("the spec has no error table", hint, code="nothing-described")
    if sound == source and not source.roots("action"):
        hint = "write one into actions/<name>.yaml, or under actions:"
        yield source.api.problem("the spec has no action", hint, code="nothing-described")
    yield from class_collisions(sound)
    yield from action_collisions(sound, known)
    yield from table_collisions(sound, known)
    yield from postback_collisions(sound)
