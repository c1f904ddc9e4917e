"""Every example of every spec: written as printed, read as told, and exchanged over real HTTP.

An example becomes a test by standing in a spec.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import httpx2
import msgspec
import pytest
from apis import PACKAGES, read_api

from actionspec.mock import MockServer
from actionspec.model import Action, Api, Example, Transport

CREDENTIAL = "a key & more"


class Case:
    """One example, with the generated classes that stand for its action."""

    def __init__(self, api: Api, action: Action, example: Example) -> None:
        self.api, self.action, self.example = api, action, example

    def __str__(self) -> str:
        return f"{self.api.package}-{self.action.action}-{self.example.name}"

    @property
    def package(self) -> Any:
        return importlib.import_module(self.api.package)

    @property
    def request(self) -> Any:
        module = importlib.import_module(f"{self.api.package}.actions.{self.action.name}")
        return getattr(module, self.action.class_name)(**(self.example.request or {}))

    @property
    def credentials(self) -> dict[str, str]:
        return {credential.name: CREDENTIAL for credential in self.api.credentials}

    @property
    def headers(self) -> dict[str, str]:
        """What asks the mock for this example."""
        return {"ActionSpec-Example": self.example.name}

    def client(
        self, prefix: str, mocks: dict[str, MockServer], transport: Transport, http: Any
    ) -> Any:
        """A client of the mock; it only validates where the example knows its request."""
        return getattr(self.package, f"{prefix}{self.api.name}")(
            **self.credentials,
            base_url=mocks[self.api.package].url,
            transport=transport.name,
            validate=self.example.request is not None,
            http_client=http,
        )

    def call(self, client: Any) -> Any:
        """Send the example's request; any request of the action where the example knows none."""
        if self.example.request is None:
            return client._call(_any_request(self))
        return getattr(client, self.action.name)(**self.example.request)

    def expect_answer(self, call: Any) -> None:
        """Check that a call ends as the example says."""
        failure = self.example.failure
        if failure is None:
            assert plain(call()) == self.example.result
            return
        with pytest.raises(getattr(self.package, failure.error.class_name)) as caught:
            call()
        assert caught.value.code == failure.error.code
        assert caught.value.action == self.action.action
        outcome = self.package.Outcome
        unknown = failure.error.retry == "unknown"
        assert caught.value.outcome is (outcome.UNKNOWN if unknown else outcome.REJECTED)
        assert failure.message in (None, caught.value.message)
        assert caught.value.details == dict(failure.details)


def plain(result: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(result))


def cases() -> Iterator[Case]:
    for folder in PACKAGES:
        api = read_api(folder)
        for action in api.actions:
            for example in action.examples:
                yield Case(api, action, example)


CASES = list(cases())
PRINTED = [(case, case.api.transport(name)) for case in CASES for name in sorted(case.example.wire)]
EXCHANGED = [(case, transport) for case in CASES for transport in case.api.transports]
ACCEPTED = [
    (case, transport) for case, transport in EXCHANGED if case.example in case.action.successes
]


def named(value: object) -> str:
    return value.name if isinstance(value, Transport) else str(value)


@pytest.mark.parametrize(("case", "transport"), PRINTED, ids=named)
def test_request_is_written_as_printed(case: Case, transport: Transport) -> None:
    printed = case.example.wire[transport.name]
    shown = _fields(transport, printed)
    secrets = {
        credential.name: shown[transport.name_of(credential.wire)]
        for credential in case.api.credentials
    }
    service = importlib.import_module(f"{case.api.package}._service")
    written = case.request.encode(transport.name, service.Credentials(**secrets))
    if transport.format == "query":
        url, _, query = "".join(printed.split()).partition("?")
        assert url == case.api.url
        assert written == query
    else:
        assert ElementTree.canonicalize(written, strip_text=True) == ElementTree.canonicalize(
            printed, strip_text=True
        )


def _fields(transport: Transport, printed: str) -> dict[str, str]:
    if transport.format == "query":
        return dict(parse_qsl(urlsplit("".join(printed.split())).query, strict_parsing=True))
    return {child.tag: child.text or "" for child in ElementTree.fromstring(printed)}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_answer_is_read_as_told(case: Case) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, text=case.example.response)

    request = case.request if case.example.request is not None else _any_request(case)
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    with (
        http,
        getattr(case.package, case.api.name)(
            **case.credentials, http_client=http, validate=False
        ) as client,
    ):
        case.expect_answer(lambda: client._call(request))


def _any_request(case: Case) -> Any:
    module = importlib.import_module(f"{case.api.package}.actions.{case.action.name}")
    needed = {parameter.name: 1 for parameter in case.action.parameters if parameter.required}
    return getattr(module, case.action.class_name)(**needed)


@pytest.mark.parametrize(("case", "transport"), EXCHANGED, ids=named)
def test_exchange_over_http(case: Case, transport: Transport, mocks: dict[str, MockServer]) -> None:
    with httpx2.Client(headers=case.headers) as http:
        client = case.client("", mocks, transport, http)
        case.expect_answer(lambda: case.call(client))


@pytest.mark.parametrize(("case", "transport"), EXCHANGED, ids=named)
def test_asynchronous_exchange_over_http(
    case: Case, transport: Transport, mocks: dict[str, MockServer]
) -> None:
    async def exchange() -> Any:
        async with httpx2.AsyncClient(headers=case.headers) as http:
            return await case.call(case.client("Async", mocks, transport, http))

    case.expect_answer(lambda: asyncio.run(exchange()))


@pytest.mark.parametrize(("case", "transport"), ACCEPTED, ids=named)
def test_mock_answers_like_the_example(
    case: Case, transport: Transport, mocks: dict[str, MockServer]
) -> None:
    """Without being asked for it: the mock makes its answer from the model alone."""
    client = getattr(case.package, case.api.name)(
        **case.credentials, base_url=mocks[case.api.package].url, transport=transport.name
    )
    with client:
        result = getattr(client, case.action.name)(**(case.example.request or {}))
    assert type(result).__name__ == case.action.result.name
    for name, value in (case.example.request or {}).items():
        assert getattr(result, name, value) == value
