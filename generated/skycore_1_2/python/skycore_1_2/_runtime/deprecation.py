"""Warns of what has another name now or should not be used any more, at run time and in editors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import currentframe, iscoroutinefunction
from typing import TYPE_CHECKING, Any, TypeVar, cast
from warnings import warn

__all__ = ["deprecated", "former_method", "renamed", "warn_caller"]

Function = TypeVar("Function", bound=Callable[..., Any])

_PACKAGE = __name__.removesuffix("._runtime.deprecation")

if TYPE_CHECKING:
    # Type checkers and editors bring it along, and strike such a method through.
    from typing_extensions import deprecated
else:

    def deprecated(message: str) -> Callable[[Function], Function]:
        """Have each call of a function, or of an asynchronous one, warn with a message."""

        def decorate(function: Function) -> Function:
            return _preceded(function, lambda _: warn_caller(message))

        return decorate


def renamed(**names: str) -> Callable[[Function], Function]:
    """Let a function be called with the former names of its keywords as well, which warns.

    A type checker knows the new names alone.

    Args:
        names: What each keyword is called now, by its former name.
    """

    def rename(named: dict[str, Any]) -> None:
        for former, name in names.items():
            if former in named:
                if name in named:
                    raise TypeError(f"{former} is now {name}; give only {name}")
                warn_caller(f"{former} is now {name}.")
                named[name] = named.pop(former)

    return lambda function: _preceded(function, rename)


def former_method(former: str, method: Function) -> Function:
    """A method under its former name, which warns and calls whatever has the present one."""
    name = method.__name__

    def present(instance: Any, *arguments: Any, **named: Any) -> Any:
        return getattr(instance, name)(*arguments, **named)

    async def awaited(instance: Any, *arguments: Any, **named: Any) -> Any:
        return await getattr(instance, name)(*arguments, **named)

    calling: Any = wraps(method)(awaited if iscoroutinefunction(method) else present)
    return cast(Function, _preceded(calling, lambda _: warn_caller(f"{former} is now {name}.")))


def _preceded(function: Function, first: Callable[[dict[str, Any]], None]) -> Function:
    """A function before which something is done with its keywords."""

    @wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        first(named)
        return function(*arguments, **named)

    @wraps(function)
    async def awaited(*arguments: Any, **named: Any) -> Any:
        first(named)
        return await function(*arguments, **named)

    # To whoever asks, an asynchronous function stays one.
    return cast(Function, awaited if iscoroutinefunction(function) else called)


def warn_caller(message: str) -> None:
    """Issue a DeprecationWarning for the line outside of this package that led here."""
    level, frame = 1, currentframe()
    while frame and _inside(frame.f_globals.get("__name__", "")):
        level, frame = level + 1, frame.f_back
    warn(message, DeprecationWarning, stacklevel=level)


def _inside(module: str) -> bool:
    return module == _PACKAGE or module.startswith(f"{_PACKAGE}.")
