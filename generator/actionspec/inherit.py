"""What an action takes over from its API, where it says only what differs."""

from __future__ import annotations

from typing import Any

# What has the same meaning in every format of answers.
_IN_ANY_FORMAT = ("names", "actions")


def inherited_response(api: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    """The form of an action's answers.

    An answer of another format takes over nothing that belongs to the API's format.
    """
    usual: dict[str, Any] = api.get("response", {})
    own: dict[str, Any] = action.get("response", {})
    if own.get("format", usual.get("format")) != usual.get("format"):
        usual = {key: usual[key] for key in _IN_ANY_FORMAT if key in usual}
    return {**usual, **own}


def inherited_outcome(api: dict[str, Any], action: dict[str, Any]) -> dict[str, Any]:
    """How an action's answers tell their outcome."""
    return {**api.get("outcome", {}), **action.get("outcome", {})}
