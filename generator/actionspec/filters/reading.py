"""How fields are read out of an answer, as Python source."""

from __future__ import annotations

from actionspec.filters.conditions import holds, holds_for_action
from actionspec.filters.literals import literal
from actionspec.filters.paths import place
from actionspec.model import Action, Api, Condition, Field, Notices, Outcome, Pages, Structure
from actionspec.names import snake_case


def reader(field: Field, fields: str = "answer") -> str:
    """The expression that reads a field out of an answer."""
    if field.shape == "map" and field.keys == "integer":
        return f"fields.by_number({_read(field, fields)})"
    return _read(field, fields)


def _read(field: Field, fields: str) -> str:
    inner = [one.wire for one in field.structure.fields] if field.structure else []
    by_number = field.keys == "integer" and "{key}" in field.wire
    at = _laid_out(field, place(field.wire, fields, inner, by_number=by_number))
    optional = field.optional and field.shape == "one"
    if field.structure:
        kind = {"one": "structure", "list": "structures", "map": "structure_map"}[field.shape]
        prefix = "maybe_" if optional else ""
        return f"fields.{prefix}{kind}({at}, read_{snake_case(field.structure.name)})"
    if field.scalar == "boolean" and field.notation.presence and field.shape == "one":
        return f"fields.present({at})"
    read = _scalar_reader(field)
    if field.shape != "one":
        return f"fields.{'texts' if field.shape == 'list' else 'text_map'}({at}, {read})"
    if field.scalar == "string":
        return f"fields.{'optional' if optional else 'text'}({at})"
    return f"fields.{'maybe' if optional else 'value'}({at}, {read})"


def _laid_out(field: Field, at: str) -> str:
    name = at.rpartition(", ")[2]
    if field.shape == "list" and field.lists.join is not None:
        return f"fields.split({at}, {literal(field.lists.join)}), {name}"
    if field.shape == "map" and field.maps.key:
        value = field.maps.value or "value"
        return f"fields.paired({at}, {literal(field.maps.key)}, {literal(value)}), {name}"
    return at


def _scalar_reader(field: Field) -> str:
    if field.enumeration:
        return field.enumeration.name
    notation = field.notation
    match field.scalar:
        case "boolean":
            if (notation.yes, notation.no) == (("true", "1"), ("false", "0")):
                return "scalars.truth"
            return f"scalars.boolean({literal(notation.yes)}, {literal(notation.no)})"
        case "datetime":
            return f"times.moment({_form(field)})"
        case "date":
            form = "" if notation.format == "iso" else literal(notation.format)
            return f"times.day({form})"
        case "bytes":
            return "scalars.base64"
        case scalar:
            return f"scalars.{scalar}"


def _form(field: Field) -> str:
    form = [] if field.notation.format == "iso" else [literal(field.notation.format)]
    return ", ".join([*form, *(["zoned=False"] if field.notation.zone == "none" else [])])


def notices(where: Notices) -> str:
    """The expression that reads the errors or warnings of an answer, as a list."""
    holder = "notice" if where.at else "answer"
    code = f"code=fields.plain({place(where.code, holder)}), " if where.code else ""
    one = f"Notice({code}message=fields.plain({place(where.message, holder)}))"
    if not where.at:
        return f"[{one}]"
    told = [name for name in (where.code, where.message) if name]
    told += [condition.field for condition in where.where]
    chosen = f" if {holds(where.where, holder)}" if where.where else ""
    return f"[{one} for {holder} in fields.each({place(where.at, inner=told)}){chosen}]"


def has_own_failure(action: Action, api: Api) -> bool:
    """Whether an action tells its failures in another way than the API's other actions."""
    own, usual = action.outcome, api.outcome
    return (own.failure, own.errors) != (usual.failure, usual.errors)


def has_own_success(action: Action, api: Api) -> bool:
    """Whether an action tells its successes in another way than the API's other actions."""
    usual = api.outcome.success
    named = any("{action}" in value for one in usual for value in one.equals)
    return named or action.outcome.success != usual


