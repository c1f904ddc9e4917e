"""Mistakes in templates of a user's own, told with the template, the line and what it was for."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.nodes import Block, Const, Extends, Node, Output, TemplateData
from jinja2.utils import missing

from actionspec.filters import FILTERS
from actionspec.problem import TemplateError, did_you_mean


class NamedUndefined(StrictUndefined):
    """A name that does not exist, which says what comes near it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if not isinstance(name, str) or owner is missing:
            return str(super()._undefined_message)
        known = [one for one in dir(owner) if not one.startswith("_")]
        said = f"{type(owner).__name__} has no {name!r}"
        return "; ".join(filter(None, (said, did_you_mean(name, known))))


def refuse_wrong_extension(
    environment: Environment, source: str, file: str, read: Callable[[str], tuple[str, str]]
) -> None:
    """Stop at what Jinja would silently leave out, or never come to an end with.

    Args:
        environment: What parses templates.
        source: A template.
        file: Its file.
        read: Gives the source and the file of a template by its name.

    Raises:
        TemplateSyntaxError: It extends itself, or has a block that the extended one lacks; the
            exception says where.
    """
    parsed, own = environment.parse(source, filename=file), file
    extends = next((one for one in parsed.body if isinstance(one, Extends)), None)
    if extends is None or not (name := _named(extends)):
        return
    for node in parsed.body:
        if line := _line_outside(node):
            message = f"what stands outside of blocks is left out, since this extends {name}"
            raise TemplateSyntaxError(message, line, filename=own)
    known: set[str] = set()
    above, seen = name, {file}
    while above:
        source, file = read(above)
        if file in seen:
            message = f"{above} would extend itself; write built-in/ before what you replace"
            raise TemplateSyntaxError(message, extends.lineno, filename=own)
        seen.add(file)
        over = environment.parse(source, filename=file)
        known |= {one.name for one in over.find_all(Block)}
        above = next((_named(one) for one in over.find_all(Extends)), "")
    for block in parsed.body:
        if isinstance(block, Block) and block.name not in known:
            message = f"{name} has no block {block.name!r}; {did_you_mean(block.name, known)}"
            raise TemplateSyntaxError(message, block.lineno, filename=own)


def _line_outside(node: Node) -> int:
    """The line of what a template prints outside of blocks; 0 if that is nothing but space."""
    for part in node.nodes if isinstance(node, Output) else ():
        if not isinstance(part, TemplateData):
            return part.lineno
        if text := part.data.lstrip():
            return part.lineno + part.data.removesuffix(text).count("\n")
    return 0


def _named(extends: Extends) -> str:
    """The template that is extended; empty where its name is made at run time."""
    template = extends.template
    return str(template.value) if isinstance(template, Const) else ""


@contextmanager
def told(
    folder: Path | None, known: Mapping[str, Any], manifest: Path, entry: str
) -> Iterator[None]:
    """Tell what goes wrong in templates of a folder as a `TemplateError`; those of none as it is.

    Args:
        folder: The user's own templates.
        known: What the template knows.
        manifest: What is to blame if no template is.
        entry: What stands there.
    """
    try:
        yield
    except Exception as error:
        if folder is None or isinstance(error, TemplateError):
            raise
        file, line = _place(error, folder) or (manifest, _line_of(entry, manifest))
        raise TemplateError(_report(file, line, _message(error, known), known)) from error


def _place(error: Exception, folder: Path) -> tuple[Path, int] | None:
    """The innermost line of the folder's templates that led to an error."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        file = Path(error.filename)
        return (file, error.lineno) if file.is_file() else None
    places = [
        (Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)
    ]
    return next((one for one in reversed(places) if one[0].is_relative_to(folder)), None)


def _line_of(entry: str, manifest: Path) -> int:
    """The line of a manifest in which something stands; the first where it is written otherwise."""
    lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if entry in line), 1)


def _message(error: Exception, known: Mapping[str, Any]) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    told = error.message if isinstance(error, TemplateSyntaxError) else None
    text = (told or str(error)).rstrip(".")
    for pattern, choices in (
        (r"'(\w+)' is undefined", known),
        (r"No filter named '(\w+)'", FILTERS),
    ):
        if found := re.search(pattern, text):
            return "; ".join(filter(None, (text, did_you_mean(found[1], choices))))
    return text


def _report(file: Path, line: int, message: str, known: Mapping[str, Any]) -> str:
    for what in ("action", "error"):
        if what in known:
            name = getattr(known[what], "name", None) or getattr(known[what], "code", "")
            message += f" (for the {what} {name})"
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    return f"{file.as_posix()}:{line}: {message}\n{line:>5} | {text}"


@contextmanager
def python_of(folder: Path | None, file: str) -> Iterator[Callable[[str], object]]:
    """Tell that a file is no Python which templates of a user write; those of none are trusted.

    Args:
        folder: The user's own templates.
        file: What they write.

    Raises:
        TemplateError: What is done, or read with the function that is given, is no Python.
    """
    try:
        yield ast.parse if folder else id
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if folder is None:
            raise
        raise TemplateError(_no_python(file, error)) from None


def _no_python(file: str, error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        text = f"\n{error.lineno:>5} | {error.text.rstrip()}" if error.text else ""
        return f"{file}, line {error.lineno}: this is no Python: {error.msg}{text}"
    return f"{file}: this is no Python: {error or 'it is nested too deep'}"
