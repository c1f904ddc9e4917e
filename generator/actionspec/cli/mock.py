"""`actionspec mock`: a spec as a server on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from actionspec.cli.application import SpecPath, app
from actionspec.cli.console import InputError, bad_input

_PORTS = {"http": 80, "https": 443}


@app.command(
    epilog="Examples: actionspec mock spec/my_api --port 8080 | "
    "actionspec mock spec/my_api --script faults.yaml | "
    "actionspec mock spec/my_api --postbacks http://127.0.0.1:9000/ --postback-pause 1"
)
def mock(
    spec: SpecPath,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    credential: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="The only value to accept. Default: any."),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[=false]", help="Switch a setting of the account on, or off with =false."
        ),
    ] = None,
    answer: Annotated[
        str | None, typer.Option(metavar="CODE", help="Answer every request with this code.")
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Let exist only what examples or requests create.")
    ] = False,
    script: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What to do with the first requests: faults, codes."),
    ] = None,
    postbacks: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Send what the service reports later to this address."),
    ] = None,
    postback: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS", help="Send these. Default: what comes if all goes well."),
    ] = None,
    postback_pause: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0, help="Repeat a postback sooner than the service."),
    ] = None,
    allow_origin: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Let pages from here, such as docs, send requests."),
    ] = None,
) -> None:
    """Serve a spec on this machine, until it is interrupted.

    The first line of output is the URL; then a line tells what became of each request. The header
    "ActionSpec-Code: CODE" of a request asks for an error, "ActionSpec-Example: NAME" for the
    answer of an example, "ActionSpec-Fault: lose" for a connection that breaks; a script, which is
    YAML, asks for such things in order. With --postbacks, a request that succeeds is followed by
    its postbacks, and a line tells how each was taken.
    """
    from actionspec.read import read

    with bad_input():
        api = read(spec)
        try:
            from actionspec.mock import MockServer, SetUpError, read_script, serve
        except ModuleNotFoundError as error:
            extra = "install the extra: pip install 'actionspec[mock]', or '.[mock]' in a checkout"
            raise InputError(f"the mock server needs {error.name}; {extra}") from None
        if postbacks is None and (postback or postback_pause is not None):
            raise InputError("say where postbacks go: --postbacks URL")
        try:
            server = MockServer(
                api,
                dict(map(_credential, credential or ())),
                answer,
                settings=dict(map(_setting, setting or ())),
                script=read_script(script, api) if script else (),
                remember=remember,
                postback_url=postbacks,
                postback_kinds=postback or (),
                postback_pause=postback_pause,
                allowed_origin=allow_origin and _origin(allow_origin),
            )
        except SetUpError as error:
            raise InputError(str(error)) from None
        serve(server, port)


def _credential(text: str) -> tuple[str, str]:
    """A credential that the user gave, and its only value."""
    name, _, value = text.partition("=")
    if not value:
        raise InputError(f"--credential {text}: write {name}=VALUE")
    return name, value


def _origin(url: str) -> str:
    """The part of a page's address that a browser tells."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise InputError(f"--allow-origin {url}: write it like https://docs.example.org")
    usual = port in {None, _PORTS[parts.scheme]}
    return f"{parts.scheme}://{parts.hostname}" + ("" if usual else f":{port}")


def _setting(text: str) -> tuple[str, bool]:
    """A setting that the user gave, and whether it is on."""
    name, equals, value = text.partition("=")
    if equals and value.lower() not in {"true", "false"}:
        raise InputError(f"--setting {text}: write {name}, {name}=true or {name}=false")
    return name, value.lower() != "false"
