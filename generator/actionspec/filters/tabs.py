"""One request in every way in which it can be written, for readers."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from actionspec.filters.calls import call_imports, python_call
from actionspec.filters.markdown import code_block
from actionspec.filters.shell import curl
from actionspec.model import Action, Api, Example

_LANGUAGES = {"xml": "xml", "json": "json"}


def code_tabs(example: Example, action: Action, api: Api) -> Iterator[tuple[str, str]]:
    """Titles and blocks of code: Python, and for each transport the request and a command."""
    call = python_call(example, action)
    yield "Python", code_block(_call(call, example, action, api), "python")
    yield "async Python", code_block(_awaited(call, example, action, api), "python")
    for transport in action.transports:
        if transport.name in example.wire:
            text = example.wire[transport.name]
            yield transport.name, code_block(text, _LANGUAGES.get(transport.format, ""))
            command = code_block(curl(text, transport, action, api), "sh")
            yield f"curl ({transport.name})", command


def _call(call: str, example: Example, action: Action, api: Api) -> str:
    body = indent(f"answer = {call}", "    ")
    imports = call_imports(example, action, api, api.name)
    return f"{imports}\n\nwith {api.name}() as client:\n{body}"


def _awaited(call: str, example: Example, action: Action, api: Api) -> str:
    body = indent(f"answer = await {call}", "        ")
    imports = call_imports(example, action, api, f"Async{api.name}")
    gap = "\n" if imports.startswith(("import", "from base64", "from decimal")) else "\n\n"
    return (
        f"import asyncio{gap}{imports}\n\n\nasync def main() -> None:\n"
        f"    async with Async{api.name}() as client:\n{body}\n\n\nasyncio.run(main())"
    )
