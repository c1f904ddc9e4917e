"""The OpenAPI documents: valid, and true to what the clients send and understand."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from apis import PACKAGES, own_actions, read_api
from exchanges import Schema, nested_values, sent_values
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from test_builder_engine import Sending, examples_of, sent_by_client
from test_examples import CASES, Case
from values import good_value

from actionspec.model import Action, Api, Transport

FOLDERS = [pytest.param(folder, id=read_api(folder).package) for folder in PACKAGES]
READ = [
    pytest.param(case, id=str(case))
    for case in CASES
    if case.action.response.format in {"xml", "json"} and not case.action.response.keyed
]


@cache
def document_of(folder: Path) -> Schema:
    text = (PACKAGES[folder].parent / "schema" / "openapi.json").read_text("utf-8")
    document: Schema = json.loads(text)
    assert text == json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return document


def operations(document: Schema) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def operation_of(document: Schema, action: Action, transport: Transport) -> Mapping[str, Any]:
    first = transport == action.transports[0]
    name = action.name if first else f"{action.name}-{transport.name}"
    (found,) = [one for *_, one in operations(document) if one["operationId"] == name]
    return found


def folder_of(api: Api) -> Path:
    (folder,) = [one for one in PACKAGES if read_api(one) is api]
    return folder


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_document_is_valid(folder: Path) -> None:
    assert [*OpenAPIV31SpecValidator(document_of(folder)).iter_errors()] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_action_has_an_operation_for_each_way_to_send_it(folder: Path) -> None:
    api, document = read_api(folder), document_of(folder)
    told = [one["operationId"] for *_, one in operations(document)]
    assert len(set(told)) == len(told) == sum(len(one.transports) for one in api.actions)
    for action in api.actions:
        for transport in action.transports:
            operation = operation_of(document, action, transport)
            assert operation["x-action"] == action.action
            assert operation["x-errors"] == [one.code for one in action.errors]
            assert {*operation["x-errors"]} <= {*document["components"]["x-errors"]}
            assert len(operation.get("x-rules", ())) == len(action.rules)
            for key in ("x-request", "x-result"):
                assert (PACKAGES[folder].parent / "schema" / operation[key]).is_file()


def sendings(folder: Path) -> Iterator[Sending]:
    """The requests of all examples, and of each action one with all of its parameters."""
    yield from examples_of(folder)
    package = importlib.import_module(read_api(folder).package)
    for action in own_actions(folder):
        values = {one.name: good_value(one, package) for one in action.parameters}
        for transport in action.transports:
            yield Sending(folder, action, values, transport)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
@pytest.mark.parametrize("folder", FOLDERS)
def test_what_the_client_sends_is_what_the_document_says(folder: Path) -> None:
    document = document_of(folder)
    judged = 0
    for sending in sendings(folder):
        request = sent_by_client(sending)
        if not isinstance(request, httpx2.Request):
            continue
        judged += 1
        ((path, method, operation),) = [
            one
            for one in operations(document)
            if one[-1] is operation_of(document, sending.action, sending.transport)
        ]
        address = document["servers"][0]["url"] + path
        assert method.upper() == request.method
        assert urljoin(address, urlsplit(address).path) == str(request.url.copy_with(query=None))
        values, schema = sent_values(request, operation, document)
        assert faults(values, schema, document) == [], (sending.action.name, values)
        for one in operation.get("parameters", ()):
            if one["in"] == "header":
                assert request.headers[one["name"]] == one["schema"]["const"]
        for name in schema.get("required", ()):
            rest = {key: value for key, value in values.items() if key != name}
            assert faults(rest, schema, document) != []
    assert judged


def faults(values: Any, schema: Schema, document: Schema) -> list[str]:
    """What a schema of the document says against values."""
    whole = {**schema, "components": document["components"]}
    return [one.message for one in Draft202012Validator(whole).iter_errors(values)]


@pytest.mark.parametrize("case", READ)
def test_the_answer_of_an_example_is_what_the_document_says(case: Case) -> None:
    document = document_of(folder_of(case.api))
    operation = operation_of(document, case.action, case.action.transports[0])
    ((language, content),) = operation["responses"]["200"]["content"].items()
    success, failure = content["schema"]["anyOf"]
    schema = success if case.example.failure is None else failure
    values = nested_values(case.example.response, language, schema, document)
    assert faults(values, schema, document) == [], values


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_credential_is_left_out(folder: Path) -> None:
    """It has a scheme, or is a field of the body."""
    api, document = read_api(folder), document_of(folder)
    for action in api.actions:
        for transport in action.transports:
            operation = operation_of(document, action, transport)
            in_body = json.dumps(operation.get("requestBody", {})).count('"x-credential"')
            schemes = [name for all_of in operation["security"] for name in all_of]
            in_query = [one for one in schemes if one.startswith(f"{transport.name}.")]
            placed = [one for one in api.credentials if one.placed]
            assert in_body + len(in_query) + len(placed) == len(api.credentials)


def test_free_text_is_no_markup() -> None:
    (folder,) = [one for one in PACKAGES if one.parent.name == "generate-rich"]
    about = document_of(folder)["info"]["description"]
    assert r"\*stars\*" in about
    assert r"\<b>" in about or "&#60;b" in about
    assert "`simple words`" in about
