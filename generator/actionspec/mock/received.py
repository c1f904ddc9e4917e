"""One request as it came over the wire, and the ways in which it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from actionspec.mock.flat import Flat
from actionspec.mock.nested import Nested, read_json, read_xml
from actionspec.mock.problem import UnreadableRequestError
from actionspec.model import Api, Transport

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as one transport would have written it."""

    transport: Transport
    content: Flat | Nested

    def field(self, wire: str | Mapping[str, str]) -> str | None:
        """The text of a field, by its name in the spec; None if it is not there."""
        return self.content.text(self.transport.name_of(wire))


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came over the wire.

    Attributes:
        headers: The HTTP headers, by their names in lower case.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def readings(self, api: Api) -> list[Reading]:
        """What the request says, for each transport that it can have been written by.

        Raises:
            UnreadableRequestError: No transport of the API sends such a request.
        """
        problem = f"no transport uses {self.method}"
        found: list[Reading] = []
        for transport in api.transports:
            if transport.method == self.method:
                try:
                    found.append(Reading(transport, self._content(transport)))
                except UnreadableRequestError as error:
                    problem = str(error)
        if not found:
            raise UnreadableRequestError(problem)
        return found

    def _content(self, transport: Transport) -> Flat | Nested:
        match transport.format:
            case "query":
                if self.body:
                    raise UnreadableRequestError("there is a body beside the query string")
                return Flat(parse_qsl(self.query, keep_blank_values=True), transport)
            case "form":
                return Flat(self._form(), transport)
            case "xml" if transport.field:
                return read_xml(dict(self._form()).get(transport.field, ""), transport)
            case "xml":
                return read_xml(self.body, transport)
            case "json":
                return read_json(self.body, transport)

    def _form(self) -> list[tuple[str, str]]:
        if not self.headers.get("content-type", "").startswith(_FORM):
            raise UnreadableRequestError("the body is no form")
        try:
            return parse_qsl(self.body.decode(), keep_blank_values=True)
        except ValueError as error:
            raise UnreadableRequestError(str(error)) from None
