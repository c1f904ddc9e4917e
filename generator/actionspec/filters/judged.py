"""The elements of a result that succeed or fail one by one, as Python source."""

from __future__ import annotations

from collections.abc import Sequence

from actionspec.filters.annotations import element_annotation
from actionspec.model import Action, Field, Structure


def _can_succeed(field: Field) -> bool:
    """Whether an element of a judged list can be a success."""
    structure = field.structure
    return (
        structure is not None and structure.outcome is not None and bool(structure.outcome.failure)
    )


def _beside(result: Structure) -> tuple[Field, ...]:
    """The lists of what succeeded, beside lists of nothing but failures."""
    only_failures = any(not _can_succeed(field) for field in result.judged)
    return result.unjudged if only_failures else ()


def judged_names(action: Action) -> str:
    """The names of the lists that an outcome is told of."""
    lists = (*_beside(action.result), *action.result.judged)
    return " and ".join(f"`{field.name}`" for field in lists)


def items_annotation(fields: Sequence[Field]) -> str:
    """The type of the elements of several lists together."""
    kinds = dict.fromkeys(element_annotation(field) for field in fields)
    return f"tuple[{' | '.join(kinds)}, ...]"


def succeeded_annotation(action: Action) -> str:
    """The type of what succeeded."""
    able = [field for field in action.result.judged if _can_succeed(field)]
    return items_annotation([*_beside(action.result), *able])


def succeeded_items(action: Action) -> str:
    """The expression for what succeeded."""
    able = [field for field in action.result.judged if _can_succeed(field)]
    parts = [f"self.{field.name}" for field in _beside(action.result)]
    parts += [f"tuple(item for item in self.{one.name} if not item.error)" for one in able]
    return " + ".join(parts)


def failed_items(action: Action) -> str:
    """The expression for what failed."""
    parts = [
        (
            f"tuple(item for item in self.{field.name} if item.error)"
            if _can_succeed(field)
            else f"self.{field.name}"
        )
        for field in action.result.judged
    ]
    return " + ".join(parts)


def all_items(fields: Sequence[Field], holder: str) -> str:
    """The expression for all elements that an outcome is told of."""
    if len(fields) == 1:
        return f"{holder}.{fields[0].name}"
    return "(" + ", ".join(f"*{holder}.{field.name}" for field in fields) + ")"


def beside(action: Action, holder: str) -> str:
    """The argument that counts what succeeded beside; empty where nothing does."""
    lists = _beside(action.result)
    counts = " + ".join(f"len({holder}.{field.name})" for field in lists)
    return f", beside={counts}" if lists else ""
