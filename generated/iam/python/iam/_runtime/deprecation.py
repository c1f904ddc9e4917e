"""Warns of methods that should not be used any more, at run time and in editors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from warnings import warn

__all__ = ["deprecated"]

if TYPE_CHECKING:
    # Type checkers and editors bring it along, and strike such a method through.
    from typing_extensions import deprecated
else:

    def deprecated(message: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Have each call of a function, or of an asynchronous one, warn with a message."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def warning(*arguments: Any, **named: Any) -> Any:
                warn(message, DeprecationWarning, stacklevel=2)
                return function(*arguments, **named)

            return warning

        return decorate
