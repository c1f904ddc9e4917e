"""XML whose elements say the kind of a value, and an attribute its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from actionspec.model import Keyed, Text


def element_names(documents: Iterable[Text]) -> frozenset[str]:
    """The names of all elements in some documents: these stand in no attribute."""
    return frozenset(
        name for document in documents for name in re.findall(r"<([A-Za-z_][\w.-]*)", document)
    )


def keyed_element(keyed: Keyed, name: str, value: Any, plain: frozenset[str]) -> Element:
    """An element that holds a value.

    Args:
        keyed: How kinds and names are written.
        name: The name of the element.
        value: What it holds.
        plain: The names that are elements of their own all the same.
    """
    element = Element(name)
    _fill(element, keyed, value, plain)
    return element


def _fill(element: Element, keyed: Keyed, value: Any, plain: frozenset[str]) -> None:
    match value:
        case {"*": whole}:
            _fill(element, keyed, whole, plain)
        case dict():
            _fill_structure(element, keyed, value, plain)
        case list():
            _fill_list(_inside(element, keyed.lists), keyed, value, plain)
        case _:
            _inside(element, keyed.values).text = str(value)


def _fill_structure(
    element: Element, keyed: Keyed, fields: dict[str, Any], plain: frozenset[str]
) -> None:
    named: dict[str, Any] = {}
    for key, value in fields.items():
        if key == ".":
            element.text = str(value)
        elif key.startswith("@"):
            element.set(key[1:], str(value))
        elif key in plain:
            several = value if isinstance(value, list) else [value]
            element.extend([_plain_element(keyed, key, one, plain) for one in several])
        else:
            named[key] = value
    holder = _inside(element, keyed.structures) if named else element
    for key, value in named.items():
        _fill(SubElement(holder, keyed.entry, {keyed.key: key}), keyed, value, plain)


def _plain_element(keyed: Keyed, name: str, value: Any, plain: frozenset[str]) -> Element:
    if isinstance(value, dict):
        return keyed_element(keyed, name, value, plain)
    element = Element(name)
    element.text = str(value)
    return element


def _fill_list(element: Element, keyed: Keyed, values: list[Any], plain: frozenset[str]) -> None:
    for number, value in enumerate(values):
        # Where texts have an element of their own, the elements of a list need no other.
        bare = keyed.values
        holder = element if bare else SubElement(element, keyed.entry, {keyed.key: str(number)})
        _fill(holder, keyed, value, plain)


def _inside(element: Element, names: tuple[str, ...]) -> Element:
    return SubElement(element, names[0]) if names else element
