"""With which code each implementation of the rules answers; None where a request is right."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from actionspec.model import Action, Api


def read_schema(package: Path, action: Action) -> dict[str, Any]:
    """The JSON Schema of an action, which stands beside its generated package."""
    path = package.parent / "schema" / "requests" / f"{action.name}.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def schema_validator(
    schema: Mapping[str, Any], settings: Iterable[str] = ()
) -> Draft202012Validator:
    """What judges requests by a schema, for an account with some settings on."""
    added = [{"$ref": f"#/$defs/{name}"} for name in settings]
    return Draft202012Validator({**schema, "allOf": [*schema["allOf"], *added]})


def by_schema(validator: Draft202012Validator, request: Any) -> str | None:
    """The code beside what fails first."""
    error = next(validator.iter_errors(request), None)
    return error and error.schema["x-code"]


def by_client(api: Api, request: Any, settings: Mapping[str, bool]) -> str | None:
    """What the client answers before it sends a request."""
    package = importlib.import_module(api.package)
    try:
        request.check()
        if settings:
            service = importlib.import_module(f"{api.package}._service")
            request.check_settings(service.Settings(**settings))
    except getattr(package, f"{api.name}Error") as error:
        return str(error.code)
    return None


def by_server(api: Api, request: Any, client: Any) -> str | None:
    """What the server answers to a client that does not validate."""
    package = importlib.import_module(api.package)
    try:
        client._call(request)
    except getattr(package, f"{api.name}Error") as error:
        # What the client itself refuses tells nothing of the server.
        return "not sent" if error.outcome is package.Outcome.NOT_SENT else str(error.code)
    return None
