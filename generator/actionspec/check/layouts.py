"""What is wrong with the layout of lists and maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actionspec.check.forms import XML_NAME, Form
from actionspec.problem import Problem
from actionspec.source import Place

_INDEX_FREE = ("{name}", "{name}[]")


def list_problems(lists: Place, formats: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the layout of a list in requests of such formats."""
    yield from _contradictions(lists, ("template", "join", "element"))
    template = lists.get("template")
    if template is not None:
        if "{name}" not in template and "{field}" not in template:
            hint = "add {name}, or {field} for the fields of structures"
            yield lists["template"].problem(
                "the template names nothing of the list", hint, code="unfit-template"
            )
        elif "{i}" not in template and template not in _INDEX_FREE:
            hint = "add {i} for the element's number, or write {name} to repeat the name"
            message = "nothing tells the elements of the list apart"
            yield lists["template"].problem(message, hint, code="unfit-template")
    if "first" in lists and "{i}" not in (template or ""):
        hint = "it needs a template with {i}"
        yield lists["first"].problem(
            "nothing is numbered here", hint, at_key=True, code="unfit-template"
        )
    flat, nested = {"query", "form"} & {*formats}, {"xml", "json"} & {*formats}
    if template is not None and not flat:
        hint = "query strings and forms have templates; write `element` here"
        yield lists["template"].problem(
            "no transport could use this template", hint, at_key=True, code="unused-template"
        )
    if "element" in lists and not nested:
        hint = "only XML and JSON have one; write `template` here"
        yield lists["element"].problem(
            "no transport has such an element", hint, at_key=True, code="unused-template"
        )


def _contradictions(lists: Place, keys: Iterable[str]) -> Iterator[Problem]:
    for one, others in (("repeated", {*keys}), ("join", {*keys} - {"join"})):
        for other in sorted(others):
            if one in lists and other in lists:
                hint = "keep one of the two"
                message = f'"{one}" and "{other}" contradict each other'
                yield lists[one].problem(message, hint, at_key=True, code="contradiction")


def answer_list_problems(lists: Place, form: Form) -> Iterator[Problem]:
    """What is wrong with the layout of a list in answers of a form."""
    yield from _contradictions(lists, ("join", "element"))
    for key in ("template", "first"):
        if key in lists:
            hint = "an answer's list has `element` or `join`, or {i} in its `wire`"
            yield lists[key].problem(
                f'"{key}" has no meaning in an answer', hint, at_key=True, code="meaningless-key"
            )
    if "element" in lists and form.flat:
        message = f"an answer of format {form.format} has nothing inside"
        hint = "take it away, or number the names: {i} in `wire`"
        yield lists["element"].problem(message, hint, at_key=True, code="nothing-inside")


def map_problems(maps: Place, formats: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the layout of a map in requests of such formats."""
    yield from _entry_problems(maps)
    template, paired = maps.get("template", ""), "key" in maps or "value" in maps
    both = paired and "{key}" in template
    if both and not ({"query", "form"} & {*formats} and {"xml", "json"} & {*formats}):
        hint = "write {i} there, or take `key` and `value` away"
        yield maps["template"].problem(
            "the key would stand in the name and in a field", hint, code="unfit-template"
        )
    elif template and not both and ("{i}" if paired else "{key}") not in template:
        hint = "add {key}; or `key` and `value`, where entries are numbered"
        hint = "add {i} for the entry's number" if paired else hint
        yield maps["template"].problem(
            "nothing tells the entries of the map apart", hint, code="unfit-template"
        )
    elif template and {*formats} == {"json"}:
        hint = "a map is an object in JSON, or a list of entries with `key` and `value`"
        yield maps["template"].problem(
            "no transport could use this template", hint, at_key=True, code="unused-template"
        )
    elif template and not paired and "xml" in {*formats}:
        sample = template.replace("{name}", "name").replace("{field}", "field")
        if not XML_NAME.fullmatch(sample.replace("{key}", "key")):
            hint = "write one like {name}_{key}"
            if len({*formats}) > 1:
                hint = "leave it to the `maps` of the transport that needs it"
            yield maps["template"].problem(
                f'XML has no element called "{sample}"', hint, code="no-xml-name"
            )
    if "first" in maps and "{i}" not in template:
        hint = "it needs a template with {i}"
        yield maps["first"].problem(
            "nothing is numbered here", hint, at_key=True, code="unfit-template"
        )
    texts = [key for key in ("key", "value") if maps.get(key) == "."]
    if len(texts) == 1 and "json" in {*formats}:
        yield maps[texts[0]].problem(
            "JSON has no text beside other fields", "write a name", code="json-text"
        )


def answer_map_problems(maps: Place) -> Iterator[Problem]:
    """What is wrong with the layout of a map in answers."""
    yield from _entry_problems(maps)
    for key in ("template", "first", "names"):
        if key in maps:
            hint = "an answer's map has `key` and `value`, or {key} in its `wire`"
            yield maps[key].problem(
                f'"{key}" has no meaning in an answer', hint, at_key=True, code="meaningless-key"
            )


def _entry_problems(maps: Place) -> Iterator[Problem]:
    paired = "key" in maps or "value" in maps
    if paired and not ("key" in maps and "value" in maps):
        hint = "name both: key: key, value: value"
        yield maps.problem("an entry has a key and a value, or neither", hint, code="unfit-entry")
    elif paired and maps.data["key"] == maps.data["value"]:
        hint = "name two fields, or . for the entry's own text"
        yield maps["value"].problem(
            "key and value would stand in one place", hint, code="unfit-entry"
        )
    if "element" in maps and not paired:
        hint = "add key: and value: for what stands in it"
        yield maps["element"].problem(
            "an entry's element holds a key and a value", hint, code="unfit-entry"
        )
