"""The names that a generated package offers, sorted."""

from __future__ import annotations

from actionspec.model import Api

_SHARED = ("ItemsFailedError", "Outcome", "ProtocolError", "TransportError", "UnknownCodeError")


def error_classes(api: Api) -> list[str]:
    """The exception classes that come out of the error table, with the base of all."""
    codes = [error.class_name for error in api.errors]
    categories = [category.class_name for category in api.categories]
    return sorted([f"{api.name}Error", *categories, *codes])


def exports(api: Api) -> list[str]:
    """Everything that can be imported from the package itself."""
    clients = [api.name, f"Async{api.name}"]
    answers = [action.result.name for action in api.actions] + [one.name for one in api.types]
    return sorted([*clients, *error_classes(api), *_SHARED, *answers])