def told_beside(action: Action, api: Api) -> dict[str, str]:
    """The expressions for what is told beside a result: its warnings, its errors."""
    told: dict[str, str] = {}
    if action.outcome.warnings:
        warnings = "read_warnings(answer)"
        if action.outcome.warnings != api.outcome.warnings:
            warnings = notices(action.outcome.warnings)
        told["warnings"] = f"told({warnings})"
    if action.outcome.partial:
        errors = "read_errors(answer)"
        if action.outcome.errors != api.outcome.errors:
            errors = notices(action.outcome.errors)
        partial = holds_for_action(action.outcome.partial, action)
        # A success in part that names no error is none the less one.
        told["errors"] = f"told({errors}) or (Notice(),) if {partial} else ()"
    return told


def envelope(action: Action) -> list[str]:
    """The names on the way from the top of an answer to the fields of its result."""
    template = action.response.envelope
    if not template:
        return []
    return action.response.for_action(template, action.wire).split("/")


def repeated(action: Action) -> Field | None:
    """The structures of an answer that can be read one by one while it is parsed, if there are any.

    Nothing else may depend on what stands in them, since they are gone when it is read.
    """
    if action.response.format != "xml" or action.response.keyed:
        return None
    paths = {field.name: [*envelope(action), *field.wire.split("/")] for field in _told(action)}
    for field in _told(action):
        others = [path for name, path in paths.items() if name != field.name]
        if _is_repeated(field) and not any(
            "{key}" in path[-1] or path[-1] == "." or _overlap(paths[field.name], path)
            for path in [*others, *_judged_paths(action.outcome, paths[field.name])]
        ):
            return field
    return None


def _told(action: Action) -> list[Field]:
    """The fields of a result; the elements of pages first, since people walk through these."""
    items = action.pages.items if action.pages else None
    return sorted(action.result.fields, key=lambda field: field is not items)


def _is_repeated(field: Field) -> bool:
    return (
        field.shape == "list"
        and field.structure is not None
        and field.lists.join is None
        and not set("{}*@") & set(field.wire)
        and not any(one.wire == "." for one in field.structure.fields)
    )


def _judged_paths(outcome: Outcome, path: list[str]) -> list[list[str]]:
    """The places that tell what an answer means, other than whether there is anything at a path."""
    conditions = (*outcome.failure, *outcome.success, *outcome.partial)
    paths = [one.field for one in conditions if one.field.split("/") != path or _asks_value(one)]
    for notices in filter(None, (outcome.errors, outcome.warnings)):
        paths += filter(None, [notices.at] if notices.at else [notices.code, notices.message])
    return [one.split("/") for one in paths]


def _asks_value(condition: Condition) -> bool:
    return bool(condition.equals or condition.matches) or condition.above is not None


def _overlap(one: list[str], other: list[str]) -> bool:
    return all(first == second for first, second in zip(one, other, strict=False))


def repeated_source(action: Action) -> str:
    """The expression for the structures that are read while an answer is parsed."""
    field = repeated(action)
    if field is None or field.structure is None:
        raise ValueError(f"{action.action} repeats nothing")
    path = (*envelope(action), *field.wire.split("/"))
    return f"Repeated({literal(path)}, read_{snake_case(field.structure.name)})"


def is_flat(structure: Structure, api: Api) -> bool:
    """Whether a structure of answers holds single values alone, and none extends it.

    The garbage collector need not look at such records: nothing in them leads to others.
    """
    return (
        structure.answered
        and all(field.shape == "one" and not field.structure for field in structure.fields)
        and not any(structure in (one, one.parent) and one.parent for one in api.types)
    )


def goes_on(pages: Pages) -> str:
    """The condition on `result` that there is another page, where pages are counted."""
    items = f"result.{pages.items.name}"
    if not pages.more:
        return items
    more = f"result.{pages.more.name}"
    return f"({items} if {more} is None else {more})" if pages.more.optional else more
