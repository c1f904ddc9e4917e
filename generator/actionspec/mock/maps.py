"""How a map stands in a request: its layout, and its keys out of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from actionspec.model import Field, MapLayout, Parameter, Transport


def layout_of(member: Parameter | Field, transport: Transport) -> MapLayout:
    """The layout that a map asks for itself, and in what it leaves open, the usual one."""
    own, usual = member.own_maps or MapLayout(), transport.maps
    layout = own if own.template or own.key else usual
    return replace(layout, names=own.names or usual.names)


def kept(layout: MapLayout, key: str) -> str:
    """A key without its case, where its transport has a case of its own for keys."""
    return key.lower() if layout.names in {"upper", "lower"} else key


def keys_in(
    member: Parameter | Field, templates: Iterable[str], names: Iterable[str]
) -> Iterator[str]:
    """The keys of a map, each once, out of names of entries.

    Args:
        member: The map.
        templates: The names that entries can have, with {key}.
        names: The names that there are.
    """
    key = "(-?[0-9]+)" if member.keys == "integer" else "(.+)"
    patterns = [
        re.compile(key.join(re.escape(part) for part in template.split("{key}")), re.DOTALL)
        for template in templates
    ]
    found = (pattern.fullmatch(name) for name in names for pattern in patterns)
    yield from dict.fromkeys(match[1] for match in found if match)


def filled(template: str, **parts: str) -> str:
    """A template with some of its placeholders filled in, all at once."""
    return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), template)
