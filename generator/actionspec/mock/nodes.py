"""XML documents and JSON objects as nodes of one kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from actionspec.mock.problem import UnreadableRequestError


@dataclass(frozen=True, slots=True)
class Node:
    """An element, an attribute, or a value of an object.

    Attributes:
        text: Its own text.
        children: What it holds, by name; an attribute's name begins with @.
        native: What it is, if it is true or false by itself and not by its text.
    """

    text: str = ""
    children: Mapping[str, list[Node]] = field(default_factory=dict[str, list["Node"]])
    native: bool | None = None

    def at(self, path: str) -> list[Node]:
        """Every node at a path."""
        nodes: list[Node] = [self]
        for step in path.split("/"):
            if step != ".":
                nodes = [child for node in nodes for child in node.children.get(step, ())]
        return nodes


def xml_node(document: bytes | str, namespace: str | None) -> tuple[str, Node]:
    """The name of a document's root element, and the element.

    Raises:
        UnreadableRequestError: It is not well-formed, or an element is of another namespace.
    """
    prefix = f"{{{namespace}}}" if namespace else ""
    try:
        # Only this machine can connect, and expat itself stops entities that explode.
        root = ElementTree.fromstring(document)  # noqa: S314
        return root.tag.removeprefix(prefix), _of_element(root, prefix)
    except (ElementTree.ParseError, LookupError, ValueError, RecursionError) as error:
        raise UnreadableRequestError(str(error)) from None


def json_node(document: bytes) -> Node:
    """An object. What is null is not there.

    Raises:
        UnreadableRequestError: It is no JSON, or no object.
    """
    try:
        data = json.loads(document, parse_int=str, parse_float=str, parse_constant=str)
        if not isinstance(data, dict):
            raise UnreadableRequestError("the body is no object")
        return _of_value(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableRequestError(str(error)) from None


def _of_element(element: ElementTree.Element, prefix: str) -> Node:
    if not element.tag.startswith(prefix):
        raise ValueError(f"{element.tag} is of another namespace")
    children: dict[str, list[Node]] = {}
    for name, text in element.items():
        children[f"@{name}"] = [Node(text)]
    for child in element:
        children.setdefault(child.tag.removeprefix(prefix), []).append(_of_element(child, prefix))
    return Node(element.text or "", children)


def _of_value(value: Any) -> Node:
    if isinstance(value, dict):
        return Node(children={key: _of_values(inner) for key, inner in value.items()})
    if isinstance(value, bool):
        return Node("true" if value else "false", native=value)
    return Node(str(value))


def _of_values(value: Any) -> list[Node]:
    if value is None:
        return []
    return [_of_value(one) for one in value] if isinstance(value, list) else [_of_value(value)]
