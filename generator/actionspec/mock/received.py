"""One request as it came over the wire, and the ways in which it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from actionspec.mock.flat import Flat
from actionspec.mock.nested import Nested, read_json, read_xml
from actionspec.mock.problem import UnreadableRequestError
from actionspec.mock.steps import Fault
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


@dataclass(slots=True)
class Received:
    """One request as it came over the wire, and what became of it.

    A repr shows nothing that was sent, since it may be secret.

    Attributes:
        headers: The HTTP headers, by their names in lower case.
        body: The body; empty where the connection ended before it was read.
        action: The action, by the vendor's name; None if no action is known by the request.
        transport: The name of the transport that wrote it; None if none did.
        parameters: What was sent and is not empty, by Python names: texts as they stood on the
            wire, and lists, maps and structures of them.
        code: The code that was answered; None if there was no failure, or no answer of the service.
        status: The HTTP status that was answered; None if there was no answer.
        fault: What went wrong on demand.
        carried_out: Whether the service would have done it, even if the answer got lost.
    """

    method: str
    path: str = field(repr=False)
    query: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    action: str | None = field(default=None, kw_only=True)
    transport: str | None = field(default=None, kw_only=True)
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any], kw_only=True, repr=False)
    code: str | None = field(default=None, kw_only=True)
    status: int | None = field(default=None, kw_only=True)
    fault: Fault | None = field(default=None, kw_only=True)
    carried_out: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        """What it was for and what became of it, in one line that shows nothing of its content."""
        became = self.code or ("accepted" if self.carried_out else "not carried out")
        wrong: str | None = self.fault
        if became == "not carried out" and self.status and not wrong:
            wrong = f"status {self.status}"
        what = f"{self.action or 'unknown'} {self.transport or self.method}"
        return f"{what} -> {became}" + (f" ({wrong})" if wrong else "")

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
