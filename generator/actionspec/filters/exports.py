"""The names that a generated package offers, sorted."""

from __future__ import annotations

from collections.abc import Mapping

from actionspec.imports import export_order, import_order
from actionspec.model import Api
from actionspec.names import snake_case

_ERRORS = ("ItemsFailedError", "Outcome", "ProtocolError", "TransportError", "UnknownCodeError")
_OPTIONS = {
    "Exchange": "._runtime.hooks",
    "RateLimit": "._runtime.rate",
    "Retry": "._runtime.retry",
}


def error_classes(api: Api) -> list[str]:
    """The exception classes that come out of the error table, with the base of all."""
    codes = [error.class_name for error in api.errors]
    categories = [category.class_name for category in api.categories]
    return import_order([f"{api.name}Error", *categories, *codes])


def postback_classes(api: Api) -> list[str]:
    """The classes of postbacks, those of groups among them."""
    groups = [group.structure.name for group in api.postbacks]
    return import_order([*groups, *(kind.structure.name for kind in api.postback_kinds)])


def exports(api: Api) -> list[str]:
    """Everything that can be imported from the package itself."""
    clients = [api.name, f"Async{api.name}"]
    answers = [action.result.name for action in api.actions]
    answers += api.type_names
    if tells_beside(api):
        answers.append("Notice")
    return export_order([*clients, *error_classes(api), *_ERRORS, *_OPTIONS, *answers])


def tells_beside(api: Api) -> bool:
    """Whether results hold warnings or errors."""
    return any(one.outcome.warnings or one.outcome.partial for one in api.actions)


def lazy_modules(api: Api) -> dict[str, str]:
    """Where each name stands that the package offers."""
    notice = {"Notice": "._runtime.records"} if tells_beside(api) else {}
    return {
        **dict.fromkeys((api.name, f"Async{api.name}"), ".client"),
        **dict.fromkeys(_ERRORS, "._runtime.errors"),
        **_OPTIONS,
        **dict.fromkeys(error_classes(api), ".errors"),
        **{action.result.name: f".actions.{action.name}" for action in api.actions},
        **dict.fromkeys(api.type_names, ".models"),
        **notice,
    }


def grouped(modules: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """The names of each module, both in the order of import sorters."""
    names: dict[str, list[str]] = {}
    for name, module in modules.items():
        names.setdefault(module, []).append(name)
    return [(module, import_order(names[module])) for module in sorted(names)]


def modules_of(api: Api) -> dict[str, str]:
    """Where each name stands that a generated package defines for its spec."""
    classes = {f"{api.name}Error", "error_of", *error_classes(api)}
    readers = {f"read_{snake_case(one.name)}" for one in api.types}
    return {
        **dict.fromkeys(classes, ".errors"),
        **dict.fromkeys({*api.type_names} | readers, ".models"),
        **{action.result.name: f".actions.{action.name}" for action in api.actions},
        **dict.fromkeys((api.name, f"Async{api.name}"), ".client"),
        **dict.fromkeys(postback_classes(api), ".postbacks"),
    }
