"""What has changed between two versions of an API, for the user of the generated client."""

from __future__ import annotations

from actionspec.diff.actions import action_changes
from actionspec.diff.change import Change, grouped
from actionspec.diff.errors import error_changes
from actionspec.diff.kinds import KINDS, SEVERITIES, Kind, Severity
from actionspec.diff.places import locate
from actionspec.diff.postbacks import postback_changes
from actionspec.diff.service import service_changes
from actionspec.diff.types import type_changes
from actionspec.diff.versioning import is_below, step, version_after
from actionspec.diff.versions import Versions
from actionspec.model import Api

__all__ = [
    "KINDS",
    "SEVERITIES",
    "Change",
    "Kind",
    "Severity",
    "compare",
    "grouped",
    "is_below",
    "locate",
    "step",
    "version_after",
]


def compare(old: Api, new: Api) -> tuple[Change, ...]:
    """What has changed from one version of an API to the next, the worst first.

    What only stands in another order, or says the same in other words, is no change.
    """
    versions = Versions.of(old, new)
    changes = [
        *service_changes(versions),
        *error_changes(versions),
        *type_changes(versions),
        *action_changes(versions),
        *postback_changes(versions),
    ]
    return tuple(sorted(dict.fromkeys(changes), key=lambda change: change.order))
