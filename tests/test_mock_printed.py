"""The mock server understands every request as the documentation prints it.

Where a signature is printed with its secret, the mock computes the same.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from apis import PACKAGES, own_actions, read_api

from actionspec.mock import MockServer, Step
from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.received import Received
from actionspec.model import Action, Api, Example, Field, Parameter, Transport

# Their texts differ from what an example says of them.
SPELLED = {"boolean", "datetime", "date", "bytes"}

EMPTY: tuple[Any, ...] = (False, [], {}, "")

PRINTED = [
    pytest.param(api, action, example, api.transport(name), id=f"{action.name}-{example.name}")
    for folder in PACKAGES
    for api in [read_api(folder)]
    for action in own_actions(folder)
    for example in action.examples
    for name in example.wire
]


def received(api: Api, action: Action, example: Example, transport: Transport) -> Received:
    """The printed request, with the address and the headers that it has."""
    name = transport.action_of(action.wire)
    path = urlsplit(api.url).path
    if api.dispatch.path:
        path = f"{path.rstrip('/')}/{api.dispatch.path.replace('{action}', name).lstrip('/')}"
    headers = {header: _filled(api, value, name) for header, value in api.headers.items()}
    if api.dispatch.header:
        headers[api.dispatch.header] = api.dispatch.template.replace("{action}", name)
    if api.basic:
        headers["Authorization"] = "Basic dXNlcjpwYXNzd29yZA=="
    text = str(example.wire[transport.name])
    if transport.format in {"query", "form"} or transport.field:
        text = "".join(text.split())
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    query, body = (text.partition("?")[2], "") if transport.format == "query" else ("", text)
    lowered = {header.lower(): value for header, value in headers.items()}
    return Received(transport.method, path, query, lowered, body.encode())


def _filled(api: Api, template: str, name: str) -> str:
    for credential in api.credentials:
        template = template.replace(f"{{{credential.name}}}", "secret")
    return template.replace("{action}", name)


def assert_alike(member: Parameter | Field, sent: Any, told: Any) -> None:
    """Check that what was sent is what an example tells."""
    if member.shape == "list":
        assert len(sent) == len(told)
        pairs = list(zip(sent, told, strict=True))
    elif member.shape == "map":
        assert set(sent) == set(told)
        pairs = [(sent[key], told[key]) for key in told]
    else:
        pairs = [(sent, told)]
    for one, other in pairs:
        if member.structure:
            assert {name for name, value in other.items() if value not in EMPTY} <= set(one)
            for field in member.structure.fields:
                if field.name in other and field.name in one:
                    assert_alike(field, one[field.name], other[field.name])
        elif member.scalar not in SPELLED:
            assert one.strip() == str(other).strip()


@pytest.mark.parametrize(("api", "action", "example", "transport"), PRINTED)
def test_printed_requests(api: Api, action: Action, example: Example, transport: Transport) -> None:
    request = received(api, action, example, transport)
    reading = next(one for one in request.readings(api) if one.transport == transport)
    assert find_action(api, request, reading) == action
    values = reading.content.parameters(action, fixed_fields(api, reading, action))
    told = example.request or {}
    assert {name for name, value in told.items() if value not in EMPTY} <= set(values)
    for parameter in action.parameters:
        if parameter.name in told and parameter.name in values:
            assert_alike(parameter, values[parameter.name], told[parameter.name])


@pytest.mark.parametrize(("api", "action", "example", "transport"), PRINTED)
def test_printed_requests_are_taken(
    api: Api, action: Action, example: Example, transport: Transport
) -> None:
    mock = MockServer(api, credentials=example.credentials)
    answer = mock.respond(received(api, action, example, transport))
    refused = {
        mock.respond(received(api, action, example, transport), Step(code=error.code)).body
        for error in api.errors
    }
    assert answer.body not in refused
