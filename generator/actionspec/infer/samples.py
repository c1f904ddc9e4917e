"""A sample request or answer, as a page, a log or a tool for HTTP shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from actionspec.infer.curl import read_curl
from actionspec.infer.tree import (
    TEXT,
    Tree,
    UnreadableError,
    kind_of,
    read_json,
    read_lines,
    read_pairs,
    read_xml,
)
from actionspec.problem import Problem, SpecError

LONGEST = 100_000
"""Characters of a sample, which becomes an example."""


@dataclass(frozen=True)
class Sample:
    """A request or an answer.

    Attributes:
        file: Where it is from.
        text: The body, or the address of a query, as it was given.
        format: xml, json, query, form, lines or text.
        root: The name of the root element of a document.
        tree: Its fields; those of a query or form with names that nobody has taken apart yet.
        address: Where a request goes, without its query.
        status: The HTTP status of an answer.
        headers: Headers by their names in lower case.
    """

    file: Path
    text: str
    format: str
    tree: Tree
    root: str = ""
    address: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


def read_request(file: Path) -> Sample:
    """A request: a document, a form, an object, an address, a message of HTTP, or a curl command.

    Raises:
        SpecError: The file cannot be read as one.
    """
    text = _read(file)
    try:
        return request_of(file, text)
    except UnreadableError as error:
        raise SpecError([_problem(file, text, error)]) from None


def read_response(file: Path) -> Sample:
    """An answer: a body, or a whole message of HTTP.

    Raises:
        SpecError: The file cannot be read as one.
    """
    text = _read(file)
    try:
        return response_of(file, text)
    except UnreadableError as error:
        raise SpecError([_problem(file, text, error)]) from None


def response_of(file: Path, text: str, status: int = 200) -> Sample:
    """The same, of a text.

    Raises:
        UnreadableError: The text cannot be read as one.
    """
    headers: dict[str, str] = {}
    if first := re.match(r"HTTP/[\d.]+ (\d{3})", text):
        status = int(first[1])
        headers, text = _message(text)
    if not text.strip():
        raise UnreadableError("this answer has no body")
    found = _body(file, text)
    return replace(found, status=status, headers=headers)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES * LONGEST + 1)
        # A character may be cut through at the end of what is too long.
        errors = "ignore" if len(content) > _MOST_BYTES * LONGEST else "strict"
        text = content.decode("utf-8-sig", errors).replace("\r\n", "\n")
    except OSError as error:
        raise _unreadable(file, f"this cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _unreadable(file, "this is not UTF-8", "save it as UTF-8") from None
    if len(content) > _MOST_BYTES * LONGEST or len(text) > LONGEST:
        raise _unreadable(file, f"a sample has at most {LONGEST:,} characters", "shorten it")
    if not text.strip():
        raise _unreadable(file, "the file is empty", "put the sample there")
    return text


_MOST_BYTES = 4
"""Bytes that a character has in UTF-8."""


def _unreadable(file: Path, message: str, hint: str = "") -> SpecError:
    return SpecError([Problem(file.as_posix(), 1, 1, message, hint, code="unreadable-sample")])


def _problem(file: Path, text: str, error: UnreadableError) -> Problem:
    lines = text.split("\n")
    shown = lines[error.line - 1] if error.line <= len(lines) else ""
    return Problem(
        file.as_posix(),
        error.line,
        error.column,
        error.problem,
        text=shown,
        code="unreadable-sample",
    )


def request_of(file: Path, text: str) -> Sample:
    """The same, of a text.

    Raises:
        UnreadableError: The text cannot be read as one.
    """
    stripped = text.strip()
    if stripped.startswith("curl "):
        return _curl(file, stripped)
    if first := re.match(r"([A-Z]{3,7}) (\S+) HTTP/|(GET|POST) (\S+)", stripped):
        method, address = first[1] or first[3], first[2] or first[4]
        if method not in {"GET", "POST"}:
            raise UnreadableError(f"no transport sends {method}, only GET and POST")
        headers, body = _message(stripped)
        if host := headers.get("host"):
            address = f"https://{host}{address}" if address.startswith("/") else address
        return _sent(file, address, body, headers)
    joined = "".join(map(str.strip, stripped.splitlines()))
    if re.match(r"https?://|/?[\w./-]*\?", joined) and not stripped.startswith(("<", "{")):
        return _sent(file, joined, "", {}, stripped)
    found = _body(file, text)
    if found.format in {"lines", "text"}:
        raise UnreadableError("this is no request: no XML, JSON, form, address or curl command")
    return found


def _sent(file: Path, address: str, body: str, headers: dict[str, str], text: str = "") -> Sample:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise UnreadableError("this is no address") from None
    # Who asks, and with which password, is nothing for a spec.
    held, _, host = parts.netloc.rpartition("@")
    if host != parts.netloc:
        headers = {**headers, "authorization": f"Basic {unquote(held)}"}
        address = address.replace(f"{held}@", "", 1)
        text = text.replace(f"{held}@", "", 1)
    place = f"{parts.scheme}://{host}{parts.path}" if parts.scheme else ""
    pairs = _as_tree(read_pairs(parts.query))
    if not body.strip():
        return Sample(file, text or address, "query", pairs, address=place, headers=headers)
    found = _body(file, f"{parts.query}&{body}" if pairs and kind_of(body) == "form" else body)
    if pairs and found.format != "form":
        raise UnreadableError("no transport writes behind the address and in a body: give the body")
    return replace(found, address=place, headers=headers)


def _curl(file: Path, text: str) -> Sample:
    command = read_curl(text)
    return _sent(file, command.address, command.body, command.headers)


def _message(text: str) -> tuple[dict[str, str], str]:
    """The headers and the body of a message of HTTP."""
    head, _, body = text.partition("\n\n")
    pairs = (line.partition(":") for line in head.splitlines()[1:] if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, body


def _body(file: Path, text: str) -> Sample:
    kind = kind_of(text)
    if kind == "xml":
        root, tree = read_xml(text)
        return Sample(file, text, kind, tree, root)
    if kind == "json":
        return Sample(file, text, kind, read_json(text))
    if kind == "lines":
        return Sample(file, text, kind, _as_tree(read_lines(text)))
    if kind == "form":
        return Sample(file, text, kind, _as_tree(read_pairs(text)))
    return Sample(file, text, kind, {TEXT: [text]})


def _as_tree(pairs: list[tuple[str, str]]) -> Tree:
    tree: Tree = {}
    for name, value in pairs:
        tree.setdefault(name, []).append(value)
    return tree
