"""Checked data into the model: defaults filled in, names looked up, nothing left to interpret."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from actionspec.load import Place, Source
from actionspec.model import (
    Action,
    Api,
    Category,
    Choice,
    Condition,
    Credential,
    Dependency,
    ErrorCode,
    Example,
    Failure,
    Faults,
    Field,
    ItemOutcome,
    Outcome,
    Parameter,
    Placeholder,
    Response,
    Rule,
    Scalar,
    Structure,
    Term,
    Text,
    Transport,
    in_case,
)
from actionspec.names import camel_case, snake_case


def resolve(source: Source) -> Api:
    """The model of a spec that passed `check`."""
    api = source.api.data
    categories = {
        name: Category(class_name=name, description=Text(place.data))
        for errors in source.roots("errors")
        for name, place in errors.members("categories")
    }
    codes = {
        code: _error(code, place.data, categories)
        for errors in source.roots("errors")
        for code, place in errors.members("codes")
    }
    structures = _structures(source, api["response"].get("names", "as_written"))
    outcome = _outcome(api)
    faults = _faults(api["faults"], codes)
    actions = [
        _ActionResolver(place, codes, structures, outcome, faults).action(api)
        for place in source.roots("action")
    ]
    return Api(
        name=api["name"],
        package=api["package"],
        version=api["version"],
        title=Text(api["title"]),
        description=_text(api.get("description")),
        url=api["url"],
        credentials=tuple(
            Credential(
                name=name,
                wire=data.get("wire", name),
                environment=data.get("environment"),
                secret=data.get("secret", True),
                description=_prose(data["description"]),
            )
            for name, data in api.get("credentials", {}).items()
        ),
        dispatch=api["dispatch"]["field"],
        transports=tuple(_transport(name, data) for name, data in api["transports"].items()),
        response=Response(
            format=api["response"]["format"],
            root=api["response"]["root"],
            names=api["response"].get("names", "as_written"),
        ),
        outcome=outcome,
        faults=faults,
        categories=tuple(categories.values()),
        errors=tuple(sorted(codes.values(), key=lambda error: error.code)),
        types=tuple(
            structures(name) for types in source.roots("types") for name, _ in types.items()
        ),
        actions=tuple(sorted(actions, key=lambda action: action.name)),
        terms=tuple(
            Term(name=Text(name), meaning=_prose(meaning))
            for name, meaning in sorted(api.get("terms", {}).items())
        ),
    )


def _text(data: str | None) -> Text | None:
    return None if data is None else _prose(data)


def _prose(data: str) -> Text:
    return Text(data.strip())


def _marked(data: Any) -> Any:
    """Example data with its strings marked as free text."""
    match data:
        case str():
            return Text(data)
        case dict():
            return {name: _marked(value) for name, value in data.items()}
        case list():
            return [_marked(value) for value in data]
        case _:
            return data


def _error(code: str, data: dict[str, Any], categories: dict[str, Category]) -> ErrorCode:
    return ErrorCode(
        code=code,
        class_name=data["class"],
        category=categories[data["category"]],
        message=Text(data["message"]),
        placeholders=tuple(
            Placeholder(
                name=name, type=placeholder["type"], description=_prose(placeholder["description"])
            )
            for name, placeholder in data.get("placeholders", {}).items()
        ),
        cause=_prose(data["cause"]),
        remedy=_prose(data["remedy"]),
        retry=data.get("retry", "never"),
        general=data.get("general", False),
        source=_text(data.get("source")),
        status=data.get("status", "documented"),
    )


def _faults(data: dict[str, str], codes: dict[str, ErrorCode]) -> Faults:
    request = data["request"]
    return Faults(
        request=codes[request],
        credentials=codes[data.get("credentials", request)],
        body=codes[data.get("body", request)],
    )


def _transport(name: str, data: dict[str, Any]) -> Transport:
    return Transport(
        name=name,
        format=data["format"],
        root=data.get("root"),
        names=data.get("names", "as_written"),
        actions=data.get("actions", "as_written"),
        description=_prose(data["description"]),
    )


def _conditions(data: list[dict[str, str]], spell: Callable[[str], str]) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            field=spell(condition["field"]),
            equals=Text(condition["equals"]) if "equals" in condition else None,
        )
        for condition in data
    )


def _spelling(api: dict[str, Any]) -> Callable[[str], str]:
    names = api["response"].get("names", "as_written")
    return lambda wire: in_case(wire, names)


def _outcome(api: dict[str, Any]) -> Outcome:
    data, spell = api["outcome"], _spelling(api)
    return Outcome(
        failure=_conditions(data["failure"], spell),
        success=_conditions(data["success"], spell),
        code=spell(data["code"]),
        message=spell(data["message"]),
    )


_Structures = Callable[[str], Structure]


def _structures(source: Source, names: Any) -> _Structures:
    described = {
        name: place.data for types in source.roots("types") for name, place in types.items()
    }

    @cache
    def structure(name: str) -> Structure:
        data = described[name]
        outcome = data.get("outcome")
        return Structure(
            name=name,
            description=_prose(data["description"]),
            fields=tuple(_fields(data["fields"], structure, names)),
            outcome=outcome
            and ItemOutcome(
                failure=_conditions(outcome["failure"], str),
                success=_conditions(outcome.get("success", []), str),
                code=outcome["code"],
                message=outcome["message"],
            ),
        )

    return structure


def _fields(data: dict[str, Any], structures: _Structures, names: Any) -> Iterator[Field]:
    for name, field in data.items():
        kind: str = field.get("list_of") or field.get("type", "string")
        yield Field(
            name=name,
            wire=in_case(field.get("wire", name), names),
            type=_scalar(kind) or structures(kind),
            repeated="list_of" in field,
            optional=field.get("optional", False),
            description=_prose(field["description"]),
            source=_text(field.get("source")),
            status=field.get("status", "documented"),
        )


def _scalar(kind: str) -> Scalar | None:
    match kind:
        case "string" | "integer" | "number":
            return kind
        case _:
            return None


class _ActionResolver:
    """Resolves one action against what the rest of the spec defines."""

    def __init__(
        self,
        place: Place,
        codes: dict[str, ErrorCode],
        structures: _Structures,
        outcome: Outcome,
        faults: Faults,
    ) -> None:
        self.data: dict[str, Any] = place.data
        self.file = place.document.part
        self.codes = codes
        self.structures = structures
        self.outcome = outcome
        self.faults = faults

    def action(self, api: dict[str, Any]) -> Action:
        data = self.data
        name = data.get("name") or snake_case(data["action"])
        parameters = {
            name: self._parameter(name, d) for name, d in data.get("parameters", {}).items()
        }
        rules = tuple(self._rule(rule, parameters) for rule in data.get("rules", ()))
        own_outcome = data.get("outcome")
        return Action(
            action=data["action"],
            wire=data.get("wire", data["action"]),
            name=name,
            class_name=camel_case(name),
            summary=_prose(data["summary"]),
            description=_text(data.get("description")),
            effect=data["effect"],
            parameters=tuple(parameters.values()),
            rules=rules,
            result=self._result(name, api["response"].get("names", "as_written")),
            success=(
                _conditions(own_outcome["success"], _spelling(api))
                if own_outcome
                else self.outcome.success
            ),
            errors=self._errors(parameters, rules),
            notes=tuple(_prose(note) for note in data.get("notes", ())),
            examples=tuple(self._example(example) for example in data.get("examples", ())),
            file=Text(self.file),
            source=_text(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _parameter(self, name: str, data: dict[str, Any]) -> Parameter:
        required = data.get("required", False)
        return Parameter(
            name=name,
            wire=data.get("wire", name),
            type=data.get("type", "string"),
            description=_prose(data["description"]),
            required=(
                self._code(required if isinstance(required, str) else None) if required else None
            ),
            max_length=None if "max_length" not in data else int(data["max_length"]),
            minimum=data.get("minimum"),
            maximum=data.get("maximum"),
            invalid=self._code(data.get("invalid")),
            source=_text(data.get("source")),
            status=data.get("status", "documented"),
        )

    def _code(self, code: str | None) -> ErrorCode:
        return self.faults.request if code is None else self.codes[code]

    def _rule(self, data: dict[str, Any], parameters: dict[str, Parameter]) -> Rule:
        source, status = _text(data.get("source")), data.get("status", "documented")
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

    def _result(self, name: str, names: Any) -> Structure:
        fields = tuple(_fields(self.data.get("returns", {}), self.structures, names))
        held = ", ".join(f"`{field.name}`" for field in fields)
        return Structure(
            name=self.data.get("result") or camel_case(name) + "Result",
            description=Text(
                f"The answer of {self.data['action']}" + (f", with {held}." if held else ".")
            ),
            fields=fields,
            outcome=None,
        )

    def _errors(
        self, parameters: dict[str, Parameter], rules: tuple[Rule, ...]
    ) -> tuple[ErrorCode, ...]:
        found = [self.codes[code] for code in self.data.get("errors", ())]
        found += [error for error in self.codes.values() if error.general]
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
            request=_marked(data.get("request")),
            wire={name: _prose(text) for name, text in data.get("wire", {}).items()},
            response=_prose(data["response"]),
            result=_marked(data.get("result")),
            failure=failure
            and Failure(
                error=self.codes[failure["code"]],
                message=Text(failure["message"]) if "message" in failure else None,
                details={name: Text(value) for name, value in failure.get("details", {}).items()},
            ),
            source=_text(data.get("source")),
            status=data.get("status", "documented"),
        )
