"""Places in an answer, as Python source."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.filters.literals import literal


def place(
    path: str, fields: str = "answer", inner: Iterable[str] = (), *, by_number: bool = False
) -> str:
    """The two arguments that name a place: the fields that hold it, and its name among them.

    Args:
        path: The way to the place.
        fields: What holds it, as Python source.
        inner: The names of the fields of a structure, where {field} stands for one of them.
        by_number: Whether {key} stands for a number.
    """
    *outer, name = path.split("/")
    holder = f"fields.inside({fields}, {', '.join(map(literal, outer))})" if outer else fields
    names = "".join(f", {literal(one)}" for one in inner) if "{field}" in name else ""
    if "{key}" in name or by_number:
        name = name.replace("{key}", "{i}") if by_number else name
        holder = f"fields.keyed({holder}, {literal(name)}{names})"
    elif "{i}" in name:
        holder = f"fields.numbered({holder}, {literal(name)}{names})"
    return f"{holder}, {literal(name)}"
