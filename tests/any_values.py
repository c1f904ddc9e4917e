"""Types with everything that the language has, and strategies for their values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from test_mock_spec import described

from actionspec.model import Enumeration, Field, Member, Notation, Parameter, Structure

TYPES = {
    "Point": {
        "description": "A structure of single values.",
        "fields": described(
            x={"type": "integer"},
            y={"type": "decimal", "optional": True},
            label={"optional": True},
            seen={"type": "datetime", "optional": True},
            tags={"list_of": "string"},
            shown={"type": "boolean", "optional": True, "words": {"yes": "Y", "no": "N"}},
        ),
    },
    "Branch": {
        "description": "A structure that holds itself.",
        "fields": described(leaves={"type": "integer"}, fork={"type": "Branch", "optional": True}),
    },
    "Colour": {"description": "A colour.", "members": {"red": "R", "dark_red": "dark red"}},
}
ZONED = {"type": "datetime"}
SINGLE = described(
    a_text={},
    secret_text={"secret": True},
    number={"type": "number"},
    whole={"type": "integer"},
    money={"type": "decimal"},
    flag={"type": "boolean"},
    worded={"type": "boolean", "words": {"yes": ["on", "1"], "no": "off"}},
    marked={"type": "boolean", "presence": True},
    at=ZONED,
    at_unix={**ZONED, "format": "unix"},
    at_unix_ms={**ZONED, "format": "unix_ms"},
    at_strftime={**ZONED, "format": "%d.%m.%Y %H:%M:%S"},
    at_zone={**ZONED, "format": "%Y-%m-%d %H:%M:%S.%f %z"},
    local={**ZONED, "zone": "none"},
    local_strftime={**ZONED, "zone": "none", "format": "%Y%m%d%H%M%S%f"},
    day={"type": "date"},
    day_strftime={"type": "date", "format": "%m/%d/%Y"},
    data={"type": "bytes"},
    colour={"type": "Colour"},
    point={"type": "Point"},
    inside={"wire": "outer/inner"},
)
SEVERAL = described(
    texts={"list_of": "string"},
    wholes={"list_of": "integer"},
    flags={"list_of": "boolean", "words": {"yes": "on", "no": "off"}},
    times={"list_of": "datetime", "format": "unix"},
    colours={"list_of": "Colour"},
    points={"list_of": "Point"},
    joined={"list_of": "integer", "lists": {"join": ","}},
    flat_points={"list_of": "Point", "lists": {"template": "L_{field}{i}", "first": 0}},
    labels={"map_of": "string"},
    places={"map_of": "Point"},
    own_entries={
        "map_of": "integer",
        "maps": {"template": "E.{i}", "element": "e", "key": "k", "value": "v"},
    },
    own_names={"map_of": "string", "maps": {"template": "{name}_{key}"}},
)

KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
OFFSETS = [dt.timedelta(0), dt.timedelta(hours=5, minutes=30), dt.timedelta(hours=-12)]
UNITS = {"unix": dt.timedelta(seconds=1), "unix_ms": dt.timedelta(milliseconds=1)}
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def some(
    package: Any, members: tuple[Parameter, ...] | tuple[Field, ...], texts: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a few parameters or fields, and of all that are needed.

    Args:
        package: The generated package, with its classes.
        members: The parameters or fields.
        texts: The texts that can be written.
    """
    known = {one.name: _any(one, package, texts) for one in members}
    needed = [one.name for one in members if _is_needed(one)]
    return st.lists(st.sampled_from([*known]), max_size=4).flatmap(
        lambda chosen: st.fixed_dictionaries(
            {name: known[name] for name in dict.fromkeys([*needed, *chosen])}
        )
    )


def _any(member: Member, package: Any, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    one = _any_single(member, package, texts)
    match member.shape:
        case "one":
            return one
        case "list":
            return st.lists(one, max_size=3).map(tuple)
        case "map":
            return st.dictionaries(KEYS, one, max_size=3)


def _any_single(
    member: Member, package: Any, texts: st.SearchStrategy[str]
) -> st.SearchStrategy[Any]:
    kind = member.type
    if isinstance(kind, Structure):
        return st.deferred(lambda: _any_structure(kind, package, texts))
    if isinstance(kind, Enumeration):
        known = st.sampled_from([*kind.members.values()])
        return st.builds(getattr(package, kind.name), known | texts)
    match kind:
        case "string":
            return texts
        case "integer":
            return st.integers()
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "decimal":
            return st.decimals(-(10**12), 10**12, places=4)
        case "boolean":
            return st.booleans()
        case "date":
            return st.dates(dt.date(1000, 1, 1))
        case "bytes":
            return st.binary(min_size=1, max_size=20)
        case "datetime":
            return _moments(member.notation)


def _any_structure(
    structure: Structure, package: Any, texts: st.SearchStrategy[str]
) -> st.SearchStrategy[Any]:
    kind = getattr(package, structure.name)
    nothing = {one.name: absent(one) for one in structure.fields}
    return some(package, structure.fields, texts).map(lambda values: kind(**{**nothing, **values}))


def absent(field: Field) -> Any:
    """What stands for a field that an answer does not have."""
    nothing: dict[str, Any] = {
        "list": (),
        "map": {},
        "one": False if field.notation.presence else None,
    }
    return nothing[field.shape]


def _is_needed(member: Member) -> bool:
    return isinstance(member, Field) and not member.optional and member.shape == "one"


def _moments(notation: Notation) -> st.SearchStrategy[dt.datetime]:
    """Times that can be told in a notation to the last digit."""
    zones = st.sampled_from([dt.timezone(offset) for offset in OFFSETS])
    found = st.datetimes(
        dt.datetime(1000, 1, 2),
        dt.datetime(9999, 12, 30),
        timezones=st.none() if notation.zone == "none" else zones,
    )
    if notation.format in UNITS:
        unit = UNITS[notation.format]
        return found.map(lambda moment: moment - (moment - EPOCH) % unit)
    if notation.format != "iso" and "%f" not in notation.format:
        return found.map(lambda moment: moment.replace(microsecond=0))
    return found
