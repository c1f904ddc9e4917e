"""The request builder's engine says and writes what the generated clients say and write."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest
from apis import PACKAGES, own_actions, read_api
from javascript import Call, Refused, run_calls, written_json
from rows import rows, states
from values import good_value, request_values, result_values

from actionspec.filters import FILTERS
from actionspec.model import Action, Member, Structure, Transport

FOLDERS = [pytest.param(folder, id=read_api(folder).package) for folder in PACKAGES]


CREDENTIAL = "a key & more"
# What means something to XML, URLs, JSON, the shell or Python, and what needs several bytes.
ODD = "<a b='1'>&amp;]]> \"+%20;=#?/\\ \r\n\té😀\u2028{key}$HOME`*~!()[] ."


@cache
def data_of(folder: Path, name: str) -> str:
    """What `builder_data` says of an action."""
    api = read_api(folder)
    (action,) = [one for one in api.actions if one.name == name]
    data: str = FILTERS["builder_data"](action, api)
    return data


class Row(NamedTuple):
    """A request on which the engine and the client are compared."""

    folder: Path
    action: Action
    values: Mapping[str, Any]
    state: Mapping[str, bool]

    @property
    def call(self) -> Call:
        data = data_of(self.folder, self.action.name)
        return Call(data, "rules", "verdict", (written_json(self.values), self.state))


def rows_of(folder: Path) -> Iterator[Row]:
    api = read_api(folder)
    package = importlib.import_module(api.package)
    for action in own_actions(folder):
        for state in states(action):
            for values in rows(action, package):
                yield Row(folder, action, values, state)


def client_verdict(row: Row) -> dict[str, Any] | None:
    """The code and the message of what the client raises before it sends a request."""
    api = read_api(row.folder)
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{row.action.name}")
    nothing = {one.name: None for one in row.action.parameters if one.default is None}
    request = getattr(module, row.action.class_name)(**{**nothing, **row.values})
    try:
        request.check()
        if row.state:
            service = importlib.import_module(f"{api.package}._service")
            request.check_settings(service.Settings(**row.state))
    except getattr(package, f"{api.name}Error") as error:
        return {"code": error.code, "message": error.message}
    return None


@pytest.mark.parametrize("folder", FOLDERS)
def test_rules_are_judged_as_the_client_judges_them(folder: Path, tally: Counter[str]) -> None:
    chosen = [*rows_of(folder)]
    verdicts = run_calls(row.call for row in chosen)
    for row, verdict in zip(chosen, verdicts, strict=True):
        if verdict:
            own = {one.name for one in row.action.parameters}
            members = verdict.pop("members")
            assert members
            assert own.issuperset(members)
        assert verdict == client_verdict(row), (row.action.name, row.values, row.state)
    tally["rows on which the request builder and the validator agree"] += len(chosen)


class Sending(NamedTuple):
    """A request that the engine and the client write."""

    folder: Path
    action: Action
    values: Mapping[str, Any]
    transport: Transport

    @property
    def call(self) -> Call:
        api = read_api(self.folder)
        credentials = {one.name: CREDENTIAL for one in api.credentials}
        given = self.transport.name, written_json(self.values), credentials
        return Call(data_of(self.folder, self.action.name), "request", "request", given)


def sent_by_client(sending: Sending) -> httpx2.Request | Refused:
    """What the client sends, or the exception with which it refuses to."""
    api = read_api(sending.folder)
    package = importlib.import_module(api.package)
    module = importlib.import_module(f"{api.package}.actions.{sending.action.name}")
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(500)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = getattr(package, api.name)(
            **{one.name: CREDENTIAL for one in api.credentials},
            transport=sending.transport.name,
            http_client=http,
            validate=False,
            retry=None,
        )
        with pytest.raises(getattr(package, f"{api.name}Error")) as caught:
            client._call(getattr(module, sending.action.class_name)(**sending.values))
    if not seen:
        return Refused(caught.value.code, caught.value.message)
    (request,) = seen
    return request


def expect_same_requests(sendings: list[Sending]) -> None:
    for sending, written in zip(sendings, run_calls(one.call for one in sendings), strict=True):
        sent = sent_by_client(sending)
        if isinstance(sent, Refused) or isinstance(written, Refused):
            assert isinstance(written, Refused), (written, sent)
            assert isinstance(sent, Refused), (written, sent)
            assert written.code == sent.code
            continue
        url = sent.url
        address = f"{url.scheme}://{url.netloc.decode()}{url.raw_path.decode()}"
        assert written == {
            "method": sent.method,
            "url": without_signature(address, sending),
            "headers": {name: sent.headers.get(name) for name in written["headers"]},
            "body": without_signature(sent.content.decode(), sending) or None,
        }, (sending.action.name, sending.transport.name, sending.values)


def without_signature(text: str, sending: Sending) -> str:
    """A query string or form with the engine's placeholder for its signature."""
    signature = read_api(sending.folder).signature
    if signature is None:
        return text
    field = re.escape(sending.transport.name_of(signature.field))
    return re.sub(rf"((?:^|[?&]){field}=)[^&]*", r"\1%2A%2A%2A", text)


