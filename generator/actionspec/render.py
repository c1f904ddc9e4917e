"""A target's manifest and the model into texts by path. Touches no disk but to read templates."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateSyntaxError
from jinja2.bccache import Bucket

from actionspec.cache import put
from actionspec.dump import dump
from actionspec.filters import FILTERS
from actionspec.filters.exports import modules_of
from actionspec.history import Release
from actionspec.imports import marked, with_imports
from actionspec.load import read_document
from actionspec.mistakes import NamedUndefined, python_of, refuse_wrong_extension, told
from actionspec.model import Api, Text
from actionspec.problem import SpecError, TemplateError, did_you_mean
from actionspec.program import template_folder
from actionspec.schema import schema_problems

_COPIED = frozenset([".css", ".html", ".js", ".py", ".txt"])

# Folders and a file, by names that are the same on every system.
_PATH = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A folder of templates with its manifest.

    Attributes:
        folder: Where its manifest is.
        own: The user's folder of templates that it comes from, or that comes before its own.
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
    own: Path | None = None

    @property
    def manifest(self) -> Path:
        """The manifest, that of the user if there is one."""
        own = self.own / self.name / "target.yaml" if self.own else None
        return own if own and own.is_file() else self.folder / "target.yaml"


def find_targets(folder: Path | None = None, own: Path | None = None) -> dict[str, Target]:
    """Every target, by name.

    Args:
        folder: The folder of all targets, if it is not that of the program.
        own: A user's folder of targets, which are new or extend those of the same name.

    Raises:
        SpecError: A manifest does not have the form that it should have.
        TemplateError: A folder has no manifest, and no target to extend.
    """
    manifests = sorted((folder or template_folder()).glob("*/target.yaml"))
    data = {one.parent.name: (one.parent, _read(one)) for one in manifests}
    found = {name: _target(where, said) for name, (where, said) in data.items()}
    for inner in sorted(_folders(own)) if own else ():
        known = data.get(inner.name)
        manifest = inner / "target.yaml"
        if known is None and not manifest.is_file():
            hint = did_you_mean(inner.name, data)
            raise TemplateError(
                f"{inner.as_posix()} has no target.yaml and no target to extend; {hint}"
            )
        said = _read(manifest, extends=known is not None) if manifest.is_file() else {}
        where, extended = known or (inner, {})
        if known:
            _refuse_unused(inner, where, own)
        found[inner.name] = _target(where, _laid_over(extended, said), own, manifest)
    if own and not any(one.own for one in found.values()):
        hint = f"put templates into a folder for each, such as {(own / 'python').as_posix()}"
        raise TemplateError(f"{own.as_posix()} holds no target; {hint}")
    return found


def _refuse_unused(inner: Path, extended: Path, own: Path | None) -> None:
    """Stop at a template that takes the place of none, and that nothing names.

    Raises:
        TemplateError: There is one.
    """
    known = [one.name for one in extended.glob("*.jinja")]
    texts = [one for one in (own or inner).rglob("*") if one.suffix in {".jinja", ".yaml"}]
    said = "".join(one.read_text("utf-8", errors="replace") for one in texts)
    for template in sorted(inner.glob("*.jinja")):
        if template.name not in known and template.name not in said:
            hint = did_you_mean(template.name, known)
            raise TemplateError(f"nothing uses {template.as_posix()}; {hint}")


def _folders(own: Path) -> Iterator[Path]:
    return (one for one in own.iterdir() if one.is_dir() and not one.name.startswith((".", "_")))


def _read(manifest: Path, *, extends: bool = False) -> dict[str, Any]:
    """What a manifest says; one that extends another need not say everything.

    Raises:
        SpecError: It is no manifest; the exception says where.
    """
    document = read_document(manifest, manifest.name, "target")
    problems = [*schema_problems(document)]
    if extends and isinstance(document.data, dict):
        problems = [one for one in problems if one.code != "missing-key"]
    if problems:
        raise SpecError(problems)
    data: dict[str, Any] = document.data
    return data


def _laid_over(extended: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What a manifest says on top of another one: a file takes the place of that of its path."""
    merged = {**extended, **said}
    if extended and isinstance(said.get("files"), list):
        paths = {one["path"] for one in said["files"] if isinstance(one, dict) and "path" in one}
        kept = [one for one in extended["files"] if one["path"] not in paths]
        merged["files"] = [*kept, *said["files"]]
    if extended and isinstance(said.get("imports"), dict):
        merged["imports"] = {**extended.get("imports", {})}
        for module, names in said["imports"].items():
            before = merged["imports"].get(module)
            merged["imports"][module] = f"{before} {names}" if before else names
    return merged


def _target(
    folder: Path, data: dict[str, Any], own: Path | None = None, manifest: Path | None = None
) -> Target:
    imports = {
        one: module for module, names in data.get("imports", {}).items() for one in names.split()
    }
    return Target(
        manifest.parent.name if manifest else folder.name,
        folder,
        data["summary"],
        data.get("on_request", False),
        data.get("laid_out", False),
        tuple(data["files"]),
        imports,
        frozenset(data.get("annotations", "").split()),
        own,
    )


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
    taken = {*written}
    known = {"api": api, "history": history, **options}
    for target in targets:
        for path, text in _render_target(target, {**known, "target": target.name}):
            # Some systems do not tell letter cases apart.
            if path.casefold() in taken:
                raise TemplateError(f"{target.manifest.as_posix()}: {path} is written twice")
            taken.add(path.casefold())
            written[path] = text
        for path in written:
            if above := next((str(one) for one in Path(path).parents if str(one) in written), ""):
                message = f"{above} is a file, and the folder of {path}"
                raise TemplateError(f"{target.manifest.as_posix()}: {message}")
    return written


