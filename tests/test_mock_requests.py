"""The mock server reads every way to write a request: raw requests, and what it makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_mock_spec import URL, action, described, received, small_api, transport

from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.problem import UnreadableRequestError
from actionspec.mock.received import Received
from actionspec.mock.rules import broken_rule
from actionspec.model import Api


def values(api: Api, request: Received) -> dict[str, Any]:
    """The parameters that the only reading of a request has."""
    (reading,) = request.readings(api)
    found = find_action(api, request, reading)
    assert found
    return reading.content.parameters(found, fixed_fields(api, reading, found))


EVERYTHING = described(
    times={"type": "integer"},
    loud={"type": "boolean"},
    tones={"list_of": "Tone"},
    main={"type": "Door"},
    doors={"list_of": "Door"},
    labels={"map_of": "string"},
    token={"wire": "access/key"},
)
SENT = {
    "times": "2",
    "loud": "true",
    "tones": ["L", "H"],
    "main": {"name": "front", "keys": ["a", "b"]},
    "doors": [{"name": "back", "floor": "1"}, {"name": "side", "keys": ["c"]}],
    "labels": {"k": "v", "l": "w"},
    "token": "t",
}

FLAT = {
    "names with numbers": (
        {"lists": {"template": "{name}.member.{i}"}},
        "do=ring&times=2&loud=true&tones.member.1=L&tones.member.2=H&main.name=front"
        "&main.keys.member.1=a&main.keys.member.2=b&doors.member.1.name=back"
        "&doors.member.1.floor=1&doors.member.2.name=side&doors.member.2.keys.member.1=c"
        "&labels.k=v&labels.l=w&access.key=t",
    ),
    "brackets, from zero": (
        {"nesting": "{name}[{field}]", "lists": {"template": "{name}[{i}]", "first": 0}},
        "do=ring&times=2&loud=true&tones[0]=L&tones[1]=H&main[name]=front&main[keys][0]=a"
        "&main[keys][1]=b&doors[0][name]=back&doors[0][floor]=1&doors[1][name]=side"
        "&doors[1][keys][0]=c&labels[k]=v&labels[l]=w&access[key]=t",
    ),
    "entries with key and value": (
        {
            "lists": {"template": "{name}{i}"},
            "maps": {"template": "{name}.entry.{i}", "key": "key", "value": "value"},
        },
        "do=ring&times=2&loud=true&tones1=L&tones2=H&main.name=front&main.keys1=a&main.keys2=b"
        "&doors1.name=back&doors1.floor=1&doors2.name=side&doors2.keys1=c"
        "&labels.entry.1.key=k&labels.entry.1.value=v&labels.entry.2.key=l"
        "&labels.entry.2.value=w&access.key=t",
    ),
    "upper case": (
        {
            "names": "upper",
            "nesting": "{name}_{field}",
            "lists": {"template": "L_{parent}_{field}{i}", "first": 0},
        },
        "DO=ring&TIMES=2&LOUD=true&MAIN_NAME=front&LABELS_k=v&LABELS_l=w&ACCESS_KEY=t",
    ),
}


@pytest.mark.parametrize("kind", ["query", "form"])
@pytest.mark.parametrize(("options", "sent"), FLAT.values(), ids=FLAT)
def test_names_in_a_row(tmp_path: Path, kind: str, options: dict[str, Any], sent: str) -> None:
    api = small_api(
        tmp_path,
        transports={"flat": transport(format=kind, **options)},
        actions=[action(parameters=EVERYTHING)],
    )
    form = {"content-type": "application/x-www-form-urlencoded"}
    request = (
        received("GET", f"{URL}?{sent}")
        if kind == "query"
        else received("POST", content=sent, headers=form)
    )
    found = values(api, request)
    told = {name: value for name, value in SENT.items() if name in found}
    if options.get("names") == "upper":
        told["main"] = {"name": "front"}
    else:
        assert set(found) == set(SENT)
    assert found == told
    assert broken_rule(api, api.actions[0], found) is None


def test_the_layouts_of_single_parameters(tmp_path: Path) -> None:
    parameters = described(
        joined={"list_of": "integer", "lists": {"join": ","}},
        again={"list_of": "string"},
        fields={"list_of": "Door", "lists": {"template": "L_{field}{i}", "first": 0}},
        extra={"map_of": "string", "maps": {"template": "x_{key}"}},
        rest={"map_of": "string", "maps": {"template": "{key}"}},
        x_ray={},
    )
    api = small_api(
        tmp_path,
        transports={"get": transport(format="query")},
        constants={"v": "1"},
        actions=[action(parameters=parameters)],
    )
    query = (
        "do=ring&v=1&joined=1%2C2&again=a&again=b&L_name0=n&L_floor0=3&L_name1=m&x_a=1&x_b=2"
        "&x_ray=r&more=m"
    )
    assert values(api, received("GET", f"{URL}?{query}")) == {
        "joined": ["1", "2"],
        "again": ["a", "b"],
        "fields": [{"name": "n", "floor": "3"}, {"name": "m"}],
        "extra": {"a": "1", "b": "2"},
        "x_ray": "r",
        "rest": {"more": "m"},
    }


def test_a_list_is_named_after_what_it_stands_in(tmp_path: Path) -> None:
    types = {
        "Cart": {
            "description": "A cart.",
            "fields": {
                "items": {
                    "list_of": "Item",
                    "lists": {"template": "L_{parent}_{field}{i}", "first": 0},
                    "description": "Things.",
                }
            },
        },
        "Item": {"description": "A thing.", "fields": {"name": {"description": "Its name."}}},
    }
    api = small_api(
        tmp_path,
        types=types,
        transports={
            "form": transport(
                format="query",
                nesting="{name}_{field}",
                lists={"template": "{name}_{i}", "first": 0},
            )
        },
        actions=[action(parameters=described(cart={"list_of": "Cart"}))],
    )
    query = "do=ring&L_cart_0_name0=a&L_cart_0_name1=b&L_cart_1_name0=c"
    assert values(api, received("GET", f"{URL}?{query}"))["cart"] == [
        {"items": [{"name": "a"}, {"name": "b"}]},
        {"items": [{"name": "c"}]},
    ]


@pytest.mark.parametrize("field", [None, "xml"])
def test_a_document(tmp_path: Path, field: str | None) -> None:
    options = {"format": "xml", "root": "{action}Request", "namespace": "urn:bell"}
    api = small_api(
        tmp_path,
        dispatch={"header": "X-Call"},
        transports={"xml": transport(**options, **({"field": field} if field else {}))},
        actions=[action(parameters=EVERYTHING)],
    )
    document = """<ringRequest xmlns="urn:bell"><times>2</times><loud>true</loud>
        <tones>L</tones><tones>H</tones><main><name>front</name><keys>a</keys><keys>b</keys></main>
        <doors><name>back</name><floor>1</floor></doors>
        <doors><name>side</name><keys>c</keys></doors>
        <labels><k>v</k><l>w</l></labels><access><key>t</key></access></ringRequest>"""
    body: dict[str, Any] = {"data": {field: document}} if field else {"content": document}
    assert values(api, received("POST", headers={"X-Call": "ring"}, **body)) == SENT
    with pytest.raises(UnreadableRequestError):
        received("POST", content=document.replace("urn:bell", "urn:other")).readings(api)


def test_attributes_wrapped_lists_and_entries_in_a_document(tmp_path: Path) -> None:
    parameters = described(
        version={"wire": "@version"},
        unit={"wire": "price/@unit"},
        tones={"list_of": "string", "lists": {"element": "tone"}},
        labels={"map_of": "string", "maps": {"element": "entry", "key": "name", "value": "value"}},
        data={"map_of": "string", "maps": {"template": "{name}_{key}"}},
    )
    api = small_api(
        tmp_path,
        transports={"xml": transport(format="xml", root="in", names="upper")},
        actions=[action(parameters=parameters)],
    )
    document = """<in VERSION="1"><DO>ring</DO><PRICE UNIT="EUR"/>
        <TONES><tone>L</tone><tone>H</tone></TONES>
        <LABELS><entry><name>k</name><value>v</value></entry><entry><name>l</name></entry></LABELS>
        <DATA_a>1</DATA_a><DATA_b>2</DATA_b></in>"""
    assert values(api, received("POST", content=document)) == {
        "version": "1",
        "unit": "EUR",
        "tones": ["L", "H"],
        "labels": {"k": "v", "l": ""},
        "data": {"a": "1", "b": "2"},
    }


def test_an_object(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        transports={"json": transport(format="json")},
        actions=[action(parameters=EVERYTHING)],
    )
    body = {
        "do": "ring",
        "times": 2,
        "loud": True,
        "tones": ["L", "H"],
        "main": {"name": "front", "floor": None, "keys": ["a", "b"]},
        "doors": [{"name": "back", "floor": 1}, {"name": "side", "keys": ["c"]}],
        "labels": {"k": "v", "l": "w"},
        "access": {"key": "t"},
    }
    assert values(api, received("POST", json=body)) == SENT


NUMBERED = {
    "Pass": {
        "description": "What a pass shows.",
        "fields": described(
            back={
                "map_of": "Line",
                "keys": "integer",
                "optional": True,
                "maps": {"template": "{name}{field}{key}"},
            },
            more={"map_of": "string", "optional": True, "maps": {"template": "{name}_{key}"}},
            more_text={"optional": True},
            backing={"optional": True},
            image={"wire": "image/url", "optional": True},
        ),
    },
    "Line": {
        "description": "A line.",
        "fields": described(label={"optional": True}, value={"optional": True}),
    },
}
MAPS = described(
    data={"map_of": "string"},
    custom={
        "map_of": "string",
        "keys": "integer",
        "maps": {"template": "{name}_{key}", "key": "SLIDE", "value": "VALUE"},
    },
    shown={"wire": {"xml": "PASSDATA", "get": "pd"}, "type": "Pass"},
    lines={"map_of": "Line", "maps": {"template": "{key}-{field}"}},
    mixed={"map_of": "string", "maps": {"names": "as_written"}},
)
MAPPED = {
    "data": {"first_name": "John", "age": "30"},
    "custom": {"1": "v", "12": "w"},
    "shown": {
        "back": {"4": {"label": "l", "value": "v"}, "10": {"label": "m"}},
        "more": {"a": "1"},
        "more_text": "t",
        "backing": "b",
        "image": "i",
    },
    "lines": {"top": {"label": "a", "value": "b"}},
    "mixed": {"aB": "c"},
}
TWO_TRANSPORTS = {
    "xml": transport(format="xml", root="in", names="upper", maps={"names": "upper"}),
    "get": transport(
        format="query",
        names="lower",
        nesting="{name}_{field}",
        maps={"template": "{name}-{key}", "names": "lower"},
    ),
}


def test_maps_by_numbers_and_in_letter_cases(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        types=NUMBERED,
        transports=TWO_TRANSPORTS,
        actions=[action(parameters=MAPS)],
    )
    document = """<in><DO>ring</DO><DATA><FIRST_NAME>John</FIRST_NAME><AGE>30</AGE></DATA>
        <CUSTOM><SLIDE>1</SLIDE><VALUE>v</VALUE></CUSTOM>
        <CUSTOM><SLIDE>12</SLIDE><VALUE>w</VALUE></CUSTOM>
        <PASSDATA><BACKLABEL4>l</BACKLABEL4><BACKING>b</BACKING><BACKVALUE4>v</BACKVALUE4>
        <BACKLABEL10>m</BACKLABEL10><MORE_TEXT>t</MORE_TEXT><MORE_A>1</MORE_A>
        <BACKLABELX>?</BACKLABELX><IMAGE><URL>i</URL></IMAGE></PASSDATA>
        <TOP-LABEL>a</TOP-LABEL><TOP-VALUE>b</TOP-VALUE><MIXED><aB>c</aB></MIXED></in>"""
    query = (
        "do=ring&data-first_name=John&data-AGE=30&custom_1=v&custom_12=w&custom_x=y&pd_backing=b"
        "&pd_more_text=t&pd_more_a=1&pd_backlabel4=l&pd_backvalue4=v&pd_backlabel10=m&pd_backlabelx=n&pd_image_url=i"
        "&TOP-label=a&TOP-value=b&mixed-aB=c"
    )
    xml = values(api, received("POST", content=document))
    get = values(api, received("GET", f"{URL}?{query}"))
    assert xml == MAPPED
    assert get == MAPPED
    assert broken_rule(api, api.actions[0], xml) is None


def test_keys_that_are_no_numbers(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        transports={**TWO_TRANSPORTS, "json": transport(format="json")},
        actions=[action(parameters={"custom": MAPS["custom"]})],
    )
    document = "<in><DO>ring</DO><CUSTOM><SLIDE>x</SLIDE><VALUE>v</VALUE></CUSTOM></in>"
    body = {"do": "ring", "custom": [{"SLIDE": "1", "VALUE": "v"}, {"SLIDE": "", "VALUE": "w"}]}
    for request in (received("POST", content=document), received("POST", json=body)):
        error = broken_rule(api, api.actions[0], values(api, request))
        assert error
        assert error.code == "bad"


def test_booleans_by_presence(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        values={"presence": True},
        transports={"get": transport(format="query"), "json": transport(format="json")},
        actions=[action(parameters=described(loud={"type": "boolean"}))],
    )
    assert values(api, received("GET", f"{URL}?do=ring&loud")) == {"loud": "true"}
    assert values(api, received("GET", f"{URL}?do=ring")) == {}
    assert values(api, received("POST", json={"do": "ring", "loud": False})) == {}
