"""With a memory, what was created exists, what was removed does not, and every id is its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest
from apis import ROOT
from test_mock import mock_lines
from test_mock_bell import CALLBACKS, RUNG, bell, receiving
from test_mock_spec import action, described, example, small_api

from actionspec.mock import MockServer, Step, mock_server, running
from actionspec.mock.memory import successor
from actionspec.model import Api
from iam import EntityAlreadyExistsError, Iam, NoSuchEntityError
from skycore import (
    CampaignMissingOrInvalidError,
    ContentNotFoundError,
    PassData,
    PassDataNotFoundError,
    Skycore,
    Slide,
)

PATIENCE = 20

HANG = action(
    "hang",
    parameters=described(name={}),
    returns=described(id={"type": "integer", "creates": "bell"}),
    examples=[
        example(response="<answer><id>10</id></answer>", request={"name": "a"}, result={"id": 10})
    ],
)
RING = action(
    parameters=described(
        id={"type": "integer", "refers_to": {"thing": "bell", "unknown": "odd"}, "required": "who"},
        others={"list_of": "integer", "refers_to": "bell", "lists": {"join": ","}},
        times={"type": "integer", "maximum": 9},
    ),
    examples=[
        example(response="<answer/>", request={"id": 7}, result={}),
        example(
            name="failed",
            response="<answer><error>odd</error></answer>",
            request={"id": 8},
            failure={"code": "odd"},
        ),
    ],
)
SCRAP = action("scrap", parameters=described(id={"type": "integer", "removes": {"thing": "bell"}}))
LIST = action("list", returns=described(ids={"list_of": "integer", "refers_to": "bell"}))
NAME = action(
    "name",
    parameters=described(
        nickname={"creates": {"thing": "nickname", "known": "odd"}},
        old={"removes": "nickname"},
        motto={"creates": "motto"},
    ),
    examples=[example(response="<answer/>", request={"nickname": "Tom"}, result={})],
)
OLD = action("old", parameters=described(motto={"refers_to": "motto"}))


@pytest.fixture
def api(tmp_path: Path) -> Api:
    return small_api(tmp_path, actions=[HANG, RING, SCRAP, LIST, NAME, OLD])


@pytest.fixture
def mock(api: Api) -> Iterator[MockServer]:
    with mock_server(api, remember=True) as server:
        yield server


def became(mock: MockServer, *queries: str) -> list[str | None]:
    """The codes of the answers to some queries."""
    mock.requests.clear()
    for query in queries:
        httpx2.get(f"{mock.url}?do={query}")
    return [one.code for one in mock.requests]


def created(mock: MockServer, query: str = "hang") -> str:
    text = httpx2.get(f"{mock.url}?do={query}").text
    return text.partition("<id>")[2].partition("</id>")[0]


def test_without_a_memory_everything_exists(api: Api) -> None:
    with running(api) as mock:
        assert [created(mock), created(mock)] == ["10", "10"]
        assert became(mock, "ring&id=99", "scrap&id=99", "scrap&id=99") == [None] * 3


def test_ids_count_on_and_exist(mock: MockServer) -> None:
    assert became(mock, "ring&id=11") == ["odd"]
    assert [created(mock), created(mock)] == ["11", "12"]
    assert became(mock, "ring&id=11", "ring&id=%2B012", "ring&id=13") == [None, None, "odd"]
    assert became(mock, f"ring&id={'9' * 5000}") == ["odd"]


def test_the_ids_of_examples_that_succeed_exist(mock: MockServer) -> None:
    assert became(mock, "ring&id=7", "ring&id=10", "ring&id=8") == [None, None, "odd"]


def test_what_was_removed_is_gone(mock: MockServer) -> None:
    queries = ("scrap&id=7", "ring&id=7", "scrap&id=7")
    assert became(mock, *queries) == [None, "odd", "bad"]
    assert created(mock) == "11"
    assert became(mock, "scrap&id=11") == [None]
    assert created(mock) == "12", "an id is never used twice"


def test_every_element_of_a_list_has_to_exist(mock: MockServer) -> None:
    queries = ("ring&id=7&others=7,10", "ring&id=7&others=7,11", "ring&id=99&others=11")
    assert became(mock, *queries) == [None, "bad", "odd"]


def test_the_other_rules_come_first(mock: MockServer) -> None:
    assert became(mock, "ring&id=x", "ring&id=99&times=10", "ring") == ["bad", "bad", "who"]


def test_names_that_the_caller_chooses(mock: MockServer) -> None:
    """Those of examples can be created once more: otherwise nobody could."""
    queries = ("name&nickname=Ann", "name&nickname=Ann", "name&nickname=Tom", "name&nickname=Tom")
    assert became(mock, *queries) == [None, "odd", None, "odd"]
    assert became(mock, "name&old=Ann", "name&nickname=Ann", "name&old=Bea") == [None, None, "bad"]
    queries = ("old&motto=x", "name&motto=x", "name&motto=x", "old&motto=x")
    assert became(mock, *queries) == ["bad", None, None, None]


def test_what_is_refused_creates_and_removes_nothing(mock: MockServer) -> None:
    mock.script = [Step(code="who"), Step(status=503), Step(example="failed")]
    assert became(mock, "scrap&id=7", "scrap&id=7", "ring&id=7") == ["who", None, "odd"]
    assert became(mock, "ring&id=7") == [None]
    assert became(mock, "scrap&id=99&id=7&do=sing") == ["bad"]


def test_what_is_carried_out_though_its_answer_gets_lost(mock: MockServer) -> None:
    mock.script = [Step(action="hang", fault="lose"), Step(action="scrap", fault="lose")]
    for query in ("hang", "scrap&id=7"):
        with pytest.raises(httpx2.RemoteProtocolError):
            httpx2.get(f"{mock.url}?do={query}")
    assert became(mock, "ring&id=11", "ring&id=7") == [None, "odd"]


def test_an_example_on_demand_prints_its_own_ids(mock: MockServer) -> None:
    headers = {"ActionSpec-Example": "printed"}
    texts = [httpx2.get(f"{mock.url}?do=hang", headers=headers).text for _ in range(2)]
    assert ["<id>10</id>" in text for text in texts] == [True, True]
    httpx2.get(f"{mock.url}?do=scrap&id=x7", headers={"ActionSpec-Code": "odd"})
    assert created(mock) == "11"


def test_ids_in_structures_and_answers_that_are_made_up(tmp_path: Path) -> None:
    key = {"Key": {"description": "D.", "fields": described(id={"creates": "key"}, on={})}}
    cut = action("cut", returns=described(keys={"list_of": "Key"}, best={"type": "Key"}))
    use = action("use", parameters=described(key={"refers_to": "key"}))
    api = small_api(tmp_path, actions=[cut, use], types=key, response={"format": "json"})
    with mock_server(api, remember=True) as mock:
        answers = [httpx2.get(f"{mock.url}?do=cut").json() for _ in range(2)]
        ids = [one["id"] for answer in answers for one in (*answer["keys"], answer["best"])]
        assert ids == ["text", "texu", "texv", "texw"]
        assert became(mock, "use&key=texw", "use&key=texx") == [None, "bad"]


def test_postbacks_tell_of_the_new_ids(tmp_path: Path) -> None:
    ring = action(
        parameters=described(times={"type": "integer"}),
        returns=described(id={"creates": "ringing"}),
        postbacks=["Heard"],
        examples=[example(response="<answer/>", result={"id": "R9"})],
    )
    api = bell(tmp_path, ring, callbacks=CALLBACKS, postbacks=[RUNG])
    with receiving() as receiver:
        mock = MockServer(api, remember=True, postback_url=receiver.url, postback_pause=0)
        with running(mock):
            assert [created(mock, "ring"), created(mock, "ring")] == ["S0", "S1"]
            mock.wait_for_postbacks(PATIENCE)
        found = [body.partition("<ID>")[2].partition("</ID>")[0] for body in receiver.bodies]
        assert found == ["S0", "S1"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("35674", "35675"),
        ("999", "1000"),
        ("DrXAFP", "DrXAFQ"),
        ("az", "ba"),
        ("U9z-", "V0a-"),
        ("MMS_MO_iG7Ksa99", "MMS_MO_iG7Ksb00"),
        ("ZZ", "1AA"),
        ("-", "1-"),
    ],
)
def test_the_next_id_has_the_same_form(text: str, after: str) -> None:
    assert successor(text) == after


def test_the_command_remembers(api: Api, tmp_path: Path) -> None:
    with mock_lines(tmp_path / "bell.yaml", "--remember") as (url, _):
        assert "odd" in httpx2.get(f"{url}?do=ring&id=99").text
    with mock_lines(tmp_path / "bell.yaml") as (url, _):
        assert "odd" not in httpx2.get(f"{url}?do=ring&id=99").text


def test_skycore_remembers_what_it_stores() -> None:
    with ExitStack() as stack:
        mock = stack.enter_context(mock_server(ROOT / "spec" / "skycore", remember=True))
        client = stack.enter_context(Skycore("key", base_url=mock.url))
        to: Any = {"to": "15551234567", "sender": "60856"}
        saved = [
            client.save_mms(subject="A", name="B", slides=[Slide(text="C")]).mms_id
            for _ in range(2)
        ]
        assert saved[0] != saved[1]
        sent = [client.send_saved_mms(mms_id=one, **to).tracking_id for one in (*saved, 35674)]
        assert len(set(sent)) == 3
        client.delete_mms_id(mms_id=saved[0])
        with pytest.raises(ContentNotFoundError):
            client.send_saved_mms(mms_id=saved[0], **to)
        with pytest.raises(ContentNotFoundError):
            client.delete_mms_id(mms_id=saved[0])
        campaign = client.create_mms_campaign(campaign_name="A", brand_name="B").campaign_id
        client.send_saved_mms_campaign(to_campaign=campaign, mms_id=saved[1])
        with pytest.raises(CampaignMissingOrInvalidError):
            client.send_saved_mms_campaign(to_campaign=campaign + 1, mms_id=saved[1])
        data = client.generate_pass(
            pass_template_id=100, pass_data=PassData(barcode_value="1")
        ).pass_data_id
        assert data
        client.delete_pass_data(pass_data_id=data)
        with pytest.raises(PassDataNotFoundError):
            client.generate_pass_by_id(pass_data_id=data)


def test_iam_remembers_whom_it_knows() -> None:
    with (
        mock_server(ROOT / "spec" / "iam", remember=True) as mock,
        Iam(access_key_id="key", base_url=mock.url) as client,
    ):
        with pytest.raises(NoSuchEntityError):
            client.get_user(user_name="Ann")
        client.create_user(user_name="Ann")
        with pytest.raises(EntityAlreadyExistsError):
            client.create_user(user_name="Ann")
        client.get_user(user_name="Ann")
        keys = [client.create_access_key(user_name="Ann").access_key for _ in range(2)]
        assert keys[0].access_key_id != keys[1].access_key_id
        client.delete_user(user_name="Ann")
        with pytest.raises(NoSuchEntityError):
            client.create_access_key(user_name="Ann")
