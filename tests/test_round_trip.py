"""Values of every type come through every layout of requests and answers as they were."""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import httpx2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline import generated
from test_mock_spec import action, described, transport
from test_wire import xml_texts

from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.draft import Draft
from actionspec.mock.received import Received
from actionspec.mock.results import add_result
from actionspec.mock.writing import written
from actionspec.model import Api, Enumeration, Field, Member, Notation, Parameter, Structure
from actionspec.read import read

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
PARAMETERS = {**SINGLE, **SEVERAL, **described(usual={"default": "the usual"})}
TRANSPORTS = {
    "members": transport(format="query", lists={"template": "{name}.member.{i}"}),
    "brackets": transport(
        format="query",
        nesting="{name}[{field}]",
        lists={"template": "{name}[{i}]", "first": 0},
        names="camel",
    ),
    "entries": transport(
        format="form",
        lists={"template": "{name}{i}"},
        maps={"template": "{name}.entry.{i}", "key": "key", "value": "value"},
        names="upper",
    ),
    "xml": transport(format="xml", root="in"),
    "wrapped": transport(
        format="xml",
        root="{action}Request",
        namespace="urn:round",
        field="document",
        names="pascal",
        lists={"element": "member"},
        maps={"element": "entry", "key": "@name", "value": "value"},
    ),
    "json": transport(format="json", names="kebab"),
    "json_wrapped": transport(
        format="json",
        lists={"element": "item"},
        maps={"element": "entry", "key": "key", "value": "value"},
    ),
}

BRANCH = described(branch={"type": "Branch"})
# The text of an entry itself is its value: an object of JSON has no such place.
ENTRIES = {
    "map_of": "string",
    "maps": {"template": "T.{i}", "element": "t", "key": "@k", "value": "."},
}
WITHOUT_JSON = [name for name, one in TRANSPORTS.items() if one["format"] != "json"]
NESTED = [name for name, one in TRANSPORTS.items() if one["format"] in {"xml", "json"}]

KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
OFFSETS = [dt.timedelta(0), dt.timedelta(hours=5, minutes=30), dt.timedelta(hours=-12)]
UNITS = {"unix": dt.timedelta(seconds=1), "unix_ms": dt.timedelta(milliseconds=1)}
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Values:
    """Strategies for the values of parameters and fields.

    Attributes:
        package: The generated package, with its classes.
        texts: The texts that can be written.
    """

    def __init__(self, package: Any, texts: st.SearchStrategy[str]) -> None:
        self.package, self.texts = package, texts

    def some(self, members: Iterable[Member]) -> st.SearchStrategy[dict[str, Any]]:
        """A few of some parameters or fields, and all that are needed."""
        known = {one.name: self.member(one) for one in members}
        needed = [one.name for one in members if _is_needed(one)]
        names = st.lists(st.sampled_from([*known]), max_size=4)
        return names.flatmap(
            lambda chosen: st.fixed_dictionaries(
                {name: known[name] for name in dict.fromkeys([*needed, *chosen])}
            )
        )

    def member(self, member: Member) -> st.SearchStrategy[Any]:
        one = self._single(member)
        match member.shape:
            case "one":
                return one
            case "list":
                return st.lists(one, max_size=3).map(tuple)
            case "map":
                return st.dictionaries(KEYS, one, max_size=3)

    def _single(self, member: Member) -> st.SearchStrategy[Any]:
        if isinstance(member.type, Structure):
            return st.deferred(lambda: self._structure(member.type))
        if isinstance(member.type, Enumeration):
            known = st.sampled_from([*member.type.members.values()])
            return st.builds(getattr(self.package, member.type.name), known | self.texts)
        match member.type:
            case "string":
                return self.texts
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
                return moments(member.notation)

    def _structure(self, structure: Structure) -> st.SearchStrategy[Any]:
        kind = getattr(self.package, structure.name)
        nothing = {one.name: absent(one) for one in structure.fields}
        return self.some(structure.fields).map(lambda values: kind(**{**nothing, **values}))


def absent(field: Field) -> Any:
    """What stands for a field that an answer does not have."""
    nothing = {"list": (), "map": {}, "one": False if field.notation.presence else None}
    return nothing[field.shape]


def _is_needed(member: Member) -> bool:
    return isinstance(member, Field) and not member.optional and member.shape == "one"


