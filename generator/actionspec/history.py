"""The versions of an API that led to a spec, with what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actionspec.beside import beside
from actionspec.model import Api
from actionspec.problem import SpecError
from actionspec.read import Spec, read_spec

if TYPE_CHECKING:
    from actionspec.diff import Change

MOST_VERSIONS = 50
"""How far back a history goes."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version of an API, and what has changed since the one before.

    Attributes:
        version: The version that brought the changes.
        previous: The version before.
        changes: What has changed, the worst first.
        before: The spec of the version before.
    """

    version: str
    previous: str
    changes: tuple[Change, ...]
    before: Spec


def read_history(spec: Spec) -> tuple[Release, ...]:
    """What each version changed, back to the first that has no `previous`; the latest first.

    Raises:
        SpecError: A spec names no spec beside it, names one that has problems or the same package,
            or the names go round in a circle.
    """
    found: list[Release] = []
    seen = {spec.path.resolve()}
    while "previous" in spec.source.api:
        named = spec.source.api["previous"]
        path = beside(spec.path, named)
        if path.resolve() in seen:
            hint = "take it away from the spec of the first version"
            raise SpecError(
                [named.problem("these versions never begin", hint, code="endless-history")]
            )
        if len(found) == MOST_VERSIONS:
            message = f"there are more than {MOST_VERSIONS} versions"
            raise SpecError(
                [named.problem(message, "let the history begin here", code="endless-history")]
            )
        seen.add(path.resolve())
        older = read_spec(path)
        if older.api.package == spec.api.package:
            message = f'both versions are the package "{spec.api.package}"'
            hint = "give the older one another `package`, so that both can be imported"
            raise SpecError([named.problem(message, hint, code="same-package")])
        found.append(_release(older, spec.api))
        spec = older
    return tuple(found)


def _release(old: Spec, new: Api) -> Release:
    from actionspec.diff import compare

    # The older package has a name of its own so that both can be imported in one process.
    moved = replace(old.api, package=new.package, version=new.version)
    return Release(new.version, old.api.version, compare(moved, new), old)
