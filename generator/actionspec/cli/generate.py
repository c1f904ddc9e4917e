"""`actionspec generate`: everything that comes out of a spec, onto the disk."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import click

from actionspec.cli.application import (
    FINDINGS,
    WithExamples,
    as_json_option,
    spec_argument,
    templates_option,
)
from actionspec.cli.console import InputError, bad_input, errors, find, show_patch, under_way
from actionspec.cli.places import refuse_places
from actionspec.unchanged import Read, made_of, note_run, unchanged
from actionspec.write import Plan, patches, visible


def _folder(_: click.Context, __: click.Parameter, text: str | None) -> Path | None:
    """The folder that an option names; a variable of a shell may have left it empty."""
    if text is not None and not text.strip():
        raise click.BadParameter("it is empty; name a folder, or . for the current one")
    return None if text is None else Path(text)


@click.command(
    cls=WithExamples,
    examples=(
        "actionspec generate spec/my_api",
        "actionspec generate spec/my_api --out build/my_api --target python",
        "actionspec generate spec/my_api --diff",
        "actionspec generate spec/my_api --watch",
        "actionspec generate spec/my_api --templates templates",
    ),
)
@spec_argument
@click.option(
    "--out",
    callback=_folder,
    metavar="FOLDER",
    help="The output folder; of what it holds besides, nothing is touched. "
    "Default: generated/<package>.",
)
@click.option(
    "--target",
    multiple=True,
    metavar="NAME",
    help="What to generate, such as python or docs; may be repeated. Default: all.",
)
@templates_option
@click.option(
    "--check",
    "check_only",
    is_flag=True,
    help="Write nothing; exit with 1 if anything would change.",
)
@click.option("--diff", is_flag=True, help="The same, and show it as a patch.")
@click.option(
    "--watch",
    "keep_on",
    is_flag=True,
    help="Generate again whenever the spec is saved, until this is interrupted.",
)
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@as_json_option
def generate(
    spec: Path,
    out: Path | None,
    target: tuple[str, ...],
    templates: Path | None,
    check_only: bool,
    diff: bool,
    keep_on: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Generate the client, the docs and the model of a spec.

    Prints what it wrote. What has not changed is not written again.
    """
    only_look = check_only or diff
    wanted = [*dict.fromkeys(target)]
    if keep_on:
        if only_look or as_json:
            with bad_input(as_json):
                raise InputError("--watch writes and goes on: not with --check, --diff or --json")
        _keep_generating(spec, out, wanted, templates, force=force)
        return
    if not only_look and (folder := unchanged(spec, out, wanted, made_of(templates))):
        data: dict[str, list[str]] = {"written": [], "removed": [], "dropped": []}
        click.echo(json.dumps(data) if as_json else f"{folder.as_posix()} is up to date")
        return
    with bad_input(as_json), under_way(f"generating from {spec.as_posix()}"):
        if only_look and force:
            raise InputError("--check and --diff write nothing, so that --force has no sense there")
        todo, _ = _generate(spec, out, wanted, templates, only_look=only_look, force=force)
    if as_json:
        click.echo(json.dumps(_as_data(todo, only_look, diff)))
    elif diff and todo.changes:
        show_patch("".join(patches(todo).values()))
        for path in todo.edited:
            errors().print(f"{todo.shown(path)} was edited by hand", markup=False)
    else:
        _report(todo, only_look)
    if only_look and todo.changes:
        raise click.exceptions.Exit(FINDINGS)


def _generate(
    spec: Path,
    out: Path | None,
    wanted: list[str],
    templates: Path | None,
    *,
    only_look: bool,
    force: bool,
) -> tuple[Plan, Read]:
    """Read a spec, render and format its targets, and write them, unless this is only a look.

    Returns:
        What is written, and what was read.
    """
    from actionspec.format import format_files
    from actionspec.history import read_history
    from actionspec.read import read_spec
    from actionspec.render import find_targets, render
    from actionspec.write import plan, write

    described = read_spec(spec)
    history = read_history(described)
    before = made_of(templates)
    targets = find_targets(own=templates)
    usual = [one.name for one in targets.values() if not one.on_request]
    chosen = [find(name, targets, "target") for name in wanted or usual]
    rendered = render(described.api, chosen, history)
    formatted = format_files(rendered, [one.name for one in chosen if one.laid_out])
    folder = out or Path("generated", described.api.package)
    refuse_places(folder, spec)
    parts = [one.name for one in chosen]
    sources = [described.source, *(release.before.source for release in history)]
    read = {path: files for one in sources for path, files in one.read.items()}
    if only_look:
        return plan(folder, formatted, parts), read
    done = write(folder, formatted, parts, force=force)
    note_run(spec, out, wanted, folder, read, before)
    return done, read


def _keep_generating(
    spec: Path, out: Path | None, wanted: list[str], templates: Path | None, *, force: bool
) -> None:
    """Generate now, and whenever the spec or what it builds on was saved, until Ctrl-C."""
    from actionspec.watch import changes

    specs = {spec}
    with suppress(KeyboardInterrupt):
        click.echo(f"watching {visible(spec.as_posix())}; stop with Ctrl-C")
        for _ in changes(lambda: specs, templates):
            begun = perf_counter()
            if folder := unchanged(spec, out, wanted, made_of(templates)):
                click.echo(f"{folder.as_posix()} is up to date")
                continue
            # What is wrong is told, and may be mended by the next save.
            with suppress(click.exceptions.Exit), bad_input():
                done, read = _generate(spec, out, wanted, templates, only_look=False, force=force)
                specs.update(read)
                _report(done, only_look=False)
                click.echo(f"generated in {perf_counter() - begun:.2f} s")


def _as_data(todo: Plan, only_look: bool, diff: bool) -> dict[str, object]:
    if not only_look:
        return {"written": todo.written, "removed": todo.removed, "dropped": todo.edited}
    data: dict[str, object] = {"changes": todo.changes, "edited": todo.edited}
    return data | ({"diff": patches(todo)} if diff else {})


def _report(todo: Plan, only_look: bool) -> None:
    for paths, past, future in (
        (todo.written, "wrote", "would write"),
        (todo.removed, "removed", "would remove"),
    ):
        for path in paths:
            click.echo(f"{future if only_look else past} {todo.shown(path)}")
    for path in todo.edited:
        done = "was edited by hand" if only_look else "had been edited by hand; that is dropped"
        click.echo(f"{todo.shown(path)} {done}")
    if not todo.changes:
        click.echo(f"{todo.folder.as_posix()} is up to date")
