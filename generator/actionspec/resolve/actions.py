"""One action: its parameters, rules, answer and examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from actionspec.inherit import inherited_outcome, inherited_response
from actionspec.model import (
    Action,
    Category,
    ErrorCode,
    Example,
    Failure,
    Field,
    FindOut,
    Pages,
    Parameter,
    Postback,
    Report,
    Response,
    Rule,
    Setting,
    Structure,
    Text,
    Transport,
    structures_within,
)
from actionspec.names import camel_case, snake_case
from actionspec.resolve.rules import Codes, codes_of, identity, limits, resolve_rule
from actionspec.resolve.text import former_names, marked, maybe_prose, prose, texts
from actionspec.resolve.types import Types, mark_use, scalar_of, shape_of
from actionspec.resolve.wire import (
    notation,
    outcome,
    own_lists,
    own_maps,
    response,
)
from actionspec.source import Place


@dataclass(frozen=True, slots=True)
class Shared:
    """What the actions of an API refer to."""

    api: dict[str, Any]
    codes: Codes
    categories: dict[str, Category]
    settings: dict[str, Setting]
    postbacks: dict[str, Postback]
    types: Types
    transports: tuple[Transport, ...]
    methods: dict[str, str]


def method_name(data: dict[str, Any]) -> str:
    """The name of an action in Python."""
    return data.get("name") or snake_case(data["action"])


def resolve_action(place: Place, shared: Shared) -> Action:
    """One action, with all that it refers to."""
    return _Resolver(place.data, place.document.part, shared).action()


class _Resolver:
    def __init__(self, data: dict[str, Any], file: str, shared: Shared) -> None:
        self.data = data
        self.file = file
        self.shared = shared
        self.name = method_name(data)

    def action(self) -> Action:
        data, shared = self.data, self.shared
        form = response(inherited_response(shared.api, data))
        parameters = {
            name: self._parameter(name, one) for name, one in data.get("parameters", {}).items()
        }
        rules = tuple(
            resolve_rule(rule, parameters, shared.settings, shared.codes)
            for rule in data.get("rules", ())
        )
        result = self._result(form)
        for parameter in parameters.values():
            if parameter.structure:
                mark_use(parameter.structure, sent=True)
        mark_use(result, sent=False)
        return Action(
            action=data["action"],
            wire=data.get("wire", data["action"]),
            name=self.name,
            class_name=camel_case(self.name),
            summary=prose(data["summary"]),
            description=maybe_prose(data.get("description")),
            effect=data["effect"],
            find_out=self._find_out(),
            constants=texts(data.get("constants")),
            transports=tuple(
                one for one in shared.transports if one.name in data.get("transports", [one.name])
            ),
            parameters=tuple(parameters.values()),
            rules=rules,
            result=result,
            pages=self._pages(parameters, {field.name: field for field in result.fields}),
            response=form,
            outcome=outcome(inherited_outcome(shared.api, data), form.names),
            errors=self._errors(parameters, rules),
            categories=self._categories(),
            reports=tuple(self._report(one, parameters) for one in data.get("postbacks", ())),
            renamed_from=former_names(data),
            deprecated=maybe_prose(data.get("deprecated")),
            notes=tuple(prose(note) for note in data.get("notes", ())),
            examples=tuple(self._example(example) for example in data.get("examples", ())),
            file=Text(self.file),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _find_out(self) -> FindOut | None:
        if not (told := self.data.get("find_out")):
            return None
        method = self.shared.methods[told["action"]] if "action" in told else None
        return FindOut(method=method, description=prose(told["description"]))

    def _parameter(self, name: str, data: dict[str, Any]) -> Parameter:
        required = data.get("required", False)
        shape, kind = shape_of(data)
        return Parameter(
            name=name,
            wire=data.get("wire", name),
            type=self.shared.types.find(kind),
            shape=shape,
            keys=data.get("keys", "string"),
            notation=notation(data, scalar_of(kind), self.shared.api.get("values", {})),
            default=marked(data.get("default")),
            secret=data.get("secret", False),
            personal=data.get("personal", False),
            description=prose(data["description"]),
            required=(
                self.shared.codes.find(required if isinstance(required, str) else None)
                if required
                else None
            ),
            **limits(data),
            invalid=self.shared.codes.find(data.get("invalid")),
            identity=identity(data, self.shared.codes),
            own_lists=own_lists(data),
            own_maps=own_maps(data),
            renamed_from=former_names(data),
            deprecated=maybe_prose(data.get("deprecated")),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _report(self, data: str | dict[str, Any], parameters: dict[str, Parameter]) -> Report:
        told: dict[str, Any] = {"class": data} if isinstance(data, str) else data
        postback = self.shared.postbacks[told["class"]]
        return Report(
            postback=postback,
            condition=parameters[told["if"]] if "if" in told else None,
            usual=told.get("usual", not postback.bad),
        )

    def _result(self, form: Response) -> Structure:
        fields = tuple(self.shared.types.fields(self.data.get("returns", {}), form))
        return Structure(
            name=self.data.get("result") or camel_case(self.name) + "Result",
            description=Text(f"The answer of {self.data['action']}."),
            fields=fields,
            outcome=None,
        )

    def _pages(self, parameters: dict[str, Parameter], fields: dict[str, Field]) -> Pages | None:
        if "pages" not in self.data:
            return None
        data = self.data["pages"]
        kind: Literal["next", "page", "offset"] = (
            "next" if "next" in data else "page" if "page" in data else "offset"
        )
        token = data["next"] if kind == "next" else None
        return Pages(
            name=data.get("name", f"iterate_{self.name}"),
            items=fields[data["items"]],
            kind=kind,
            parameter=parameters[token["parameter"] if token else data[kind]],
            field=fields[token["field"]] if token else None,
            first=int(data.get("first", 1 if kind == "page" else 0)),
            more=fields[data["more"]] if "more" in data else None,
            total=fields[data["total"]] if "total" in data else None,
        )

    def _errors(
        self, parameters: dict[str, Parameter], rules: tuple[Rule, ...]
    ) -> tuple[ErrorCode, ...]:
        codes, categories = self.shared.codes.table, self._categories()
        found = [codes[code] for code in self.data.get("errors", ()) if code in codes]
        found += [one for one in codes.values() if one.general or one.category in categories]
        for parameter in parameters.values():
            unknown = parameter.identity and parameter.identity.error
            found += [one for one in (parameter.required, parameter.invalid, unknown) if one]
        found += codes_of(rules)
        for structure in structures_within(parameters.values()):
            found += codes_of(structure.rules)
            found += [field.invalid for field in structure.fields if field.invalid]
        return tuple(sorted({error.code: error for error in found}.values(), key=lambda e: e.code))

    def _categories(self) -> tuple[Category, ...]:
        named = (self.shared.categories.get(name) for name in self.data.get("errors", ()))
        return tuple(category for category in named if category)

    def _example(self, data: dict[str, Any]) -> Example:
        failure = data.get("failure")
        return Example(
            name=data["name"],
            request=marked(data.get("request")),
            credentials=texts(data.get("credentials")),
            wire={name: prose(text) for name, text in data.get("wire", {}).items()},
            response=prose(data["response"]),
            http_status=int(data.get("http_status", 200)),
            result=marked(data.get("result")),
            failure=failure
            and Failure(
                error=self.shared.codes.find(failure["code"]),
                message=Text(failure["message"]) if "message" in failure else None,
                details=texts(failure.get("details")),
            ),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )
