"""What keeps the mock from answering as the service would."""

from __future__ import annotations

from collections.abc import Collection

from actionspec.problem import did_you_mean


class UnreadableRequestError(Exception):
    """A body that is not what its transport sends."""


class UnknownWishError(Exception):
    """A header that asks for a code or an example that the spec does not have."""


class SetUpError(ValueError):
    """Something that a mock server was told to do and cannot."""


def known(name: str, names: Collection[str], what: str) -> None:
    """Check a name that the user gave.

    Raises:
        SetUpError: There is no such name.
    """
    if name not in names:
        hint = did_you_mean(name, names)
        raise SetUpError(f"there is no {what} {name!r}" + (f"; {hint}" if hint else ""))
