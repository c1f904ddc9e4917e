"""`actionspec docs serve`: a site that follows its spec, and a mock server beside it."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from select import select
from shutil import copytree

import httpx2
import pytest
from apis import ROOT
from commands import command, line, until

SPEC = ROOT / "tests/cases/generate-bare/spec"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return copytree(SPEC, tmp_path / "spec")


def test_the_site_follows_its_spec(spec: Path) -> None:
    api = spec / "api.yaml"
    right = api.read_text(encoding="utf-8")
    (title,) = [one for one in right.splitlines() if one.startswith("title:")]
    (version,) = [one.partition(":")[2] for one in right.splitlines() if one.startswith("version:")]
    path = f"{version.strip().strip(chr(34))}/"
    with command("docs", "serve", str(spec), "--port", "0") as process:
        url = line(process)
        told = line(process)
        mock = told.partition(" at ")[2].partition(". ")[0]
        assert httpx2.get(url, follow_redirects=True).status_code == 200
        assert f'data-mock="{mock}"' in httpx2.get(f"{url}{path}actions/ring/").text
        allowed = httpx2.get(mock, headers={"Origin": url.rstrip("/")})
        assert allowed.headers["access-control-allow-origin"] == url.rstrip("/")

        assert "building the docs" in line(process, "stderr")
        assert process.stderr
        assert select([process.stderr], [], [], 1)[0] == [], "nothing is built before a save"
        api.write_text(right.replace(title, "title: Another name"), encoding="utf-8")
        until(process, "built again")
        assert "Another name" in httpx2.get(f"{url}{path}").text

        missing = httpx2.get(f"{url}{path}nothing/")
        assert (missing.status_code, "no such page" in missing.text) == (404, True)

        api.write_text(right.replace("transports:", "transport:"), encoding="utf-8")
        until(process, "did you mean")
        assert "Another name" in httpx2.get(f"{url}{path}").text

        # Two saves, as some editors do it: the second one while the site of the first is built.
        for name in ("Third name", "Fourth name"):
            saved = spec / "saved.tmp"
            saved.write_text(right.replace(title, f"title: {name}"), encoding="utf-8")
            saved.replace(api)
            until(process, "building the docs")
        until(process, "built again")
        assert "Fourth name" in httpx2.get(f"{url}{path}").text

        api.write_text(right, encoding="utf-8")
        until(process, "built again")
        assert "Another name" not in httpx2.get(f"{url}{path}").text

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def test_the_mock_answers_while_the_site_is_built_again(spec: Path) -> None:
    served = command("docs", "serve", str(spec), "--port", "0")
    with served as process, ThreadPoolExecutor() as pool:
        line(process)
        mock = line(process).partition(" at ")[2].partition(". ")[0]
        (spec / "api.yaml").touch()
        built = pool.submit(until, process, "built again")
        statuses = {httpx2.get(mock).status_code for _ in iter(built.done, True)}
    assert statuses == {200}
