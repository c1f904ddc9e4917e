"""The names that a generated package offers, sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actionspec.model import Api, Structure
from actionspec.names import snake_case

_SHARED = ("ItemsFailedError", "Outcome", "ProtocolError", "TransportError", "UnknownCodeError")


def error_classes(api: Api) -> list[str]:
    """The exception classes that come out of the error table, with the base of all."""
    codes = [error.class_name for error in api.errors]
    categories = [category.class_name for category in api.categories]
    return import_order([f"{api.name}Error", *categories, *codes])


def exports(api: Api) -> list[str]:
    """Everything that can be imported from the package itself."""
    clients = [api.name, f"Async{api.name}"]
    answers = [action.result.name for action in api.actions] + [one.name for one in api.types]
    return import_order([*clients, *error_classes(api), *_SHARED, *answers])


def structure_names(structures: Iterable[Structure]) -> list[str]:
    """The class names of structures."""
    return import_order(structure.name for structure in structures)


def structure_readers(structures: Iterable[Structure]) -> list[str]:
    """The names of the functions that read structures."""
    return import_order(f"read_{snake_case(structure.name)}" for structure in structures)


def import_order(names: Iterable[str]) -> list[str]:
    """Names in the order of import sorters: capitals alone first, and 9 before 10."""

    def key(name: str) -> tuple[bool, list[tuple[bool, int, str]]]:
        parts = re.findall(r"\d+|\D+", name)
        natural = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
        return not (len(name) > 1 and name.isupper()), natural

    return sorted(names, key=key)
