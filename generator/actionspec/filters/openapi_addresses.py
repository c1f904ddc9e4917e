"""Where each operation stands among the paths of an OpenAPI document.

OpenAPI tells operations apart by path and method, whereas all actions of such an API may have one
address. An action's name with `..` behind it makes a path of its own for each: by RFC 3986 it is
the same address, and HTTP clients send it without these segments.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, urlsplit

from actionspec.model import Action, Api, Transport


def server_of(api: Api) -> str:
    """The part of the address before every path."""
    if api.dispatch.path:
        return api.url.rstrip("/")
    address = urlsplit(api.url)
    return f"{address.scheme}://{address.netloc}{address.path.rpartition('/')[0]}"


def path_of(
    action: Action, transport: Transport, api: Api, taken: Collection[tuple[str, str]]
) -> str:
    """The path of an action in a transport.

    Args:
        action: The action.
        transport: The transport.
        api: The API.
        taken: The paths with methods that other operations have.
    """
    own = [] if api.dispatch.path else [action.name]
    path = _marked(own, _address(action, transport, api))
    if (path, transport.method) not in taken:
        return path
    return _marked([action.name, transport.name], _address(action, transport, api))


def _address(action: Action, transport: Transport, api: Api) -> str:
    if api.dispatch.path:
        return quote(api.dispatch.path.replace("{action}", transport.action_of(action.wire)))
    return urlsplit(api.url).path.rpartition("/")[2]


def _marked(marks: list[str], address: str) -> str:
    """An address behind names that the way back takes away again."""
    return "".join(f"/{one}" for one in marks) + "/.." * len(marks) + f"/{address}"
