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
from any_values import EPOCH, SEVERAL, SINGLE, TYPES, UNITS, absent, some
from hypothesis import given, settings
from hypothesis import strategies as st
from inline import generated
from test_mock_spec import action, described, transport
from test_wire import xml_texts

from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.draft import Draft
from actionspec.mock.received import Received
from actionspec.mock.results import add_result
from actionspec.mock.writing import written
from actionspec.model import Action, Api, Member, Notation, Parameter, Structure
from actionspec.read import read

PARAMETERS = {
    **SINGLE,
    **SEVERAL,
    **described(
        usual={"default": "the usual"},
        unit={"wire": "box/@unit"},
        codes={"wire": "box/@codes", "list_of": "integer", "lists": {"join": " "}},
    ),
}
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
            action("grow", parameters=BRANCH),
            action("tell", parameters=described(texts=ENTRIES), transports=WITHOUT_JSON),
        ],
    )
    return package, read(folder / "sending.yaml")


any_texts = st.text(st.characters(codec="utf-8"), min_size=1)
SENT = [
    *(("ring", name) for name in TRANSPORTS),
    *(("grow", name) for name in NESTED),
    *(("tell", name) for name in WITHOUT_JSON),
]


@pytest.mark.parametrize(("name", "by"), SENT)
def test_what_is_sent_is_what_the_service_reads(
    sending: tuple[Any, Api], name: str, by: str
) -> None:
    package, api = sending
    called = next(one for one in api.actions if one.name == name)
    texts = xml_texts if api.transport(by).format == "xml" else any_texts

    @settings(max_examples=60, deadline=None)
    @given(some(package, called.parameters, texts))
    def comes_through(values: dict[str, Any]) -> None:
        expect_the_same(package, api, called, by, values)

    comes_through()


def expect_the_same(
    package: Any, api: Api, called: Action, by: str, values: Mapping[str, Any]
) -> None:
    """Send values, and read them as the service does."""
    request = sent(package, called.name, by, **values)
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


def sent(package: Any, name: str, by: str, **values: Any) -> httpx2.Request:
    """The request that a call of an action sends by a transport."""
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, text="<answer/>")

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    getattr(package.Bell(transport=by, http_client=http, retry=None), name)(**values)
    (request,) = requests
    return request


def given_values(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a service sees them: what is empty is not there, what has a default is."""
    found = {}
    for one in parameters:
        value = values.get(one.name, one.default)
        by_presence = one.scalar == "boolean" and one.notation.presence
        if value not in (None, (), {}) and not (by_presence and value is False):
            found[one.name] = value
    return found


def test_structures_of_one_kind_in_each_other_in_a_row(sending: tuple[Any, Api]) -> None:
    package, _ = sending
    branch = package.Branch(leaves=1, fork=package.Branch(leaves=2, fork=package.Branch(leaves=3)))
    query = sent(package, "grow", "members", branch=branch).url.query.decode()
    assert query.endswith("&branch.leaves=1&branch.fork.leaves=2&branch.fork.fork.leaves=3")


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
        "root": "{action}Response",
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
    "lines": {"format": "lines"},
    "form": {"format": "form", "names": "upper"},
}
# What names in a row are like, an answer says in `wire`.
ELSEWHERE = {"flat_points", "own_entries", "own_names"}
PRICES = described(
    unit={"wire": "box/@unit", "optional": True},
    price={"type": "Price", "optional": True},
    prices={"list_of": "Price"},
)
NESTED_FIELDS = {
    **{name: {**one, "optional": True} for name, one in SINGLE.items() if name != "marked"},
    **{name: one for name, one in SEVERAL.items() if name not in ELSEWHERE},
    "marked": SINGLE["marked"],
    **described(
        own_entries={"map_of": "integer", "maps": {"element": "e", "key": "k", "value": "v"}},
        repeated={"list_of": "Point", "lists": {"repeated": True}},
        branch={"type": "Branch", "optional": True},
    ),
}
NAMED = described(own_names={"map_of": "string", "wire": "own_{key}_name"})
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
RETURNS = {
    "plain": {**NESTED_FIELDS, **NAMED, **PRICES},
    "wrapped": {**NESTED_FIELDS, **PRICES},
    "keyed": {**NESTED_FIELDS, **NAMED},
    "json": {**NESTED_FIELDS, **NAMED},
    "rooted": NESTED_FIELDS,
    "lines": FLAT_FIELDS,
    "form": FLAT_FIELDS,
}
ALONE = {
    "Price": {
        "description": "A structure with an attribute and a text of its own.",
        "fields": described(
            amount={"wire": ".", "type": "decimal"}, currency={"wire": "@unit", "optional": True}
        ),
    },
    "Spot": {
        "description": "A structure whose fields are numbered.",
        "fields": described(x={"type": "integer"}, y={"type": "decimal", "optional": True}),
    },
}


@pytest.fixture(scope="module", params=ANSWERED)
def answering(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Api]:
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    package = generated(
        folder,
        f"answering_{name}",
        types={**TYPES, **{kind: one for kind, one in ALONE.items() if kind in str(RETURNS[name])}},
        response=ANSWERED[name],
        actions=[action(returns=RETURNS[name])],
    )
    return package, read(folder / f"answering_{name}.yaml")


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_answered_is_what_the_client_reads(
    answering: tuple[Any, Api], data: st.DataObject
) -> None:
    package, api = answering
    (called,) = api.actions
    texts = line_texts if api.response.format in {"lines", "form"} else shown_texts
    values = data.draw(some(package, called.result.fields, texts))
    draft = Draft.of(api, called)
    add_result(draft, called.result, {name: dumped(value) for name, value in values.items()})
    answer = httpx2.Response(200, content=written(draft).body)
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
    result = package.Bell(http_client=http, retry=None).ring()
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