def examples_of(folder: Path) -> Iterator[Sending]:
    package = importlib.import_module(read_api(folder).package)
    for action in own_actions(folder):
        for example in action.examples:
            if example.request is not None:
                values = request_values(action, example.request, package)
                for transport in action.transports:
                    yield Sending(folder, action, values, transport)


def with_odd_values(folder: Path) -> Iterator[Sending]:
    package = importlib.import_module(read_api(folder).package)
    for action in own_actions(folder):
        values = {one.name: odd(one, good_value(one, package)) for one in action.parameters}
        for transport in action.transports:
            yield Sending(folder, action, values, transport)


def odd(member: Member, value: Any) -> Any:
    """A value whose texts are all odd ones, keys of maps left as they are."""
    match member.shape:
        case "list":
            return tuple(_odd(member, one) for one in value)
        case "map":
            return {key: _odd(member, one) for key, one in value.items()}
        case "one":
            return _odd(member, value)


def _odd(member: Member, value: Any) -> Any:
    if isinstance(member.type, Structure):
        given = [one for one in member.type.fields if getattr(value, one.name) is not None]
        return type(value)(**{one.name: odd(one, getattr(value, one.name)) for one in given})
    if member.enumeration:
        return type(value)(ODD)
    return ODD if member.type == "string" else value


@pytest.mark.parametrize("folder", FOLDERS)
def test_requests_of_examples_are_those_of_the_client(folder: Path) -> None:
    expect_same_requests([*examples_of(folder)])


@pytest.mark.parametrize("folder", FOLDERS)
def test_requests_of_odd_texts_are_those_of_the_client(folder: Path) -> None:
    expect_same_requests([*with_odd_values(folder)])


@pytest.mark.parametrize("folder", FOLDERS)
def test_answers_of_examples_mean_what_the_examples_say(folder: Path) -> None:
    api = read_api(folder)
    package = importlib.import_module(api.package)
    told = [(action, one) for action in own_actions(folder) for one in action.examples]
    calls = (
        Call(data_of(folder, action.name), "answer", "answer", (one.response, one.http_status))
        for action, one in told
    )
    for (action, example), meaning in zip(told, run_calls(calls), strict=True):
        if example.failure:
            error = example.failure.error
            assert meaning["error"]["code"] == error.code, (action.name, example.name, meaning)
            assert meaning["error"]["page"] == error.class_name
            assert example.failure.message in (None, meaning["error"]["message"])
            continue
        expected = result_values(action.result, example.result or {}, package)
        wanted = {**written_json(expected), **errors_of_items(action, expected)}
        assert meaning.get("result") == wanted, (action.name, example.name, meaning)


def errors_of_items(action: Action, result: Any) -> dict[str, Any]:
    """The lists whose elements succeed or fail one by one, each with its error."""
    return {
        field.name: [
            {**written_json(one), "error": error_facts(one.error)}
            for one in getattr(result, field.name)
        ]
        for field in action.result.judged
    }


def error_facts(error: Any) -> dict[str, Any] | None:
    if error is None:
        return None
    page = None if type(error).__name__ == "UnknownCodeError" else type(error).__name__
    return {"code": error.code, "message": error.message, "page": page}
