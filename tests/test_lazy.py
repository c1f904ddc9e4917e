"""An import costs the same with one action and with many: what is not used stays out."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from apis import PACKAGES, ROOT

PACKAGE = PACKAGES[ROOT / "spec" / "skycore"]
CALL = """
from skycore import Skycore
import httpx2
text = "<RESPONSE><STATUS>Success</STATUS><MMSIDS>1,2</MMSIDS></RESPONSE>"
answer = httpx2.Response(200, text=text)
http = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
assert Skycore("a key", http_client=http, retry=None).get_mms_ids().mms_ids == (1, 2)
"""


def loaded_by(code: str) -> set[str]:
    """The modules that a program loads."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {*done.stdout.split()}


def test_the_package_alone_loads_nothing() -> None:
    loaded = loaded_by("import skycore")
    assert {name for name in loaded if name.startswith(("skycore", "httpx2"))} == {"skycore"}


def test_a_call_loads_its_own_action() -> None:
    loaded = loaded_by(CALL)
    actions = {name for name in loaded if name.startswith("skycore.actions.")}
    assert actions == {"skycore.actions.get_mms_ids"}
    assert "skycore.postbacks" not in loaded
    assert "skycore.models" not in loaded


@pytest.mark.parametrize("name", ["Slide", "SkycoreError", "Outcome", "Notice"])
def test_a_name_loads_no_client(name: str) -> None:
    loaded = loaded_by(f"from skycore import {name}")
    assert not {"httpx2", "skycore.client", "skycore.postbacks"} & loaded


def test_postbacks_need_no_http_library() -> None:
    loaded = loaded_by("import skycore.postbacks")
    assert not {"httpx2", "skycore.client", "skycore.errors", "asyncio"} & loaded
