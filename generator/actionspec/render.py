"""A target's manifest and the model into texts by path. Touches no disk but to read templates."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jsonschema import Draft7Validator

from actionspec.cache import put
from actionspec.dump import dump
from actionspec.filters import FILTERS
from actionspec.filters.exports import modules_of
from actionspec.history import Release
from actionspec.imports import marked, with_imports
from actionspec.model import Api, Text
from actionspec.program import template_folder
from actionspec.schema import read_schema

_COPIED = frozenset([".css", ".html", ".js", ".py", ".txt"])

# Folders and a file, by names that are the same on every system.
_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A folder of templates with its manifest.

    Attributes:
        on_request: Whether it is written only where somebody names it.
        laid_out: Whether its Python files are as black writes them but for long lines.
        annotations: The names that only annotations need, where a file keeps these apart.
    """

    name: str
    folder: Path
    summary: str
    on_request: bool
    laid_out: bool
    files: tuple[Mapping[str, str], ...]
    imports: Mapping[str, str]
    annotations: frozenset[str]


def find_targets(folder: Path | None = None) -> dict[str, Target]:
    """Every target of a folder, by name.

    Raises:
        ValueError: A manifest does not have the form that it should have.
    """
    found: dict[str, Target] = {}
    for manifest in sorted((folder or template_folder()).glob("*/target.yaml")):
        data = yaml.safe_load(manifest.read_text(encoding="utf-8"))
        for error in Draft7Validator(read_schema("target")).iter_errors(data):
            raise ValueError(f"{manifest}: {error.message}")
        name = manifest.parent.name
        imports = {
            one: module
            for module, names in data.get("imports", {}).items()
            for one in names.split()
        }
        found[name] = Target(
            name,
            manifest.parent,
            data["summary"],
            data.get("on_request", False),
            data.get("laid_out", False),
            tuple(data["files"]),
            imports,
            frozenset(data.get("annotations", "").split()),
        )
    return found


def render(
    api: Api, targets: Iterable[Target], history: tuple[Release, ...] = (), **options: Any
) -> dict[str, str]:
    """All that is written for an API, by path: its model, and the files of each target.

    Args:
        api: The API.
        targets: What to write.
        history: What each version of it has changed, the latest first.
        options: What else templates know.
    """
    written = {"model.json": dump(api)}
    known = {"api": api, "history": history, **options}
    for target in targets:
        for path, text in _render_target(target, {**known, "target": target.name}):
            if path in written:
                raise ValueError(f"{path} is written twice")
            written[path] = text
    return written


def _render_target(target: Target, known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    environment = _environment(target.folder)
    own = modules_of(known["api"])
    modules = {**target.imports, **own}
    # A module of actions or types is not loaded before one of them is used.
    annotating = target.annotations | {name for name in own if own[name] != ".errors"}
    for file in target.files:
        for path, text in _render_file(environment, target, file, known):
            if path.endswith(".py") and "copy" not in file:
                # The first folder of the path is the package.
                yield f"{target.name}/{path}", with_imports(
                    text, modules, path.count("/") - 1, annotating
                )
            else:
                yield f"{target.name}/{path}", text


def _render_file(
    environment: Environment, target: Target, file: Mapping[str, str], known: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    path = environment.get_template(_ITSELF + file["path"])
    if "copy" in file:
        folder = target.folder / file["copy"]
        for source in sorted(one for one in folder.rglob("*") if one.suffix in _COPIED):
            inside = source.relative_to(folder).as_posix()
            yield f"{_inside(path.render(known))}/{inside}", source.read_text(encoding="utf-8")
        return
    template = environment.get_template(file["template"])
    for each in _each(file, known):
        if "when" not in file or _holds(environment, file["when"], each):
            yield _inside(path.render(each)), template.render(each)


def _each(file: Mapping[str, str], known: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a template knows, once for each file that it becomes."""
    match file.get("for_each"):
        case "action":
            yield from ({**known, "action": action} for action in known["api"].actions)
        case "error":
            yield from ({**known, "error": error} for error in known["api"].errors)
        case _:
            yield known


def _holds(environment: Environment, condition: str, known: Mapping[str, Any]) -> bool:
    return bool(environment.compile_expression(condition, undefined_to_none=False)(known))


def _inside(path: str) -> str:
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path} is outside the output folder")
    return path


class _Compiled(BytecodeCache):
    """Compiled templates, kept beside these as Python keeps compiled modules."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            bucket.bytecode_from_string(self._file(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            put(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.jinja-{sys.implementation.cache_tag}"


# The name of a template that is no file begins with this, and the template follows.
_ITSELF = "="


class _Loader(FileSystemLoader):
    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(_ITSELF):
            return template.removeprefix(_ITSELF), template, lambda: True
        source, file, is_current = super().get_source(environment, template)
        return marked(source), file, is_current


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(  # noqa: S701  (what is written is no HTML; `finalize` guards texts)
        loader=_Loader([folder, folder.parent], encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escaped,
        # What is compiled may be older than a filter: none is called while a template is compiled.
        optimized=False,
        bytecode_cache=_Compiled(folder),
    )
    environment.filters.update(FILTERS)
    return environment


def _escaped(value: Any) -> Any:
    """Stop a template from printing a spec's free text as it is."""
    if isinstance(value, Text):
        raise TypeError(f"free text is printed without a filter: {str(value)[:60]!r}")
    return value
