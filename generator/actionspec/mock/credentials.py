"""Whether a request says who sends it: in fields, in headers, by a signature."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping

from actionspec.mock.flat import Flat
from actionspec.mock.received import Reading, Received
from actionspec.mock.signature import sign
from actionspec.model import Action, Api, Basic, Credential, Signature


def credentials_are_right(
    api: Api,
    received: Received,
    reading: Reading,
    action: Action | None,
    accepted: Mapping[str, str],
) -> bool:
    """Whether a request has all credentials of its API.

    Args:
        api: The API.
        received: The request.
        reading: What it says.
        action: The action that it is for, if it is known.
        accepted: The only right values of credentials, by name. Of any other credential, each
            value is right that is not empty.
    """
    return all(_verdicts(api, received, reading, action, accepted))


def _verdicts(
    api: Api,
    received: Received,
    reading: Reading,
    action: Action | None,
    accepted: Mapping[str, str],
) -> Iterator[bool]:
    for credential in api.credentials:
        if not credential.placed:
            yield _is_right(credential, reading.field(credential.wire), accepted)
    for header, template in api.headers.items():
        patterns = {one.name: _pattern(accepted.get(one.name)) for one in api.credentials}
        name = action and re.escape(reading.transport.action_of(action.wire))
        if any(f"{{{one}}}" in template for one in patterns):
            pattern = _header_pattern(template, {**patterns, "action": name or ".+"})
            yield bool(re.fullmatch(pattern, received.headers.get(header.lower(), "")))
    if api.basic:
        yield _basic_is_right(api.basic, received.headers.get("authorization", ""), accepted)
    if api.signature and isinstance(reading.content, Flat):
        yield _signature_is_right(api.signature, reading, reading.content.pairs, accepted)


def _is_right(credential: Credential, value: str | None, accepted: Mapping[str, str]) -> bool:
    return bool(value) and value == accepted.get(credential.name, value)


def _pattern(value: str | None) -> str:
    return ".+" if value is None else re.escape(value)


def _header_pattern(template: str, patterns: Mapping[str, str]) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(
        patterns.get(part, re.escape(f"{{{part}}}")) if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )


def _basic_is_right(basic: Basic, header: str, accepted: Mapping[str, str]) -> bool:
    scheme, _, encoded = header.partition(" ")
    try:
        user, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    return (
        scheme.lower() == "basic"
        and _is_right(basic.user, user, accepted)
        and _is_right(basic.password, password, accepted)
    )


def _signature_is_right(
    signature: Signature,
    reading: Reading,
    pairs: list[tuple[str, str]],
    accepted: Mapping[str, str],
) -> bool:
    field = reading.transport.name_of(signature.field)
    given = reading.content.text(field)
    secret = accepted.get(signature.secret.name)
    if not given or secret is None:
        return bool(given)
    without = {field, *signature.without}
    return given == sign(signature, [pair for pair in pairs if pair[0] not in without], secret)
