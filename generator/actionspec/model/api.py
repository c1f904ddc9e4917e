"""A whole API."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from actionspec.model.actions import Action, Effect, Example
from actionspec.model.errors import Category, ErrorCode, Faults
from actionspec.model.postbacks import Callbacks, Postback, PostbackGroup
from actionspec.model.rules import Setting
from actionspec.model.text import Text
from actionspec.model.types import Enumeration, Structure
from actionspec.model.wire import (
    Basic,
    Credential,
    Dispatch,
    Outcome,
    Response,
    Signature,
    Transport,
)

# What a reader wants to see first.
_FIRST: tuple[Effect, ...] = ("send", "read", "write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One of the API's own words, explained."""

    name: Text
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API with all its actions."""

    name: str
    package: str
    version: str
    title: Text
    description: Text | None
    url: str
    docs_url: str | None
    credentials: tuple[Credential, ...]
    basic: Basic | None
    signature: Signature | None
    constants: Mapping[str, Text]
    headers: Mapping[str, Text]
    dispatch: Dispatch
    transports: tuple[Transport, ...]
    response: Response
    outcome: Outcome
    faults: Faults
    settings: tuple[Setting, ...]
    callbacks: Callbacks | None
    postbacks: tuple[PostbackGroup, ...]
    categories: tuple[Category, ...]
    errors: tuple[ErrorCode, ...]
    types: tuple[Structure, ...]
    enumerations: tuple[Enumeration, ...]
    actions: tuple[Action, ...]
    terms: tuple[Term, ...]

    @property
    def docs_of_version(self) -> str | None:
        """Where the docs of this version are published, with a slash at the end."""
        return f"{self.docs_url.rstrip('/')}/{self.version}/" if self.docs_url else None

    @property
    def type_names(self) -> tuple[str, ...]:
        """The names of all structures and enumerations."""
        return (*(one.name for one in self.types), *(one.name for one in self.enumerations))

    @property
    def postback_kinds(self) -> tuple[Postback, ...]:
        """Every kind of postback, group by group."""
        return tuple(kind for group in self.postbacks for kind in group.kinds)

    @property
    def general_errors(self) -> tuple[ErrorCode, ...]:
        """The codes that every action may answer."""
        return tuple(error for error in self.errors if error.general)

    @property
    def successes(self) -> tuple[tuple[Action, Example], ...]:
        """Every example of a request that succeeds, with its action: the best to begin with first.

        That is one that sends something, and among these the shortest request that says something.
        """
        found = [(action, one) for action in self.actions for one in action.successes]

        def key(shown: tuple[Action, Example]) -> tuple[bool, int, int]:
            action, example = shown
            size = len(str(example.request)) if example.request else sys.maxsize
            return action.deprecated is not None, _FIRST.index(action.effect), size

        return tuple(sorted(found, key=key))

    def actions_with(self, error: ErrorCode) -> tuple[Action, ...]:
        """The actions that list a code as their own; empty for a general one."""
        return tuple(
            action
            for action in self.actions
            if any(one.code == error.code for one in action.errors if not one.general)
        )

    def makers(self, thing: str) -> tuple[Action, ...]:
        """The actions whose answers hold ids of a kind of thing; if some create it, only these."""
        roles = [
            (action, {one.role for one in action.result.identities if one.thing == thing})
            for action in self.actions
        ]
        creators = tuple(action for action, found in roles if "creates" in found)
        return creators or tuple(action for action, found in roles if found)

    def in_category(self, category: Category) -> tuple[ErrorCode, ...]:
        """The codes of one category."""
        return tuple(error for error in self.errors if error.category == category)

    def transport(self, name: str) -> Transport:
        """The transport of a name."""
        return next(transport for transport in self.transports if transport.name == name)
