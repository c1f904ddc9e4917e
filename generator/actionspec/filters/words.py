"""Parts of the model in plain words."""

from __future__ import annotations

from actionspec.model import Action, Choice, Effect, Field, Parameter, Retry, Rule, Structure, Text


def rule_in_words(rule: Rule) -> str:
    """A rule as a sentence, with the names of parameters in backticks."""
    if isinstance(rule, Choice):
        names = ", ".join(f"`{parameter.name}`" for parameter in rule.parameters)
        number = {
            (1, 1): "Exactly one",
            (1, None): "At least one",
            (0, 1): "At most one",
            (0, None): "Any number",
        }[rule.least, rule.most]
        return f"{number} of {names} is given."
    verb = "must" if rule.wanted else "must not"
    return f"With `{rule.condition.name}`, `{rule.other.name}` {verb} be given."


def parameter_need(parameter: Parameter, action: Action) -> str:
    """Whether a parameter is required, optional, or governed by a rule."""
    if parameter.required:
        return "required"
    for rule in action.rules:
        if isinstance(rule, Choice):
            needed = rule.parameters if rule.least else ()
        else:
            needed = (rule.other,) if rule.wanted else ()
        if parameter in needed:
            return "by rule"
    return "optional"


def limits_in_words(parameter: Parameter) -> str:
    """The limits of a parameter's value; empty if it has none."""
    limits: list[str] = []
    if parameter.max_length is not None:
        limits.append(f"at most {parameter.max_length} characters")
    if parameter.minimum is not None:
        limits.append(f"at least {parameter.minimum}")
    if parameter.maximum is not None:
        limits.append(f"at most {parameter.maximum}")
    return ", ".join(limits)


def described(parameter: Parameter) -> Text:
    """The description of a parameter and the limits of its value."""
    limits = limits_in_words(parameter)
    return Text(
        f"{parameter.description} {limits.capitalize()}." if limits else parameter.description
    )


def type_in_words(field: Field) -> str:
    """The type of a field of an answer."""
    kind = field.structure.name if field.structure else str(field.type)
    if field.repeated:
        return f"list of {kind}"
    return f"{kind}, optional" if field.optional else kind


def effect_in_words(effect: Effect) -> str:
    """What a repeated request would do."""
    return {
        "read": "Reads only: it may be repeated.",
        "write": "Changes what is stored: a repeated request may store something twice.",
        "send": "Sends: a repeated request reaches people twice.",
    }[effect]


def retry_in_words(retry: Retry) -> str:
    """Whether a refused request may be sent again."""
    return {
        "never": "No: it would be refused again.",
        "later": "Yes, later: the request was not carried out.",
        "unknown": "Only after finding out whether the request was carried out.",
    }[retry]


def structures_within(structure: Structure) -> list[Structure]:
    """The structures that the fields of one hold, directly or deeper, each once."""
    found: dict[str, Structure] = {}
    for field in structure.fields:
        if field.structure:
            for inner in (field.structure, *structures_within(field.structure)):
                found.setdefault(inner.name, inner)
    return list(found.values())
