"""The code that the request builder shows does what it says: Python as it stands, and curl."""

from __future__ import annotations

import asyncio
import functools
import importlib
import shlex
from pathlib import Path
from typing import Any

import black
import httpx2
import pytest
from apis import read_api
from javascript import Call, Refused, run_calls, written_json
from test_builder_engine import (
    CREDENTIAL,
    FOLDERS,
    Sending,
    data_of,
    examples_of,
    sent_by_client,
    with_odd_values,
)

WIDTH = 72


def sendings_of(folder: Path) -> list[Sending]:
    """The requests of examples, and odd ones, each once: all transports have the same code."""
    found = [*examples_of(folder), *with_odd_values(folder)]
    return [one for one in found if one.transport == one.action.transports[0]]


def shown(sending: Sending, *, asynchronous: bool) -> Call:
    given = written_json(sending.values), asynchronous
    return Call(data_of(sending.folder, sending.action.name), "code", "python", given)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
@pytest.mark.parametrize("folder", FOLDERS)
def test_python_programs_send_the_request(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    api = read_api(folder)
    package = importlib.import_module(api.package)
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(500)

    for prefix, kind in (("", httpx2.Client), ("Async", httpx2.AsyncClient)):
        http: Any = kind(transport=httpx2.MockTransport(answer))
        made = functools.partial(
            getattr(package, f"{prefix}{api.name}"), http_client=http, retry=None, validate=False
        )
        monkeypatch.setattr(package, f"{prefix}{api.name}", made)
        sendings = sendings_of(folder)
        calls = [shown(one, asynchronous=bool(prefix)) for one in sendings]
        for one in api.credentials:
            monkeypatch.setenv(one.environment or f"{api.package}_{one.name}".upper(), CREDENTIAL)
        for sending, text in zip(sendings, run_calls(calls), strict=True):
            assert CREDENTIAL not in text
            seen.clear()
            with pytest.raises(getattr(package, f"{api.name}Error")):
                exec(compile(text, "<shown>", "exec"), {})
            expected = sent_by_client(sending)
            sent = [] if isinstance(expected, Refused) else [expected]
            assert [one.url for one in seen] == [one.url for one in sent]
            assert [one.content for one in seen] == [one.content for one in sent]
        if prefix:
            asyncio.run(http.aclose())
        else:
            http.close()
        monkeypatch.undo()


@pytest.mark.parametrize("folder", FOLDERS)
def test_python_programs_look_as_black_writes_them(folder: Path) -> None:
    sendings = sendings_of(folder)
    for asynchronous in (False, True):
        calls = (shown(one, asynchronous=asynchronous) for one in sendings)
        for text in run_calls(calls):
            assert black.format_str(text, mode=black.Mode(line_length=WIDTH)) == text


@pytest.mark.parametrize("folder", FOLDERS)
def test_curl_is_told_what_the_client_sends(folder: Path) -> None:
    sendings = [*examples_of(folder), *with_odd_values(folder)]
    requests = run_calls(one.call for one in sendings)
    written = [one for one in requests if not isinstance(one, Refused)]
    for request, command in zip(
        written, run_calls(Call("", "code", "curl", (one,)) for one in written), strict=True
    ):
        program, *words = shlex.split(command.replace("\\\n", " "))
        assert program == "curl"
        assert curl_request(words) == request


def curl_request(words: list[str]) -> dict[str, Any]:
    """What curl does when it is told such words."""
    *options, url = words
    headers: dict[str, str] = {}
    body = method = None
    if set("[]{}") & set(url):
        assert options.pop(0) == "--globoff"
    for name, value in zip(options[::2], options[1::2], strict=True):
        match name:
            case "--header":
                header, _, text = value.partition(": ")
                headers[header] = text
            case "--request":
                method = value
            case "--data":
                assert not value.startswith("@")
                body = value
            case "--data-raw":
                body = value
            case _:
                raise AssertionError(name)
    if body is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    return {
        "method": method or ("GET" if body is None else "POST"),
        "url": url,
        "headers": headers,
        "body": body,
    }
