"""Who sends a request, as security schemes of OpenAPI, where there is one that fits."""

from __future__ import annotations

import re

from actionspec.filters.markdown import mark_down
from actionspec.filters.openapi_flat import flat_name
from actionspec.filters.schema_parts import Schema
from actionspec.model import Api, Credential, Transport


def security_schemes(api: Api) -> dict[str, Schema]:
    """Every scheme of an API, by its name."""
    schemes = _in_headers(api)
    for transport in api.transports:
        if transport.format == "query":
            for one in _in_fields(api):
                schemes[_name_in_query(one, transport)] = {
                    "type": "apiKey",
                    "in": "query",
                    "name": flat_name(transport.name_of(one.wire), transport),
                    "description": mark_down(one.description),
                }
    return schemes


def security(api: Api, transport: Transport) -> list[dict[str, list[str]]]:
    """What a request has to bring, by the names of schemes; all of it at once."""
    names = [*_in_headers(api)]
    if transport.format == "query":
        names += [_name_in_query(one, transport) for one in _in_fields(api)]
    return [{name: [] for name in names}] if names else []


def credential_fields(api: Api, transport: Transport) -> dict[str, Schema]:
    """The credentials that stand in the body, which no scheme can say, by their paths."""
    if transport.format == "query":
        return {}
    return {
        transport.name_of(one.wire): {
            "type": "string",
            "description": mark_down(one.description),
            "writeOnly": True,
            "x-credential": one.name,
            **({"x-secret": True} if one.secret else {}),
        }
        for one in _in_fields(api)
    }


def fixed_headers(api: Api) -> dict[str, str]:
    """The headers that hold no credential, by their names."""
    return {name: value for name, value in api.headers.items() if not _held(value, api)}


def _in_fields(api: Api) -> list[Credential]:
    return [one for one in api.credentials if not one.placed]


def _name_in_query(credential: Credential, transport: Transport) -> str:
    return f"{transport.name}.{credential.name}"


def _in_headers(api: Api) -> dict[str, Schema]:
    schemes: dict[str, Schema] = {}
    if api.basic:
        user, password = api.basic.user, api.basic.password
        about = (
            f"User: {mark_down(user.description)}\n\nPassword: {mark_down(password.description)}"
        )
        schemes["basic"] = {"type": "http", "scheme": "basic", "description": about}
    for header, value in api.headers.items():
        if held := _held(value, api):
            about = "\n\n".join(mark_down(one.description) for one in held)
            schemes[f"header.{re.sub('[^A-Za-z0-9._-]', '_', header)}"] = {
                **_form(header, value),
                "description": about,
            }
    return schemes


def _form(header: str, value: str) -> Schema:
    if header.lower() == "authorization" and re.fullmatch(r"(?i)bearer \{\w+\}", value):
        return {"type": "http", "scheme": "bearer"}
    form: Schema = {"type": "apiKey", "in": "header", "name": header}
    return form if re.fullmatch(r"\{\w+\}", value) else {**form, "x-template": str(value)}


def _held(value: str, api: Api) -> list[Credential]:
    """The credentials in a template."""
    return [one for one in api.credentials if "{" + one.name + "}" in value]
