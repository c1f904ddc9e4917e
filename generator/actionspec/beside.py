"""The specs that stand beside a spec, by which it names its base and the version before it."""

from __future__ import annotations

import re
from os.path import realpath
from pathlib import Path

from actionspec.files import is_spec
from actionspec.problem import SpecError, did_you_mean
from actionspec.source import Place

# The schema says it too, but of two specs one is read before the other is checked.
NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*"
"""What names a spec: nothing that leads elsewhere."""


def beside(path: Path, named: Place) -> Path:
    """Where a spec is that stands beside another one.

    Args:
        path: Where the spec is that names it.
        named: The name in that spec: of a folder, or of a file without `.yaml`.

    Raises:
        SpecError: There is none of that name, it is a link that leads elsewhere, or no name alone.
    """
    if not re.fullmatch(NAME, str(named.data)):
        hint = "the name alone of a folder beside this one, like my_api_1_2"
        raise SpecError(
            [named.problem("this names no spec beside this one", hint, code="unknown-spec")]
        )
    if path.name == "api.yaml":
        path = path.parent
    around = path.parent if path.name not in {"", ".."} else path / ".."
    for found in (around / str(named.data), around / f"{named.data}.yaml"):
        if is_spec(found):
            # Unlike `resolve`, this bears a link that leads to itself.
            if not Path(realpath(found)).is_relative_to(realpath(around)):
                message = "this link leads out of the folder that the specs stand in"
                raise SpecError(
                    [named.problem(message, "put the spec itself there", code="link-elsewhere")]
                )
            return found
    others = {one.parent.name for one in around.glob("*/api.yaml")} - {path.resolve().name}
    hint = did_you_mean(str(named.data), others)
    raise SpecError(
        [named.problem(f'no spec "{named.data}" stands beside this one', hint, code="unknown-spec")]
    )
