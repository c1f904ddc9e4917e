"""What a request holds before a transport writes it: names on the wire, with values or trees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

import msgspec

from .errors import UnsendableError

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Leaf: TypeAlias = "str | int | float | Decimal | date | bytes"
Branch: TypeAlias = "Leaf | Tree | Writable | Listed | Entries | Sequence[Any] | None"
Tree: TypeAlias = Mapping[str, Branch]
Names: TypeAlias = Callable[[str], str]


@runtime_checkable
class Writable(Protocol):
    """A structure that can stand in a request."""

    def write(self) -> Tree:
        """Its fields, by their names on the wire."""
        ...


class Listed(msgspec.Struct, frozen=True):
    """A list that is laid out in a way of its own.

    Attributes:
        values: Its elements.
        template: The name of one element in a query string or form.
        first: The number of the first element.
        join: What stands between the elements where the list is one text.
        element: The name of an element inside the list's own, in XML and JSON.
        repeated: Whether the elements stand beside each other, whatever is usual.
    """

    values: Iterable[Any] | None
    template: str | None = None
    first: int = 1
    join: str | None = None
    element: str | None = None
    repeated: bool = False

    def flat(self, usual: Listed) -> Listed:
        """This list in a query string or form: in the usual layout unless it says its own."""
        own = self.template or self.join is not None or self.repeated
        return self if own else msgspec.structs.replace(usual, values=self.values)

    def nested(self, usual: Listed) -> Listed:
        """This list in XML or JSON: in the usual layout unless it says its own."""
        own = self.element or self.join is not None or self.repeated
        return self if own else msgspec.structs.replace(usual, values=self.values)


class Entries(msgspec.Struct, frozen=True):
    """A map.

    Attributes:
        values: Its values, by their keys.
        template: The name of one entry, with {key}; with {field} too, where entries are structures;
            or with {i}, where entries have key and value.
        first: The number of the first entry, where entries are numbered.
        element: The name of an entry in XML.
        key: The field of an entry that holds its key; None if the key is the entry's name.
        value: The field of an entry that holds its value.
        names: The spelling of keys that are names; None for the usual one.
    """

    values: Mapping[Any, Any] | None
    template: str | None = None
    first: int = 1
    element: str | None = None
    key: str | None = None
    value: str | None = None
    names: Names | None = None

    def laid_out(self, usual: Entries) -> Entries:
        """This map in the usual layout, unless it has one of its own."""
        own = self.template or self.key
        layout = self if own else msgspec.structs.replace(usual, values=self.values)
        return msgspec.structs.replace(layout, names=self.names or usual.names)

    @property
    def pairs(self) -> list[Tree]:
        """The entries as structures, where they have a key and a value."""
        key, value = Exact(self.key or "key"), Exact(self.value or "value")
        return [{key: str(name), value: inner} for name, inner in (self.values or {}).items()]

    def named(self, template: str, names: Names) -> Iterator[tuple[str, Any]]:
        """The values by the names of their entries, of which the keys are a part.

        Args:
            template: The name of an entry, with {key}; with {field} too, entries are structures.
            names: The spelling of the names of fields.

        Raises:
            UnsendableError: Such a structure is empty, or two keys are the same on the wire.
        """
        seen: set[str] = set()
        for name, value in (self.values or {}).items():
            key = self.names(str(name)) if self.names else str(name)
            if key in seen:
                raise UnsendableError(f"two keys become {key[:40]!r}", self.values)
            seen.add(key)
            if "{field}" not in template:
                yield filled(template, key=key), value
                continue
            fields = fields_of(value)
            if not fields:
                raise UnsendableError(f"the entry {key} is empty", value)
            for field, inner in fields.items():
                yield filled(template, key=key, field=spelled(names, field)), inner


class Exact(str):
    """A name that no transport puts into another case."""

    __slots__ = ()


def spelled(names: Names, name: str) -> str:
    """A name in the case of a transport; the @ of an attribute has none."""
    if isinstance(name, Exact):
        return name
    return "@" + names(name[1:]) if name.startswith("@") else names(name)


def filled(template: str, **values: str) -> str:
    """A template with its placeholders filled in."""
    # In one pass: a key of a map may hold braces itself.
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


def merged(*trees: Tree) -> Tree:
    """Several trees as one. Where two have the same name, the later one counts if it is there."""
    found: dict[str, Branch] = {}
    for tree in trees:
        for name, value in tree.items():
            held = found.get(name)
            if isinstance(held, Mapping) and isinstance(value, Mapping):
                found[name] = merged(held, value)
            elif name not in found or not is_absent(value):
                found[name] = value
    return found


def joined(values: Iterable[Any], separator: str, text_of: Callable[[Any], str]) -> str:
    """A list as one text, without the elements that are absent.

    Raises:
        UnsendableError: An element holds the separator.
    """
    present = [value for value in values if not is_absent(value)]
    texts = [text_of(value) for value in present]
    for value, text in zip(present, texts, strict=True):
        if separator in text:
            problem = f"{text[:40]!r} holds {separator!r}, which separates the elements"
            raise UnsendableError(problem, value)
    return separator.join(texts)


def is_absent(value: Branch) -> bool:
    """Whether there is nothing to write: an empty text, list or map is nothing too."""
    if isinstance(value, Listed | Entries):
        return not value.values
    if isinstance(value, _Part):
        return not fields_of(value)
    if isinstance(value, Mapping):
        return all(map(is_absent, value.values()))
    return value is None or (isinstance(value, str | bytes | tuple | list) and not value)


def fields_of(value: Branch) -> Tree | None:
    """The fields to write of a tree or structure; None for anything else.

    What a caller puts into a structure is written even if it is an empty text.
    """
    if isinstance(value, Mapping):
        return {name: inner for name, inner in value.items() if not is_absent(inner)}
    if not isinstance(value, Writable):
        return None
    fields = {
        name: _Part(inner) if isinstance(inner, Mapping) else inner
        for name, inner in value.write().items()
    }
    return {name: inner for name, inner in fields.items() if inner == "" or not is_absent(inner)}


class _Part(msgspec.Struct, frozen=True):
    """The fields of a structure that stand under a name inside it."""

    fields: Tree

    def write(self) -> Tree:
        """Its fields, by their names on the wire."""
        return self.fields


def camel(name: str) -> str:
    """`user_name` as `userName`; a name in a case of its own is left alone."""
    first, *others = name.split("_")
    return name if _is_cased(name) else first + "".join(map(_capital, others))


def pascal(name: str) -> str:
    """`user_name` as `UserName`; a name in a case of its own is left alone."""
    return name if _is_cased(name) else "".join(map(_capital, name.split("_")))


def kebab(name: str) -> str:
    """`user_name` as `user-name`; a name in a case of its own is left alone."""
    return name if _is_cased(name) else name.replace("_", "-")


def _is_cased(name: str) -> bool:
    return name != name.lower() or "-" in name


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
