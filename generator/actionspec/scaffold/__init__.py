"""A spec to begin with: invented, but whole, so that each part can be replaced in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from actionspec.names import camel_case, is_reserved_class, taken_by
from actionspec.schema import editor_schemas, read_schema


def scaffold(name: str) -> dict[str, str]:
    """The files of a spec, by their paths in its folder, with the schemas that they name.

    Args:
        name: The package: whole words in snake_case. The other names follow from it.

    Raises:
        ValueError: No package can have this name.
    """
    if why := why_not(name):
        raise ValueError(f"{name!r} cannot be the name of a package: {why}")
    words = {
        "MyApi": camel_case(name),
        "MY_API": name.upper(),
        "My API": name.replace("_", " ").title(),
        "my_api": name,
        "my-api": name.replace("_", "-"),
    }
    texts = dict(_texts(files(__name__) / "spec", ""))
    for word, own in words.items():
        texts = {path: text.replace(word, own) for path, text in texts.items()}
    return texts | editor_schemas()


def why_not(name: str) -> str | None:
    """What keeps a name from being that of a package, in words; None if nothing does."""
    rule = read_schema("common")["definitions"]["name"]
    if len(name) > rule["maxLength"]:
        return f"it has more than {rule['maxLength']} characters"
    if not re.fullmatch(rule["pattern"], name):
        found = "_".join(re.findall("[a-z0-9]+", name.lower())).lstrip("0123456789_")
        return f"write it in snake_case, like {found or 'my_api'}"
    if taken := taken_by(name, "package"):
        return f"it belongs to {taken}"
    if is_reserved_class(camel_case(name)):
        return f"the client's class would be {camel_case(name)}, which has a meaning of its own"
    return None


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _texts(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield path + entry.name, entry.read_text(encoding="utf-8")
