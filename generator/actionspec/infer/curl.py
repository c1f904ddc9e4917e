"""A command of curl, as a page shows it, as the request that it sends."""

from __future__ import annotations

import re
import shlex
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote_plus

from actionspec.infer.tree import UnreadableError

_SWITCHES = """
    -# -0 -4 -6 -I -L -N -O -S -f -g -i -k -s -v --compressed --fail --include --insecure --location
    --no-buffer --no-progress-meter --progress-bar --show-error --silent --verbose --http1.1 --http2
"""
_WITH_A_VALUE = """
    -A -E -b -c -e -m -o -w -x --cacert --cert --connect-timeout --cookie --key --max-time
    --output --proxy --referer --retry --user-agent --write-out
"""


@dataclass(frozen=True)
class Command:
    """What a command sends.

    Attributes:
        address: Where to.
        body: The body.
        headers: Headers by their names in lower case.
    """

    address: str
    body: str
    headers: dict[str, str]


def read_curl(text: str) -> Command:
    """What a command sends.

    Raises:
        UnreadableError: It is no command, or sends a file or a form of several parts.
    """
    try:
        words = shlex.split(text.replace("\\\n", " "))[1:]
    except ValueError as error:
        raise UnreadableError(f"not a command: {error}") from None
    found = _parser().parse_args(words)
    addresses: list[str] = [*found.url, *found.addresses]
    if found.parts:
        raise UnreadableError("no transport sends a file or a form of several parts (-F, -T)")
    if found.method and found.method.upper() not in {"GET", "POST"}:
        raise UnreadableError(f"no transport sends {found.method.upper()}, only GET and POST")
    if not addresses:
        raise UnreadableError("this command has no address")
    address = addresses[0] if re.match("[a-z]+://", addresses[0]) else f"http://{addresses[0]}"
    body = "&".join(found.data)
    pairs = (one.partition(":") for one in found.headers)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if found.user:
        headers["authorization"] = f"Basic {found.user}"
    if found.get and body:
        return Command(f"{address}{'&' if '?' in address else '?'}{body}", "", headers)
    return Command(address, body, headers)


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UnreadableError(f"this command cannot be read: {message}")


def _parser() -> ArgumentParser:
    """The options of curl that say what is sent, and those that come up on pages beside them."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    add = parser.add_argument
    add("addresses", nargs="*")
    add("--url", action="append", default=[])
    add("-H", "--header", dest="headers", action="append", default=[])
    add("-G", "--get", action="store_true")
    plain = ("-d", "--data", "--data-ascii", "--data-binary", "--json")
    add(*plain, dest="data", action="append", default=[], type=_no_file)
    add("-u", "--user")
    add("-X", "--request", dest="method")
    add("--data-raw", dest="data", action="append")
    add("--data-urlencode", dest="data", action="append", type=_encoded)
    add("-F", "-T", "--form", "--form-string", "--upload-file", dest="parts", action="append")
    for option in _SWITCHES.split():
        add(option, dest=SUPPRESS, action="store_true")
    for option in _WITH_A_VALUE.split():
        add(option, dest=SUPPRESS)
    return parser


def _no_file(value: str) -> str:
    if value.startswith("@"):
        raise ArgumentTypeError(f"it sends a file: put what {value[1:]} holds in its place")
    return value


def _encoded(value: str) -> str:
    """A field whose value curl escapes."""
    name, mark, text = value.partition("=")
    if not mark:
        if "@" in value:
            raise ArgumentTypeError(f"it sends a file: put its content in the place of {value}")
        return quote_plus(value)
    return f"{name}={quote_plus(text)}" if name else quote_plus(text)