def moments(notation: Notation) -> st.SearchStrategy[dt.datetime]:
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


def told(member: Member, data: Any, package: Any) -> Any:
    """The value of a parameter or field, from the texts that the mock has read."""
    match member.shape:
        case "one":
            return _told(member, data, package)
        case "list":
            return tuple(_told(member, one, package) for one in data)
        case "map":
            return {key: _told(member, one, package) for key, one in data.items()}


def _told(member: Member, data: Any, package: Any) -> Any:
    if isinstance(member.type, Structure):
        inner = {
            one.name: told(one, data[one.name], package)
            for one in member.type.fields
            if one.name in data
        }
        return getattr(package, member.type.name)(**inner)
    match member.scalar:
        case "integer":
            return int(data)
        case "number":
            return float(data)
        case "decimal":
            return Decimal(data)
        case "boolean":
            return {member.notation.yes[0]: True, member.notation.no[0]: False}[data]
        case "bytes":
            return b64decode(data, validate=True)
        case "date":
            return _moment(data, member.notation).date()
        case "datetime":
            return _moment(data, member.notation)
        case _:
            return data


def _moment(text: str, notation: Notation) -> dt.datetime:
    if notation.format in UNITS:
        return EPOCH + int(text) * UNITS[notation.format]
    if notation.format == "iso":
        found = dt.datetime.fromisoformat(text)
    else:
        found = dt.datetime.strptime(text, notation.format)
    return found if notation.zone == "none" else found.replace(tzinfo=found.tzinfo or dt.UTC)


@pytest.fixture(scope="module")
def sending(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Api]:
    folder = tmp_path_factory.mktemp("sending")
    package = generated(
        folder,
        "sending",
        types=TYPES,
        transports=TRANSPORTS,
        constants={"version": "1"},
        actions=[
            action(parameters=PARAMETERS),
            action("grow", parameters=BRANCH, transports=NESTED),
            action("tell", parameters=described(texts=ENTRIES), transports=WITHOUT_JSON),
        ],
    )
    return package, read(folder / "sending.yaml")


@pytest.fixture(scope="module")
def parameters(sending: tuple[Any, Api]) -> dict[str, st.SearchStrategy[dict[str, Any]]]:
    """Strategies for the parameters of each action."""
    package, api = sending
    return {one.name: Values(package, xml_texts).some(one.parameters) for one in api.actions}


SENT = [
    *(("ring", name) for name in TRANSPORTS),
    *(("grow", name) for name in NESTED),
    *(("tell", name) for name in WITHOUT_JSON),
]


@pytest.mark.parametrize(("name", "by"), SENT)
@given(data=st.data())
def test_what_is_sent_is_what_the_service_reads(
    sending: tuple[Any, Api],
    parameters: dict[str, st.SearchStrategy[dict[str, Any]]],
    name: str,
    by: str,
    data: st.DataObject,
) -> None:
    package, api = sending
    called = next(one for one in api.actions if one.name == name)
    values = data.draw(parameters[name])
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, text="<answer/>")

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    getattr(package.Bell(transport=by, http_client=http), name)(**values)
    (request,) = seen
    received = Received(
        request.method,
        request.url.path,
        request.url.query.decode(),
        {name.lower(): value for name, value in request.headers.items()},
        request.content,
    )
    (reading,) = [one for one in received.readings(api) if one.transport.name == by]
    assert find_action(api, received, reading) is called
    found = reading.content.parameters(called, fixed_fields(api, reading, called))
    known = {one.name: one for one in called.parameters}
    read_back = {name: told(known[name], value, package) for name, value in found.items()}
    assert read_back == given_values(called.parameters, values)


