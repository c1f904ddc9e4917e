"""The names that things had in earlier versions, which still lead to them."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.model import Action, Api, Field
from actionspec.names import camel_case


def former_keywords(action: Action) -> list[tuple[str, str]]:
    """The former names of an action's parameters, each with its present one."""
    return [(former, one.name) for one in action.parameters for former in one.renamed_from]


def former_methods(action: Action) -> list[tuple[str, str]]:
    """The former names of an action's methods, each with its present one."""
    found = [(former, action.name) for former in action.renamed_from]
    if action.pages:
        found += [(former, action.pages.name) for former in action.former_pages]
    return found


def former_fields(fields: Iterable[Field]) -> list[tuple[str, Field]]:
    """The former names of fields, each with its field."""
    return [(former, field) for field in fields for former in field.renamed_from]


def former_classes(api: Api) -> dict[str, str]:
    """The present names of the package's classes, by their former ones."""
    found = {former: one.class_name for one in api.errors for former in one.renamed_from}
    found |= {former: one.name for one in api.types for former in one.renamed_from}
    found |= {former: one.name for one in api.enumerations for former in one.renamed_from}
    for action in api.actions:
        # A result that has no name of its own has that of its method.
        if action.result.name == f"{action.class_name}Result":
            for former in action.renamed_from:
                found[f"{camel_case(former)}Result"] = action.result.name
    return found


def former_postbacks(api: Api) -> dict[str, str]:
    """The present names of the classes of postbacks, by their former ones."""
    structures = [group.structure for group in api.postbacks]
    structures += [kind.structure for kind in api.postback_kinds]
    return {former: one.name for one in structures for former in one.renamed_from}


def has_former_names(api: Api) -> bool:
    """Whether anything in the package has a former name."""
    if former_classes(api) or former_postbacks(api):
        return True
    if any(one.renamed_from or former_keywords(one) for one in api.actions):
        return True
    structures = [*api.types, *(action.result for action in api.actions)]
    structures += [kind.structure for kind in api.postback_kinds]
    return any(former_fields(one.fields) for one in structures)
