"""`actionspec mock`: a spec as a server on this machine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from actionspec.cli.application import FILE, WithExamples, spec_argument
from actionspec.cli.console import InputError, bad_input

_PORTS = {"http": 80, "https": 443}


@click.command(
    cls=WithExamples,
    examples=(
        "actionspec mock spec/my_api --port 8080",
        "actionspec mock spec/my_api --script faults.yaml",
        "actionspec mock spec/my_api --postbacks http://127.0.0.1:9000/ --postback-pause 1",
    ),
)
@spec_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--credential",
    multiple=True,
    metavar="NAME=VALUE",
    help="The only value to accept. Default: any.",
)
@click.option(
    "--setting",
    multiple=True,
    metavar="NAME[=false]",
    help="Switch a setting of the account on, or off with =false.",
)
@click.option("--answer", metavar="CODE", help="Answer every request with this code.")
@click.option("--remember", is_flag=True, help="Let exist only what examples or requests create.")
@click.option(
    "--script",
    type=FILE,
    metavar="FILE",
    help="What to do with the first requests: faults, codes.",
)
@click.option(
    "--postbacks", metavar="URL", help="Send what the service reports later to this address."
)
@click.option(
    "--postback",
    multiple=True,
    metavar="CLASS",
    help="Send these. Default: what comes if all goes well.",
)
@click.option(
    "--postback-pause",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Repeat a postback sooner than the service.",
)
@click.option(
    "--allow-origin", metavar="URL", help="Let pages from here, such as docs, send requests."
)
def mock(
    spec: Path,
    port: int,
    credential: tuple[str, ...],
    setting: tuple[str, ...],
    answer: str | None,
    remember: bool,
    script: Path | None,
    postbacks: str | None,
    postback: tuple[str, ...],
    postback_pause: float | None,
    allow_origin: str | None,
) -> None:
    """Serve a spec on this machine, until it is interrupted.

    The first line of output is the URL; then a line tells what became of each request. The header
    "ActionSpec-Code: CODE" of a request asks for an error, "ActionSpec-Example: NAME" for the
    answer of an example, "ActionSpec-Fault: lose" for a connection that breaks. A script asks for
    such things in order: a YAML list of steps like {action: ring, fault: lose, times: 2}. With
    --postbacks, a request that succeeds is followed by its postbacks, and a line tells how each was
    taken.
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
                dict(map(_credential, credential)),
                answer,
                settings=dict(map(_setting, setting)),
                script=read_script(script, api) if script else (),
                remember=remember,
                postback_url=postbacks,
                postback_kinds=postback,
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
