"""Types and defaults in Python source."""

from __future__ import annotations

from actionspec.filters.literals import literal
from actionspec.model import Field, Member, Parameter, Placeholder, Scalar, Structure

_TYPES: dict[Scalar, str] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "decimal": "Decimal",
    "boolean": "bool",
    "datetime": "dt.datetime",
    "date": "dt.date",
    "bytes": "bytes",
}


def element_annotation(member: Member) -> str:
    """The type of one value: of a list its elements, of a map its values."""
    return _TYPES[member.scalar] if member.scalar else member.type_name


def annotation(value: Member | Placeholder, *, sent: bool = False) -> str:
    """The type of a parameter, field or placeholder as an annotation.

    Args:
        value: The parameter, field or placeholder.
        sent: Whether callers build the structure that it stands in.
    """
    if isinstance(value, Placeholder):
        return _TYPES[value.type]
    inner = element_annotation(value)
    if value.shape == "map":
        key = "int" if value.keys == "integer" else "str"
        return f"Mapping[{key}, {inner}]"
    if value.shape == "list":
        loose = sent or isinstance(value, Parameter)
        return f"Sequence[{inner}]" if loose else f"tuple[{inner}, ...]"
    return inner + (" | None" if isinstance(value, Field) and value.optional else "")


def bases(structure: Structure) -> str:
    """The classes that a structure's class is derived from."""
    parent = structure.parent
    own = "Confidential" if structure.confidential and not (parent and parent.confidential) else ""
    inherited = parent.name if parent else "" if own else "Record"
    return ", ".join(name for name in (inherited, own) if name)


def default_source(parameter: Parameter) -> str:
    """The default of a parameter in a signature; empty where it is required."""
    if parameter.required:
        return ""
    if parameter.default is not None and not parameter.enumeration:
        return f" = {literal(parameter.default)}"
    return " | None = None"


def field_default(field: Field, structure: Structure) -> str:
    """The default of a structure's field; empty where there is none."""
    if field.shape == "one":
        return " = None" if field.optional else ""
    if not structure.sent:
        return ""
    return " = ()" if field.shape == "list" else " = {}"
