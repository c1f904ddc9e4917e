"""What a request says: its credentials, its action and its parameters, still as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl
from xml.etree import ElementTree

from actionspec.model import Api, Transport


class UnreadableRequestError(Exception):
    """A body that is not what its transport sends."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came over the wire."""

    method: str
    query: str
    body: bytes

    def fields(self, api: Api) -> tuple[Transport, Mapping[str, str]]:
        """The transport that was used, and the fields by their names on the wire.

        Raises:
            UnreadableRequestError: No transport of the API sends such a request.
        """
        problem = f"no transport uses {self.method}"
        for transport in api.transports:
            if transport.method == self.method:
                try:
                    return transport, self._read(transport)
                except UnreadableRequestError as error:
                    problem = str(error)
        raise UnreadableRequestError(problem)

    def _read(self, transport: Transport) -> Mapping[str, str]:
        if transport.format == "query":
            return dict(parse_qsl(self.query, keep_blank_values=True))
        try:
            # Only this machine can connect, and expat itself stops entities that explode.
            root = ElementTree.fromstring(self.body)  # noqa: S314
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise UnreadableRequestError(str(error)) from None
        if root.tag != transport.root:
            raise UnreadableRequestError(f"the root element is {root.tag}")
        return {child.tag: child.text or "" for child in root}
