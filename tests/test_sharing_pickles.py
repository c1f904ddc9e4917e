"""Clients, requests, results and exceptions go to another process and work there."""

from __future__ import annotations

import asyncio
import copy
import gc
import pickle
from collections import Counter
from typing import Any

import httpx2
import pytest
from apis import PACKAGES, read_api
from faults import KEY, NUMBER
from test_examples import CASES, Case

import skycore
from actionspec.mock import MockServer, Step
from actionspec.model import Api, ErrorCode
from skycore import AsyncSkycore, Outcome, RateLimit, Retry, Skycore
from skycore._runtime.secrets import mask


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def expect_same(error: Any) -> None:
    """Check that an exception comes back with all that it says."""
    came = again(error)
    assert type(came) is type(error)
    assert (str(came), repr(came), came.args) == (str(error), repr(error), error.args)
    assert fields_of(came) == fields_of(error)


def fields_of(error: Any) -> dict[str, Any]:
    """The fields of an exception; of exceptions in it, their own, since none equals another."""
    return {
        name: [fields_of(one) for one in value] if name in {"others", "failures"} else value
        for name, value in vars(error).items()
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_request_and_the_answer_of_an_example(case: Case, tally: Counter[str]) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(case.example.http_status, text=case.example.response)

    failed = getattr(case.package, f"{case.api.name}Error")
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        request = case.request
        assert again(request) == request
        assert repr(again(request)) == repr(request)
        try:
            result = case.client("", http)._call(request)
        except failed as error:
            expect_same(error)
        else:
            assert again(result) == result == copy.deepcopy(result)
    tally["examples pickled"] += 1


ERRORS = [(api, error) for api in map(read_api, PACKAGES) for error in api.errors]


def test_every_exception_of_every_api() -> None:
    for api, code in ERRORS:
        expect_same(full_error(api, code))
    assert len(ERRORS) > 250


def full_error(api: Api, code: ErrorCode) -> Any:
    """An exception that says all that one can say."""
    module = __import__(f"{api.package}.errors", fromlist=["errors"])
    error = module.error_of(code.code, "Why 5 seconds?")
    error.others = (module.error_of("new", "No."),)
    error.details = {"TO": NUMBER}
    error.action, error.outcome, error.find_out = "act", Outcome.UNKNOWN, "look"
    error.wait, error.tries, error.status, error.answer = 2.5, 3, 503, "<a/>"
    error.add_note("a note")
    return error


def test_an_exception_that_came_over_the_wire(mock: MockServer) -> None:
    mock.script = [Step(code="E106", values={"seconds": 7}, retry_after=9), Step(fault="html")]
    with Skycore(KEY, base_url=mock.url, retry=None) as client:
        for _ in "ab":
            with pytest.raises(skycore.SkycoreError) as caught:
                client.send_sms(to=NUMBER, sender="60856", text="Hello")
            expect_same(caught.value)


def test_a_client_works_elsewhere(mock: MockServer) -> None:
    policy = Retry(tries=2, budget=7)
    with Skycore(
        KEY, base_url=mock.url, transport="get", retry=policy, rate_limit=RateLimit(9)
    ) as client:
        client.get_mms_campaigns()
        with again(client) as other, copy.copy(client) as third:
            assert repr(other) == repr(client)
            assert repr(other._setup.rate_limit) == "RateLimit(9, seconds=1)"
            assert other._setup.retry == third._setup.retry == policy
            assert not {**other._connections._opened, **third._connections._opened}
            assert other.get_mms_campaigns() == third.get_mms_campaigns()
        # Closing one closes no other.
        client.get_mms_campaigns()
    assert {one.query for one in mock.requests} == {mock.requests[0].query}
    assert len(mock.requests) == 4


def test_an_asynchronous_client_works_elsewhere(mock: MockServer) -> None:
    async def exchange(client: AsyncSkycore) -> None:
        async with client:
            await client.get_mms_campaigns()

    asyncio.run(exchange(again(AsyncSkycore(KEY, base_url=mock.url))))
    assert len(mock.requests) == 1


def test_the_key_stays_secret_elsewhere() -> None:
    key = "another-s3cret"
    packed = pickle.dumps(Skycore(key))
    gc.collect()
    assert mask(key) == key
    with pickle.loads(packed) as client:
        assert mask(key) == "***"
        assert key not in repr(client) + repr(client._setup)


def test_a_client_with_an_http_client_of_its_own_stays() -> None:
    with httpx2.Client() as http, Skycore(KEY, http_client=http) as client:
        for copied in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(
                TypeError, match="HTTP client of your own cannot be copied or pickled"
            ):
                copied(client)
    unused = AsyncSkycore(KEY, http_client=httpx2.AsyncClient())
    with pytest.raises(TypeError, match="HTTP client of your own cannot be copied or pickled"):
        pickle.dumps(unused)
