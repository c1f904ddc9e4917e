"""What an action answers, as responses of OpenAPI."""

from __future__ import annotations

from actionspec.filters.openapi_nested import Answered, Components, place
from actionspec.filters.schema_parts import Schema
from actionspec.model import Action, Api

_MEDIA = {
    "xml": "application/xml",
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "lines": "text/plain",
    "text": "text/plain",
}


def answer_of(action: Action, api: Api, components: Components) -> Schema:
    """The responses of an action: its result or a failure, and failures that the status tells."""
    language = _MEDIA[action.response.format]
    failed = _failure(action)
    if action.outcome.errors == api.outcome.errors and failed["type"] == "object":
        components.setdefault("failure", failed)
        failed = {"$ref": "#/components/schemas/failure"}
    answer = {"anyOf": [_success(action, components), failed]}
    return {
        "200": {
            "description": "The result, or a failure in the service's own words.",
            "content": {language: {"schema": answer}},
        },
        "default": {
            "description": "A failure that the HTTP status tells as well.",
            "content": {language: {"schema": failed}},
        },
    }


def _success(action: Action, components: Components) -> Schema:
    response = action.response
    if response.format in {"lines", "text"}:
        patterns = [str(one) for one in response.patterns]
        told: Schema = {"x-patterns": patterns} if patterns else {}
        return {"type": "string", **told}
    if response.keyed:
        about = (
            "Elements that say the kind of a value, and name it in an attribute: see `x-result`."
        )
        return {"type": "object", "description": about}
    documents = Answered(response.format, components)
    whole = [one for one in action.result.fields if one.wire == "*" and one.repeated]
    if whole and response.format == "json":
        ((_, value),) = documents.places(whole[0])
        return value
    inner: Schema = {"type": "object"}
    documents.fill(inner, action.result.fields)
    answer = inner
    if response.envelope:
        answer = Schema(type="object")
        path = response.for_action(response.envelope, action.wire)
        place(answer, path, inner, required="required" in inner)
    if response.root and response.format == "xml":
        answer["xml"] = {"name": response.for_action(response.root, action.wire)}
    return answer


def _failure(action: Action) -> Schema:
    """An answer that tells of a failure: where its code and its message stand."""
    if action.response.format in {"lines", "text"}:
        return {"type": "string"}
    errors = action.outcome.errors
    root: Schema = {"type": "object"}
    one: Schema = {"type": "object"} if errors.at else root
    for path, text in ((errors.code, "The code."), (errors.message, "The message.")):
        if path and not path.startswith("$"):
            place(one, path, {"description": text})
    if errors.at:
        several: Schema = {"type": "array", "items": one}
        if action.response.format == "json":
            several = {"anyOf": [one, several]}
        place(root, errors.at, {"description": "The errors.", **several})
    return root
