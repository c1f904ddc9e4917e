"""Names: how they are derived, and that none can take what the generated classes need."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec
import pytest

import skycore
from actionspec.names import Owner, camel_case, is_reserved_class, snake_case, taken_by
from skycore._runtime.client import AsyncClient, Client
from skycore._runtime.records import Request
from skycore._runtime.secrets import Secrets
from skycore._service import Settings


def members(kind: type[Any]) -> set[str]:
    return {name for name in {*dir(kind)} - {*dir(msgspec.Struct)} if not name.startswith("_")}


def options(kind: type[Any]) -> set[str]:
    parameters = inspect.signature(kind).parameters.values()
    settings = {*Settings.__struct_fields__}
    return {one.name for one in parameters if one.kind is one.KEYWORD_ONLY} - settings


NEEDED: list[tuple[Owner, set[str]]] = [
    ("method", members(Client) | members(AsyncClient)),
    ("argument", options(skycore.Skycore) | options(skycore.AsyncSkycore) | members(Secrets)),
    ("parameter", members(Request)),
    ("field", members(skycore.SentMessages) - {*skycore.SentMessages.__struct_fields__}),
    ("field", {"error"}),
    ("attribute", members(skycore.SkycoreError) | {*vars(skycore.SkycoreError())}),
]


@pytest.mark.parametrize(
    ("owner", "names"), NEEDED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_the_runtime_needs_is_taken(owner: Owner, names: set[str]) -> None:
    assert names
    assert {name for name in names if not taken_by(name, owner)} == set()


@pytest.mark.parametrize("owner", ["method", "argument", "parameter", "field", "attribute"])
def test_python_keeps_its_words(owner: Owner) -> None:
    assert taken_by("from", owner)
    assert taken_by("str", owner)
    assert not taken_by("recipient", owner)


def test_what_every_package_offers_is_taken() -> None:
    offered = {"ItemsFailedError", "Outcome", "ProtocolError", "TransportError", "UnknownCodeError"}
    assert offered < set(skycore.__all__)
    assert all(is_reserved_class(name) for name in (*offered, "ValueError", "Fields", "None"))


def test_names_are_derived() -> None:
    assert snake_case("sendMessageBySubscriberRef") == "send_message_by_subscriber_ref"
    assert snake_case("sendSMS") == "send_sms"
    assert snake_case("getMMSIds2") == "get_mms_ids2"
    assert snake_case("namecheap.domains.getList") == "namecheap_domains_get_list"
    assert camel_case("send_sms_2") == "SendSms2"


def test_code_of_the_users_has_a_name_of_its_own() -> None:
    assert taken_by("own", "method")
    assert taken_by("own", "package")
    assert not taken_by("own", "parameter")
