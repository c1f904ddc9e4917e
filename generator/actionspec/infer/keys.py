"""Keys and passwords in sample requests: what the spec calls them, and texts without them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

from actionspec.infer.known import Data
from actionspec.infer.tree import Tree, Way, folded, leaves, spoken
from actionspec.infer.words import plain, snake, word_set
from actionspec.model import LetterCase
from actionspec.names import taken_by

WORD = "secret"
"""What stands in the place of a key."""

_USERS = word_set("""
    user username login account apiuser clientid uid cid customer customerid customerno merchant
    merchantid partner partnerid accountid
    """)
_KEYS = word_set("""
    apikey key token apitoken accesstoken authtoken secret password passwd pass pwd pw
    apipassword apisecret accesskey sessionid session auth
    """)
_SCHEMES = frozenset(["", "Bearer", "Token", "ApiKey"])
"""What stands before a key in a header; anything else may hold the key itself."""

_COMMON = frozenset(["key", "token", "auth", "session", "pass"])
"""What other things are called too."""

_LIKE_A_KEY = re.compile(r"(?=.*\d)\S{8,}")

_HOLDERS = word_set("auth authentication authorization credentials login account security")
"""What an element is called that says who sends a request, and nothing else."""

_HEADER = re.compile(r"(?i)authorization|(x-)?[a-z-]*(api-?key|token|secret|password)")


def credentials_of(tree: Tree, package: str, case: LetterCase) -> Data:
    """What the fields of a request say of who sends it, as a spec has it."""
    ways = {way: None for way, _ in leaves(tree) if _is_about_the_sender(way)}
    if not any(_is_key(way) for way in ways):
        return {}
    found: Data = {}
    for way in ways:
        name = snake(way[-1].lstrip("@"), frozenset())
        if taken_by(name, "argument"):
            name = "password" if name == "pass" else f"{name}_value"
        wire = "/".join(plain(one, case) for one in way)
        more: Data = {} if wire == name else {"wire": wire}
        if not _is_key(way) and folded(way[-1].lstrip("@")) in _USERS:
            more["secret"] = False
        found[name] = _credential(name, package, more)
    return found


def credentials_of_headers(headers: Mapping[str, str], package: str) -> tuple[Data, Data]:
    """What headers say of who sends a request: keys of `api.yaml`, and credentials.

    Args:
        headers: The headers of a sample, by their names in lower case.
        package: The name of the package.
    """
    if headers.get("authorization", "").startswith("Basic"):
        user = _credential("user", package, {"secret": False})
        found = {"user": user, "password": _credential("password", package, {})}
        return {"basic": {"user": "user", "password": "password"}}, found
    for header, value in headers.items():
        if _HEADER.fullmatch(header):
            scheme, _, key = value.rpartition(" ")
            if scheme not in _SCHEMES:
                continue
            bare = "token" if header == "authorization" else header.removeprefix("x-")
            name = snake(bare, frozenset())
            written = f"{scheme} {{{name}}}" if scheme and key else f"{{{name}}}"
            shown = "-".join(part.capitalize() for part in header.split("-"))
            return {"headers": {shown: written}}, {name: _credential(name, package, {})}
    return {}, {}


def keys_of_headers(headers: Mapping[str, str]) -> list[str]:
    """The keys and passwords in headers, which an answer may repeat."""
    found: list[str] = []
    for header, value in headers.items():
        if _HEADER.fullmatch(header):
            key = value.rpartition(" ")[2]
            found += [key, key.partition(":")[2]]
    return [one for one in found if one]


def keys_left(tree: Tree) -> list[Way]:
    """The ways to keys in fields of which the spec says nothing."""
    ways = dict.fromkeys(
        way
        for way, value in leaves(tree)
        if folded(way[-1].lstrip("@")) not in _COMMON or _LIKE_A_KEY.fullmatch(spoken(value))
    )
    return [one for one in ways if _is_about_the_sender(one) and _is_key(one)]


def without(secrets: Iterable[str], text: str) -> str:
    """A sample with a word in the place of each key, however the key is written there."""
    for secret in filter(None, secrets):
        ways = {secret, quote(secret, safe=""), quote_plus(secret), escape(secret)}
        ways |= {escape(secret, {'"': "&quot;"}), json.dumps(secret)[1:-1]}
        for way in sorted(ways, key=len, reverse=True):
            # Not in the middle of a longer word, where a short key may stand by chance, and not
            # the name of a field: pages show password=password.
            pattern = rf"(?<![A-Za-z0-9<])(?<!</){re.escape(way)}(?![A-Za-z0-9=])(?!\"\s*:)"
            text = re.sub(pattern, WORD, text, flags=re.IGNORECASE if "%" in way else 0)
    return text


def _credential(name: str, package: str, more: Data) -> Data:
    description = f"The {name.replace('_', ' ')} of the account."
    return {"environment": f"{package}_{name}".upper(), **more, "description": description}


def _is_about_the_sender(way: Way) -> bool:
    """Whether a field says who sends a request: by its own name, or by that of its element."""
    held = len(way) > 1 and all(folded(one) in _HOLDERS for one in way[:-1])
    return held or (len(way) == 1 and folded(way[0].lstrip("@")) in _USERS | _KEYS)


def _is_key(way: Way) -> bool:
    return folded(way[-1].lstrip("@")) in _KEYS
