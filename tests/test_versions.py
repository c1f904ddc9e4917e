"""Two versions of an API side by side in one process, while a program moves to the new one."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from apis import ROOT
from faults import KEY

import skycore
import skycore_1_2
from actionspec.mock import MockServer
from actionspec.read import read

TO = "15551234888"


@pytest.fixture
def servers(mocks: dict[str, MockServer]) -> tuple[MockServer, MockServer]:
    """The mock servers of the older version and of the present one."""
    found = mocks["skycore_1_2"], mocks["skycore"]
    for server in found:
        server.requests.clear()
    return found


def test_each_version_writes_its_own_name_of_the_operator(
    servers: tuple[MockServer, MockServer],
) -> None:
    older, present = servers
    with (
        skycore_1_2.Skycore(KEY, base_url=older.url) as old,
        skycore.Skycore(KEY, base_url=present.url) as new,
    ):
        old.send_sms(to=TO, sender="60856", text="Hello", spid="000189")
        new.send_sms(to=TO, sender="60856", text="Hello", operator_id="000189")
    assert b"<SPID>000189</SPID>" in older.requests[0].body
    assert b"<OPERATORID>000189</OPERATORID>" in present.requests[0].body


def test_code_for_the_older_version_sends_what_the_present_one_wants(
    servers: tuple[MockServer, MockServer],
) -> None:
    _, present = servers
    with (
        skycore.Skycore(KEY, base_url=present.url) as new,
        pytest.warns(DeprecationWarning, match="spid is now operator_id"),
    ):
        new.send_sms(to=TO, sender="60856", text="Hello", spid="000189")  # type: ignore[call-arg]
    assert b"<OPERATORID>000189</OPERATORID>" in present.requests[0].body


def test_a_slide_tells_its_duration_in_an_attribute_and_then_in_an_element(
    servers: tuple[MockServer, MockServer],
) -> None:
    older, present = servers

    async def save() -> None:
        async with (
            skycore_1_2.AsyncSkycore(KEY, base_url=older.url) as old,
            skycore.AsyncSkycore(KEY, base_url=present.url) as new,
        ):
            await old.save_mms(
                subject="Show", name="show", slides=[skycore_1_2.Slide(text="8 pm", duration=5)]
            )
            await new.save_mms(
                subject="Show", name="show", slides=[skycore.Slide(text="8 pm", duration=5)]
            )

    asyncio.run(save())
    assert b'<SLIDE DURATION="5"><TEXT>8 pm</TEXT></SLIDE>' in older.requests[0].body
    assert b"<SLIDE><TEXT>8 pm</TEXT><DURATION>5</DURATION></SLIDE>" in present.requests[0].body


def test_the_versions_share_nothing(servers: tuple[MockServer, MockServer]) -> None:
    older, _ = servers
    with (
        skycore_1_2.Skycore(KEY, base_url=older.url, retry=None) as old,
        pytest.raises(skycore_1_2.MalformedRequestError) as caught,
    ):
        old.send_sms(to="", sender="60856", text="Hello")
    assert not isinstance(caught.value, skycore.SkycoreError)
    versions = {"skycore", "skycore_1_2"}
    for version in versions:
        (other,) = versions - {version}
        for name, module in sys.modules.copy().items():
            if name.partition(".")[0] == version:
                held = {getattr(one, "__module__", None) or "" for one in vars(module).values()}
                assert not [one for one in held if one.partition(".")[0] == other]


def test_the_older_version_is_described_by_what_differs() -> None:
    api = read(ROOT / "spec" / "skycore_1_2")
    own = {path.name for path in (ROOT / "spec" / "skycore_1_2").rglob("*.yaml")}
    assert own == {"api.yaml", "types.yaml", "saveMMS.yaml", "sendMMS.yaml", "sendSMS.yaml"}
    assert len(api.actions) == len(read(ROOT / "spec" / "skycore").actions) - 2


def test_the_docs_and_the_package_tell_what_has_changed() -> None:
    for page in (Path("docs/changes.md"), Path("python/CHANGELOG.md")):
        text = (ROOT / "generated" / "skycore" / page).read_text("utf-8")
        assert "## 1.3, after 1.2" in text
        assert "`spid` is called `operator_id` now" in text
        assert not (ROOT / "generated" / "skycore_1_2" / page).exists()
