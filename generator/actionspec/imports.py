"""The imports of a Python file: those of the names that it uses, in the order of import sorters.

A template writes `# imports` where they belong, and, if it wants those that only annotations need
apart, `# imports for annotations` inside its `if TYPE_CHECKING:`.
"""

from __future__ import annotations

import ast
import io
import re
import symtable
import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping

_MARK = re.compile(r"( *)# imports( for annotations)?")


def with_imports(text: str, modules: Mapping[str, str], folders: int) -> str:
    """A Python file with its imports where the marks for them are.

    Args:
        text: The file; without a mark it stays as it is.
        modules: Where each name comes from: the module that holds it, with a dot before it if it
            stands in the package; or "import ..." in full for a name that is a module.
        folders: How many folders below the package the file stands.
    """
    marks = _marks(text)
    apart = any(mark[2] for mark in marks.values())
    lines = text.split("\n")
    parsable = "\n".join(
        f"{marks[number][1]}pass" if number in marks else line for number, line in enumerate(lines)
    )
    running, annotating = (names & modules.keys() for names in _free_names(parsable))
    # The typing module is loaded anyway.
    typing = {name for name in annotating if modules[name] == "typing"}
    at_run_time = running | typing if apart else running | annotating
    for number, mark in marks.items():
        names = annotating - at_run_time if mark[2] else at_run_time
        block = _lines({name: modules[name] for name in names}, folders)
        lines[number] = "\n".join(f"{mark[1]}{line}".rstrip() for line in block)
    return "\n".join(lines)


def _marks(text: str) -> dict[int, re.Match[str]]:
    """The marks by their lines, counted from 0. Only a comment is one: a docstring may hold any."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = (token for token in tokens if token.type == tokenize.COMMENT)
    found = {token.start[0] - 1: _MARK.fullmatch(token.line.rstrip("\n")) for token in comments}
    return {number: mark for number, mark in found.items() if mark}


def _free_names(text: str) -> tuple[set[str], set[str]]:
    """The names that a file takes from elsewhere: when it runs or exports them; in annotations."""
    module = symtable.symtable(text, "<generated>", "exec")
    tree = ast.parse(text)
    own = {one.get_name() for one in module.get_symbols() if one.is_assigned()}
    running = {
        symbol.get_name()
        for table in _tables(module)
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (table is module or symbol.is_global())
    }
    annotating = {
        node.id
        for annotation in _annotations(tree)
        for node in ast.walk(annotation)
        if isinstance(node, ast.Name)
    }
    # Some versions of Python count annotations among what runs.
    loads = {node.id for node in _outside_annotations(tree)}
    return (running & loads | _exported(tree)) - own, annotating - own


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(
                annotation=annotation
            ):
                yield annotation
            case ast.FunctionDef(returns=ast.expr() as returns) | ast.AsyncFunctionDef(
                returns=ast.expr() as returns
            ):
                yield returns


def _outside_annotations(tree: ast.AST) -> Iterator[ast.Name]:
    annotations = {id(node) for one in _annotations(tree) for node in ast.walk(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in annotations:
            yield node


def _exported(tree: ast.Module) -> set[str]:
    """The names in `__all__`."""
    return {
        str(one.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for one in ast.walk(node.value)
        if isinstance(one, ast.Constant)
    }


def _lines(modules: Mapping[str, str], folders: int) -> Iterator[str]:
    """The import lines for names, in sections with an empty line between them."""
    sections: dict[int, set[str]] = {}
    members: dict[str, set[str]] = {}
    for name, module in modules.items():
        if module.startswith("import "):
            sections.setdefault(_section(module.split()[1]), set()).add(module)
        else:
            members.setdefault("." * folders * module.startswith(".") + module, set()).add(name)
    for module, names in members.items():
        line = f"from {module} import {', '.join(import_order(names))}"
        sections.setdefault(_section(module), set()).add(line)
    for number, section in enumerate(sorted(sections)):
        if number:
            yield ""
        yield from sorted(sections[section], key=lambda line: (line.startswith("from"), line))


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 0 if module.partition(".")[0] in sys.stdlib_module_names else 1


def import_order(names: Iterable[str]) -> list[str]:
    """Names in the order of import sorters: capitals alone first, and 9 before 10."""
    return sorted(names, key=lambda name: (_kind(name), _natural(name.lower()), name))


def export_order(names: Iterable[str]) -> list[str]:
    """Names in the order of `__all__`: the same, but that capitals come before small letters."""
    return sorted(names, key=lambda name: (_kind(name), _natural(name)))


def _kind(name: str) -> int:
    return 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2


def _natural(name: str) -> list[tuple[bool, int, str]]:
    parts = re.findall(r"\d+|\D+", name)
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
