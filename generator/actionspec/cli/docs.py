"""`actionspec docs`: a spec as a site that people read, built once or while one writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from actionspec.cli.application import (
    FILE,
    GroupWithExamples,
    WithExamples,
    spec_argument,
    templates_option,
)
from actionspec.cli.console import InputError, bad_input, count, errors, say, show
from actionspec.cli.places import refuse_places
from actionspec.files import MissingSpecError
from actionspec.problem import SpecError, TemplateError

if TYPE_CHECKING:
    from actionspec.site.serve import ServedSite


@click.group(
    cls=GroupWithExamples,
    examples=("actionspec docs serve spec/my_api", "actionspec docs build spec/my_api"),
    short_help="Build or serve a site of a spec.",
)
def docs() -> None:
    """A site of a spec, with search and request builders: build it, or serve it while you write."""


@docs.command(
    cls=WithExamples,
    examples=(
        "actionspec docs build spec/my_api",
        "actionspec docs build spec/my_api --out public",
        "actionspec docs build spec/my_api --templates templates",
    ),
)
@spec_argument
@click.option("--out", type=FILE, help="The folder of the site. Default: site/<package>.")
@click.option(
    "--mock",
    metavar="URL",
    default="http://127.0.0.1:8080/",
    show_default=True,
    help="Where request builders offer to send to.",
)
@templates_option
@click.option("--force", is_flag=True, help="Overwrite pages that were edited by hand.")
def build(spec: Path, out: Path | None, mock: str, templates: Path | None, force: bool) -> None:
    """Build the site of a spec, and of the versions before it that `previous` names.

    Any web server can publish the folder. Files of your own in it stay. Needs the extra: pip
    install 'actionspec[docs]'.
    """
    from actionspec.read import read_spec

    with bad_input(), _extra():
        from actionspec.site import build as build_site
        from actionspec.site import versions_of
        from actionspec.write import plan, write

        described = read_spec(spec)
        folder = out or Path("site", described.api.package)
        refuse_places(folder, spec)
        _refuse_elsewhere(mock)
        plan(folder, {})  # a place that cannot be written need not wait for the site
        versions = versions_of(described)
        with TemporaryDirectory(prefix="actionspec-docs-") as work:
            whole = build_site(versions, Path(work), _tell, mock, templates)
            files = [file for file in whole.rglob("*") if file.is_file()]
            contents = {file.relative_to(whole).as_posix(): file.read_bytes() for file in files}
            done = write(folder, contents, force=force)
    click.echo(f"wrote {count(len(done.changes), 'files')} into {folder.as_posix()}")


@docs.command(cls=WithExamples, examples=("actionspec docs serve spec/my_api --port 8000",))
@spec_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@templates_option
def serve(spec: Path, port: int, templates: Path | None) -> None:
    """Serve the site of a spec on this machine, until it is interrupted.

    The first line of output is the URL. Whenever the spec or your templates change, the site is
    built again: reload the page then. Request builders send to a mock server that runs beside it.
    Needs the extra: pip install 'actionspec[docs]'.
    """
    with bad_input(), _extra(), suppress(KeyboardInterrupt):
        from actionspec.site.serve import serving

        with serving(spec, port, _tell, templates) as site:
            click.echo(site.url)
            click.echo(f"Requests go to a mock server at {site.mock_url}. Stop with Ctrl-C.")
            for _ in site.changes:
                _rebuild(site)


def _refuse_elsewhere(mock: str) -> None:
    """Stop at an address that no builder would send to."""
    parts = urlsplit(mock)
    if parts.scheme != "http" or parts.hostname not in {"127.0.0.1", "localhost"}:
        raise InputError(f"--mock {mock}: a mock server is on this machine, http://127.0.0.1:8080/")


def _rebuild(site: ServedSite) -> None:
    """Build a site again, and say what keeps it from being built."""
    from actionspec.site import BuildError

    try:
        site.rebuild()
    except SpecError as error:
        show(error.problems, as_json=False)
    except (BuildError, MissingSpecError, TemplateError, OSError) as error:
        say(str(error), as_json=False)
    else:
        _tell("built again; reload the page")


def _tell(line: str) -> None:
    errors().print(line, markup=False)


@contextmanager
def _extra() -> Iterator[None]:
    """Say what to install where a part of the extra is missing."""
    try:
        if find_spec("zensical") is None:
            raise ModuleNotFoundError(name="zensical")
        yield
    except ModuleNotFoundError as error:
        extra = "install the extra: pip install 'actionspec[docs]', or '.[docs]' in a checkout"
        raise InputError(f"the docs need {error.name}; {extra}") from None
