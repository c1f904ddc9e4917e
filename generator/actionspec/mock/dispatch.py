"""Which action a request is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from actionspec.mock.received import Reading, Received
from actionspec.model import Action, Api, Text


def find_action(api: Api, received: Received, reading: Reading) -> Action | None:
    """The action that a request names and whose constants it has; None if there is none.

    Of several, the one that fits most closely: with the longest name, and the most constants.
    """
    fitting = [
        action
        for action in api.actions
        if reading.transport in action.transports
        and all(_names(api, received, reading, action))
        and all(_constants(api, received, reading, action))
    ]
    return max(fitting, key=lambda one: (len(one.wire), len(one.constants)), default=None)


def fixed_fields(api: Api, reading: Reading, action: Action) -> list[str]:
    """The paths of all fields that are no parameters."""
    name_of = reading.transport.name_of
    names = [*constants(api, reading, action)]
    names += [api.dispatch.field] if api.dispatch.field else []
    names += [one.wire for one in api.credentials if not one.placed]
    names += [api.signature.field] if api.signature else []
    return [name_of(name) for name in names]


def constants(api: Api, reading: Reading, action: Action) -> Mapping[str, Text]:
    """The fields that have one value in every request for an action."""
    return {**api.constants, **reading.transport.constants, **action.constants}


def _names(api: Api, received: Received, reading: Reading, action: Action) -> Iterator[bool]:
    """Whether each place that names an action names this one."""
    dispatch, transport = api.dispatch, reading.transport
    name = transport.action_of(action.wire)
    root = transport.root_of(action.wire)
    if root and reading.content.root:
        yield reading.content.root == root
    if dispatch.field:
        said = reading.field(dispatch.field)
        named_by_root = "{action}" in (transport.root or "")
        yield said == dispatch.template.replace("{action}", name) or (
            said is None and named_by_root
        )
    if dispatch.path:
        path = dispatch.path.replace("{action}", name).lstrip("/")
        yield received.path.endswith(f"/{path}")
    if dispatch.header:
        said = received.headers.get(dispatch.header.lower())
        yield said == dispatch.template.replace("{action}", name)


def _constants(api: Api, received: Received, reading: Reading, action: Action) -> Iterator[bool]:
    for field, value in constants(api, reading, action).items():
        yield reading.field(field) == value
    credentials = {credential.name for credential in api.credentials}
    for header, template in api.headers.items():
        if not credentials & {*re.findall(r"\{(\w+)\}", template)}:
            name = reading.transport.action_of(action.wire)
            yield received.headers.get(header.lower()) == template.replace("{action}", name)
