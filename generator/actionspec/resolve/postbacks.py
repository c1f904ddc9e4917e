"""What a service reports to its users."""

from __future__ import annotations

from typing import Any

from actionspec.model import (
    Callbacks,
    Postback,
    PostbackExample,
    PostbackGroup,
    Structure,
    Text,
    path_in_case,
)
from actionspec.resolve.text import former_names, marked, maybe_prose, prose
from actionspec.resolve.types import Types, mark_use
from actionspec.resolve.wire import response
from actionspec.source import Place


def resolve_callbacks(api: dict[str, Any]) -> Callbacks | None:
    """How the service sends postbacks; None if it sends none."""
    if "callbacks" not in api:
        return None
    data = api["callbacks"]
    form = response({key: data[key] for key in ("format", "root", "names") if key in data})
    return Callbacks(
        form=form,
        field=data.get("field"),
        topic=path_in_case(data["topic"], form.names) if "topic" in data else None,
        code=path_in_case(data["code"], form.names),
        timeout=data.get("timeout", 10),
        retries=int(data.get("retries", 0)),
        pause=data.get("pause", 60),
        description=maybe_prose(data.get("description")),
        source=maybe_prose(data.get("source")),
    )


def resolve_group(place: Place, callbacks: Callbacks, types: Types) -> PostbackGroup:
    """Postbacks that belong together, with the class of each."""
    data = place.data
    base = Structure(
        name=data["postback"],
        description=prose(data["description"]),
        fields=tuple(types.fields(data.get("fields", {}), callbacks.form)),
        outcome=None,
        renamed_from=former_names(data),
    )
    mark_use(base, sent=False)
    kinds = [_kind(code, one, base, callbacks, types) for code, one in data["codes"].items()]
    own_code = data.get("code")
    return PostbackGroup(
        structure=base,
        topic=Text(data["topic"]) if "topic" in data else None,
        code=path_in_case(own_code, callbacks.form.names) if own_code else callbacks.code,
        recurs=data.get("recurs", False),
        kinds=tuple(kinds),
        notes=tuple(prose(note) for note in data.get("notes", ())),
        examples=tuple(_example(one, kinds) for one in data.get("examples", ())),
        file=Text(place.document.part),
        source=maybe_prose(data.get("source")),
        status=data.get("status", "documented"),
    )


def _kind(
    code: str, data: dict[str, Any], base: Structure, callbacks: Callbacks, types: Types
) -> Postback:
    structure = Structure(
        name=data["class"],
        description=prose(data["description"]),
        fields=(*base.fields, *types.fields(data.get("fields", {}), callbacks.form)),
        outcome=None,
        parent=base,
        renamed_from=former_names(data),
    )
    mark_use(structure, sent=False)
    return Postback(
        code=code,
        structure=structure,
        bad=data.get("bad", False),
        source=maybe_prose(data.get("source")),
        status=data.get("status", "documented"),
    )


def _example(data: dict[str, Any], kinds: list[Postback]) -> PostbackExample:
    return PostbackExample(
        name=data["name"],
        body=prose(data["body"]),
        kind=next((kind for kind in kinds if kind.structure.name == data["class"]), None),
        fields=marked(data.get("fields")),
        source=maybe_prose(data.get("source")),
        status=data.get("status", "documented"),
    )
