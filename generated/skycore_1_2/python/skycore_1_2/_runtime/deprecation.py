"""Warns of what has another name now or should not be used any more, at run time and in editors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import currentframe
from typing import TYPE_CHECKING, Any, TypeVar
from warnings import warn

__all__ = ["deprecated", "renamed", "warn_caller"]

Function = TypeVar("Function", bound=Callable[..., Any])

_PACKAGE = __name__.removesuffix("._runtime.deprecation")

if TYPE_CHECKING:
    # Type checkers and editors bring it along, and strike such a method through.
    from typing_extensions import deprecated
else:

    def deprecated(message: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Have each call of a function, or of an asynchronous one, warn with a message."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(function)
            def warning(*arguments: Any, **named: Any) -> Any:
                warn_caller(message)
                return function(*arguments, **named)

            return warning

        return decorate


def renamed(**names: str) -> Callable[[Function], Function]:
    """Let a function be called with the former names of its keywords as well, which warns.

    A type checker knows the new names alone.

    Args:
        names: What each keyword is called now, by its former name.
    """

    def decorate(function: Function) -> Function:
        @wraps(function)
        def renaming(*arguments: Any, **named: Any) -> Any:
            for former, name in names.items():
                if former in named:
                    if name in named:
                        raise TypeError(f"{former} is now {name}; give only {name}")
                    warn_caller(f"{former} is now {name}.")
                    named[name] = named.pop(former)
            return function(*arguments, **named)

        # It takes what the function takes, and more that no type checker should offer.
        return renaming  # type: ignore[return-value]

    return decorate


def warn_caller(message: str) -> None:
    """Issue a DeprecationWarning for the line outside of this package that led here."""
    level, frame = 1, currentframe()
    while frame and _inside(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    warn(message, DeprecationWarning, stacklevel=level)


def _inside(module: str) -> bool:
    return module == _PACKAGE or module.startswith(f"{_PACKAGE}.")