def _render_target(target: Target, known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    environment = _environment(target.folder, target.own)
    own = modules_of(known["api"])
    modules = {**target.imports, **own}
    # A module of actions or types is not loaded before one of them is used.
    annotating = target.annotations | {name for name in own if own[name] != ".errors"}
    for file in target.files:
        for path, rendered in _render_file(environment, target, file, known):
            text = rendered
            with told(target.own, known, Path(_blamed(target, file)), ""):
                text.encode("utf-8")
            if path.endswith(".py"):
                with python_of(target.own, f"{_blamed(target, file)}: {path}") as read:
                    if "copy" not in file:
                        # The first folder of the path is the package.
                        text = with_imports(text, modules, path.count("/") - 1, annotating)
                    read(text)
            yield f"{target.name}/{path}", text


def _blamed(target: Target, file: Mapping[str, str]) -> str:
    """Where somebody looks first who wants to know why a file is wrong."""
    own = target.own / target.name / file.get("template", "") if target.own else None
    return (own if own and own.is_file() else target.manifest).as_posix()


def _render_file(
    environment: Environment, target: Target, file: Mapping[str, str], known: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    manifest = target.manifest
    entry = file.get("template") or file.get("copy", "")
    with told(target.own, known, manifest, file["path"]):
        path = environment.get_template(_ITSELF + file["path"])
    if "copy" in file:
        with told(target.own, known, manifest, entry):
            folder = _copied(target, entry)
            sources = sorted(one for one in folder.rglob("*") if one.suffix in _COPIED)
            if not sources:
                raise ValueError(f"{entry} holds nothing to copy: no {', '.join(sorted(_COPIED))}")
        for source in sources:
            with told(target.own, known, manifest, file["path"]):
                inside = source.relative_to(folder).as_posix()
                copied = f"{_inside(path.render(known))}/{inside}", source.read_text("utf-8")
            yield copied
        return
    with told(target.own, known, manifest, entry):
        template = environment.get_template(file["template"])
    for each in _each(file, known):
        with told(target.own, each, manifest, file.get("when", "")):
            if "when" in file and not _holds(environment, file["when"], each):
                continue
        with told(target.own, each, manifest, file["path"]):
            written = _inside(path.render(each))
        with told(target.own, each, manifest, entry):
            rendered = template.render(each)
        yield written, rendered


def _copied(target: Target, name: str) -> Path:
    """A folder to copy: the user's own, or the target's where the user has none of that name."""
    if not _PATH.fullmatch(name):
        raise ValueError(f"{name} is outside the folder of the target")
    places = [target.folder / name]
    if target.own:
        places.insert(0, target.own / target.name / name)
    found = next((one for one in places if one.is_dir()), None)
    if found is None:
        beside = {one.name for place in places for one in place.parent.glob("*/")}
        hint = did_you_mean(places[0].name, beside)
        raise ValueError("; ".join(filter(None, (f"there is no folder {name!r}", hint))))
    return found


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


# What follows is the name of a template of the program, even where a user has one of that name.
_BUILT_IN = "built-in/"


@cache
def _built_in() -> FileSystemLoader:
    return FileSystemLoader(template_folder(), encoding="utf-8")


class _Loader(FileSystemLoader):
    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = self._read(environment, template)
        if "extends" in source:
            refuse_wrong_extension(
                environment, source, file, lambda name: self._read(environment, name)[:2]
            )
        return marked(source), file, is_current

    def _read(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(_ITSELF):
            return template.removeprefix(_ITSELF), template, lambda: True
        if template.startswith(_BUILT_IN):
            name = template.removeprefix(_BUILT_IN)
            return _built_in().get_source(environment, name)
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            places = (Path(one) / template for one in self.searchpath)
            file = next(one for one in places if one.is_file())
            raise TemplateSyntaxError(f"not UTF-8: {error}", 1, filename=str(file)) from None


def _environment(folder: Path, own: Path | None) -> Environment:
    # Where somebody works on templates of their own, one may turn up beside another at any time.
    return _new_environment(folder, own) if own else _built_in_environment(folder)


@cache
def _built_in_environment(folder: Path) -> Environment:
    return _new_environment(folder, None)


def _new_environment(folder: Path, own: Path | None) -> Environment:
    before = [own / folder.name, own] if own else []
    environment = Environment(  # noqa: S701  (what is written is no HTML; `finalize` guards texts)
        loader=_Loader([*before, folder, folder.parent], encoding="utf-8"),
        undefined=NamedUndefined,
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
    """Stop a template from printing a spec's free text as it is, or what holds such a text."""
    if isinstance(value, Text):
        raise TypeError(f"free text is printed without a filter: {str(value)[:60]!r}")
    if is_dataclass(value) or isinstance(value, Mapping | tuple | list):
        raise TypeError(f"{type(value).__name__} is printed as a whole; print what it holds")
    return value
