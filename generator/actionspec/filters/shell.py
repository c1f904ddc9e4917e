"""Words of a shell command."""

from __future__ import annotations

import shlex

from actionspec.model import Action, Api, Text, Transport


def shell_word(text: str) -> str:
    """Text as one word of a POSIX shell command."""
    return shlex.quote(str(text))


def single_line(text: str) -> str:
    """Text that was wrapped for reading, as the one line that it stands for."""
    return "".join(line.strip() for line in text.splitlines())


def curl(text: str, transport: Transport, action: Action, api: Api) -> str:
    """The command that sends an example's request for an action, written for a transport."""
    types = {"xml": "text/xml; charset=utf-8", "json": "application/json"}
    flat = transport.format in {"query", "form"} or transport.field
    body = single_line(text) if flat else text.strip()
    wire = transport.action_of(action.wire)
    headers = dict(api.headers)
    if api.dispatch.header:
        headers[api.dispatch.header] = Text(api.dispatch.template.replace("{action}", wire))
    if not flat:
        headers["Content-Type"] = Text(types[transport.format])
    url = api.url
    if api.dispatch.path:
        url = f"{url.rstrip('/')}/{api.dispatch.path.replace('{action}', wire)}"
    # Brackets and braces in a URL mean something to curl unless it is told otherwise.
    parts = ["curl --globoff" if set("[]{}") & set(body + url) else "curl"]
    parts += [f"--header {shell_word(f'{name}: {value}')}" for name, value in headers.items()]
    if transport.format == "query":
        parts += [f"--request {transport.method}"] if transport.method != "GET" else []
        return " \\\n    ".join([*parts, shell_word(body)])
    # Behind an @, --data would look for the name of a file to send.
    data = "--data-raw" if body.startswith("@") else "--data"
    return " \\\n    ".join([*parts, f"{data} {shell_word(body)}", shell_word(url)])