def given_values(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a service sees them: what is empty is not there, what has a default is."""
    found = {}
    for one in parameters:
        value = values.get(one.name, one.default)
        by_presence = one.scalar == "boolean" and one.notation.presence
        if value not in (None, (), {}) and not (by_presence and value is False):
            found[one.name] = value
    return found


# A parser of XML reads a bare carriage return as the end of a line, and space alone as nothing.
shown_texts = xml_texts.map(lambda text: text.replace("\r", " ")).filter(str.strip)
# What stands in a line has no space around it.
line_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])).filter(
    lambda text: text and text == text.strip()
)
ANSWERED: dict[str, dict[str, Any]] = {
    "plain": {"format": "xml", "root": "{action}Response"},
    "wrapped": {
        "format": "xml",
        "names": "pascal",
        "envelope": "{action}Result",
        "lists": {"element": "member"},
        "maps": {"element": "entry", "key": "@key", "value": "value"},
    },
    "keyed": {
        "format": "xml",
        "root": "RESPONSE",
        "keyed": {
            "entry": "KEY",
            "key": "name",
            "structures": ["SINGLE"],
            "lists": ["MULTIPLE"],
            "values": ["VALUE"],
        },
    },
    "json": {"format": "json", "envelope": "data/result"},
    "rooted": {
        "format": "json",
        "root": "{action}Response",
        "names": "camel",
        "lists": {"element": "item"},
        "maps": {"key": "name", "value": "value"},
    },
}
FLAT_ANSWERED = {"lines": {"format": "lines"}, "form": {"format": "form", "names": "upper"}}
# What names in a row are like, an answer says in `wire`.
ELSEWHERE = {"flat_points", "own_entries", "own_names"}
NESTED_FIELDS = {
    **{name: {**one, "optional": True} for name, one in SINGLE.items() if name != "marked"},
    **{name: one for name, one in SEVERAL.items() if name not in ELSEWHERE},
    "marked": SINGLE["marked"],
    **described(
        own_entries={"map_of": "integer", "maps": {"element": "e", "key": "k", "value": "v"}},
        own_names={"map_of": "string", "wire": "own_{key}_name"},
        repeated={"list_of": "Point", "lists": {"repeated": True}},
        branch={"type": "Branch", "optional": True},
    ),
}
FLAT_FIELDS = {
    **{
        name: {**one, "optional": True}
        for name, one in SINGLE.items()
        if name not in {"marked", "point", "inside"}
    },
    **described(
        done={"type": "boolean", "words": {"yes": "Yes", "no": "No"}},
        texts={"list_of": "string", "wire": "text{i}"},
        times={"list_of": "datetime", "format": "unix", "wire": "time_{i}_at"},
        joined={"list_of": "integer", "lists": {"join": ","}},
        points={"list_of": "Spot", "wire": "L_{field}{i}"},
        labels={"map_of": "string", "wire": "label_{key}"},
    ),
}
SPOT = {
    "description": "A structure whose fields are numbered.",
    "fields": described(x={"type": "integer"}, y={"type": "decimal", "optional": True}),
}


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Api]:
    folder = tmp_path_factory.mktemp("answering")
    package = generated(
        folder,
        "answering",
        types={**TYPES, "Spot": SPOT},
        actions=[
            *(
                action(name, response=form, returns=NESTED_FIELDS)
                for name, form in ANSWERED.items()
            ),
            *(
                action(name, response=form, returns=FLAT_FIELDS)
                for name, form in FLAT_ANSWERED.items()
            ),
        ],
    )
    return package, read(folder / "answering.yaml")


@pytest.mark.parametrize("name", [*ANSWERED, *FLAT_ANSWERED])
@given(data=st.data())
def test_what_is_answered_is_what_the_client_reads(
    answering: tuple[Any, Api], name: str, data: st.DataObject
) -> None:
    package, api = answering
    called = next(one for one in api.actions if one.name == name)
    texts = line_texts if name in FLAT_ANSWERED else shown_texts
    values = data.draw(Values(package, texts).some(called.result.fields))
    draft = Draft.of(api, called)
    add_result(draft, called.result, {name: dumped(value) for name, value in values.items()})
    body = written(draft).body
    http = httpx2.Client(
        transport=httpx2.MockTransport(lambda _: httpx2.Response(200, content=body))
    )
    result = getattr(package.Bell(http_client=http), name)()
    for field in called.result.fields:
        assert getattr(result, field.name) == values.get(field.name, absent(field))


def dumped(value: Any) -> Any:
    """A value as an example of a spec says it."""
    match value:
        case dt.date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case Decimal():
            return str(value)
        case tuple():
            return [dumped(one) for one in value]
        case dict():
            return {key: dumped(one) for key, one in value.items()}
        case msgspec.Struct():
            fields = msgspec.structs.asdict(value)
            return {name: dumped(one) for name, one in fields.items() if one is not None}
        case _:
            return value
