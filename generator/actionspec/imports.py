"""The imports of a Python file: those of the names that it uses, in the order of import sorters.

A template writes `# imports` where they belong, and, if it wants those that only annotations need
apart, `# imports for annotations` inside its `if TYPE_CHECKING:`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from symtable import Symbol, SymbolTable, symtable

_WISH = re.compile(r"^( *)# imports( for annotations)?$", re.MULTILINE)
# No text of a spec holds that sign.
_MARK = re.compile(r"^( *)\0imports( for annotations)?$", re.MULTILINE)
_EXPORTS = re.compile(r"^__all__ = \[([^\]]*)\]", re.MULTILINE)
_POSTPONED = "from __future__ import annotations"


def marked(template: str) -> str:
    """A template whose comments that wish for imports are marks, which no text of a spec can be."""
    return _WISH.sub("\\1\0imports\\2", template)


def with_imports(
    text: str, modules: Mapping[str, str], folders: int, annotating: Collection[str] = ()
) -> str:
    """A Python file with its imports where the marks for them are.

    Args:
        text: The file, rendered from a template with marks; without one it stays as it is.
        modules: Where each name comes from: the module that holds it, with a dot before it if it
            stands in the package; or "import ..." in full for a name that is a module.
        folders: How many folders below the package the file stands.
        annotating: The names that only annotations need, wherever a file keeps these apart.
    """
    marks = [*_MARK.finditer(text)]
    if not marks:
        return text
    used = _used(_MARK.sub(r"\1pass", text), modules.keys())
    apart = {name for name in used if name in annotating and any(mark[2] for mark in marks)}

    def block(mark: re.Match[str]) -> str:
        names = apart if mark[2] else used - apart
        lines = _lines({name: modules[name] for name in names}, folders)
        return "\n".join(f"{mark[1]}{line}".rstrip() for line in lines)

    return _MARK.sub(block, text)


def _used(text: str, known: Collection[str]) -> set[str]:
    """Which of the known names a file uses or exports, and does not define itself."""
    # Annotations that are not postponed count as what runs.
    top = symtable(text.replace(_POSTPONED, "", 1), "<generated>", "exec")
    used = {
        name
        for table in _tables(top)
        for name in table.get_identifiers()
        if name in known and _is_taken(table, name, top)
    }
    exports = _EXPORTS.search(text)
    used.update(re.findall(r'"(\w+)"', exports[1]) if exports else ())
    return {name for name in used if name in known and not _is_own(top, name)}


def _tables(table: SymbolTable) -> Iterator[SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _is_taken(table: SymbolTable, name: str, top: SymbolTable) -> bool:
    # Its `lookup` would go through all methods of a class for each name that the class uses.
    symbol = Symbol(name, vars(table)["_table"].symbols[name])
    return symbol.is_referenced() and (table is top or symbol.is_global())


def _is_own(top: SymbolTable, name: str) -> bool:
    return name in top.get_identifiers() and top.lookup(name).is_assigned()


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
