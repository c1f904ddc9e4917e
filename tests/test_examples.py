"""Every example of every spec: written as printed, read as told, and exchanged over real HTTP.

An example becomes a test by standing in a spec.
"""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import httpx2
import pytest
from apis import PACKAGES, own_actions, read_api
from values import good_value, request_values, result_values

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
    def arguments(self) -> dict[str, Any]:
        """The example's request, or any request of the action where it knows none."""
        if self.example.request is not None:
            return request_values(self.action, self.example.request, self.package)
        needed = [one for one in self.action.parameters if one.required]
        return {one.name: good_value(one, self.package) for one in needed}

    @property
    def request(self) -> Any:
        module = importlib.import_module(f"{self.api.package}.actions.{self.action.name}")
        return getattr(module, self.action.class_name)(**self.arguments)

    @property
    def credentials(self) -> dict[str, str]:
        return {credential.name: CREDENTIAL for credential in self.api.credentials}

    @property
    def headers(self) -> dict[str, str]:
        """What asks the mock for this example."""
        return {"ActionSpec-Example": self.example.name}

    def client(self, prefix: str, http: Any, **options: Any) -> Any:
        """A client; it only validates where the example knows its request."""
        return getattr(self.package, f"{prefix}{self.api.name}")(
            **{**self.credentials, **options},
            validate=self.example.request is not None,
            retry=None,
            http_client=http,
        )

    def warned(self) -> AbstractContextManager[Any]:
        """Expect the warning of a call that uses what is deprecated, and else none."""
        given = [one for one in self.action.parameters if one.name in self.arguments]
        deprecated = self.action.deprecated or any(one.deprecated for one in given)
        return pytest.warns(DeprecationWarning, match="deprecated") if deprecated else nullcontext()

    def expect_answer(self, call: Any) -> None:
        """Check that a call ends as the example says."""
        failure = self.example.failure
        if failure is None:
            expected = result_values(self.action.result, self.example.result or {}, self.package)
            assert call() == expected
            return
        with pytest.raises(getattr(self.package, failure.error.class_name)) as caught:
            call()
        assert caught.value.code == failure.error.code
        assert caught.value.action == self.action.action
        assert caught.value.status == self.example.http_status
        outcome = self.package.Outcome
        unknown = failure.error.retry == "unknown"
        assert caught.value.outcome is (outcome.UNKNOWN if unknown else outcome.REJECTED)
        assert failure.message in (None, caught.value.message)
        assert caught.value.details == dict(failure.details)


def cases() -> Iterator[Case]:
    for folder in PACKAGES:
        api = read_api(folder)
        for action in own_actions(folder):
            for example in action.examples:
                yield Case(api, action, example)


CASES = list(cases())
PRINTED = [(case, case.api.transport(name)) for case in CASES for name in sorted(case.example.wire)]
EXCHANGED = [(case, transport) for case in CASES for transport in case.action.transports]
ACCEPTED = [
    (case, transport) for case, transport in EXCHANGED if case.example in case.action.successes
]


def named(value: object) -> str:
    return value.name if isinstance(value, Transport) else str(value)


@pytest.mark.parametrize(("case", "transport"), PRINTED, ids=named)
def test_request_is_written_as_printed(case: Case, transport: Transport) -> None:
    printed = Printed(case.example.wire[transport.name], transport)
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(case.example.http_status, text=case.example.response)

    credentials = {**printed.credentials(case.api), **case.example.credentials}
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = case.client("", http, transport=transport.name, **credentials)
        case.expect_answer(lambda: client._call(case.request))
    (request,) = seen
    assert request.method == transport.method
    body = request.content.decode()
    if transport.format == "query":
        printed_url, written_url = urlsplit(printed.text), urlsplit(str(request.url))
        assert (written_url.netloc, written_url.path) == (printed_url.netloc, printed_url.path)
        body = request.url.query.decode()
    written = Printed(body, transport)
    assert written.comparable == printed.comparable


class Printed:
    """A request as text, in a form that can be compared."""

    def __init__(self, text: str, transport: Transport) -> None:
        self.transport = transport
        flat = transport.format in {"query", "form"}
        self.text = "".join(text.split()) if flat else text

    @property
    def comparable(self) -> Any:
        match self.transport.format:
            case "query" | "form":
                return sorted(self.pairs)
            case "json":
                return json.loads(self.text)
            case "xml":
                document = self.document if self.transport.field else self.text
                return ElementTree.canonicalize(document, strip_text=True)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        query = self.text.partition("?")[2] if "?" in self.text else self.text
        return parse_qsl(query, keep_blank_values=True, strict_parsing=True)

    @property
    def document(self) -> str:
        return dict(parse_qsl(self.text))[str(self.transport.field)]

    def credentials(self, api: Api) -> dict[str, str]:
        """The credentials that stand in it."""
        shown = {
            one.name: self._at(self.transport.name_of(one.wire))
            for one in api.credentials
            if not one.placed
        }
        return {name: text for name, text in shown.items() if text is not None}

    def _at(self, path: str) -> str | None:
        match self.transport.format:
            case "query" | "form":
                return dict(self.pairs).get(path)
            case "json":
                found = json.loads(self.text)
                for name in path.split("/"):
                    found = found[name]
                return str(found)
            case "xml":
                root = ElementTree.fromstring(self.document if self.transport.field else self.text)
                return root.findtext("/".join(f"{{*}}{name}" for name in path.split("/")))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_answer_is_read_as_told(case: Case) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(case.example.http_status, text=case.example.response)

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = case.client("", http)
        case.expect_answer(lambda: client._call(case.request))


@pytest.mark.parametrize(("case", "transport"), EXCHANGED, ids=named)
def test_exchange_over_http(case: Case, transport: Transport, mocks: dict[str, MockServer]) -> None:
    url = mocks[case.api.package].url
    with httpx2.Client(headers=case.headers) as http:
        client = case.client("", http, base_url=url, transport=transport.name)
        with case.warned():
            case.expect_answer(lambda: getattr(client, case.action.name)(**case.arguments))


@pytest.mark.parametrize(("case", "transport"), EXCHANGED, ids=named)
def test_asynchronous_exchange_over_http(
    case: Case, transport: Transport, mocks: dict[str, MockServer]
) -> None:
    url = mocks[case.api.package].url

    async def exchange() -> Any:
        async with httpx2.AsyncClient(headers=case.headers) as http:
            client = case.client("Async", http, base_url=url, transport=transport.name)
            return await getattr(client, case.action.name)(**case.arguments)

    with case.warned():
        case.expect_answer(lambda: asyncio.run(exchange()))


@pytest.mark.parametrize(("case", "transport"), ACCEPTED, ids=named)
def test_mock_answers_like_the_example(
    case: Case, transport: Transport, mocks: dict[str, MockServer]
) -> None:
    """Without being asked for it: the mock makes its answer from the model alone."""
    client = getattr(case.package, case.api.name)(
        **case.credentials, base_url=mocks[case.api.package].url, transport=transport.name
    )
    with client, case.warned():
        result = getattr(client, case.action.name)(**case.arguments)
    assert type(result).__name__ == case.action.result.name
    fields = {field.name: field for field in case.action.result.fields}
    for parameter in case.action.parameters:
        field = fields.get(parameter.name)
        alike = field and (field.type, field.shape) == (parameter.type, parameter.shape)
        if alike and parameter.type in {"string", "integer"} and parameter.name in case.arguments:
            assert getattr(result, parameter.name) == case.arguments[parameter.name]
