"""The mock server finds out which action a request is for, and which transport wrote it."""

from __future__ import annotations

from pathlib import Path

from test_mock_spec import URL, action, received, small_api, transport

from actionspec.mock.dispatch import find_action
from actionspec.mock.received import Received
from actionspec.model import Api


def fitting(api: Api, request: Received) -> str | None:
    """The action that a request is for."""
    found = (find_action(api, request, reading) for reading in request.readings(api))
    return next((one.action for one in found if one), None)


EVERY_TRANSPORT = {
    "get": transport(format="query", constants={"way": "get"}),
    "post": transport(format="query", method="POST"),
    "form": transport(format="form"),
    "field": transport(format="xml", root="in", field="xml"),
    "xml": transport(format="xml", root="in"),
    "json": transport(format="json"),
}


def test_each_transport_is_found_by_what_it_sends(tmp_path: Path) -> None:
    document = "<in><do>ring</do></in>"
    requests = {
        "get": received("GET", f"{URL}?do=ring&way=get"),
        "post": received("POST", f"{URL}?do=ring"),
        "form": received("POST", data={"do": "ring"}),
        "field": received("POST", data={"xml": document}),
        "xml": received("POST", content=document),
        "json": received("POST", json={"do": "ring"}),
    }
    for name, request in requests.items():
        api = small_api(tmp_path, transports=EVERY_TRANSPORT, actions=[action(transports=[name])])
        assert {one for one in requests if fitting(api, requests[one])} == {name}
        assert fitting(api, request) == "ring"


def test_places_that_name_the_action_have_to_agree(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        dispatch={"field": "do", "template": "bell.{action}", "path": "rest/{action}.view"},
        transports={"get": transport(format="query", actions="lower")},
        actions=[action("Ring"), action("String", name="string")],
    )
    base = "https://bell.example/any/rest"
    assert fitting(api, received("GET", f"{base}/ring.view?do=bell.ring")) == "Ring"
    assert fitting(api, received("GET", f"{base}/string.view?do=bell.string")) == "String"
    for other in ("string.view?do=bell.ring", "ring.view?do=ring", "Ring.view?do=bell.Ring"):
        assert fitting(api, received("GET", f"{base}/{other}")) is None


def test_constants_tell_actions_apart(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        constants={"v": "1"},
        headers={"X-Kind": "bell-{action}"},
        transports={"get": transport(format="query")},
        actions=[
            action("users", wire="query", constants={"list": "users"}),
            action("pages", wire="query", constants={"list": "pages"}),
            action("raw", wire="query"),
        ],
    )
    headers = {"X-Kind": "bell-query"}
    for name, query in {
        "users": "v=1&list=users",
        "pages": "list=pages&v=1",
        "raw": "v=1&list=others",
        None: "list=users",
    }.items():
        assert fitting(api, received("GET", f"{URL}?do=query&{query}", headers=headers)) == name
    assert fitting(api, received("GET", f"{URL}?do=query&v=1")) is None


def test_root_and_header_have_to_agree(tmp_path: Path) -> None:
    api = small_api(
        tmp_path,
        dispatch={"header": "X-Call"},
        transports={"xml": transport(format="xml", root="{action}Request")},
        actions=[action(), action("stop")],
    )
    for root, header, name in [
        ("ring", "ring", "ring"),
        ("stop", "stop", "stop"),
        ("stop", "ring", None),
        ("go", "go", None),
    ]:
        request = received("POST", content=f"<{root}Request/>", headers={"X-Call": header})
        assert fitting(api, request) == name
