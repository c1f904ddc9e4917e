"""One action: its parameters, rules, answer and examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from actionspec.inherit import inherited_outcome, inherited_response
from actionspec.load import Place
from actionspec.model import (
    Action,
    Choice,
    Dependency,
    ErrorCode,
    Example,
    Failure,
    Faults,
    Field,
    Pages,
    Parameter,
    Response,
    Rule,
    Structure,
    Text,
    Transport,
)
from actionspec.names import camel_case, snake_case
from actionspec.resolve.text import marked, maybe_prose, prose, texts
from actionspec.resolve.types import Types, mark_use, scalar_of, shape_of
from actionspec.resolve.wire import (
    notation,
    outcome,
    own_lists,
    own_maps,
    response,
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the actions of an API refer to."""

    api: dict[str, Any]
    codes: dict[str, ErrorCode]
    types: Types
    faults: Faults
    transports: tuple[Transport, ...]


def resolve_action(place: Place, shared: Shared) -> Action:
    """One action, with all that it refers to."""
    return _Resolver(place.data, place.document.part, shared).action()


class _Resolver:
    def __init__(self, data: dict[str, Any], file: str, shared: Shared) -> None:
        self.data = data
        self.file = file
        self.shared = shared
        self.name: str = data.get("name") or snake_case(data["action"])

    def action(self) -> Action:
        data, shared = self.data, self.shared
        form = response(inherited_response(shared.api, data))
        parameters = {
            name: self._parameter(name, one) for name, one in data.get("parameters", {}).items()
        }
        rules = tuple(self._rule(rule, parameters) for rule in data.get("rules", ()))
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
            notes=tuple(prose(note) for note in data.get("notes", ())),
            examples=tuple(self._example(example) for example in data.get("examples", ())),
            file=Text(self.file),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _parameter(self, name: str, data: dict[str, Any]) -> Parameter:
        required = data.get("required", False)
        shape, kind = shape_of(data)
        return Parameter(
            name=name,
            wire=data.get("wire", name),
            type=self.shared.types.find(kind),
            shape=shape,
            notation=notation(data, scalar_of(kind), self.shared.api.get("values", {})),
            default=marked(data.get("default")),
            secret=data.get("secret", False),
            description=prose(data["description"]),
            required=(
                self._code(required if isinstance(required, str) else None) if required else None
            ),
            max_length=None if "max_length" not in data else int(data["max_length"]),
            max_items=None if "max_items" not in data else int(data["max_items"]),
            minimum=data.get("minimum"),
            maximum=data.get("maximum"),
            invalid=self._code(data.get("invalid")),
            own_lists=own_lists(data),
            own_maps=own_maps(data),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _code(self, code: str | None) -> ErrorCode:
        return self.shared.faults.request if code is None else self.shared.codes[code]

    def _rule(self, data: dict[str, Any], parameters: dict[str, Parameter]) -> Rule:
        source, status = maybe_prose(data.get("source")), data.get("status", "documented")
        if "if" in data:
            wanted = "requires" in data
            return Dependency(
                condition=parameters[data["if"]],
                other=parameters[data["requires" if wanted else "forbids"]],
                wanted=wanted,
                error=self._code(data.get("code")),
                source=source,
                status=status,
            )
        kind = next(key for key in data if key.endswith("_one_of"))
        return Choice(
            parameters=tuple(parameters[name] for name in data[kind]),
            least=0 if kind == "at_most_one_of" else 1,
            most=None if kind == "at_least_one_of" else 1,
            none=self._code(data.get("none")),
            several=self._code(data.get("several")),
            source=source,
            status=status,
        )

    def _result(self, form: Response) -> Structure:
        fields = tuple(self.shared.types.fields(self.data.get("returns", {}), form))
        held = ", ".join(f"`{field.name}`" for field in fields)
        return Structure(
            name=self.data.get("result") or camel_case(self.name) + "Result",
            description=Text(
                f"The answer of {self.data['action']}" + (f", with {held}." if held else ".")
            ),
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
        found = [self.shared.codes[code] for code in self.data.get("errors", ())]
        found += [error for error in self.shared.codes.values() if error.general]
        for parameter in parameters.values():
            found += [error for error in (parameter.required, parameter.invalid) if error]
        for rule in rules:
            match rule:
                case Dependency():
                    found.append(rule.error)
                case Choice():
                    found += [rule.none] if rule.least else []
                    found += [rule.several] if rule.most else []
        return tuple(sorted({error.code: error for error in found}.values(), key=lambda e: e.code))

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
                error=self.shared.codes[failure["code"]],
                message=Text(failure["message"]) if "message" in failure else None,
                details=texts(failure.get("details")),
            ),
            source=maybe_prose(data.get("source")),
            status=data.get("status", "documented"),
        )
