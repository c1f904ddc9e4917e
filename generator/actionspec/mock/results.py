"""The result of an action as the fields of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionspec.mock.draft import Draft, put
from actionspec.mock.maps import filled
from actionspec.mock.spelling import made_up, spelled
from actionspec.model import Field, Structure


def add_result(draft: Draft, structure: Structure, result: Mapping[str, Any]) -> None:
    """Put a result, which has Python names, into an answer."""
    envelope = draft.form.envelope and draft.form.for_action(draft.form.envelope, draft.wire)
    inner: dict[str, Any] = {} if envelope else draft.data
    for field in structure.fields:
        if field.name in result and field.wire.startswith("$"):
            draft.put(field.wire, result[field.name])
        elif field.name in result:
            _add(inner, field, field.wire, result[field.name])
        elif field.wire == "*":
            # A list that is the whole answer cannot be absent.
            put(inner, field.wire, [])
    if envelope:
        draft.put(envelope, inner)


def any_result(structure: Structure, inside: tuple[Structure, ...] = ()) -> dict[str, Any]:
    """A result with every field that is not optional; no structure stands in itself.

    What tells of its outcome tells of success.
    """
    made = {
        field.name: _any_value(field, (*inside, structure))
        for field in structure.fields
        if not field.optional and field.structure not in (*inside, structure)
    }
    outcome = structure.outcome
    told = next((one for one in outcome.success if one.equals), None) if outcome else None
    return {**made, told.field: told.equals[0]} if told else made


def _any_value(field: Field, inside: tuple[Structure, ...]) -> Any:
    value = any_result(field.structure, inside) if field.structure else made_up(field)
    match field.shape:
        case "one":
            return value
        case "list":
            return [value]
        case "map":
            return {"1" if field.keys == "integer" else "key": value}


def _add(data: dict[str, Any], field: Field, wire: str, value: Any) -> None:
    match field.shape:
        case "one":
            if (inner := _inner(field, value)) is not None:
                put(data, wire, inner)
        case "list":
            _add_list(data, field, wire, value)
        case "map":
            _add_map(data, field, wire, value)


def _inner(field: Field, value: Any) -> Any:
    """One value: a field that is no list or map, an element of one that is."""
    if field.structure is None:
        return spelled(field, value)
    inner: dict[str, Any] = {}
    for one in field.structure.fields:
        if one.name in value:
            _add(inner, one, one.wire, value[one.name])
    return inner


def _add_list(data: dict[str, Any], field: Field, wire: str, values: list[Any]) -> None:
    if field.lists.join:
        put(data, wire, field.lists.join.join(str(_inner(field, one)) for one in values))
    elif "{i}" in wire:
        for number, one in enumerate(values, start=field.lists.first):
            _add_numbered(data, field, wire.replace("{i}", str(number)), one)
    else:
        put(data, wire, [_inner(field, one) for one in values])


def _add_numbered(data: dict[str, Any], field: Field, wire: str, value: Any) -> None:
    if field.structure is None or "{field}" not in wire:
        put(data, wire, _inner(field, value))
        return
    for one in field.structure.fields:
        if one.name in value:
            _add(data, one, wire.replace("{field}", one.wire), value[one.name])


def _add_map(data: dict[str, Any], field: Field, wire: str, values: Mapping[str, Any]) -> None:
    layout = field.maps
    way, slash, name = wire.rpartition("/")
    template = name if "{key}" in name else (layout.template or "").replace("{name}", name)
    if field.structure and "{field}" in template and not layout.key:
        for key, value in values.items():
            for one in field.structure.fields:
                if one.name in value:
                    part = filled(template, key=str(key), field=one.wire)
                    _add(data, one, f"{way}{slash}{part}", value[one.name])
        return
    entries = {str(key): _inner(field, value) for key, value in values.items()}
    if layout.key:
        rows = [{layout.key: key, layout.value or "value": one} for key, one in entries.items()]
        put(data, wire, rows)
    elif "{key}" in template:
        named = {filled(template, key=key): one for key, one in entries.items()}
        put(data, f"{way}{slash}.", named)
    else:
        put(data, wire, entries)
