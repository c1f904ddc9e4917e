"""What a generated command line knows beside the client: variables, rules, examples."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any

from actionspec.filters.words import rule_in_words
from actionspec.model import Action, Api, Example, Member, Structure, Text


def credential_variables(api: Api) -> dict[str, str]:
    """The environment variables of the credentials, by their names."""
    return {
        one.name: one.environment or f"{api.package}_{one.name}".upper() for one in api.credentials
    }


def rules_in_lines(action: Action) -> Text:
    """The rules of an action, one a line."""
    return Text("\n".join(map(rule_in_words, action.rules)))


def example_words(example: Example, action: Action) -> Text:
    """The request of an example as words of a shell, each a parameter, = and a text for it."""
    known = {parameter.name: parameter for parameter in action.parameters}
    return Text(
        shlex.join(
            f"{name}={text}"
            for name, data in (example.request or {}).items()
            for text in _texts(known[name], data)
        )
    )


def _texts(member: Member, data: Any) -> Iterator[str]:
    """The texts of the options that give a parameter its value: of a list, one for each element."""
    if member.shape == "list":
        for one in data:
            yield _text(one, as_json=isinstance(member.type, Structure))
    else:
        as_json = member.shape == "map" or isinstance(member.type, Structure)
        yield _text(data, as_json=as_json)


def _text(data: Any, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(data, ensure_ascii=False, default=str)
    return str(data).lower() if isinstance(data, bool) else str(data)
