"""Parts of the model in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from actionspec.model import (
    Action,
    Api,
    Choice,
    Effect,
    Enumeration,
    ErrorCode,
    Field,
    Member,
    Parameter,
    Rule,
    Setting,
    Structure,
    Text,
    Transport,
)


def rule_in_words(rule: Rule) -> str:
    """A rule as a sentence, with the names of parameters in backticks."""
    if isinstance(rule, Choice):
        names = ", ".join(f"`{parameter.name}`" for parameter in rule.members)
        number = {
            (1, 1): "Exactly one",
            (1, None): "At least one",
            (0, 1): "At most one",
            (0, None): "Any number",
        }[rule.least, rule.most]
        return f"{number} of {names} is given."
    verb = "must" if rule.wanted else "must not"
    held = f"`{rule.condition.name}`"
    if isinstance(rule.condition, Setting):
        held = f"the account's setting {held}"
    return f"With {held}, `{rule.other.name}` {verb} be given."


def parameter_need(parameter: Parameter, action: Action) -> str:
    """Whether a parameter is required, optional, or governed by a rule."""
    if parameter.required:
        return "required"
    for rule in action.rules:
        if isinstance(rule, Choice):
            needed = rule.members if rule.least else ()
        else:
            needed = (rule.other,) if rule.wanted else ()
        if parameter in needed:
            return "by rule"
    return "optional"


def limits_in_words(parameter: Member) -> str:
    """The limits of the value of a parameter or field; empty if it has none."""
    limits: list[str] = []
    if isinstance(parameter, Parameter) and parameter.default is not None:
        limits.append(f"{parameter.default} if not given")
    if parameter.max_length is not None:
        limits.append(f"at most {parameter.max_length} characters")
    if parameter.max_items is not None:
        limits.append(f"at most {parameter.max_items} elements")
    least, most = parameter.minimum, parameter.maximum
    if parameter.shape == "map" and least is not None and most is not None:
        limits.append(f"numbered {least} to {most}" if least < most else f"numbered {least}")
        return ", ".join(limits)
    what = "numbers of " if parameter.shape == "map" else ""
    limits += [f"{what}at least {least}"] if least is not None else []
    limits += [f"{what}at most {most}"] if most is not None else []
    return ", ".join(limits)


def described(member: Member) -> Text:
    """The description of a member, its limits and former names, and why not to use it any more."""
    limits = limits_in_words(member)
    parts = [member.description, f"{limits.capitalize()}." if limits else ""]
    if member.renamed_from:
        parts.append(f"Formerly {formerly(member.renamed_from)}.")
    if isinstance(member, Parameter) and member.deprecated:
        parts.append(f"Deprecated: {member.deprecated}")
    return Text(" ".join(part for part in parts if part))


def answered(action: Action) -> Text:
    """What the answer of an action holds, in a sentence."""
    held = ", ".join(f"`{field.name}`" for field in action.result.fields)
    return Text(f"The answer, with {held}." if held else "The answer, which holds nothing.")


def formerly(names: Iterable[str]) -> str:
    """Former names in a sentence."""
    return ", ".join(f"`{name}`" for name in names)


def origin(parameter: Parameter, api: Api) -> Text:
    """Which actions answer the ids that a parameter takes; empty where none does."""
    if parameter.identity is None or parameter.identity.role == "creates":
        return Text()
    names = [f"`{one.action}`" for one in api.makers(parameter.identity.thing)]
    several = ", ".join(names[:-1])
    return Text(f"An id that {several and several + ' or '}{names[-1]} answers." if names else "")


def deprecation(deprecated: Action | Parameter) -> Text:
    """The warning for what should not be used any more."""
    return Text(f"{deprecated.name} is deprecated: {deprecated.deprecated}")


def type_in_words(member: Member) -> str:
    """The type of a parameter or of a field of an answer."""
    kind = member.type_name
    if member.shape != "one":
        numbered = " by number" if member.keys == "integer" else ""
        return f"{member.shape} of {kind}{numbered}"
    return f"{kind}, optional" if isinstance(member, Field) and member.optional else kind


def name_on_wire(member: Parameter | Field, transport: Transport) -> str:
    """What a transport calls a parameter or a structure's field, as a template where it varies."""
    wire = member.wire if isinstance(member, Parameter) else member.plain_wire
    name = transport.name_of(wire)
    maps = member.own_maps or transport.maps
    if transport.format not in {"query", "form"}:
        named = member.shape == "map" and transport.format == "xml" and not maps.key
        return maps.template.replace("{name}", name) if named and maps.template else name
    first, *inner = name.replace("@", "").split("/")
    for field in inner:
        first = transport.nesting.replace("{name}", first).replace("{field}", field)
    if member.shape == "list":
        lists = transport.lists_of(member.own_lists)
        return (lists.template or "{name}").replace("{name}", first)
    if member.shape == "map":
        nested = transport.nesting.replace("{field}", "{key}")
        return (maps.template or nested).replace("{name}", first)
    return first


def effect_in_words(effect: Effect) -> str:
    """What a repeated request would do."""
    return {
        "read": "Reads only: it may be repeated.",
        "write": "Changes what is stored: a repeated request may store something twice.",
        "send": "Sends: a repeated request reaches people twice.",
    }[effect]


def retry_in_words(error: ErrorCode) -> str:
    """Whether a refused request may be sent again."""
    match error.retry, error.wait:
        case "later", str(placeholder):
            return f"Yes, after `{placeholder}` seconds. The client does, in the limits of `retry`."
        case "later", float() | int() as seconds:
            return f"Yes, after {seconds:g} seconds. The client does, in the limits of `retry`."
        case "later", _:
            return "Yes, later: it was not carried out. The client does, in the limits of `retry`."
        case "unknown", _:
            return "Only after finding out whether the request was carried out."
        case _:
            return "No: it would be refused again."


def enumerations_of(action: Action) -> list[Enumeration]:
    """The enumerations in the parameters and answers of an action, each once."""
    tops: tuple[Action | Structure, ...] = (action, action.result)
    found = {one.name: one for top in tops for one in top.enumerations}
    for inner in (inner for top in tops for inner in top.inner_structures):
        found |= {one.name: one for one in inner.enumerations}
    return [found[name] for name in sorted(found)]


def dispatch_in_words(api: Api) -> str:
    """Where a request says which action it wants, with wire names in backticks."""
    dispatch = api.dispatch
    places = [f"the field `{dispatch.field}`"] if dispatch.field else []
    places += [f"the path `{dispatch.path}`"] if dispatch.path else []
    places += [f"the header `{dispatch.header}`"] if dispatch.header else []
    if any("{action}" in (transport.root or "") for transport in api.transports):
        places.append("the root element")
    return " and ".join(places)


def form_in_words(transport: Transport) -> str:
    """What a transport sends."""
    if transport.field:
        return f"an XML document in the form field `{transport.field}`"
    return {
        "query": "a query string",
        "form": "a form",
        "xml": "an XML document",
        "json": "a JSON object",
    }[transport.format]


def response_language(action: Action) -> str:
    """The language of an answer's text, for highlighting."""
    formats = {"xml": "xml", "json": "json"}
    return formats.get(action.response.format, "")
