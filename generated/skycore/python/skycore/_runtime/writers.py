"""Writes requests as HTTP messages, and works out only once what all requests of a kind share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .drafts import Drafts
from .errors import TransportError, UnwritableError
from .messages import HttpMessage
from .records import Action, Request, refused
from .service import Service
from .tree import Exact, Tree, merged

if TYPE_CHECKING:
    from .setup import Setup


class Writer:
    """Writes the requests for one action of one client, and knows what all of them have in common.

    Args:
        action: The action.
        service: The API.
        setup: How the client makes its calls.
    """

    def __init__(self, action: Action, service: Service, setup: Setup) -> None:
        name = setup.transport
        if action.transports and name not in action.transports:
            name = action.transports[0]
        self._action = action
        self._service = service
        self._transport = transport = service.transports[name]
        self._spelled = action.spelled.get(name, {})
        self._wire = wire = transport.actions(action.wire or action.name)
        self._common = service.common(wire, setup.credentials)
        self._signing = service.signing(setup.credentials) if service.signing else None
        # A signature tells of every text.
        self._drafts = Drafts(None if self._signing else transport.gaps, self._message)
        self._url = setup.base_url
        if service.path:
            self._url = f"{self._url.rstrip('/')}/{service.path.replace('{action}', wire)}"
        self._headers = service.headers(wire, setup.credentials) if service.headers else {}
        self._is_broken = any(re.search(r"[\r\n\0]", value) for value in self._headers.values())

    def __repr__(self) -> str:
        return f"Writer({self._action.name})"

    def written(self, request: Request[Any]) -> HttpMessage:
        """The HTTP message of a request.

        Raises:
            CallError: It cannot be written, or sent to such an address.
        """
        try:
            message = self._drafts.message(request.write())
        except (UnwritableError, UnicodeError) as error:
            refusal = refused(request, self._service.unwritable, error)
        except ValueError as error:
            refusal = refused(request, self._service.malformed, error)
        else:
            if self._is_broken:
                raise request.refuse(TransportError, "a header cannot hold the end of a line")
            return message
        raise refusal

    def _message(self, fields: Tree) -> HttpMessage:
        """The message of a request with such fields, written by the transport.

        Raises:
            ValueError: A value cannot be written.
        """
        if spelled := self._spelled:
            fields = {
                Exact(spelled[name]) if name in spelled else name: value
                for name, value in fields.items()
            }
        tree = merged(self._common, self._transport.constants, self._action.constants, fields)
        method, query, body, content_type = self._transport.message(self._wire, tree, self._signing)
        told = {"Content-Type": content_type} if content_type else {}
        return HttpMessage(method, self._url, query, {**self._headers, **told}, body)


class Writers:
    """The writers of one client, which know its credentials. Copies and pickles begin with none."""

    def __init__(self) -> None:
        self._known: dict[type[Request[Any]], Writer] = {}

    def __repr__(self) -> str:
        return "Writers()"

    def __reduce__(self) -> tuple[type[Writers], tuple[()]]:
        return Writers, ()

    def written(self, request: Request[Any], service: Service, setup: Setup) -> HttpMessage:
        """The HTTP message of a request.

        Raises:
            CallError: It cannot be written, or sent to such an address.
        """
        kind = type(request)
        if kind not in self._known:
            self._known[kind] = Writer(request.action, service, setup)
        return self._known[kind].written(request)
